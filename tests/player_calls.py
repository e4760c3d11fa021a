"""A person at the keyboard of the player: hears, answers, and comes to an end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from playwright.sync_api import Page

from tests.dialers.protocol import Answer, Path

MOST_STEPS = 60
HEARD = ".now .exact > p:last-of-type, .now .say"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a call in the player came to."""

    said: str
    end: str
    summary: str


def play(page: Page, address: str, path: Path) -> Heard:
    """Return what is heard on a path, walked with nothing but the keyboard.

    Args:
        page: A fresh one; a call that has begun asks before it is left.
        address: The player's.
        path: Its fields go into the address, its answers are picked by key.
    """
    given = {name: value for name, value in path.given.items() if value}
    page.goto(f"{address}#?{urlencode(given)}" if given else address)
    answers = iter(path.answers)
    said: list[str] = []
    for _step in range(MOST_STEPS):
        kind = page.locator(".now").get_attribute("data-kind")
        said += page.locator(HEARD).all_inner_texts()
        if kind in ("end", "go"):
            break
        step(page, str(kind), answers)
    return Heard(
        said=collapsed(" ".join(said)), end=end_of(page), summary=summary(page)
    )


def step(page: Page, kind: str, answers: Iterator[Answer]) -> None:
    """Do what the node asks for."""
    if kind == "say":
        page.keyboard.press("Enter")
        return
    if kind == "branch":
        page.keyboard.press("0")  # the record says nothing that the script looks for
        return
    answer = next(answers)
    if answer.kind == "silence":
        page.keyboard.press("0")
    elif answer.kind == "choice":
        press(page, answer.label)
    elif page.locator(".write input").count():
        page.keyboard.press("Enter")
        write(page, answer.value)
    else:
        press(page, {"yes": "Yes", "no": "No"}.get(answer.value, answer.value))


def press(page: Page, label: str) -> None:
    """Press the key that stands on the answer with a label."""
    keys = page.locator(".pick").evaluate_all(
        "all => all.map(one => [one.querySelector('span').textContent,"
        " one.querySelector('kbd')?.textContent])"
    )
    page.keyboard.press(next(key for found, key in keys if found == label))


def write(page: Page, value: str) -> None:
    """Type a value into the focused field and enter it; a date as Americans do."""
    kind = page.evaluate("document.activeElement.type")
    typed = re.sub(r"(\d+)-(\d+)-(\d+)", r"\2\3\1", value) if kind == "date" else value
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


def end_of(page: Page) -> str:
    """Return the code at the end, or where the call goes on."""
    if page.locator(".result").count():
        return page.locator(".result .code code").inner_text()
    found: str = page.evaluate(
        "(() => { const data = JSON.parse("
        "document.getElementById('_player.data').textContent);"
        " const to = data.nodes[document.querySelector('.now').dataset.node].to;"
        " return `go:${to.sop}/${to.script}`; })()"
    )
    return found


def summary(page: Page) -> str:
    """Return the summary at the end; empty where there is none yet."""
    area = page.locator("[id='_player.summary']")
    return area.input_value() if area.count() else ""


def collapsed(text: str) -> str:
    """Return a text with every run of white space as one blank."""
    return " ".join(text.split())
