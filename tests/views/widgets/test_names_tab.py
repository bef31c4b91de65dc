"""«Đối chiếu tên»: pairs side by side, their letters marked, one click to take the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtWidgets import QLabel, QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.errors import MoveRefused
from desktop.jobs.runner import JobRunner
from desktop.law.problems import Severity
from desktop.services.name_pairs import NamePair, NamePart, NamePlace
from desktop.services.records import SaveReport
from desktop.vietnamese.name_guard import compare
from desktop.views.changes import Changes
from desktop.views.pages import Bench
from desktop.views.widgets.names_tab import NamesTab, marked
from tests.views.hands import Hands

DOSSIER = UUID(int=7)


def _pair(left: str, right: str, **changes: Any) -> NamePair:
    difference = compare(left, right)
    assert difference is not None
    given: dict[str, Any] = {
        "nomination_id": uuid4(),
        "position": 1,
        "name": left,
        "part": NamePart.NAME,
        "left": NamePlace.REQUEST,
        "right": NamePlace.MINUTES,
        "left_text": left,
        "right_text": right,
        "difference": difference,
        "severity": Severity.BLOCKING,
        "may_take": True,
    }
    return NamePair(**given | changes)


@dataclass
class Names:
    """The service, with what it was asked."""

    found: list[NamePair]
    taken: list[tuple[UUID, NamePart, NamePlace]] = field(default_factory=list)
    refuses: bool = False

    def pairs(self, dossier_id: UUID) -> list[NamePair]:
        assert dossier_id == DOSSIER
        return self.found

    def take(self, nomination_id: UUID, part: NamePart, place: NamePlace) -> SaveReport:
        if self.refuses:
            raise MoveRefused(MoveRefused.Code.FROZEN, state="READY")
        self.taken.append((nomination_id, part, place))
        self.found = [p for p in self.found if p.nomination_id != nomination_id]
        return SaveReport(nomination_id, 1)


@pytest.fixture
def names() -> Names:
    return Names([_pair("Lý Thị Hòa", "Lí Thị Hoà"), _pair("Đỗ An", "Đỗ Ân", may_take=False)])


@pytest.fixture
def hands(qtbot: QtBot, runner: JobRunner, names: Names) -> Hands:
    desk: Any = SimpleNamespace(names=names)
    tab = NamesTab(Bench(desk, runner, Changes()))
    qtbot.addWidget(tab)
    tab.resize(800, 400)
    tab.show()
    hands = Hands(tab, desk, runner, qtbot)
    with qtbot.waitSignal(tab.counted):
        tab.show_dossier(DOSSIER)
    hands.idle()
    return hands


def _cells(hands: Hands, row: int) -> list[str]:
    pairs = hands.find(QTreeWidget, "name_pairs")
    item = pairs.topLevelItem(row)
    assert item is not None
    cells = [pairs.itemWidget(item, column) for column in (2, 3)]
    return [cell.text() for cell in cells if isinstance(cell, QLabel)]


def test_both_writings_stand_side_by_side_with_the_letters_marked(hands: Hands) -> None:
    assert hands.text("names_summary").startswith("Còn 2 chỗ viết khác nhau phải sửa")
    left, right = _cells(hands, 0)
    assert "đề nghị" in left
    assert "biên bản họp" in right
    assert ">ý</span>" in left
    assert ">í</span>" in right
    item = hands.find(QTreeWidget, "name_pairs").topLevelItem(0)
    assert item is not None
    assert item.text(4) == "vị trí đặt dấu thanh, i hay y"


def test_one_click_takes_the_other_writing(hands: Hands, names: Names) -> None:
    pair = names.found[0]
    with hands.qtbot.waitSignal(hands.page.taken):
        hands.click("take_name")
    hands.idle()
    assert names.taken == [(pair.nomination_id, NamePart.NAME, NamePlace.MINUTES)]
    assert hands.find(QTreeWidget, "name_pairs").topLevelItemCount() == 1
    assert "ghi theo biên bản họp" in hands.page.banner.text


def test_what_cannot_be_edited_is_shown_with_the_reason(hands: Hands, names: Names) -> None:
    pairs = hands.find(QTreeWidget, "name_pairs")
    pairs.setCurrentItem(pairs.topLevelItem(1))
    assert hands.why_not("take_name") == "Hồ sơ không còn sửa được"
    with hands.qtbot.waitSignal(hands.page.nomination_asked) as asked:
        hands.click("open_name")
    assert asked.args == [names.found[1].nomination_id, "recipient_name"]


def test_a_refusal_is_told_and_changes_nothing(hands: Hands, names: Names) -> None:
    names.refuses = True
    hands.click("take_name")
    assert hands.page.banner.text
    assert hands.find(QTreeWidget, "name_pairs").topLevelItemCount() == 2


def test_nothing_differing_is_said_in_words(hands: Hands, names: Names) -> None:
    names.found = []
    hands.page.show_dossier(DOSSIER)
    hands.idle()
    assert "giống nhau ở mọi nơi" in hands.text("names_summary")
    assert hands.find(QTreeWidget, "name_pairs").isHidden()
    hands.page.show_dossier(None)
    assert "giống nhau ở mọi nơi" in hands.text("names_summary")


@pytest.mark.parametrize(
    ("left", "right", "shown"),
    [
        ("An", "An ", 'An<span style="x">‸</span>'),
        ("An ", "An", 'An<span style="x">␣</span>'),
        ("A\u200bn", "An", 'A<span style="x">[ẩn]</span>n'),
        ("A\ufe0fn", "An", 'A<span style="x">[ẩn]</span>n'),
        ("Rơ\u0306 Mah", "Rơ Mah", 'Rơ<span style="x">◌\u0306</span> Mah'),
        ("Bơ\u0306", "Bích", 'B<span style="x">ơ\u0306</span>'),
        ("<b>", "<i>", '&lt;<span style="x">b</span>&gt;'),
    ],
)
def test_what_cannot_be_seen_is_made_visible(left: str, right: str, shown: str) -> None:
    difference = compare(left, right)
    assert difference is not None
    assert marked(left, difference.left, "x") == shown
