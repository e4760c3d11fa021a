"""Every type of page of the site, and the states in which a reader meets it.

Screenshots are taken of these, and tests measure what must hold on any page.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

PLAYER = "scripts/outbound-contact.sales_call/"
SOP = "contact-handling/inbound-contact/"
REMEMBERED = """() => Object.keys(localStorage).filter(key => key.startsWith("sop."))
  .forEach((key) => {
    const kept = JSON.parse(localStorage[key]);
    if (!kept.now) return;
    kept.day = "2026-01-05";
    kept.now.version = "0.9.0";
    kept.now.prints = kept.now.prints.replaceAll(" 1.0.", " 0.9.")
      .replace(/.{8}/g, (mark, at) => at % 5 ? mark : "00000000");
    kept.now.seen = "2026-01-05";
    localStorage[key] = JSON.stringify(kept);
  })"""
"""Makes this browser remember an older state of what it has just seen."""


@dataclass(frozen=True)
class PageType:
    """One type of page in one state.

    Attributes:
        name: Names its pictures.
        title: What a person calls it.
        path: Its address below the site's root.
        prepare: What a reader does until it looks like this; nothing if absent.
    """

    name: str
    title: str
    path: str
    prepare: Callable[[Page], None] | None = None


def _search(query: str) -> Callable[[Page], None]:
    def prepare(page: Page) -> None:
        page.keyboard.press("/")
        page.keyboard.type(query)
        page.wait_for_function(
            "query => document.querySelector('.sop-search [role=option], "
            ".sop-search .none > p') && document.activeElement.value === query",
            arg=query,
        )
        page.wait_for_timeout(400)

    return prepare


def _walk(most: int) -> Callable[[Page], None]:
    """Answer with the first way each time, so many times or up to the end."""

    def prepare(page: Page) -> None:
        now = page.locator("[data-part=now]")
        now.wait_for()
        page.clock.install()
        for _ in range(most):
            if now.get_attribute("data-kind") == "end":
                return
            tick = now.locator(".tick input:not(:checked)")
            if tick.count():
                tick.first.check()
            field = now.locator(".write input")
            if field.count():
                field.fill(field.get_attribute("placeholder") or "42")
            now.locator("button.go, button.pick").first.click()
            page.clock.fast_forward(9_000)

    return prepare


def _press(key: str) -> Callable[[Page], None]:
    return lambda page: page.keyboard.press(key)


def _show(selector: str) -> Callable[[Page], None]:
    return lambda page: page.locator(selector).first.scroll_into_view_if_needed()


def _return(page: Page) -> None:
    page.wait_for_timeout(200)
    page.evaluate(REMEMBERED)
    page.reload()
    page.locator(".since:not([hidden])").first.wait_for()


def _judge(page: Page) -> None:
    score = page.locator("[data-scorecard]").first
    for row in score.locator("[data-criterion]").all():
        row.locator("input").first.check()
    score.scroll_into_view_if_needed()


def _answer(page: Page) -> None:
    quiz = page.locator(".quizzes").first
    quiz.locator(".ask").first.locator("button.answer").first.click()
    quiz.scroll_into_view_if_needed()


CARD = "card/inbound-contact/"
PAGE_TYPES = (
    PageType("home", "Home", ""),
    PageType("home-returning", "Home, after changes", "", _return),
    PageType("area", "Area", "contact-handling/"),
    PageType("sop", "SOP", SOP),
    PageType("sop-returning", "SOP, after changes", SOP, _return),
    PageType("sop-script", "SOP: script and drawing", SOP, _show("svg.flow")),
    PageType("player-start", "Player: start", PLAYER),
    PageType("player-middle", "Player: in the middle", PLAYER, _walk(4)),
    PageType("player-end", "Player: end", PLAYER, _walk(40)),
    PageType("player-objections", "Player: objections", PLAYER, _press("o")),
    PageType("player-keys", "Player: keys", PLAYER, _press("?")),
    PageType("search", "Search", "", _search("refnud")),
    PageType("search-question", "Search: a question", "", _search("price too high")),
    PageType("search-nothing", "Search: nothing found", "", _search("zzzzqqq")),
    PageType("customer-says", "What customers say", "customer-says/"),
    PageType("changes", "Changes", "changes/"),
    PageType("glossary", "Glossary", "glossary/"),
    PageType("dispositions", "Dispositions", "dispositions/"),
    PageType("objections", "Objections", "objections/"),
    PageType("messages", "Messages", "messages/"),
    PageType("checklists", "Checklists", "checklists/"),
    PageType("escalations", "Escalations", "escalations/"),
    PageType("quizzes", "Quizzes", "quizzes/"),
    PageType("regulations", "Regulations", "regulations/"),
    PageType("roles", "Roles", "roles/"),
    PageType("call-scripts", "Call scripts", "call-scripts/"),
    PageType("kit", "Kit of an SOP", f"{SOP}kit/"),
    PageType("kit-returning", "Kit, after changes", f"{SOP}kit/", _return),
    PageType("sop-kit", "SOP: what its kit holds", SOP, _show("#_kit")),
    PageType("quiz", "Kit: quiz", f"{SOP}kit/", _answer),
    PageType(
        "scorecard", "Scorecard", "running-the-floor/quality-monitoring/kit/", _judge
    ),
    PageType("card-check", "Card check", f"{CARD}?v=0.9.0&c=000000000000"),
    PageType("card-unknown", "Card check, no card scanned", CARD),
    PageType("embed", "A section for a CRM", "embed/inbound-contact/verify/"),
    PageType("embedding", "Player inside a CRM", "embedding-example/"),
    PageType("written", "A written page", "using-this-site/"),
    PageType("dialers", "Dialers", "dialers/"),
    PageType("404", "Not found", "404.html"),
)
"""Addresses are those of the repository's own library."""
