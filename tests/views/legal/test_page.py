"""The page of the law, worked as an officer works it, on a real office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.law.terms import Tier
from desktop.services.days import DayDraft
from desktop.services.desk import Desk
from desktop.services.law_book import law_of
from desktop.services.law_rows import id_of
from desktop.views.changes import Changes
from desktop.views.legal.confidence import badge_of
from desktop.views.legal.data_tab import LawDataTab
from desktop.views.legal.days_tab import DaysTab
from desktop.views.legal.page import LegalPage
from desktop.views.legal.register_tab import RegisterTab
from desktop.views.pages import Bench
from desktop.views.widgets.dialogs import ChoiceDialog, FilePicker, ReasonDialog
from tests.services.commune_dossier import saved
from tests.views.hands import Hands

Type = Callable[[QWidget, str], None]
ROW = "awards.LDTT.deciders.R2025-R2026"
SALARY = "base_salary.2026-07-01"
DAY = date(2026, 10, 1)


@pytest.fixture
def hands(qtbot: QtBot, runner: JobRunner, office: Desk) -> Hands:
    page = LegalPage(Bench(office, runner, Changes()))
    qtbot.addWidget(page)
    page.resize(1158, 768)
    page.show()
    page.start()
    made = Hands(page, office, runner, qtbot)
    made.idle()
    return made


def data_tab(hands: Hands, row: str = ROW) -> LawDataTab:
    tab: LawDataTab = hands.page.show_tab("law_corrections")
    tab.open_record(id_of(row))
    hands.idle()
    return tab


def tiers(desk: Desk, on: date = DAY) -> tuple[Tier, ...]:
    with desk.store.reading() as session:
        return law_of(session).deciding_tiers("LDTT", on)


def fill(hands: Hands, type_text: Type, basis: str = "Nghị định số 12", day: str = "") -> None:
    type_text(hands.find(QLineEdit, "basis_field"), basis)
    type_text(hands.find(QLineEdit, "holds_from_field"), day)


def test_the_list_shows_what_is_known_and_narrows_by_group_and_confidence(hands: Hands) -> None:
    tab = data_tab(hands)
    total = tab.panel.model.total
    groups = hands.find(QComboBox, "group_filter", tab)
    groups.setCurrentText("Lương cơ sở")
    assert 0 < tab.panel.model.rowCount() < total
    tab.panel.search.setText("24/2023")
    assert tab.panel.model.rowCount() == 1


def test_an_open_row_says_what_it_rests_on_in_plain_words(hands: Hands) -> None:
    tab = data_tab(hands, "awards.CSTDCS.deciders.R2022")
    shown = [label.text() for label in tab.findChildren(QLabel)]
    assert "Thẩm quyền quyết định: CSTĐCS · Cá nhân" in shown
    assert any("Điều 80" in text for text in shown)
    assert any("điểm sai chắc chắn thì chặn" in text for text in shown)


def test_a_correction_typed_and_saved_counts_at_once(hands: Hands, type_text: Type) -> None:
    tab = data_tab(hands)
    hands.find(QCheckBox, "tiers_tinh", tab).click()
    hands.find(QCheckBox, "tiers_xa", tab).click()
    fill(hands, type_text, day="01/10/2026")
    hands.click("save_correction")
    assert tiers(hands.desk) == (Tier.PROVINCE,)
    assert "Đã lưu" in tab.banner.text
    assert hands.find(QLabel, "row_chip", tab).text() == "Đã sửa"
    list_ = hands.find(QTreeWidget, "corrections", tab)
    assert list_.topLevelItemCount() == 1


def test_what_cannot_be_read_stands_beside_its_field_and_saves_nothing(
    hands: Hands, type_text: Type
) -> None:
    tab = data_tab(hands, SALARY)
    field = hands.find(QLineEdit, "amount_field", tab)
    field.clear()
    type_text(field, "2.5 triệu")
    fill(hands, type_text, day="01/07/2027")
    hands.click("save_correction")
    assert "số nguyên" in hands.find(QLabel, "amount_problem", tab).text()
    field.clear()
    type_text(field, "12")
    hands.click("save_correction")
    assert "phải từ" in hands.find(QLabel, "amount_problem", tab).text()
    assert not hands.desk.law_corrections.open(id_of(SALARY)).corrections


def test_a_second_correction_of_the_same_days_is_refused_beside_the_day(
    hands: Hands, type_text: Type
) -> None:
    test_a_correction_typed_and_saved_counts_at_once(hands, type_text)
    tab: LawDataTab = hands.page.show_tab("law_corrections")
    hands.find(QCheckBox, "tiers_tw", tab).click()
    fill(hands, type_text, day="05/10/2026")
    hands.click("save_correction")
    assert "trùng thời gian" in hands.find(QLabel, "holds_from_problem", tab).text()


def test_a_correction_is_edited_and_withdrawn(
    hands: Hands, type_text: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    test_a_correction_typed_and_saved_counts_at_once(hands, type_text)
    tab: LawDataTab = hands.page.show_tab("law_corrections")
    list_ = hands.find(QTreeWidget, "corrections", tab)
    list_.setCurrentItem(list_.topLevelItem(0))
    hands.click("edit_correction")
    assert hands.find(QLineEdit, "basis_field", tab).text() == "Nghị định số 12"
    hands.find(QCheckBox, "tiers_tw", tab).click()
    hands.click("save_correction")
    assert tiers(hands.desk) == (Tier.PROVINCE, Tier.CENTRAL)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: "Nhầm")
    list_.setCurrentItem(list_.topLevelItem(0))
    hands.click("withdraw_correction")
    assert tiers(hands.desk) == (Tier.COMMUNE,)
    item = list_.topLevelItem(0)
    assert item is not None
    assert item.text(2) == "Đã rút"


@pytest.mark.parametrize(("chosen", "kept"), [("discard", False), (None, True), ("save", False)])
def test_leaving_a_typed_correction_asks_first(
    hands: Hands,
    type_text: Type,
    monkeypatch: pytest.MonkeyPatch,
    chosen: str | None,
    kept: bool,
) -> None:
    tab = data_tab(hands)
    fill(hands, type_text, day="01/10/2026")
    monkeypatch.setattr(ChoiceDialog, "ask", lambda *_a, **_k: chosen)
    hands.page.tabs.setCurrentIndex(1)
    hands.idle()
    stays = chosen is None
    assert (hands.page.tabs.currentIndex() == 0) is stays
    assert bool(hands.desk.law_corrections.open(id_of(ROW)).corrections) is (chosen == "save")
    assert (hands.find(QLineEdit, "basis_field", tab).text() != "") is kept


def test_a_bulletin_with_nothing_in_it_is_not_written(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FilePicker, "folder", lambda *_a, **_k: tmp_path)
    tab = data_tab(hands)
    hands.click("export_bulletin")
    assert "không có gì để gửi" in tab.banner.text


def test_the_register_keeps_an_own_document_and_lets_the_shipped_be_read_only(
    hands: Hands, type_text: Type
) -> None:
    tab: RegisterTab = hands.page.show_tab("legal_documents")
    hands.idle()
    first = next(row for row in tab.panel.model.all_rows() if row.shipped)
    assert tab.panel.view.select(first.id)
    hands.idle()
    assert hands.find(QLineEdit, "cited_as_field", tab).isReadOnly()
    hands.click("new", tab)
    type_text(hands.find(QLineEdit, "cited_as_field", tab), "Kế hoạch số 05/KH-UBND")
    hands.click("save", tab)
    (own,) = [row for row in hands.desk.legal_documents.list_rows() if not row.shipped]
    assert own.cited_as == "Kế hoạch số 05/KH-UBND"
    assert not hands.find(QLineEdit, "cited_as_field", tab).isReadOnly()


def test_the_year_shows_holidays_and_the_days_the_office_entered(hands: Hands) -> None:
    draft = DayDraft(day=date(2023, 11, 27), name="Nghỉ hoán đổi")
    saved(hands.desk.days, draft)
    tab: DaysTab = hands.page.show_tab("days")
    hands.idle()
    tree = hands.find(QTreeWidget, "year_days", tab)
    items = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    lines = [(i.text(0), i.text(1), i.text(4)) for i in items if i is not None]
    assert ("01/05/2023", "Thứ Hai", "Theo lịch") in lines
    assert ("27/11/2023", "Thứ Hai", "Cơ quan ghi") in lines


def test_the_only_live_correction_is_chosen_and_its_days_are_on_the_card(
    hands: Hands, type_text: Type
) -> None:
    data_tab(hands)
    fill(hands, type_text, day="01/10/2026")
    hands.click("save_correction")

    assert hands.why_not("edit_correction") == hands.why_not("withdraw_correction") == ""
    said = [label.text() for label in hands.page.findChildren(QLabel)]
    assert any(text.startswith("áp dụng từ 01/10/2026") for text in said)


def test_a_row_read_in_one_place_or_for_another_regime_is_not_shown_as_checked_there(
    office: Desk,
) -> None:
    rows = office.law_corrections.list_rows()
    carried = [row for row in rows if row.unsure_in and set(row.regimes) - set(row.unsure_in)]
    of_places = [row for row in rows if row.unsure_in and row.regimes == row.unsure_in]

    assert carried
    assert of_places
    assert all("(chưa đối chiếu)" in row.holds for row in (*carried, *of_places))
    assert {badge_of(row) for row in of_places} == {"Chưa đối chiếu"}
    assert {badge_of(row) for row in carried} == {"Đã đối chiếu"}
