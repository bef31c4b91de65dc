"""Fields declared once: checked, cleaned, and carried through JSON."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest

from desktop.law.problems import ProblemCode
from desktop.law.terms import UnitKind
from desktop.services.fields import (
    Draft,
    FieldKind,
    Line,
    check,
    choice,
    clean,
    day,
    integer,
    lines,
    long_text,
    option,
    problems_of,
    reference,
    specs_of,
    text,
    to_plain,
)

_TODAY = date(2023, 11, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row(Line):
    name: str = text("Tên", required=True)
    since: date | None = day("Từ ngày")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft(Draft):
    name: str = text("Tên", required=True, maximum=10)
    story: str = long_text("Chuyện", maximum=20)
    count: int | None = integer("Số", minimum=1, maximum=5)
    begins: date | None = day("Từ", past_only=True)
    ends: date | None = day("Đến", not_before="begins")
    kind: UnitKind = choice("Loại", UnitKind.SCHOOL)
    award: str = option("Danh hiệu", "awards")
    done: bool = check("Xong")
    unit_id: UUID | None = reference("Đơn vị", "units")
    rows: tuple[_Row, ...] = lines("Dòng", _Row)


def _codes(draft: _Draft) -> list[tuple[str, str]]:
    return [(p.field, p.code.value) for p in problems_of(draft, _TODAY)]


def test_a_draft_that_keeps_to_its_declarations_has_no_problem() -> None:
    draft = _Draft(name="Thôn", count=5, begins=_TODAY, ends=_TODAY, rows=(_Row(name="a"),))

    assert _codes(draft) == []


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"name": ""}, ("name", ProblemCode.REQUIRED)),
        ({"name": "x" * 11}, ("name", ProblemCode.TOO_LONG)),
        ({"story": "x" * 21}, ("story", ProblemCode.TOO_LONG)),
        ({"count": 0}, ("count", ProblemCode.OUT_OF_RANGE)),
        ({"count": 6}, ("count", ProblemCode.OUT_OF_RANGE)),
        ({"begins": date(2023, 11, 21)}, ("begins", ProblemCode.DATE_IN_FUTURE)),
        ({"begins": date(1899, 1, 1)}, ("begins", ProblemCode.NOT_A_DATE)),
        (
            {"begins": date(2023, 2, 1), "ends": date(2023, 1, 1)},
            ("ends", ProblemCode.DATE_ORDER),
        ),
        ({"rows": (_Row(name="a"), _Row())}, ("rows[1].name", ProblemCode.REQUIRED)),
    ],
)
def test_each_broken_declaration_is_one_problem(
    values: dict[str, object], problem: tuple[str, ProblemCode]
) -> None:
    draft = _Draft(**{"name": "Thôn", **values})  # type: ignore[arg-type]

    assert _codes(draft) == [(problem[0], problem[1].value)]


def test_a_draft_is_told_as_plain_json() -> None:
    draft = _Draft(
        id=UUID(int=1),
        version=3,
        name="Thôn",
        count=2,
        begins=date(2023, 1, 5),
        kind=UnitKind.VILLAGE,
        done=True,
        unit_id=UUID(int=2),
        rows=(_Row(id=UUID(int=3), name="a", since=date(2020, 1, 1)),),
    )

    plain = to_plain(draft)

    assert json.loads(json.dumps(plain)) == plain
    assert plain["begins"] == "2023-01-05"
    assert plain["kind"] == UnitKind.VILLAGE.value
    assert plain["unit_id"] == str(UUID(int=2))
    assert plain["rows"] == [{"id": str(UUID(int=3)), "name": "a", "since": "2020-01-01"}]


def test_clean_keeps_line_breaks_and_drops_control_characters() -> None:
    assert clean(" một\r\nhai\x00\x07 ") == "một\nhai"
    assert clean(unicodedata.normalize("NFD", " Đỗ ")) == "Đỗ"


def test_declarations_are_read_in_order() -> None:
    specs = specs_of(_Draft)

    assert list(specs)[:3] == ["name", "story", "count"]
    assert specs["rows"].kind is FieldKind.LINES
    assert specs["unit_id"].refers_to == "units"
