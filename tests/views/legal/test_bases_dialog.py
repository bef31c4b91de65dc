"""The dialog in which an officer chooses what a paper cites."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.bases import BasisLine
from desktop.services.desk import Desk
from desktop.views.legal.bases_dialog import BasesDialog
from tests.services.commune_dossier import Commune

Make = Callable[..., BasesDialog]
FIRST, SECOND = BasisLine("LAW_2003", "Luật A"), BasisLine("", "Kế hoạch B")


@pytest.fixture
def make(office: Desk, qtbot: QtBot) -> Make:
    dossier = Commune(office).dossier()

    def show(*chosen: BasisLine, day: date | None = None) -> BasesDialog:
        office.bases.choose(dossier, chosen, office.bases.of_dossier(dossier).chosen)
        dialog = BasesDialog(None, office.bases.of_dossier(dossier), day)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return show


def find_list(dialog: BasesDialog, name: str) -> QListWidget:
    found = dialog.findChild(QListWidget, name)
    assert found is not None
    return found


def press(dialog: BasesDialog, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert button is not None
    assert button.isEnabled(), button.toolTip()
    button.click()


def texts(found: QListWidget) -> list[str]:
    return [found.item(n).text() for n in range(found.count())]


def test_it_starts_from_the_automatic_ones_which_left_alone_stay_automatic(make: Make) -> None:
    dialog = make()
    assert dialog.lines()
    assert dialog.answer() == ()


def test_what_is_not_in_force_stands_last_and_says_so(make: Make) -> None:
    shown = texts(find_list(make(), "register"))
    flagged = [n for n, text in enumerate(shown) if "hiệu lực từ" in text or "có từ" in text]
    assert flagged == list(range(flagged[0], len(shown)))
    assert any("hết hiệu lực từ 01/01/2020" in text for text in shown)
    assert any("chưa có hiệu lực, có từ 01/01/2024" in text for text in shown)


def test_another_day_of_the_paper_flags_other_documents(make: Make) -> None:
    shown = texts(find_list(make(FIRST, day=date(2024, 6, 1)), "chosen"))
    assert shown == ["Luật A (hết hiệu lực từ 01/01/2024)"]


def test_enter_takes_a_document_from_the_register(make: Make) -> None:
    dialog = make(SECOND)
    register = find_list(dialog, "register")
    register.setCurrentRow(0)
    wanted = register.item(0).text()
    QTest.keyClick(register, Qt.Key.Key_Return)
    assert wanted.startswith(dialog.lines()[-1].cited_as)
    assert wanted not in texts(find_list(dialog, "register"))


def test_keys_and_dragging_put_them_in_order(make: Make) -> None:
    dialog = make(FIRST, SECOND)
    chosen = find_list(dialog, "chosen")
    chosen.setCurrentRow(1)
    chosen.setFocus()
    QTest.keyClick(chosen, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert dialog.lines() == (SECOND, FIRST)
    QTest.keyClick(chosen, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert dialog.lines() == (SECOND, FIRST)
    # What a drop inside the list does.
    assert chosen.model().moveRow(QModelIndex(), 0, QModelIndex(), 2)
    assert dialog.answer() == (FIRST, SECOND)


def test_a_line_of_the_offices_own_is_added_and_dropped(
    make: Make, type_text: Callable[[QWidget, str], None]
) -> None:
    dialog = make(FIRST)
    field = dialog.findChild(QLineEdit, "own_basis")
    assert field is not None
    type_text(field, "Căn cứ Quy chế số 3;")
    press(dialog, "add_own")
    assert dialog.answer() == (FIRST, BasisLine("", "Quy chế số 3"))
    press(dialog, "drop_basis")
    assert dialog.answer() == (FIRST,)
    press(dialog, "automatic")
    assert dialog.answer() == ()


def test_searching_needs_no_marks(make: Make) -> None:
    dialog = make()
    field = dialog.findChild(QLineEdit, "find_basis")
    assert field is not None
    field.setText("nghi dinh 98")
    assert all("98/2023" in text for text in texts(find_list(dialog, "register")))
    assert texts(find_list(dialog, "register"))
