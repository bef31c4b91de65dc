"""The designer is told everything wrong with a layout at once, and what is only unwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop.documents.layout import Box, BoxKind, Layout, Ornament, OrnamentKind
from desktop.documents.layout_file import list_layouts, load_layout
from desktop.documents.layout_problems import LayoutProblemCode, problems

GOOD = Box("name", "{name}", 20, 20, 100, 20, "Tinos-Bold", 20)


def _layout(*boxes: Box, **changes: Any) -> Layout:
    return replace(Layout("mau", "Mẫu", 297, 210, boxes), **changes)


def _found(layout: Layout) -> list[tuple[str, str]]:
    return [(problem.code.value, problem.path) for problem in problems(layout)]


@pytest.mark.parametrize("code", [code for code, _ in list_layouts()])
def test_the_ready_layouts_have_no_problem_at_all(code: str) -> None:
    assert problems(load_layout(code)) == []


def test_everything_wrong_is_told_at_once() -> None:
    bad = replace(GOOD, id="b", x=250, font="Arial", color="red", max_lines=0)
    found = _found(_layout(GOOD, bad, replace(GOOD, y=60), width=0))
    assert ("PAPER_SIZE", "width") in found
    assert ("WRONG_VALUE", "boxes[1].color") in found
    assert ("UNKNOWN_FONT", "boxes[1].font") in found
    assert ("WRONG_VALUE", "boxes[1].max_lines") in found
    assert ("SAME_NAME", "boxes[2].id") in found


def test_a_box_off_the_paper_names_the_edge_it_leaves_by() -> None:
    found = _found(_layout(replace(GOOD, x=-1), replace(GOOD, id="b", y=195)))
    assert found == [("OFF_THE_PAPER", "boxes[0].x"), ("OFF_THE_PAPER", "boxes[1].height")]


def test_a_box_too_low_for_its_smallest_letters_says_how_high_it_must_be() -> None:
    (problem,) = problems(_layout(replace(GOOD, height=5)))
    assert problem.code is LayoutProblemCode.TOO_LOW_FOR_ITS_LETTERS
    assert problem.data == {"least": 8.2, "size": 20}
    assert problems(_layout(replace(GOOD, height=8.2))) == []


def test_boxes_over_one_another_are_a_warning_that_names_both() -> None:
    (problem,) = problems(_layout(GOOD, replace(GOOD, id="b", y=30)))
    assert problem.code is LayoutProblemCode.OVERLAP
    assert not problem.blocking
    assert (problem.box, problem.data["other"], problem.data["down"]) == ("b", "name", 10)


def test_what_is_not_printed_lies_over_nothing() -> None:
    other = replace(GOOD, id="b", y=30)
    assert problems(_layout(GOOD, replace(other, visible=False))) == []
    assert problems(_layout(GOOD, replace(other, preprinted=True), overlay=True)) == []


def test_an_unknown_field_is_named() -> None:
    (problem,) = problems(_layout(replace(GOOD, text="{name}, {birthday}")))
    assert problem.code is LayoutProblemCode.UNKNOWN_FIELD
    assert problem.data == {"field": "birthday"}


def test_a_qr_code_needs_no_font_and_a_readable_size() -> None:
    code = Box("qr", "{number} {check_code}", 20, 20, 20, 20, kind=BoxKind.QR)
    assert problems(_layout(code)) == []
    (problem,) = problems(_layout(replace(code, width=8)))
    assert problem.code is LayoutProblemCode.QR_TOO_SMALL


def test_an_ornament_is_judged_too() -> None:
    frame = Ornament(OrnamentKind.RECTANGLE, 5, 5, 300, 50, "red", line=0)
    found = _found(_layout(GOOD, ornaments=(frame,)))
    assert [path for _, path in found] == [
        "ornaments[0].color",
        "ornaments[0].second_color",
        "ornaments[0].line",
        "ornaments[0].width",
    ]
