"""A sent dossier can be taken back until it is received, in whatever order the packages arrive."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from desktop.errors import Cancelled, MoveRefused, PackageRefused
from desktop.law.lifecycle import DossierState
from desktop.services.inbox_reports import ReceiveReport, ReceiveResult
from desktop.services.moves import dossier_of
from desktop.services.outbox import OutboxState
from tests.services.exchange import carry, deliver, file_of, only_conflict, row_of, sent_by
from tests.services.two_offices import TwoOffices, contents, sealed, state_of

R, Code = ReceiveResult, PackageRefused.Code


def recalled(two: TwoOffices) -> Path:
    return two.commune.recalls.recall(two.dossier_id, "Gửi nhầm danh sách").path


def take_recall(two: TwoOffices) -> ReceiveReport:
    return two.district.inbox.receive(recalled(two))


def revision_of(two: TwoOffices) -> int:
    with two.commune.store.reading() as session:
        return dossier_of(session, two.dossier_id).revision


def send_again(two: TwoOffices) -> Path:
    """Send the dossier as it stands, as its next revision."""
    assert two.commune.dossiers.mark_ready(two.dossier_id, "Đã sửa").ready
    return two.commune.outbox.export(two.dossier_id).path


def test_a_recall_makes_the_next_revisions_draft_and_queues_a_signed_package(
    sent: TwoOffices,
) -> None:
    report = sent.commune.recalls.recall(sent.dossier_id, "  Gửi nhầm danh sách ")
    assert report.revision == revision_of(sent) == 2
    assert state_of(sent.commune, sent.dossier_id) is DossierState.DRAFT
    header, files = contents(report.path, sent.district)
    document = json.loads(files["data/recall.json"])
    submission = sent_by(sent.commune, "submission")
    assert (header.kind, header.sequence) == ("recall", 1)  # the copied database counts anew
    assert document["package_id"] == str(submission.package_id)
    assert (document["revision"], document["reason"]) == (1, "Gửi nhầm danh sách")
    assert [e["event"] for e in document["events"]][-1] == "send"
    assert submission.state is OutboxState.RECALLED
    last = sent.commune.dossiers.history(sent.dossier_id)[-1]
    assert (last.event, last.reason) == ("recall", "Gửi nhầm danh sách")


def test_a_recall_needs_a_reason_and_a_dossier_on_its_way(sent: TwoOffices) -> None:
    with pytest.raises(MoveRefused) as refused:
        sent.commune.recalls.recall(sent.dossier_id, "  ")
    assert refused.value.code is MoveRefused.Code.NEEDS_REASON
    recalled(sent)
    with pytest.raises(MoveRefused) as refused:
        recalled(sent)
    assert refused.value.code is MoveRefused.Code.NOT_FROM_HERE


def test_a_received_dossier_cannot_be_recalled(sent: TwoOffices) -> None:
    deliver(sent.receive(), sent.commune)
    with pytest.raises(MoveRefused):
        recalled(sent)
    assert [row.kind for row in sent.commune.outbox.list_rows()] == ["submission"]


def test_stopping_a_recall_leaves_the_dossier_sent(sent: TwoOffices) -> None:
    def stop(_done: int, _total: int, _step: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        sent.commune.recalls.recall(sent.dossier_id, "Gửi nhầm", stop)
    assert state_of(sent.commune, sent.dossier_id) is DossierState.SENT
    assert len(list(sent.commune.store.paths.outbox.iterdir())) == 1


def test_a_recall_that_comes_first_keeps_the_submission_out(sent: TwoOffices) -> None:
    taken = take_recall(sent)
    assert (taken.result, taken.kind) == (R.NEW, "recall")
    deliver(taken, sent.commune)
    assert sent_by(sent.commune, "recall").state is OutboxState.RECEIVED
    late = sent.district.inbox.receive(sent.package)
    assert (late.result, late.code) == (R.REFUSED, Code.RECALLED)
    assert sent.district.dossiers.list_rows() == []
    deliver(late, sent.commune)
    assert sent_by(sent.commune, "submission").state is OutboxState.RECALLED
    assert sent.commune.outbox.unread_failures() == []


def test_the_next_revision_comes_in_after_a_recall_in_either_order(sent: TwoOffices) -> None:
    recall = recalled(sent)
    again = sent.district.inbox.receive(send_again(sent))
    assert again.result is R.NEW, again.refusal
    assert sent.district.inbox.receive(recall).result is R.NEW
    assert sent.district.inbox.receive(sent.package).code == Code.RECALLED
    deliver(again, sent.commune)
    assert state_of(sent.commune, sent.dossier_id) is DossierState.RECEIVED


def test_another_office_cannot_recall_a_dossier(sent: TwoOffices) -> None:
    sent.receive()
    header, files = contents(recalled(sent), sent.district)
    with sent.district.store.writing() as session:
        dossier = dossier_of(session, sent.dossier_id)
        dossier.origin_office_id = sent.district.store.actor.office_id
        session.commit()
    label = replace(header, package_id=uuid4())
    path = sealed(sent.stick / "x.asice", sent.commune, label, files)
    assert sent.district.inbox.receive(path).code == Code.UNKNOWN_DOSSIER


def test_a_recall_of_what_was_received_changes_nothing_until_a_person_chooses(
    sent: TwoOffices,
) -> None:
    sent.receive()
    found = take_recall(sent)
    assert (found.result, found.code) == (R.CONFLICT, "RECALL_TOO_LATE")
    assert found.receipt is None
    assert state_of(sent.district, sent.dossier_id) is DossierState.RECEIVED
    detail = only_conflict(sent.district)
    assert detail.row.id == found.conflict_id
    assert detail.left.what == "Hồ sơ đã tiếp nhận ở đây"
    assert (detail.left.state, detail.left.who) == ("Đã tiếp nhận", "Trần Quốc Đạt")
    assert detail.right.reason == "Gửi nhầm danh sách"
    assert [offer.choice for offer in detail.offers] == ["left", "right"]


def test_keeping_the_dossier_tells_the_sender_and_its_receipt_ends_the_recall(
    sent: TwoOffices,
) -> None:
    receipt = sent.receive().receipt
    assert receipt is not None
    found = take_recall(sent)
    assert found.conflict_id is not None
    settled = sent.district.conflicts.settle(found.conflict_id, "left", "Hội đồng họp hôm nay")
    assert settled.answer is not None
    assert sent.commune.inbox.receive(settled.answer).result is R.NEW
    (failure,) = sent.commune.outbox.unread_failures()
    assert failure.failure == "RECALL_DENIED"
    assert failure.why.endswith("Lý do: Hội đồng họp hôm nay")
    late = sent.commune.inbox.receive(receipt)
    assert (late.result, late.code) == (R.CONFLICT, "RECEIPT_AFTER_RECALL")
    assert late.conflict_id is not None
    sent.commune.conflicts.settle(late.conflict_id, "right", "Huyện đã nhận")
    assert state_of(sent.commune, sent.dossier_id) is DossierState.RECEIVED
    assert revision_of(sent) == 1
    assert sent_by(sent.commune, "submission").state is OutboxState.RECEIVED


def test_giving_the_dossier_back_returns_it_with_the_recalls_reason(sent: TwoOffices) -> None:
    sent.receive()
    found = take_recall(sent)
    assert found.conflict_id is not None
    settled = sent.district.conflicts.settle(found.conflict_id, "right", "Xã gọi điện xin lại")
    assert state_of(sent.district, sent.dossier_id) is DossierState.RETURNED
    assert settled.answer is not None
    sent.commune.inbox.receive(settled.answer)
    assert sent_by(sent.commune, "recall").state is OutboxState.RECEIVED
    assert carry(sent.district, sent.commune, "return").result is R.NEW
    assert state_of(sent.commune, sent.dossier_id) is DossierState.DRAFT
    assert revision_of(sent) == 2
    assert sent.district.inbox.receive(send_again(sent)).result is R.NEW
    assert sent.district.inbox.receive(file_of(sent.commune, sent_by(sent.commune, "recall")))


def test_an_appraised_dossier_cannot_be_given_back(appraised: TwoOffices) -> None:
    found = take_recall(appraised)
    assert found.conflict_id is not None
    _, give_back = appraised.district.conflicts.open(found.conflict_id).offers
    assert give_back.why_not
    with pytest.raises(MoveRefused) as refused:
        appraised.district.conflicts.settle(found.conflict_id, "right", "Xã xin lại")
    assert refused.value.code is MoveRefused.Code.CHOICE_IMPOSSIBLE
    assert only_conflict(appraised.district).row.is_open


def test_a_receipt_that_comes_after_a_recall_is_the_senders_to_decide_on(
    sent: TwoOffices,
) -> None:
    receipt = sent.receive().receipt
    assert receipt is not None
    recalled(sent)
    draft = sent.commune.dossiers.open_draft(sent.dossier_id)
    assert sent.commune.dossiers.save_draft(replace(draft, title="Sửa sau khi thu hồi")).saved
    found = sent.commune.inbox.receive(receipt)
    assert (found.result, found.code) == (R.CONFLICT, "RECEIPT_AFTER_RECALL")
    assert found.conflict_id is not None
    assert state_of(sent.commune, sent.dossier_id) is DossierState.DRAFT
    sent.commune.conflicts.settle(found.conflict_id, "right", "Huyện đã nhận")
    assert state_of(sent.commune, sent.dossier_id) is DossierState.RECEIVED
    assert sent.commune.dossiers.open_draft(sent.dossier_id).title == draft.title
    last = sent.commune.dossiers.history(sent.dossier_id)[-1]
    assert (last.event, last.from_state, last.to_state) == ("conflict_settled", "DRAFT", "RECEIVED")
    told = {d.field: d.left for d in sent.commune.conflicts.open(found.conflict_id).differences}
    assert (told["Lần gửi"], told["Tên hồ sơ"]) == ("2", "Sửa sau khi thu hồi")


def test_staying_with_the_recall_keeps_the_draft(sent: TwoOffices) -> None:
    receipt = sent.receive().receipt
    assert receipt is not None
    recall = recalled(sent)
    found = sent.commune.inbox.receive(receipt)
    assert found.conflict_id is not None
    settled = sent.commune.conflicts.settle(found.conflict_id, "left", "Vẫn thu hồi")
    assert settled.answer is None
    assert state_of(sent.commune, sent.dossier_id) is DossierState.DRAFT
    again = sent.commune.inbox.receive(receipt)
    assert (again.result, again.code) == (R.REFUSED, Code.NOT_CHOSEN)
    assert sent.district.inbox.receive(recall).result is R.CONFLICT


def test_what_the_receiver_gave_back_ends_the_question_of_the_late_receipt(
    sent: TwoOffices,
) -> None:
    receipt = sent.receive().receipt
    assert receipt is not None
    found = take_recall(sent)
    sent.commune.inbox.receive(receipt)
    assert only_conflict(sent.commune).row.kind == "RECEIPT_AFTER_RECALL"
    assert found.conflict_id is not None
    sent.district.conflicts.settle(found.conflict_id, "right", "Trả theo yêu cầu")
    assert carry(sent.district, sent.commune, "return").result is R.NEW
    (row,) = sent.commune.conflicts.list_rows()
    assert row.choice == "left"
    assert row_of(sent.commune, sent_by(sent.commune, "submission").package_id).state == "RECALLED"
