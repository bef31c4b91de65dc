"""Each move that concerns the sender is told in one signed package, written once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from desktop.law.lifecycle import DossierState
from desktop.models import PackageRecord
from desktop.sealing.header import PackageKind
from desktop.sealing.seal import Entry
from desktop.services.answers import AnswerService
from desktop.services.decision_papers import DecisionPapers
from desktop.services.desk import Desk
from desktop.services.package_writer import PackageWriter, Parcel
from desktop.services.store import EventRow
from tests.services.two_offices import TwoOffices, contents, party, state_of


def answers_of(desk: Desk) -> AnswerService:
    writer = PackageWriter(desk.store, desk.keys)
    return AnswerService(desk.store, writer, DecisionPapers(desk.store, desk.papers))


def bulletin_for(desk: Desk) -> Parcel:
    """Return something else to send to an office."""
    entry = Entry.from_bytes("data/bulletin.json", b"{}")
    now = desk.store.clock()
    return Parcel(uuid4(), PackageKind.BULLETIN, party(desk), now, (entry,), "ban-tin")


def event_of(desk: Desk, two: TwoOffices, move: str) -> EventRow:
    return next(e for e in desk.dossiers.history(two.dossier_id) if e.event == move)


def test_a_receipt_names_the_package_the_moment_and_the_officer(sent: TwoOffices) -> None:
    receipt = sent.receive().receipt
    assert receipt is not None
    assert receipt.name.startswith("bien-nhan-uy-ban-nhan-dan-xa-dong-an-")
    header, files = contents(receipt, sent.commune)
    assert (header.kind, header.sequence) == (PackageKind.RECEIPT, 1)
    assert (header.sender, header.receiver) == (party(sent.district), party(sent.commune))
    document = json.loads(files["data/receipt.json"])
    (row,) = sent.commune.outbox.list_rows()
    assert document["package_id"] == str(row.package_id)
    assert document["package_sha256"] == row.sha256
    assert (document["officer"], document["signature_outcome"]) == ("Trần Quốc Đạt", "valid")
    assert [e["event"] for e in document["events"]] == ["receive"]


def test_an_answer_is_written_once(sent: TwoOffices) -> None:
    receipt = sent.receive().receipt
    assert receipt is not None
    event = event_of(sent.district, sent, "receive")
    written = receipt.read_bytes()
    assert answers_of(sent.district).write(event.id) == receipt
    assert receipt.read_bytes() == written
    assert len(sent.district.outbox.list_rows()) == 1


def test_an_answer_whose_file_was_lost_is_written_again_on_the_same_line(sent: TwoOffices) -> None:
    receipt = sent.receive().receipt
    assert receipt is not None
    assert sent.commune.inbox.receive(receipt).result == "new"
    (before,) = sent.district.outbox.list_rows()
    receipt.unlink()
    again = sent.district.inbox.receive(sent.package).receipt
    assert again is not None
    assert again.exists()
    (after,) = sent.district.outbox.list_rows()
    assert (after.id, after.sequence) == (before.id, before.sequence)
    assert sent.commune.inbox.receive(again).result == "already received"


@pytest.fixture
def judged(sent: TwoOffices) -> TwoOffices:
    """A dossier appraised by the district's database at hand, which counts its receipt too."""
    sent.receive()
    sent.appraise()
    return sent


def test_a_decision_package_carries_outcomes_numbers_and_the_paper(judged: TwoOffices) -> None:
    decided = judged.district.decisions.decide(judged.dossier_id, judged.draft())
    assert decided.package is not None
    header, files = contents(decided.package, judged.commune)
    document = json.loads(files["data/decision.json"])
    assert document["decision"]["number"] == "01/QĐ-UBND"
    assert document["decision"]["subject"] == "Về việc khen thưởng tổng kết năm 2023"
    assert [o["certificate_number"] for o in document["outcomes"]] == ["1", "2", "3"]
    (paper,) = document["papers"]
    assert files[paper["entry"]].startswith(b"%PDF")
    assert header.sequence == 2


def test_two_answers_never_share_a_sequence_number(
    judged: TwoOffices,
) -> None:
    judged.district.decisions.decide(judged.dossier_id, judged.draft())
    rows = judged.district.outbox.list_rows()
    assert sorted(r.sequence for r in rows) == [1, 2]


def test_a_sequence_number_taken_meanwhile_is_passed_over(
    judged: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = judged.open_one("district")
    real = PackageWriter._queued
    parcel = bulletin_for(judged.commune)

    def queued_after_the_other(self: PackageWriter, *args: Any) -> PackageRecord | None:
        monkeypatch.undo()
        PackageWriter(other.store, other.keys).write(parcel)
        return real(self, *args)

    monkeypatch.setattr(PackageWriter, "_queued", queued_after_the_other)
    decided = judged.district.decisions.decide(judged.dossier_id, judged.draft())
    other.close()
    assert decided.package is not None
    header, _ = contents(decided.package, judged.commune)
    assert header.sequence == 3


def test_nothing_is_pending_at_an_office_that_only_sends(sent: TwoOffices) -> None:
    assert sent.commune.inbox.finish_pending() == []
    assert state_of(sent.commune, sent.dossier_id) is DossierState.SENT
    assert not list(Path(sent.commune.store.paths.outbox).glob("bien-nhan*"))
