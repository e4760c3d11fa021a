"""What a card shows: the author's choice, or the order of importance."""

import pytest

from builder.block_references import block_references, find_block
from builder.outputs.cards.card import CardContent
from builder.outputs.cards.left_out import left_out
from builder.outputs.cards.selection import Selection, select_blocks
from builder.outputs.strings import strings_for
from builder.view import LibraryView
from tests.cards import changed, content_of, including, without_card
from tests.tiny import check_tiny, tiny_files


def selection(*changes: tuple[str, str]) -> Selection:
    library = changed(*changes)
    return select_blocks(library.by_id["first-call"], LibraryView(library))


def shown(selection: Selection) -> list[str]:
    return [block.reference for block in selection.blocks]


def entries(content: CardContent) -> list[str]:
    return [entry.reference for entry in content.entries]


def test_every_reference_that_is_offered_leads_somewhere() -> None:
    library = changed()
    sop, view = library.by_id["first-call"], LibraryView(library)
    offered = list(block_references(sop, view))

    assert {"section:greet", "step:greet.say-who", "phrase:1"} <= set(offered)
    assert [one for one in offered if find_block(sop, one, view) is None] == []


@pytest.mark.parametrize(
    "reference",
    [
        "step:greet.nowhere",
        "step:greet",
        "section:nowhere",
        "objection:nowhere",
        "checklist:nowhere",
        "escalation:nowhere",
        "phrase:0",
        "phrase:2",
        "phrase:first",
        "phrase:99999999999999999999",
        "disclosure:nowhere",
        "disposition:NOWHER",
        "technique:nowhere",
        "script:call",
        "nothing",
        "",
    ],
)
def test_a_reference_that_leads_nowhere_finds_nothing(reference: str) -> None:
    library = changed()

    assert (
        find_block(library.by_id["first-call"], reference, LibraryView(library)) is None
    )


def test_an_author_chooses_and_orders_the_blocks() -> None:
    """Exactly what ``include`` names stands on the card, and all of it must."""
    chosen = selection(including("objection:price", "step:close.thank", "phrase:1"))

    assert shown(chosen) == ["objection:price", "step:close.thank", "phrase:1"]
    assert chosen.required == set(shown(chosen))
    assert chosen.further == ()


def test_a_section_stands_for_its_steps_and_nothing_stands_twice() -> None:
    chosen = selection(including("step:greet.ask-time", "section:greet"))

    assert shown(chosen) == ["step:greet.ask-time", "step:greet.say-who"]


def test_what_is_left_out_is_not_shown_even_if_it_is_included() -> None:
    old, new = including("section:greet", "objection:price")
    chosen = selection((old, f"{new}\n  leave_out: [step:greet.ask-time]"))

    assert shown(chosen) == ["step:greet.say-who", "objection:price"]


def test_the_default_is_the_order_of_importance() -> None:
    """Must-say words and must steps are required; the others come as they fit."""
    default = selection(without_card())

    assert default.required == {"disclosure:recording-notice", "step:greet.say-who"}
    assert default.further == (
        "step:greet.ask-time",  # it warns
        "escalation:threat",
        "disposition:CALLBK",
        "disposition:SALE",
        "disposition:NOANS",
        "step:close.thank",
        "objection:price",
    )


def test_the_default_card_reads_in_the_order_of_the_work() -> None:
    assert shown(selection(without_card())) == [
        "disclosure:recording-notice",
        "step:greet.say-who",
        "step:greet.ask-time",
        "step:close.thank",
        "objection:price",
        "escalation:threat",
        "disposition:CALLBK",
        "disposition:SALE",
        "disposition:NOANS",
    ]


def test_the_default_leaves_out_what_the_author_does_not_want() -> None:
    card, _ = without_card()
    chosen = selection(
        (card, "card: {leave_out: [section:close, escalation:threat]}\n")
    )

    assert "step:greet.say-who" in shown(chosen)
    assert not {"step:close.thank", "escalation:threat"} & set(shown(chosen))


def test_a_block_that_no_card_can_show_is_told_with_its_place() -> None:
    assert selection(including("step:greet.say-who", "script:call")).unknown == (
        ("script:call", "include", 1),
    )


def test_blocks_of_one_heading_stand_together() -> None:
    """Groups come by first mention; outcomes share one block."""
    content = content_of(
        changed(
            including(
                "step:close.thank",
                "disposition:SALE",
                "step:greet.say-who",
                "disposition:CALLBK",
                "checklist:daily",
            )
        )
    )

    assert list(content.groups) == [
        "section.close",
        "dispositions",
        "section.greet",
        "checklist.daily",
    ]
    assert entries(content) == [
        "step:close.thank",
        "disposition:SALE",
        "step:greet.say-who",
        "checklist:daily",
    ]
    assert content.entries[1].references == ("disposition:SALE", "disposition:CALLBK")


def test_required_words_are_on_the_card_even_without_their_own_block() -> None:
    """A step shows the exact words unless the card shows them in a block."""
    alone = content_of(changed(including("step:greet.say-who")))
    beside = content_of(
        changed(including("step:greet.say-who", "disclosure:recording-notice"))
    )

    assert "Say exactly</span> <q>" in alone.entries[0].html.replace(
        "<span> </span>", " "
    )
    assert "<q>This call" not in beside.entries[0].html
    assert "Say exactly" in beside.entries[0].html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=https://evil.example/x.png>",
        "{{ 7 * 7 }}{% raw %}",
        "[here](javascript:alert(1))",
        "[here](file:///etc/passwd)",
        "[here](data:text/html,x)",
    ],
)
def test_text_is_data_and_never_markup(hostile: str) -> None:
    """Nothing from a text becomes a tag, an address or a template."""
    content = content_of(
        changed(
            ("do: Thank the customer.", f"do: '{hostile}'"),
            including("step:close.thank"),
        )
    )
    html = content.entries[0].html

    assert not any(tag in html for tag in ("<script", "<img", "href=", "49"))


def test_a_link_to_an_sop_leads_to_its_page() -> None:
    link = "do: 'See [complaints](sop:complaint#receive).'"
    changes = (("do: Thank the customer.", link), including("step:close.thank"))
    address = 'href="https://sop.example.com/floor/care/complaint/#receive"'

    assert address in content_of(changed(*changes)).entries[0].html
    assert "href" not in content_of(changed(*changes), site="").entries[0].html


def test_the_card_says_what_it_leaves_out() -> None:
    content = content_of(changed())
    words = strings_for("en")

    assert left_out(content, frozenset(), words) == (
        "steps 1.1\N{EN DASH}2.1, objections (1), escalations (1), checklists (1), "
        "outcomes (3), call scripts (1)"
    )
    assert left_out(content, frozenset({"step:greet.ask-time"}), words).startswith(
        "steps 1.1, 2.1, "
    )


def test_a_mistyped_block_is_guessed() -> None:
    """The author of the `card` block is told the reference that was meant."""
    path = "sop/contact/first-call.yaml"
    text = tiny_files()[path].replace("objection:price,", "objection:prise,")
    found = check_tiny({path: text}).diagnostics

    assert [one.hint for one in found if one.code == "SOP309"] == [
        "did you mean 'objection:price'?"
    ]
