"""What the inbox does with packages that are not simply a new dossier from a known sender."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from desktop.errors import Cancelled, MoveRefused, NotFound, PackageRefused, StorageError
from desktop.law.lifecycle import DossierState
from desktop.law.terms import Seat
from desktop.models import Office
from desktop.sealing.header import PackageKind, Party
from desktop.sealing.keys import Pkcs12Signer, make_key
from desktop.services.desk import Desk
from desktop.services.inbox_reports import InboxState, ReceiveResult
from desktop.services.trust import TrustService
from tests.services.two_offices import TwoOffices, contents, sealed, state_of

R, Code = ReceiveResult, PackageRefused.Code


def repacked(two: TwoOffices, name: str, **changes: object) -> Path:
    """Seal the package's content again under another label."""
    header, files = contents(two.package, two.district)
    return sealed(two.stick / name, two.commune, replace(header, **changes), files)


def held(two: TwoOffices) -> object:
    """Let the district hold the package of a sender it does not know any more."""
    (pin,) = two.district.trust.list_rows()
    two.district.trust.unpin(pin.id, "Thử")
    return two.district.inbox.receive(two.package)


def nothing_held(desk: Desk) -> bool:
    folder = desk.store.paths.quarantine
    return not folder.exists() or not any(folder.iterdir())


def test_the_same_revision_with_other_content_waits_for_a_persons_choice(
    sent: TwoOffices,
) -> None:
    sent.receive()
    header, files = contents(sent.package, sent.district)
    files |= {"papers/to-trinh.pdf": files["papers/to-trinh.pdf"] + b"%"}
    other = sealed(sent.stick / "other.asice", sent.commune, replace(header, sequence=9), files)
    found = sent.district.inbox.receive(other)
    assert (found.result, found.code) == (R.CONFLICT, "REVISION_TWICE")
    assert sent.district.inbox.receive(sent.package).result is R.ALREADY
    again = sent.district.inbox.receive(other)
    assert again.conflict_id == found.conflict_id


def test_a_package_made_out_to_this_offices_name_under_a_guessed_id_is_ours(
    sent: TwoOffices,
) -> None:
    guessed = Party(uuid4(), "ỦY BAN NHÂN DÂN HUYỆN THANH BÌNH")
    assert sent.district.inbox.receive(repacked(sent, "g", receiver=guessed)).result is R.NEW


def test_a_dossier_and_its_recall_are_kinds_a_sending_office_does_not_take(
    sent: TwoOffices,
) -> None:
    with sent.district.store.writing() as session:
        own = session.get(Office, sent.district.store.actor.office_id)
        assert own is not None
        own.seat = Seat.SENDING
        session.commit()
    recall = repacked(sent, "r.asice", kind=PackageKind.RECALL, package_id=uuid4())
    assert sent.district.inbox.receive(recall).code == Code.WRONG_KIND
    assert sent.district.inbox.receive(sent.package).code == Code.WRONG_KIND


def test_the_receipt_is_copied_to_the_senders_stick(sent: TwoOffices) -> None:
    report = sent.district.inbox.receive(sent.package, receipts_to=sent.stick)
    assert report.receipt is not None
    copied = sent.stick / report.receipt.name
    assert copied.read_bytes() == report.receipt.read_bytes()
    assert sent.commune.inbox.receive(copied).result is R.NEW


def test_a_stick_pulled_out_too_early_costs_only_the_copy(sent: TwoOffices) -> None:
    report = sent.district.inbox.receive(sent.package, receipts_to=sent.root / "absent")
    assert (report.result, report.code) == (R.NEW, StorageError.Code.FILE_MISSING)
    assert report.receipt is not None
    assert report.receipt.exists()


def test_a_receipt_that_cannot_be_written_does_not_undo_the_reception(sent: TwoOffices) -> None:
    outbox = sent.district.store.paths.outbox
    outbox.parent.mkdir(exist_ok=True)
    outbox.write_text("in the way")
    report = sent.district.inbox.receive(sent.package)
    assert (report.result, report.receipt) == (R.NEW, None)
    assert isinstance(report.refusal, StorageError)
    assert state_of(sent.district, sent.dossier_id) is DossierState.RECEIVED
    outbox.unlink()
    (receipt,) = sent.district.inbox.finish_pending()
    assert sent.commune.inbox.receive(receipt).result is R.NEW


def test_a_held_package_shows_what_to_compare_and_can_be_turned_away(sent: TwoOffices) -> None:
    report = held(sent)
    (row,) = sent.district.inbox.list_rows()
    assert (row.state, row.kind) == (InboxState.QUARANTINED, "submission")
    assert row.reasons["short_code"] == sent.commune.keys.own_certificate().short_code
    assert report.reasons
    with pytest.raises(MoveRefused):
        sent.district.inbox.reject(row.id, " ")
    sent.district.inbox.reject(row.id, "Không ai nhận là người ký")
    (row,) = sent.district.inbox.list_rows()
    assert row.state is InboxState.REFUSED
    assert nothing_held(sent.district)
    with pytest.raises(NotFound):
        sent.district.inbox.retry(row.id)


def test_a_held_package_that_changed_meanwhile_is_refused_and_dropped(sent: TwoOffices) -> None:
    held(sent)
    (row,) = sent.district.inbox.list_rows()
    copy = sent.district.store.paths.root / row.file_name
    copy.write_bytes(copy.read_bytes()[:-1])
    assert sent.district.inbox.retry(row.id).result is R.REFUSED
    assert nothing_held(sent.district)
    assert state_of(sent.commune, sent.dossier_id) is DossierState.SENT


def test_a_stranger_nobody_ever_heard_of_is_added_below_this_office_on_the_officers_word(
    sent: TwoOffices,
) -> None:
    name = "Ủy ban nhân dân xã Mới"
    key = make_key(name, name, "mật khẩu dài", sent.clock())
    signer = Pkcs12Signer.from_bytes(key, "mật khẩu dài")
    header, files = contents(sent.package, sent.district)
    stranger = Party(uuid4(), name)
    path = sealed(sent.stick / "x", sent.commune, replace(header, sender=stranger), files, signer)
    assert sent.district.inbox.receive(path).result is R.UNDECIDED
    report = sent.district.inbox.receive(path, accept_unknown=True)
    assert report.result is R.NEW, report.refusal
    assert name in {o.name for o in sent.district.offices.list_rows()}
    assert len(sent.district.inbox.list_rows()) == 1


def test_an_expired_signer_is_undecided_and_taken_in_only_on_the_officers_word(
    sent: TwoOffices,
) -> None:
    old = sent.clock().replace(year=2020)
    key = make_key("Cán bộ", "Xã", "mật khẩu dài", old, years=1)
    signer = Pkcs12Signer.from_bytes(key, "mật khẩu dài")
    header, files = contents(sent.package, sent.district)
    path = sealed(sent.stick / "x", sent.commune, header, files, signer)
    sent.commune.keys.export_certificate(sent.stick / "old.gscert", signer.info)
    TrustService(sent.district.store).pin(None, sent.stick / "old.gscert")
    report = sent.district.inbox.receive(path)
    assert (report.result, report.code) == (R.UNDECIDED, "SIGNER_EXPIRED")
    taken = sent.district.inbox.receive(path, accept_unknown=True)
    assert taken.result is R.NEW
    signature = sent.district.appraisal.open(sent.dossier_id).signature
    assert signature is not None
    assert signature.outcome == "undecided"
    assert signature.reasons


@pytest.mark.parametrize("path", ["absent.asice", "absent/x.asice"])
def test_a_file_that_is_not_there_is_said_so(sent: TwoOffices, path: str) -> None:
    with pytest.raises(StorageError) as refused:
        sent.district.inbox.receive(sent.stick / path)
    assert refused.value.code is StorageError.Code.FILE_MISSING


def test_a_folder_is_no_package(sent: TwoOffices) -> None:
    report = sent.district.inbox.receive(sent.stick)
    assert (report.result, report.code) == (R.REFUSED, Code.NOT_A_PACKAGE)


def test_a_huge_file_is_refused_before_it_is_copied(sent: TwoOffices) -> None:
    huge = sent.stick / "huge.asice"
    with huge.open("wb") as file:
        os.truncate(file.fileno(), 1 << 40)
    report = sent.district.inbox.receive(huge)
    assert (report.result, report.code) == (R.REFUSED, Code.TOO_LARGE)
    assert nothing_held(sent.district)


@pytest.mark.parametrize("step", [1, 2, 3])
def test_stopping_while_it_is_taken_in_leaves_nothing(sent: TwoOffices, step: int) -> None:
    left = step

    def report(_done: int, _total: int, _step: str) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise Cancelled

    with pytest.raises(Cancelled):
        sent.district.inbox.receive(sent.package, report)
    assert sent.district.dossiers.list_rows() == []
    assert sent.district.inbox.list_rows() == []
    assert nothing_held(sent.district)
    sent.receive()


def test_two_windows_taking_the_same_package_in_make_one_dossier(
    sent: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sent.open_one("district")
    real = type(other.inbox)._stage

    def staged_while_the_other_finishes(*args: object) -> object:
        found = real(*args)  # type: ignore[arg-type]
        monkeypatch.undo()
        assert other.inbox.receive(sent.package).result is R.NEW
        return found

    monkeypatch.setattr(type(other.inbox), "_stage", staged_while_the_other_finishes)
    report = sent.district.inbox.receive(sent.package)
    other.close()
    assert report.result is R.ALREADY
    assert report.receipt is not None
    assert len(sent.district.inbox.list_rows()) == 1
    assert nothing_held(sent.district)


def test_a_full_disk_is_said_and_leaves_nothing(
    sent: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StorageError) as refused:
            sent.district.inbox.receive(sent.package)
    assert refused.value.code is StorageError.Code.DISK_FULL
    assert nothing_held(sent.district)
    sent.receive()


def test_looking_at_a_package_changes_nothing(sent: TwoOffices) -> None:
    seen = sent.district.inbox.inspect(sent.package)
    assert (seen.outcome, seen.refusal) == ("valid", None)
    assert seen.kind is PackageKind.SUBMISSION
    assert seen.sender == "Ủy ban nhân dân xã Đông An"
    assert "papers/to-trinh.pdf" in {name for name, _ in seen.entries}
    assert sent.district.inbox.list_rows() == []
    assert nothing_held(sent.district)


def test_a_look_can_be_given_the_certificate_to_judge_by(
    sent: TwoOffices, at_stage: Callable[..., TwoOffices]
) -> None:
    held(sent)
    assert sent.district.inbox.inspect(sent.package).outcome == "undecided"
    file = sent.stick / "xa.gscert"
    sent.commune.keys.export_certificate(file)
    assert sent.district.inbox.inspect(sent.package, file).outcome == "valid"


def test_a_look_at_what_is_no_package_says_invalid(sent: TwoOffices) -> None:
    bad = sent.stick / "x.asice"
    bad.write_bytes(b"nothing")
    seen = sent.district.inbox.inspect(bad)
    assert seen.outcome == "invalid"
    assert isinstance(seen.refusal, PackageRefused)
