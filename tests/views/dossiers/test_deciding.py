"""A dossier within this office's own power is decided here, and nothing is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTreeWidget, QWidget

from desktop.law.lifecycle import DossierState
from desktop.law.terms import Outcome, RecipientKind
from desktop.services.desk import Desk
from desktop.views.dossiers.decide_dialog import DecideDialog
from tests.services.commune_dossier import PDF, Commune, saved
from tests.services.two_offices import state_of
from tests.views.dossiers.conftest import Worked

Type = Callable[[QWidget, str], None]
Open = Callable[[Desk], Worked]


@pytest.fixture
def dossier(office: Desk, tmp_path: Path) -> UUID:
    commune = Commune(office)
    made = commune.dossier(receiver_office_id=None, title="Giấy khen quý IV năm 2023")
    for person in (commune.teacher, commune.farmer):
        draft = office.nominations.draft_for(made, RecipientKind.INDIVIDUAL, person)
        saved(
            office.nominations,
            replace(
                draft,
                award_code="GK_XA",
                achievement="Có thành tích trong phong trào xây dựng nông thôn mới",
                period_from=date(2023, 1, 1),
                period_to=date(2023, 9, 30),
                report="Đã hiến 120 m2 đất làm đường.",
            ),
        )
    minutes = tmp_path / "Biên bản.pdf"
    minutes.write_bytes(PDF)
    office.attachments.add("dossiers", made, "BIEN_BAN", minutes)
    assert office.dossiers.mark_ready(made, "Đã rà soát").ready
    return made


@pytest.fixture
def worked(open_page: Open, office: Desk, dossier: UUID) -> Worked:
    made = open_page(office)
    made.open(dossier)
    return made


def test_a_decision_is_made_with_one_refused_and_shown(
    worked: Worked, office: Desk, dossier: UUID
) -> None:
    assert not worked.find(QPushButton, "send").isEnabled()
    worked.click("decide_here")
    dialog = worked.dialog(DecideDialog)
    people = worked.find(QTreeWidget, "decided", dialog)
    second = people.topLevelItem(1)
    assert second is not None
    second.setCheckState(0, Qt.CheckState.Unchecked)
    second.setText(2, "Chưa đủ thời gian")
    worked.click("decide", dialog)

    assert state_of(office, dossier) is DossierState.DECIDED
    outcomes = [n.outcome for n in office.nominations.rows(dossier)]
    assert outcomes == [Outcome.GRANTED, Outcome.REFUSED]
    assert "Đã ban hành quyết định số 01/QĐ-UBND" in worked.page.banner.text
    assert "1 được khen thưởng, 1 không." in worked.find(QLabel, "decided_line").text()


def test_a_refusal_without_a_reason_is_said_and_nothing_is_decided(
    worked: Worked, office: Desk, dossier: UUID
) -> None:
    worked.click("decide_here")
    dialog = worked.dialog(DecideDialog)
    people = worked.find(QTreeWidget, "decided", dialog)
    second = people.topLevelItem(1)
    assert second is not None
    second.setCheckState(0, Qt.CheckState.Unchecked)
    worked.click("decide", dialog)

    assert dialog.isVisible()
    assert dialog.banner.text
    assert state_of(office, dossier) is DossierState.READY


def test_a_missing_signatory_is_said_beside_the_field(
    worked: Worked, office: Desk, dossier: UUID
) -> None:
    worked.click("decide_here")
    dialog = worked.dialog(DecideDialog)
    worked.find(QLineEdit, "signatory_name_field", dialog).clear()
    worked.click("decide", dialog)

    assert worked.find(QLabel, "signatory_name_problem", dialog).isVisible()
    assert state_of(office, dossier) is DossierState.READY
