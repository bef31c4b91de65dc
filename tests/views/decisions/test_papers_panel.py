"""«Giấy tờ» of a decision: the ceremony is typed in a dialog, papers are made in what is chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.services.ceremonies import CeremonyDraft
from desktop.views.changes import Changes
from desktop.views.decisions.page import DecisionsPage
from desktop.views.decisions.papers_panel import CeremonyDialog
from desktop.views.widgets.dialogs import FilePicker
from tests.services.two_offices import TwoOffices
from tests.views.hands import Hands, work


@pytest.fixture
def page(qtbot: QtBot, appraised: TwoOffices, runner: JobRunner) -> Hands:
    appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    hands = work(qtbot, appraised.district, runner, DecisionsPage, Changes())
    hands.page.panel.view.selectRow(0)
    hands.idle()
    hands.page._view.tabs.setCurrentWidget(hands.page._view.papers)
    return hands


def test_the_ceremony_is_asked_again_until_it_can_be_kept(
    page: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = iter((date(2023, 1, 1), date(2023, 12, 1)))
    problems: list[Any] = []

    def ask(_parent: object, draft: CeremonyDraft, found: Any = ()) -> CeremonyDraft:
        problems.append([p.field for p in found])
        return replace(draft, ceremony_on=next(days), ceremony_place="Hội trường huyện")

    monkeypatch.setattr(CeremonyDialog, "ask", ask)
    page.click("set_ceremony")
    page.idle()
    assert problems == [[], ["ceremony_on"]]
    assert page.text("ceremony_facts_1") == "01/12/2023"
    assert page.text("ceremony_facts_2") == "Hội trường huyện"
    assert page.text("ceremony_facts_3") == "chưa ghi"


def test_thinking_better_of_it_changes_nothing(
    page: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CeremonyDialog, "ask", lambda *_asked: None)
    page.click("set_ceremony")
    assert page.text("ceremony_facts_1") == "chưa ghi"


@pytest.mark.parametrize(
    ("chosen", "suffixes"), [(0, {".pdf", ".docx"}), (1, {".pdf"}), (2, {".docx"})]
)
def test_papers_are_made_in_the_format_chosen(
    page: Hands,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    chosen: int,
    suffixes: set[str],
) -> None:
    out = tmp_path / "ra"
    out.mkdir()
    monkeypatch.setattr(FilePicker, "folder", lambda *_asked: out)
    page.find(QComboBox, "papers_format").setCurrentIndex(chosen)
    page.click("make_papers")
    made = list(out.iterdir())
    assert {path.suffix for path in made} == suffixes
    assert any(path.name.startswith("giay-bao-ket-qua") for path in made)


def test_the_dialog_gives_back_what_was_typed(qtbot: QtBot) -> None:
    draft = CeremonyDraft(ceremony_on=date(2023, 12, 1), ceremony_at="8 giờ")
    dialog = CeremonyDialog(None, draft, ())
    qtbot.addWidget(dialog)
    dialog.form.editor("invitation_number").set_value("12/GM-UBND")
    assert dialog.form.draft() == replace(draft, invitation_number="12/GM-UBND")
    dialog.accept()
    assert dialog.result() == CeremonyDialog.DialogCode.Accepted
