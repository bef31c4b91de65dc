"""What of the law may be corrected, and what is refused of what is typed for it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from desktop.law.catalogue import shipped
from desktop.law.correctable import (
    COLLECTIONS,
    Correctable,
    EditorKind,
    Entry,
    checked,
    entries,
    fields_of,
)
from desktop.law.corrections import unfolded
from desktop.law.problems import ProblemCode

ENTRIES = {entry.id: entry for entry in entries(unfolded(shipped()))}


def _field(kind: EditorKind, low: int = 0, high: int = 100) -> Correctable:
    choices = (("A", "Một"), ("B", "Hai"))
    return Correctable("x", "Số", kind, low, high, choices=choices)


def test_every_row_of_the_law_stands_in_a_collection_with_a_vietnamese_name() -> None:
    unnamed = {e.collection.name for e in ENTRIES.values()} - set(COLLECTIONS)
    assert not unnamed


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_collection_is_found_in_the_files(name: str) -> None:
    assert any(entry.collection.name == name for entry in ENTRIES.values())


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=lambda e: e.id)
def test_what_the_law_says_today_could_be_typed_again(entry: Entry) -> None:
    for field in fields_of(entry):
        value = entry.value(field)
        assert checked(field, value) == value, (entry.id, field.key)


CASES: list[tuple[Correctable, object, Any]] = [
    (_field(EditorKind.DECIMAL), "1,5", "1.5"),
    (_field(EditorKind.DECIMAL), "0.30", "0.30"),
    (_field(EditorKind.DECIMAL), "1.5O", ProblemCode.NOT_A_NUMBER),
    (_field(EditorKind.DECIMAL), "một", ProblemCode.NOT_A_NUMBER),
    (_field(EditorKind.DECIMAL), "-1", ProblemCode.NOT_A_NUMBER),
    (_field(EditorKind.DECIMAL), "101", ProblemCode.OUT_OF_RANGE),
    (_field(EditorKind.DECIMAL), True, ProblemCode.NOT_A_NUMBER),
    (_field(EditorKind.DECIMAL), "", ProblemCode.REQUIRED),
    (_field(EditorKind.INTEGER, 0, 3_000_000), "2.530.000", 2_530_000),
    (_field(EditorKind.INTEGER), "ba mươi", ProblemCode.NOT_A_NUMBER),
    (_field(EditorKind.INTEGER), 101, ProblemCode.OUT_OF_RANGE),
    (_field(EditorKind.INTEGER), True, ProblemCode.NOT_A_NUMBER),
    (_field(EditorKind.INTEGER), None, ProblemCode.REQUIRED),
    (_field(EditorKind.PERCENT), "15%", 15),
    (_field(EditorKind.PERCENT), "1500", ProblemCode.OUT_OF_RANGE),
    (_field(EditorKind.YES_NO), "có", ProblemCode.NOT_A_CHOICE),
    (_field(EditorKind.YES_NO), False, False),
    (_field(EditorKind.TIERS), ["tinh", "xa"], ("xa", "tinh")),
    (_field(EditorKind.TIERS), ["thon"], ProblemCode.NOT_A_CHOICE),
    (_field(EditorKind.TIERS), "xa", ProblemCode.NOT_A_CHOICE),
    (_field(EditorKind.TIERS), [], ()),
    (_field(EditorKind.DATE), "01/10/2026", "2026-10-01"),
    (_field(EditorKind.DATE), "31/02/2026", ProblemCode.NOT_A_DATE),
    (_field(EditorKind.DATE), "01/10/3026", ProblemCode.NOT_A_DATE),
    (_field(EditorKind.DATE), "", None),
    (_field(EditorKind.CHOICE), "A", "A"),
    (_field(EditorKind.CHOICE), "C", ProblemCode.NOT_A_CHOICE),
    (_field(EditorKind.TEXT), "  Luật \n mới ", "Luật mới"),
    (_field(EditorKind.TEXT), "  ", ProblemCode.REQUIRED),
    (_field(EditorKind.TEXT), "x" * 601, ProblemCode.TOO_LONG),
    # Nothing seen is left of these; private letters are the papers' own marks.
    (_field(EditorKind.TEXT), "\u200b", ProblemCode.REQUIRED),
    (_field(EditorKind.TEXT), "\ue000\ue001", ProblemCode.REQUIRED),
    (_field(EditorKind.TEXT), "A\x00B\x01\u202e\ud800", "AB"),
    (_field(EditorKind.TEXT), ["A"], ProblemCode.REQUIRED),
    # What JSON may hold where a number is asked for.
    (_field(EditorKind.DECIMAL), [], ProblemCode.NOT_A_NUMBER),
    (_field(EditorKind.DECIMAL), {}, ProblemCode.NOT_A_NUMBER),
    (_field(EditorKind.DECIMAL), float("nan"), ProblemCode.NOT_A_NUMBER),
    (_field(EditorKind.DECIMAL), "1٣", ProblemCode.NOT_A_NUMBER),
    (_field(EditorKind.DECIMAL), 10**300, ProblemCode.OUT_OF_RANGE),
    (_field(EditorKind.INTEGER), "9" * 5000, ProblemCode.NOT_A_NUMBER),
    (_field(EditorKind.INTEGER), "٣", ProblemCode.NOT_A_NUMBER),
    (_field(EditorKind.INTEGER), [], ProblemCode.NOT_A_NUMBER),
    (_field(EditorKind.TIERS), [[]], ProblemCode.NOT_A_CHOICE),
    (_field(EditorKind.DATE), [], ProblemCode.NOT_A_DATE),
    (_field(EditorKind.CHOICE), {}, ProblemCode.NOT_A_CHOICE),
]


@pytest.mark.parametrize(("field", "typed", "expected"), CASES)
def test_what_is_typed_is_read_or_refused(field: Correctable, typed: object, expected: Any) -> None:
    found = checked(field, typed)
    assert found == expected
    assert isinstance(found, ProblemCode) is isinstance(expected, ProblemCode)


def test_a_standard_offers_the_numbers_of_its_conditions_to_be_corrected() -> None:
    documents: Mapping[str, Any] = {
        "standards": {
            "rows": [
                {
                    "id": "s.1",
                    "conditions": [
                        {
                            "kind": "any",
                            "text": "Một trong hai",
                            "parts": [{"kind": "worked", "months": 10, "text": "Đủ 10 tháng"}],
                        }
                    ],
                }
            ]
        }
    }
    (entry,) = entries(documents)
    fields = {field.key: entry.value(field) for field in fields_of(entry)}
    assert fields["conditions.0.text"] == "Một trong hai"
    assert fields["conditions.0.parts.0.months"] == 10


@pytest.mark.parametrize("typed", [[], {}])
def test_an_optional_number_is_not_left_open_by_something_else(typed: object) -> None:
    percent = replace(_field(EditorKind.DECIMAL), optional=True)
    assert checked(percent, "") is None
    assert checked(percent, typed) is ProblemCode.NOT_A_NUMBER
