"""A dossier within this office's own power is decided here, and nothing is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.law.lifecycle import DossierState
from desktop.law.terms import Outcome, RecipientKind
from desktop.services.appraisal_rows import live_nominations
from desktop.services.desk import Desk
from desktop.views.decisions.decision_dialog import (
    DecisionAnswer,
    DecisionDialog,
    DecisionOffer,
)
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
    worked: Worked, office: Desk, dossier: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = office.nominations.rows(dossier)[1].id
    offered: list[DecisionOffer] = []

    def answer(_parent: object, offer: DecisionOffer, _preview: object) -> DecisionAnswer:
        offered.append(offer)
        return DecisionAnswer(offer.draft, {second: "Chưa đủ thời gian"})

    monkeypatch.setattr(DecisionDialog, "ask", answer)
    assert not worked.find(QPushButton, "send").isEnabled()
    worked.click("decide_here")

    assert offered[0].draft.number == 1
    assert [c.name for c in offered[0].candidates] == ["1. Đặng Thị Ước", "2. Đặng Thị Ước"]
    assert state_of(office, dossier) is DossierState.DECIDED
    outcomes = [n.outcome for n in office.nominations.rows(dossier)]
    assert outcomes == [Outcome.GRANTED, Outcome.REFUSED]
    assert "Đã ban hành quyết định số 01/QĐ-UBND" in worked.page.banner.text
    assert "1 được khen thưởng, 1 không." in worked.find(QLabel, "decided_line").text()
    with worked.qtbot.waitSignal(worked.page.record_requested) as asked:
        worked.click("banner_action_1")
    assert asked.args[0] == "decisions"


def test_what_there_is_to_know_of_a_decision_made_is_told(
    worked: Worked, office: Desk, dossier: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office.store.writing() as session:
        live_nominations(session, dossier)[1].award_code = "TTLDTT"
        session.commit()
    monkeypatch.setattr(
        DecisionDialog, "ask", lambda _parent, offer, _preview: DecisionAnswer(offer.draft, {})
    )
    worked.click("decide_here")

    assert "Đã ban hành quyết định số 01/QĐ-UBND" in worked.page.banner.text
    assert "không có mức tiền thưởng vào ngày này cho Tập thể lao động" in worked.page.banner.text
    assert "(chưa đối chiếu)" in worked.page.banner.text


def test_what_was_typed_wrong_is_asked_again_and_nothing_is_decided(
    worked: Worked, office: Desk, dossier: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[DecisionOffer] = []

    def answer(_parent: object, offer: DecisionOffer, _preview: object) -> DecisionAnswer | None:
        answers.append(offer)
        unsigned = replace(offer.draft, signatory_name="")
        return DecisionAnswer(unsigned, {}) if len(answers) == 1 else None

    monkeypatch.setattr(DecisionDialog, "ask", answer)
    worked.click("decide_here")

    assert [p.field for p in answers[1].problems] == ["signatory_name"]
    assert state_of(office, dossier) is DossierState.READY
