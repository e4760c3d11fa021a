"""How blocks are made to fit: large type first, two sides before small type."""

from collections.abc import Callable, Sequence
from itertools import chain

import pytest

from builder.outputs.cards.fit import Fitted, Measures, Misfit, fit
from builder.outputs.cards.kinds import KINDS
from builder.outputs.cards.packing import (
    GRID,
    Column,
    Item,
    arrange,
    fits,
    overflow,
)
from builder.outputs.cards.reordering import reordered
from builder.outputs.cards.sizes import PAPERS, SHEET, Paper, TypeSize
from builder.project_cards import CARD_KINDS, CARD_SIZES

HEADING = 6.0
A4 = PAPERS["a4"]


def item(reference: str, height: float, group: str = "section.a") -> Item:
    return Item(
        reference=reference,
        group=group,
        height=height,
        heading=HEADING,
        continued=HEADING,
    )


def steps(count: int, height: float, group: str = "section.a") -> list[Item]:
    return [item(f"step:{group}.{number}", height, group) for number in range(count)]


def sheet(
    items: Callable[[TypeSize], Sequence[Item]],
) -> Callable[[TypeSize], Measures]:
    """Return measures of a card whose header, footer and rest take 50 mm."""

    def measure(type_size: TypeSize) -> Measures:
        return Measures(
            items=tuple(items(type_size)),
            front=20,
            back=10,
            footer=20,
            last_footer=20,
            left_out_least=5,
            left_out_most=10,
        )

    return measure


def growing(count: int, height: float) -> Callable[[TypeSize], Sequence[Item]]:
    """Return steps that are so tall in type of 10 pt and grow with it."""
    return lambda size: steps(count, height * (size.body / 10) ** 1.5)


def heights(columns: Sequence[Column]) -> list[float]:
    return [
        sum(
            run.space
            + HEADING
            + sum(placed.space + placed.item.height for placed in run.placed)
            for run in column
        )
        for column in columns
    ]


def references(columns: Sequence[Column]) -> list[str]:
    runs = chain.from_iterable(columns)
    return [placed.item.reference for run in runs for placed in run.placed]


def test_blocks_keep_their_order_and_stay_whole() -> None:
    blocks = [*steps(5, 20), *steps(5, 20, "section.b")]
    columns = arrange(blocks, [200, 200])

    assert references(columns) == [block.reference for block in blocks]


def test_columns_are_balanced() -> None:
    """Twelve equal blocks are six and six, not eight and four."""
    columns = arrange(steps(12, 20), [200, 200])

    assert [len(references([column])) for column in columns] == [6, 6]


def test_columns_of_a_side_end_on_one_line() -> None:
    """Spaces grow where one column has less to show than the other."""
    blocks = [*steps(4, 30), *steps(5, 22, "section.b")]
    left, right = heights(arrange(blocks, [150, 150]))

    assert left == pytest.approx(right, abs=0.1)


def test_no_column_is_taller_than_its_place() -> None:
    blocks = [*steps(7, 23), *steps(9, 17, "section.b"), *steps(3, 31, "section.c")]
    capacities = [150, 150, 180, 180]

    assert fits(blocks, capacities)
    assert all(
        height <= capacity + 0.01
        for height, capacity in zip(
            heights(arrange(blocks, capacities)), capacities, strict=True
        )
    )


def test_a_group_that_is_split_repeats_its_heading() -> None:
    first, second = arrange(steps(10, 20), [120, 120])

    assert [run.is_continued for run in (*first, *second)] == [False, True]


def test_a_group_is_not_split_where_it_need_not_be() -> None:
    columns = arrange([*steps(4, 20), *steps(3, 20, "section.b")], [120, 120])

    assert [[run.group for run in column] for column in columns] == [
        ["section.a"],
        ["section.b"],
    ]


def test_nobody_turns_the_sheet_in_the_middle_of_a_group() -> None:
    """A group that fits the back goes there whole, though the front had room."""
    blocks = [*steps(7, 20), *steps(4, 20, "section.b"), *steps(3, 20, "section.c")]
    front = arrange(blocks, [120, 120, 120, 120])[:2]

    assert references(front)[-1].startswith("step:section.a")


def test_spaces_are_part_of_the_height() -> None:
    exact = HEADING + GRID.first + 20 + GRID.entry + 20
    exact += GRID.group + HEADING + GRID.first + 20
    blocks = [*steps(2, 20), *steps(1, 20, "section.b")]

    assert fits(blocks, [exact])
    assert not fits(blocks, [exact - 0.01])


def test_what_does_not_fit_is_named_with_its_millimeters() -> None:
    over = overflow(steps(4, 30), [80, 80])

    assert overflow(steps(4, 30), [80, 80]) == []
    assert [one.reference for one in overflow(steps(5, 30), [80, 80])] == [
        "step:section.a.4"
    ]
    assert overflow(steps(5, 30), [80, 80])[0].millimeters == pytest.approx(
        HEADING + GRID.first + 3 * 30 + 2 * GRID.entry - 80
    )
    assert over == []


def test_a_block_taller_than_a_column_is_named_and_the_others_go_on() -> None:
    blocks = [item("step:a.tall", 500), *steps(2, 30)]

    assert [one.reference for one in overflow(blocks, [80, 80])] == ["step:a.tall"]


def test_blocks_that_do_not_fit_cannot_be_arranged() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        arrange(steps(5, 30), [80, 80])


def test_few_words_are_large_and_on_one_side() -> None:
    card = fit(sheet(growing(4, 20)), further=(), paper=A4)

    assert isinstance(card, Fitted)
    assert (card.type_size.id, card.sides) == ("large", 1)


def test_one_side_in_plain_type_is_better_than_two_in_large() -> None:
    card = fit(sheet(growing(20, 20)), further=(), paper=A4)

    assert isinstance(card, Fitted)
    assert (card.type_size.id, card.sides) == ("regular", 1)


def test_two_sides_come_before_small_type() -> None:
    """What is too much for one side in 10 pt goes to two, not to 9 pt."""
    card = fit(sheet(growing(22, 20)), further=(), paper=A4)

    assert isinstance(card, Fitted)
    assert (card.type_size.id, card.sides) == ("large", 2)


def test_small_type_comes_last() -> None:
    card = fit(sheet(growing(46, 20)), further=(), paper=A4)

    assert isinstance(card, Fitted)
    assert (card.type_size.id, card.sides) == ("small", 2)


def test_type_never_goes_below_the_floor() -> None:
    """Nine points to read, eleven to say; what does not fit then is an error."""
    card = fit(sheet(growing(60, 20)), further=(), paper=A4)

    assert min(size.body for size in SHEET.type_sizes) == 9
    assert min(size.line for size in SHEET.type_sizes) == 11
    assert isinstance(card, Misfit)
    assert card.excess[-1].reference == "step:section.a.59"


def test_a_smaller_sheet_holds_less() -> None:
    measure = sheet(growing(46, 20))

    assert isinstance(fit(measure, further=(), paper=A4), Fitted)
    assert isinstance(fit(measure, further=(), paper=PAPERS["letter"]), Misfit)


def test_further_blocks_are_added_only_while_whole_blocks_fit() -> None:
    """They never make the type smaller, and the first that does not fit ends it."""
    blocks = steps(60, 20)
    further = [block.reference for block in blocks[5:]]
    card = fit(sheet(growing(60, 20)), further=further, paper=A4)

    assert isinstance(card, Fitted)
    assert (card.type_size.id, card.sides) == ("regular", 2)
    assert card.shown == {block.reference for block in blocks[: len(card.shown)]}
    assert 30 < len(card.shown) < 45


def test_a_kind_of_block_that_is_full_does_not_stop_the_others() -> None:
    blocks = [*steps(60, 20), item("objection:price", 2, "objections")]
    further = [block.reference for block in blocks[5:]]
    card = fit(sheet(lambda _: blocks), further=further, paper=A4)

    assert isinstance(card, Fitted)
    assert "objection:price" in card.shown


def test_required_blocks_that_do_not_fit_are_an_error_whatever_may_follow() -> None:
    blocks = steps(61, 20)
    card = fit(sheet(lambda _: blocks), further=[blocks[-1].reference], paper=A4)

    assert isinstance(card, Misfit)
    assert blocks[-1].reference not in {one.reference for one in card.excess}


def test_sizes_that_cannot_fit_are_not_measured() -> None:
    """Measuring is a layout of everything: two are enough for a usual card."""
    asked: list[str] = []
    grown = growing(42, 20)

    def measured(size: TypeSize) -> Sequence[Item]:
        asked.append(size.id)
        return grown(size)

    fit(sheet(measured), further=(), paper=A4)

    assert "large" not in asked
    assert "roomy" not in asked


def test_a_group_may_move_where_the_order_wastes_the_room() -> None:
    """A short group fills what a tall block leaves; sections keep their order."""
    blocks = [
        item("step:a.one", 60, "section.a"),
        item("step:b.one", 90, "section.b"),
        item("checklist:daily", 30, "checklist.daily"),
    ]
    order = reordered(blocks, [110, 110])

    assert not fits(blocks, [110, 110])
    assert order is not None
    assert [one.reference for one in order] == [
        "step:a.one",
        "checklist:daily",
        "step:b.one",
    ]
    assert reordered([*blocks, item("step:c.one", 90, "section.c")], [110, 110]) is None


@pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda paper: paper.id)
def test_the_margin_survives_lamination(paper: Paper) -> None:
    """Three millimeters are free inside of the cut, and five to seal outside of it.

    A pocket card is sealed in a pouch that is larger than the card.
    """
    assert min(paper.margin, paper.side_margin) - paper.cut >= 3
    assert paper.cut == (0 if paper.id == "pocket" else 5)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda paper: paper.id)
def test_every_paper_has_its_floor(paper: Paper) -> None:
    """Nine and eleven points on the desk, seven and seven and a half in the hand."""
    smallest = paper.shape.type_sizes[-1]
    expected = (7, 7.5) if paper.id == "pocket" else (9, 11)

    assert (smallest.body, smallest.line) == expected


def test_settings_know_every_size_and_kind() -> None:
    assert (tuple(PAPERS), tuple(KINDS)) == (CARD_SIZES, CARD_KINDS)
