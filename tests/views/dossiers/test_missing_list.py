"""The list of what is missing: alike things gathered, opened, and gone to, however many."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

import pytest
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.views.dossiers.missing_list import Cure, MissingList
from desktop.views.dossiers.open_dossier import OpenDossier

_MANY = 300


@dataclass
class _Row:
    id: UUID
    position: int
    name: str


@dataclass
class _Opened:
    """As much of an open dossier as the list asks for."""

    problems: tuple[Problem, ...]
    nominations: tuple[_Row, ...]
    points: tuple[Any, ...] = ()
    frozen: str = ""
    blocking: int = field(default=1)
    warnings: tuple[Problem, ...] = ()
    may_stay: bool = False


def _row(number: int) -> _Row:
    return _Row(UUID(int=number), number, f"Đặng Thị Ước {number}")


def _undecided(number: int, condition: str = "eval") -> Problem:
    data: dict[str, object] = {
        "name": f"Đặng Thị Ước {number}",
        "award": "Lao động tiên tiến",
        "condition": condition,
        "text": "Hoàn thành tốt nhiệm vụ",
        "missing": "xếp loại năm 2023",
    }
    code = ProblemCode.STANDARD_UNDECIDED
    record = UUID(int=number)
    return Problem("record:evaluations", code, Severity.WARNING, data, record, "Điều 24", True)


def _many(number: int) -> _Opened:
    letter = Problem("letter_number", ProblemCode.LETTER_NUMBER_MISSING)
    rows = tuple(_row(n) for n in range(1, number + 1))
    conditions = ("eval", "title", "merit", "ethics", "study", "unity")
    told = [_undecided(row.position, c) for row in rows for c in conditions]
    return _Opened((*told, letter), rows)


@pytest.fixture
def missing(qtbot: QtBot) -> MissingList:
    made = MissingList()
    qtbot.addWidget(made)
    made.resize(780, 560)
    made.show()
    return made


def _tops(missing: MissingList) -> list[QTreeWidgetItem]:
    tree = missing.findChild(QTreeWidget, "missing_list")
    assert tree is not None
    items = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    return [item for item in items if item is not None]


def _show(missing: MissingList, opened: _Opened) -> None:
    missing.show_dossier(cast("OpenDossier", opened))


def test_what_blocks_comes_first_and_what_many_lack_alike_is_one_line(
    missing: MissingList,
) -> None:
    _show(missing, _many(_MANY))

    tops = _tops(missing)
    assert len(tops) == 7
    assert tops[0].text(2) == "Tờ trình chưa có số."
    assert [tops[1].text(1), tops[1].text(3)] == ["300 đề nghị", "Điều 24"]
    assert tops[1].text(2).startswith("Chưa đủ căn cứ xét «Hoàn thành tốt nhiệm vụ»")
    assert tops[1].childCount() == 0


def test_a_group_opens_to_a_line_each_which_leads_to_its_cure(
    missing: MissingList, qtbot: QtBot
) -> None:
    _show(missing, _many(_MANY))
    group = _tops(missing)[1]
    tree = missing.findChild(QTreeWidget, "missing_list")
    assert tree is not None

    tree.itemActivated.emit(group, 0)

    assert group.isExpanded()
    assert group.childCount() == _MANY
    assert group.child(41).text(1) == "42. Đặng Thị Ước 42"
    with qtbot.waitSignal(missing.cure_asked) as asked:
        tree.itemActivated.emit(group.child(41), 0)
    assert asked.args == [Cure("record:evaluations", UUID(int=42))]
    tree.itemActivated.emit(group, 0)
    assert not group.isExpanded()


def test_two_or_three_alike_stand_open(missing: MissingList) -> None:
    _show(missing, _many(2))

    assert all(top.isExpanded() and top.childCount() == 2 for top in _tops(missing)[1:])


def test_three_hundred_nominations_with_six_points_each_show_at_once(
    missing: MissingList,
) -> None:
    opened = _many(_MANY)
    begun = time.perf_counter()
    _show(missing, opened)
    missing.grab()

    # A tenth of a second is what a click may take; half of one, on a machine busy with others.
    assert time.perf_counter() - begun < 0.5
