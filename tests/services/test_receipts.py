"""Every package is answered once by a signed receipt, accepted or refused, and by nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from desktop.errors import AppError, PackageRefused, StorageError
from desktop.sealing.header import PackageKind, Party
from desktop.sealing.keys import Pkcs12Signer, make_key
from desktop.services.answers import Unfinished
from desktop.services.appraisal import ReturnPoint
from desktop.services.desk import Desk
from desktop.services.inbox_reports import ReceiveReport, ReceiveResult
from desktop.services.outbox import OutboxState
from desktop.services.receipts import ReceiptService, receipt_id
from desktop.services.refusal_words import WORDS, why_refused
from tests.services.exchange import carry, deliver, row_of, sent_by
from tests.services.two_offices import TwoOffices, contents, party, sealed

R, Code = ReceiveResult, PackageRefused.Code


def returned(two: TwoOffices) -> ReceiveReport:
    """Let the district return the dossier, and the commune take the return in."""
    two.receive()
    points = [ReturnPoint(text="Thiếu biên bản")]
    package = two.district.appraisal.return_for_correction(two.dossier_id, points)
    return two.commune.inbox.receive(package)


def resealed(two: TwoOffices, **changes: object) -> Path:
    """Seal the submission's content again under another label."""
    header, files = contents(two.package, two.district)
    return sealed(two.stick / f"{uuid4()}", two.commune, replace(header, **changes), files)


def spoiled(two: TwoOffices) -> Path:
    """Seal a submission whose data no program would write."""
    header, files = contents(two.package, two.district)
    entry = header.kind.data_entry
    document = json.loads(files[entry])
    del document["nominations"]
    files[entry] = json.dumps(document).encode()
    return sealed(two.stick / "spoiled.asice", two.commune, header, files)


def told_by(receipt: Path, desk: Desk) -> dict[str, Any]:
    """Return a receipt's data as its reader sees it."""
    header, files = contents(receipt, desk)
    assert header.kind is PackageKind.RECEIPT
    document: dict[str, Any] = json.loads(files["data/receipt.json"])
    return document


def outboxes(two: TwoOffices) -> list[int]:
    return [len(desk.outbox.list_rows()) for desk in two.desks]


def test_a_return_is_receipted_and_the_district_knows_that_it_arrived(sent: TwoOffices) -> None:
    taken = returned(sent)
    assert taken.result is R.NEW
    told = told_by(taken.receipt or Path(), sent.district)
    row = sent_by(sent.district, "return")
    assert (told["package_id"], told["package_sha256"]) == (str(row.package_id), row.sha256)
    assert (told["outcome"], told["signature_outcome"]) == ("accepted", "valid")
    assert told["officer"] == "Nguyễn Thị Mơ"
    assert row.state is OutboxState.QUEUED
    assert deliver(taken, sent.district).result is R.NEW
    settled = row_of(sent.district, row.package_id)
    assert settled.state is OutboxState.RECEIVED
    assert settled.settled_at is not None


def test_a_decision_is_receipted(appraised: TwoOffices) -> None:
    appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    taken = carry(appraised.district, appraised.commune, "decision")
    deliver(taken, appraised.district)
    assert sent_by(appraised.district, "decision").state is OutboxState.RECEIVED


def test_a_receipt_is_answered_by_nothing(sent: TwoOffices) -> None:
    taken = deliver(sent.receive(), sent.commune)
    assert taken.result is R.NEW
    assert taken.receipt is None
    assert sent.commune.inbox.finish_pending() == []


def test_the_same_package_again_gives_the_same_receipt(sent: TwoOffices) -> None:
    taken = returned(sent)
    package = sent_by(sent.district, "return")
    before = outboxes(sent)
    again = sent.commune.inbox.receive(sent.district.store.paths.root / package.file_name)
    assert (again.result, again.receipt) == (R.ALREADY, taken.receipt)
    assert outboxes(sent) == before
    assert deliver(again, sent.district).result is R.NEW
    assert deliver(again, sent.district).result is R.ALREADY


def test_a_receipt_a_kill_left_out_is_written_at_the_next_start(
    sent: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """The process is gone between the transaction and the receipt."""

    def killed(*_args: object, **_more: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(ReceiptService, "write", killed)
        with pytest.raises(Killed):
            returned(sent)
    assert [row.kind for row in sent.commune.outbox.list_rows()] == ["submission"]
    (receipt,) = sent.commune.inbox.finish_pending()
    assert sent.commune.inbox.finish_pending() == []
    assert sent.district.inbox.receive(receipt).result is R.NEW
    assert sent_by(sent.district, "return").state is OutboxState.RECEIVED


def test_a_receipt_that_cannot_be_written_is_told_and_keeps_no_other_back(
    sent: TwoOffices,
) -> None:
    outbox = sent.commune.store.paths.outbox
    kept = outbox.rename(outbox.with_name("kept"))
    outbox.write_text("in the way")
    taken = returned(sent)
    assert (taken.result, taken.receipt) == (R.NEW, None)
    assert isinstance(taken.refusal, StorageError)
    told: list[Unfinished] = []
    assert sent.commune.inbox.finish_pending(told.append) == []
    assert [t.about for t in told] == [
        "gói «Trả lại hồ sơ để bổ sung» của Ủy ban nhân dân huyện Thanh Bình"
    ]
    outbox.unlink()
    kept.rename(outbox)
    assert len(sent.commune.inbox.finish_pending()) == 1


def test_a_refused_package_tells_its_sender_why(sent: TwoOffices) -> None:
    refused = sent.district.inbox.receive(spoiled(sent))
    assert (refused.result, refused.code) == (R.REFUSED, Code.DATA_BAD)
    assert refused.sender == sent.commune.store.actor.office_name
    told = told_by(refused.receipt or Path(), sent.commune)
    assert (told["outcome"], told["code"]) == ("refused", "DATA_BAD")
    assert told["why"].startswith("Dữ liệu trong gói không đúng mẫu")
    assert "events" not in told


def test_a_refusal_is_a_failure_at_the_sender_until_somebody_has_read_it(
    sent: TwoOffices,
) -> None:
    package_id = sent_by(sent.commune, "submission").package_id
    _recalled_before_it_came(sent)
    refused = sent.district.inbox.receive(sent.package)
    assert refused.code == Code.RECALLED
    assert deliver(refused, sent.commune).result is R.NEW
    row = row_of(sent.commune, package_id)
    assert (row.state, row.failure) == (OutboxState.REFUSED, "RECALLED")
    assert row.why.startswith("Gói tới sau khi chính nơi gửi đã thu hồi")
    assert [r.id for r in sent.commune.outbox.unread_failures()] == [row.id]
    sent.commune.outbox.mark_seen(row.id)
    assert sent.commune.outbox.unread_failures() == []
    assert row_of(sent.commune, package_id).failure == "RECALLED"
    with pytest.raises(AppError):
        sent.commune.outbox.mark_seen(uuid4())


def _recalled_before_it_came(two: TwoOffices) -> None:
    """Let a recall of the submission come from another database, so that this one knows nothing."""
    header = contents(two.package, two.district)[0]
    label = replace(header, kind=PackageKind.RECALL, package_id=uuid4(), sequence=77)
    document = {
        "format": "1.1",
        "dossier_id": str(two.dossier_id),
        "revision": 1,
        "reason": "Gửi nhầm",
    }
    files = {"data/recall.json": json.dumps(document).encode()}
    path = sealed(two.stick / "recall.asice", two.commune, label, files)
    assert two.district.inbox.receive(path).result is R.NEW


def test_a_refusal_never_repeats(sent: TwoOffices) -> None:
    path = spoiled(sent)
    first, again = sent.district.inbox.receive(path), sent.district.inbox.receive(path)
    assert first.receipt == again.receipt
    assert len(sent.district.outbox.list_rows()) == 1
    assert len(sent.district.inbox.list_rows()) == 1


def test_a_stranger_gets_no_answer(sent: TwoOffices) -> None:
    name = "Ủy ban nhân dân xã Lạ"
    signer = Pkcs12Signer.from_bytes(
        make_key(name, name, "mật khẩu dài", sent.clock()), "mật khẩu dài"
    )
    header, files = contents(sent.package, sent.district)
    label = replace(header, sender=Party(uuid4(), name), receiver=party(sent.commune))
    path = sealed(sent.stick / "x", sent.commune, label, files, signer)
    assert sent.district.inbox.receive(path).result is R.REFUSED
    broken = sent.stick / "broken.asice"
    broken.write_bytes(sent.package.read_bytes()[:-1])
    assert sent.district.inbox.receive(broken).receipt is None
    assert sent.district.outbox.list_rows() == []
    assert sent.district.inbox.finish_pending() == []


def test_what_is_for_another_office_is_not_this_ones_to_refuse(sent: TwoOffices) -> None:
    other = Party(uuid4(), "Ủy ban nhân dân huyện Khác")
    refused = sent.district.inbox.receive(resealed(sent, receiver=other))
    assert (refused.code, refused.receipt) == (Code.NOT_FOR_US, None)


def test_a_refusal_of_another_machines_package_is_not_believed_here(sent: TwoOffices) -> None:
    refused = sent.district.inbox.receive(spoiled(sent))
    assert deliver(refused, sent.commune).code == Code.UNKNOWN_PACKAGE
    assert sent_by(sent.commune, "submission").state is OutboxState.QUEUED


def test_a_receipt_of_a_package_already_received_cannot_refuse_it(sent: TwoOffices) -> None:
    deliver(sent.receive(), sent.commune)
    header, files = contents(sent_file(sent.district, "receipt"), sent.commune)
    document = json.loads(files["data/receipt.json"])
    document |= {"outcome": "refused", "code": "OLD_REVISION", "why": "Muộn"}
    files["data/receipt.json"] = json.dumps(document).encode()
    label = replace(header, package_id=uuid4(), sequence=50)
    late = sealed(sent.stick / "late.asice", sent.district, label, files)
    assert sent.commune.inbox.receive(late).result is R.NEW
    assert sent_by(sent.commune, "submission").state is OutboxState.RECEIVED


def sent_file(desk: Desk, kind: str) -> Path:
    return desk.store.paths.root / sent_by(desk, kind).file_name


def test_the_id_of_a_receipt_follows_from_what_it_tells_of() -> None:
    package = uuid4()
    assert receipt_id(package, "a", "accepted") == receipt_id(package, "a", "accepted")
    assert receipt_id(package, "a", "accepted") != receipt_id(package, "b", "accepted")
    assert receipt_id(package, "a", "accepted") != receipt_id(package, "a", "refused")


@pytest.mark.parametrize("code", list(WORDS), ids=str)
def test_what_a_sender_is_told_is_whole_without_any_data(code: str) -> None:
    for data in ({}, {"entry": "a", "path": "b", "held": 2, "state": "RECEIVED"}):
        text = why_refused(code, data, "Lý do gõ")
        assert text[0].isupper()
        assert text.endswith("Lý do: Lý do gõ")
        assert "{" not in text
        assert "()" not in text


def test_a_code_of_a_newer_program_is_told_as_it_is() -> None:
    assert "SOMETHING_NEW" in why_refused("SOMETHING_NEW", {})
