"""Every field, font, choice and problem of layouts has its words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.documents.certificate_text import FIELDS as ALL_FIELDS
from desktop.documents.fonts import FACES
from desktop.documents.layout import Align, Box, Breaking, Case, VAlign
from desktop.documents.layout_problems import LayoutProblem, LayoutProblemCode
from desktop.views.layouts import words
from desktop.views.layouts.words import named_box, problem_line

BOX = Box("name_2", "{name}", 30.0, 78.25, 237.0, 20.0, "Tinos-Regular", 16.0)


def test_nothing_a_layout_may_hold_is_without_words() -> None:
    assert set(words.FIELDS) == set(ALL_FIELDS)
    assert set(words.FONTS) == set(FACES)
    for said, choices in (
        (words.ALIGNS, Align),
        (words.VALIGNS, VAlign),
        (words.CASES, Case),
        (words.BREAKINGS, Breaking),
    ):
        assert set(said) == set(choices)


@pytest.mark.parametrize("code", LayoutProblemCode)
def test_every_problem_is_a_sentence_about_its_box(code: LayoutProblemCode) -> None:
    data = {"least": 8.5, "size": 16.0, "font": "Comic", "field": "gì", "other": "motto", "down": 3}
    line = problem_line(LayoutProblem(code, "boxes[0].width", "name_2", data=data), {"name_2": BOX})
    assert line.text.endswith(".")
    assert "{" not in line.text.replace("{gì}", "")
    assert line.box == "name_2"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{name}", "Tên người, tập thể, hộ (2)"),
        ("Số: {number}", "Số: «Số giấy khen»"),
        ("Chủ tịch\n", "Chủ tịch"),
        ("", "name_2"),
        ("{", "{"),
    ],
)
def test_a_box_is_called_by_what_it_shows(text: str, name: str) -> None:
    assert named_box(replace(BOX, text=text)) == name


def test_where_a_box_stands_is_said_with_commas() -> None:
    assert words.place_of(BOX).endswith("cách mép trái 30, mép trên 78,25, rộng 237, cao 20 mm")
