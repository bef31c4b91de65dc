"""Answers are believed only from the office asked, and as far as they agree with what was sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from desktop.errors import PackageRefused
from desktop.law.lifecycle import DossierState
from desktop.sealing.header import Party
from desktop.sealing.keys import Pkcs12Signer, make_key
from desktop.services.inbox_reports import ReceiveReport, ReceiveResult
from desktop.services.moves import dossier_of
from desktop.services.outbox import OutboxState
from tests.services.two_offices import TwoOffices, contents, sealed, state_of

R, Code = ReceiveResult, PackageRefused.Code
Edit = Callable[[dict[str, Any], dict[str, bytes]], None]


def answered(
    two: TwoOffices,
    package: Path,
    edit: Edit,
    signer: Pkcs12Signer | None = None,
    **changes: object,
) -> ReceiveReport:
    """Let the district sign an edited answer, and the commune take it in."""
    header, files = contents(package, two.commune)
    entry = header.kind.data_entry
    document = json.loads(files[entry])
    edit(document, files)
    files[entry] = json.dumps(document, ensure_ascii=False).encode()
    label = replace(header, **{"package_id": uuid4(), **changes})
    path = sealed(two.stick / f"{uuid4()}.asice", two.district, label, files, signer)
    return two.commune.inbox.receive(path, accept_unknown=signer is not None)


def _as_is(_document: dict[str, Any], _files: dict[str, bytes]) -> None:
    """Leave the answer as it is."""


def _setting(**values: object) -> Edit:
    def edit(document: dict[str, Any], _files: dict[str, bytes]) -> None:
        document.update(values)

    return edit


@pytest.fixture
def receipt(sent: TwoOffices) -> Path:
    path = sent.receive().receipt
    assert path is not None
    return path


@pytest.fixture
def decision(appraised: TwoOffices) -> Path:
    path = appraised.district.decisions.decide(appraised.dossier_id, appraised.draft()).package
    assert path is not None
    return path


def test_a_receipt_settles_the_package_in_the_outbox(sent: TwoOffices, receipt: Path) -> None:
    (waiting,) = sent.commune.outbox.list_rows()
    assert waiting.state is OutboxState.QUEUED
    sent.commune.inbox.receive(receipt)
    (settled,) = sent.commune.outbox.list_rows()
    assert settled.state is OutboxState.RECEIVED
    reception = next(
        e for e in sent.district.dossiers.history(sent.dossier_id) if e.event == "receive"
    )
    assert settled.settled_at == reception.at
    told = next(e for e in sent.commune.dossiers.history(sent.dossier_id) if e.event == "receive")
    assert (told.actor, told.office_name) == ("Trần Quốc Đạt", "Ủy ban nhân dân huyện Thanh Bình")


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (_setting(package_id=str(uuid4())), Code.DATA_BAD),
        (_setting(dossier_id=str(uuid4())), Code.UNKNOWN_DOSSIER),
        (_setting(revision=2), Code.DATA_BAD),
        (_setting(events=[]), Code.DATA_BAD),
        (_setting(officer=None), Code.DATA_BAD),
        (_setting(received_at="0001-01-01T00:00:00+14:00"), Code.DATA_BAD),
    ],
)
def test_a_receipt_for_something_else_is_refused(
    sent: TwoOffices, receipt: Path, edit: Edit, code: PackageRefused.Code
) -> None:
    report = answered(sent, receipt, edit)
    assert (report.result, report.code) == (R.REFUSED, code)
    assert state_of(sent.commune, sent.dossier_id) is DossierState.SENT
    assert sent.commune.outbox.list_rows()[0].state is OutboxState.QUEUED


def test_another_office_than_the_one_asked_cannot_answer(sent: TwoOffices, receipt: Path) -> None:
    name = "Ủy ban nhân dân huyện Khác"
    key = make_key(name, name, "mật khẩu dài", sent.clock())
    signer = Pkcs12Signer.from_bytes(key, "mật khẩu dài")
    other = Party(uuid4(), name)
    report = answered(sent, receipt, _as_is, signer, sender=other)
    assert (report.result, report.code) == (R.REFUSED, Code.UNKNOWN_DOSSIER)


def test_an_answer_to_an_earlier_revision_is_old(sent: TwoOffices, receipt: Path) -> None:
    with sent.commune.store.writing() as session:
        dossier_of(session, sent.dossier_id).revision = 2
        session.commit()
    report = sent.commune.inbox.receive(receipt)
    assert (report.result, report.code) == (R.REFUSED, Code.OLD_REVISION)


def test_an_answer_that_does_not_fit_the_state_here_waits_for_a_persons_choice(
    sent: TwoOffices, receipt: Path
) -> None:
    def decides(document: dict[str, Any], _files: dict[str, bytes]) -> None:
        last = document["events"][-1]
        document["events"] = [last | {"id": str(uuid4()), "event": "decide"}]

    report = answered(sent, receipt, decides)
    assert (report.result, report.code) == (R.CONFLICT, "ANSWER_MISFIT")
    assert state_of(sent.commune, sent.dossier_id) is DossierState.SENT


def test_the_same_content_sealed_twice_is_the_same_package_for_its_receipt(
    sent: TwoOffices, receipt: Path
) -> None:
    report = answered(sent, receipt, _setting(package_sha256="0" * 64))
    assert report.result is R.NEW
    assert sent.commune.outbox.list_rows()[0].state is OutboxState.RECEIVED


def test_a_receipt_of_other_content_under_the_same_id_waits_for_a_persons_choice(
    sent: TwoOffices, receipt: Path
) -> None:
    report = answered(sent, receipt, _setting(content_sha256="0" * 64))
    assert (report.result, report.code) == (R.CONFLICT, "ANSWER_MISFIT")
    assert sent.commune.outbox.list_rows()[0].state is OutboxState.QUEUED


def test_the_receiver_cannot_make_the_senders_moves(sent: TwoOffices, receipt: Path) -> None:
    def also_recalls(document: dict[str, Any], _files: dict[str, bytes]) -> None:
        last = document["events"][-1]
        document["events"].append(last | {"id": str(uuid4()), "event": "revise"})

    assert answered(sent, receipt, also_recalls).result is R.NEW
    assert state_of(sent.commune, sent.dossier_id) is DossierState.RECEIVED


def test_an_event_id_of_another_record_is_refused(sent: TwoOffices, receipt: Path) -> None:
    village = sent.commune.units.list_rows()[0].id
    taken = sent.commune.units.history(village)[0].id

    def steals(document: dict[str, Any], _files: dict[str, bytes]) -> None:
        document["events"][-1]["id"] = str(taken)

    report = answered(sent, receipt, steals)
    assert (report.result, report.code) == (R.REFUSED, Code.DATA_BAD)


def _foreign_nomination(document: dict[str, Any], _files: dict[str, bytes]) -> None:
    document["outcomes"][0]["nomination_id"] = str(uuid4())


def _absent_paper(_document: dict[str, Any], files: dict[str, bytes]) -> None:
    del files[next(name for name in files if name.startswith("papers/"))]


def _lying_paper(document: dict[str, Any], files: dict[str, bytes]) -> None:
    document["papers"][0]["entry"] = "papers/quyet-dinh.pdf"
    files["papers/quyet-dinh.pdf"] = b"MZ not a PDF"


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (_foreign_nomination, Code.DATA_BAD),
        (_absent_paper, Code.MISSING_ENTRY),
        (_lying_paper, Code.ATTACHMENT_BAD),
    ],
)
def test_a_decision_that_does_not_hold_together_is_refused_whole(
    appraised: TwoOffices, decision: Path, edit: Edit, code: PackageRefused.Code
) -> None:
    report = answered(appraised, decision, edit)
    assert (report.result, report.code) == (R.REFUSED, code)
    assert appraised.commune.decisions.list_rows() == []
    assert appraised.commune.awards.list_rows() == []
    assert state_of(appraised.commune, appraised.dossier_id) is DossierState.SENT


def test_the_same_decision_in_a_second_package_is_refused(
    appraised: TwoOffices, decision: Path
) -> None:
    assert appraised.commune.inbox.receive(decision).result is R.NEW
    report = answered(appraised, decision, _as_is)
    assert (report.result, report.code) == (R.REFUSED, Code.DATA_BAD)
    assert len(appraised.commune.awards.list_rows()) == 3


def test_awards_are_tied_to_our_own_people_units_and_households(
    appraised: TwoOffices, decision: Path
) -> None:
    appraised.commune.inbox.receive(decision)
    desk = appraised.commune
    held = (
        *(desk.awards.of_recipient(person_id=p.id) for p in desk.people.list_rows()),
        *(desk.awards.of_recipient(unit_id=u.id) for u in desk.units.list_rows()),
        *(desk.awards.of_recipient(household_id=h.id) for h in desk.households.list_rows()),
    )
    assert sorted(a.award_code for awards in held for a in awards) == [
        "CSTDCS",
        "GK_HUYEN",
        "TTLDTT",
    ]
