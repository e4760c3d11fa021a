"""A script as a SurveyJS form: one page a node, shown when the call comes to it.

A form cannot lead back, so loops are written out.
"""

from collections.abc import Iterator
from html import escape

from builder.outputs.dialer.export import Export, Loss, Refusal, json_bytes
from builder.outputs.dialer.format import DialerRecord
from builder.outputs.dialer.losses import in_order, player_losses
from builder.outputs.dialer.surveyjs_expressions import quoted
from builder.outputs.dialer.surveyjs_format import (
    CalculatedValue,
    HtmlCondition,
    Page,
    Survey,
)
from builder.outputs.dialer.surveyjs_logic import (
    DISPOSITION,
    NEXT_SCRIPT,
    NEXT_STEP,
    Logic,
    any_of,
)
from builder.outputs.dialer.surveyjs_pages import OPEN_BRACE, Screens, page_of, shown
from builder.outputs.dialer.unroll import Unrolled, unroll
from builder.outputs.dialer.ways import dangling_ways, ways_of
from builder.outputs.strings import Strings, strings_for

MAX_PAGES = 300
GLAD_PAGES, EASY_PAGES = 200, 60
"""Each answer makes the browser work out the whole form, and an agent waits for it; so
the more pages a script has, the fewer rounds of its loops are written out."""


def export(record: DialerRecord) -> Export:
    """Return the form with what it cannot hold, or why it would be another call."""
    if dangling := tuple(dangling_ways(record)):
        return Export(refusals=dangling)
    unrolled = unroll(
        ways_of(record),
        record["start"],
        most=MAX_PAGES,
        gladly=GLAD_PAGES,
        easily=EASY_PAGES,
    )
    if unrolled is None:
        refusal = Refusal(
            message=f"more than {MAX_PAGES} pages once its loops are written out",
            hint="cut the script in two and lead from one to the other with 'go'",
        )
        return Export(refusals=(refusal,))
    go_on = "a last page that names it, and 'next_script' in the result"
    losses = in_order(
        record, [*_losses(record, unrolled), *player_losses(record, go_on=go_on)]
    )
    return Export(content=json_bytes(_survey(record, unrolled)), losses=losses)


def _survey(record: DialerRecord, unrolled: Unrolled) -> Survey:
    say = strings_for(record["language"])
    logic = Logic(record, unrolled)
    screens = Screens(record, logic, say)
    pages: list[Page] = []
    for place in unrolled.places:
        pages += screens.of(place, logic.come_to(place))
        logic.go_on_from(place)
    last, *others = _last_screens(logic, say)
    survey = Survey(
        title=screens.text(record["title"]),
        showQuestionNumbers="off",
        clearInvisibleValues="onHidden",
        textUpdateMode="onTyping",
        autoAdvanceEnabled=True,
        autoAdvanceAllowComplete=False,
        completedHtml=last["html"],
        calculatedValues=[
            *_constants(record, has_brace=screens.has_brace),
            *logic.calculated,
            *logic.results(),
        ],
        pages=[*_first_page(record, screens), *pages, *_last_pages(logic, say)],
    )
    if others:
        survey["completedHtmlOnCondition"] = others
    if (language := record["language"].partition("-")[0].casefold()) != "en":
        survey["locale"] = language  # of SurveyJS's own buttons
    return survey


def _constants(record: DialerRecord, *, has_brace: bool) -> Iterator[CalculatedValue]:
    """Yield what tells in the result which script was used, and the sign ``{``."""
    known = {"script": record["id"], "script_version": record["sop"]["version"]}
    for name, value in known.items():
        yield {"name": name, "expression": quoted(value), "includeIntoResult": True}
    if has_brace:
        yield {"name": OPEN_BRACE, "expression": quoted("{")}


def _first_page(record: DialerRecord, screens: Screens) -> Iterator[Page]:
    """Yield a page that is always there if the call could start on one of several.

    Whoever fills in the start of a call after the form was made would otherwise see
    it on the page of another call.
    """
    if record["nodes"][record["start"]]["kind"] == "branch":
        line = shown("start-line", screens.text(record["title"]))
        yield {"name": "start-page", "elements": [line]}


def _last_pages(logic: Logic, say: Strings) -> Iterator[Page]:
    """Yield a page for each way that goes round no further, and one for no end yet."""
    for node, tests in logic.outcomes[NEXT_STEP].items():
        line = shown(f"{node}-again-line", say("form.again", step=node))
        yield page_of(f"{node}-again", any_of(tests), [line])
    if logic.asks:
        # As long as a page may follow, the button says Next and not Complete.
        ends = (name for name, values in logic.outcomes.items() if values)
        condition = " and ".join(f"{{{name}}} empty" for name in ends)
        line = shown("no-end-line", say("form.unfinished"))
        yield page_of("no-end", condition, [line])


def _last_screens(logic: Logic, say: Strings) -> list[HtmlCondition]:
    """Return what stands after the call; it is HTML, so nothing but ids is put in."""
    texts = {
        DISPOSITION: say("form.outcome", code=f"{{{DISPOSITION}}}"),
        NEXT_SCRIPT: say("form.go_on", script=f"{{{NEXT_SCRIPT}}}"),
        NEXT_STEP: say("form.again", step=f"{{{NEXT_STEP}}}"),
    }
    return [
        {"expression": f"{{{name}}} notempty", "html": f"<h3>{escape(text)}</h3>"}
        for name, text in texts.items()
        if logic.outcomes[name]
    ]


def _losses(record: DialerRecord, unrolled: Unrolled) -> Iterator[Loss]:
    """Yield what is lost, but for what any target of this kind loses."""
    nodes = record["nodes"].values()
    if any("key" in choice for node in nodes for choice in node.get("choices", ())):
        yield Loss(
            what="the keys that pick an answer",
            instead="a click, or the arrow keys and Enter",
        )
    ways = ways_of(record)
    cut = {
        (place.node, target): unrolled.loops[target].rounds
        for place in unrolled.places
        for target in ways[place.node]
        if (place, target) not in unrolled.goes_to
    }
    for (identifier, target), rounds in cut.items():
        yield Loss(
            node=identifier,
            what=f"the way back to '{target}' from round {rounds} on",
            instead=f"a last page that says to go on with '{target}'",
        )
