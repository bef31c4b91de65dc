"""Each box says for itself what is wrong with it, and is shown all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.documents.certificate_drawing import TextRun
from desktop.documents.certificates import drawing, place_all
from desktop.documents.layout import Box, BoxKind
from desktop.documents.layout_file import load_layout
from desktop.errors import DocumentFailed
from desktop.services.certificate_layouts_drawn import draw_box, draw_under, troubles
from desktop.services.certificate_layouts_samples import INVENTED

LAYOUT = load_layout("a4-plain")
LONG, SHORT = INVENTED[0], INVENTED[1]


def box(box_id: str) -> Box:
    found = LAYOUT.box(box_id)
    assert found is not None
    return found


def test_boxes_one_by_one_are_the_page_as_a_batch_draws_it() -> None:
    pages, _ = place_all([LONG], LAYOUT)
    whole = drawing(pages[0])
    assert tuple(m for b in LAYOUT.boxes for m in draw_box(b, LONG).marks) == whole.marks
    assert draw_under(LAYOUT) == whole.under


def test_a_text_that_does_not_fit_is_told_and_shown_smaller() -> None:
    drawn = draw_box(replace(box("name"), width=60.0), LONG)
    assert drawn.trouble is not None
    assert drawn.trouble.code is DocumentFailed.Code.TEXT_DOES_NOT_FIT
    assert 0 < drawn.size < box("name").min_size
    assert drawn.marks


def test_a_letter_the_font_lacks_is_told_and_the_text_shown_as_far_as_may_be() -> None:
    drawn = draw_box(replace(box("motto"), text="Kỷ lục 漢"), SHORT)
    assert drawn.trouble is not None
    assert drawn.trouble.code is DocumentFailed.Code.CERTIFICATE_LETTER_MISSING
    assert drawn.trouble.data["letter"] == "漢"


@pytest.mark.parametrize("wrong", [{"font": "Comic"}, {"size": 0.0}, {"text": "{gì}"}])
def test_a_box_that_cannot_be_drawn_at_all_is_left_empty(wrong: dict[str, object]) -> None:
    assert draw_box(replace(box("motto"), **wrong), SHORT).marks == ()  # type: ignore[arg-type]


def test_a_hidden_box_and_one_off_the_paper_are_still_there_to_be_taken_hold_of() -> None:
    for changed in (replace(box("motto"), visible=False), replace(box("motto"), x=-30.0)):
        (run,) = draw_box(changed, SHORT).marks
        assert isinstance(run, TextRun)


def test_a_code_too_long_is_told() -> None:
    code = Box("qr", "x" * 300, 10, 10, 20, 20, kind=BoxKind.QR)
    trouble = draw_box(code, SHORT).trouble
    assert trouble is not None
    assert trouble.code is DocumentFailed.Code.QR_TOO_LONG


def test_the_certificates_that_fail_are_counted_by_box() -> None:
    narrow = replace(LAYOUT, boxes=tuple(replace(b, width=60.0) for b in LAYOUT.boxes[6:7]))
    (found,) = troubles(narrow, [SHORT, LONG, LONG])
    assert (found.box, found.numbers, found.name) == ("name", (LONG.number,) * 2, LONG.name)
    assert troubles(LAYOUT, INVENTED) == []
