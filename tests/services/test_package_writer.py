"""Packages are numbered, encrypted and queued whole, whatever window or kill comes between."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from desktop.errors import Cancelled, PackageRefused, StaleRecord
from desktop.models import PackageRecord, SigningKey
from desktop.sealing.certificates import to_pem
from desktop.sealing.encryption import read_outer
from desktop.sealing.header import PackageKind, Party
from desktop.sealing.opening import verify_sealed
from desktop.sealing.seal import Entry
from desktop.services.desk import Desk
from desktop.services.inbox_reports import ReceiveResult
from desktop.services.outbox import PackageRow
from desktop.services.package_writer import PackageWriter, Parcel
from tests.services.two_offices import TwoOffices, contents, party

Code = PackageRefused.Code


class Killed(BaseException):
    """The process stops here."""


def writer_of(desk: Desk) -> PackageWriter:
    return PackageWriter(desk.store, desk.keys)


def parcel_for(receiver: Party, desk: Desk, kind: PackageKind = PackageKind.BULLETIN) -> Parcel:
    """Return something to send; the receiver's inbox would have more to say about its content."""
    entry = Entry.from_bytes(kind.data_entry, b"{}")
    return Parcel(uuid4(), kind, receiver, desk.store.clock(), (entry,), "thu")


def file_of(desk: Desk, row: PackageRecord | PackageRow) -> Path:
    return desk.store.paths.root / row.file_name


def outbox(desk: Desk) -> list[Path]:
    return sorted(desk.store.paths.outbox.iterdir())


def rows_of(desk: Desk) -> list[PackageRow]:
    """Return what is queued; none of it may name a file that is not there."""
    rows = desk.outbox.list_rows()
    assert [row.file_name for row in rows if not file_of(desk, row).exists()] == []
    return rows


def in_between(patch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let another window act once, after this one has sealed and before it commits."""
    real = PackageWriter._queued

    def queued(self: PackageWriter, *args: Any) -> PackageRecord | None:
        patch.setattr(PackageWriter, "_queued", real)
        act()
        return real(self, *args)

    patch.setattr(PackageWriter, "_queued", queued)


def test_receiver_and_sender_open_it_and_nobody_else_learns_more_than_its_label(
    sent: TwoOffices,
) -> None:
    row = writer_of(sent.district).write(parcel_for(party(sent.commune), sent.district))
    path = file_of(sent.district, row)
    assert path.name.startswith("thu-")
    assert path.name.endswith(".asice.p7m")
    for desk in (sent.district, sent.commune):
        header, files = contents(path, desk)
        assert (header.sender, header.receiver) == (party(sent.district), party(sent.commune))
        assert (header.sequence, header.database_id) == (row.sequence, row.database_id)
        assert files == {"data/bulletin.json": b"{}"}
    label = read_outer(path).label
    assert (label.sender, label.receiver) == (party(sent.district), party(sent.commune))
    with pytest.raises(PackageRefused) as refused:
        verify_sealed(path, sent.commune.trust.trust(), (), now=sent.clock(), scratch=sent.root)
    assert refused.value.code is Code.NOT_FOR_OUR_KEY
    assert b"bulletin.json" not in path.read_bytes()


@pytest.mark.parametrize("kind", [PackageKind.ENROLMENT, PackageKind.GRANT])
def test_what_joins_two_offices_travels_in_the_clear(sent: TwoOffices, kind: PackageKind) -> None:
    stranger = Party(uuid4(), "Ủy ban nhân dân xã Chưa Quen")
    row = writer_of(sent.district).write(parcel_for(stranger, sent.district, kind))
    path = file_of(sent.district, row)
    assert path.name.endswith(".asice")
    with zipfile.ZipFile(path) as archive:
        assert archive.read(kind.data_entry) == b"{}"
        assert "trust/encryption.pem" not in archive.namelist()


def test_each_receiver_has_a_count_of_its_own(sent: TwoOffices) -> None:
    writer, here = writer_of(sent.district), party(sent.district)
    for receiver in (party(sent.commune), here, party(sent.commune), here):
        writer.write(parcel_for(receiver, sent.district))
    counted = sorted((row.receiver, row.sequence) for row in rows_of(sent.district))
    assert counted == sorted((p.name, n) for p in (party(sent.commune), here) for n in (1, 2))


def test_two_windows_that_make_the_same_package_leave_one_row_and_one_file(
    sent: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sent.open_one("district")
    parcel, theirs = parcel_for(party(sent.commune), sent.district), []
    in_between(monkeypatch, lambda: theirs.append(writer_of(other).write(parcel)))
    ours = writer_of(sent.district).write(parcel)
    other.close()
    assert ours.id == theirs[0].id
    (row,) = rows_of(sent.district)
    assert outbox(sent.district) == [file_of(sent.district, row)]
    sent.district.outbox.copy_to(parcel.package_id, sent.stick)


def test_two_windows_that_make_different_packages_never_share_a_number(
    sent: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sent.open_one("district")
    first, second = (parcel_for(party(sent.commune), sent.district) for _ in range(2))
    in_between(monkeypatch, lambda: writer_of(other).write(second))
    row = writer_of(sent.district).write(first)
    other.close()
    assert row.sequence == 2
    assert contents(file_of(sent.district, row), sent.commune)[0].sequence == 2
    assert sorted(r.sequence for r in rows_of(sent.district)) == [1, 2]
    assert len(outbox(sent.district)) == 2


def test_a_lost_file_is_made_again_under_its_old_number_and_is_the_same_to_its_receiver(
    sent: TwoOffices,
) -> None:
    first = sent.receive().receipt
    assert first is not None
    (before,) = rows_of(sent.district)
    writer = writer_of(sent.district)
    writer.write(parcel_for(party(sent.commune), sent.district))
    assert sent.commune.inbox.receive(first).result is ReceiveResult.NEW
    assert writer.written(before.package_id) is not None
    first.unlink()
    assert writer.written(before.package_id) is None
    again = sent.district.inbox.receive(sent.package).receipt
    assert again is not None
    after = next(r for r in rows_of(sent.district) if r.package_id == before.package_id)
    assert (after.id, after.sequence) == (before.id, before.sequence) == (before.id, 1)
    assert after.sha256 != before.sha256
    assert sent.commune.inbox.receive(again).result is ReceiveResult.ALREADY


def test_without_the_receivers_key_nothing_is_made(sent: TwoOffices) -> None:
    stranger = Party(uuid4(), "Ủy ban nhân dân xã Chưa Quen")
    writer = writer_of(sent.district)
    for refused_by in (
        lambda: writer.check_receiver(stranger),
        lambda: writer.write(parcel_for(stranger, sent.district)),
    ):
        with pytest.raises(PackageRefused) as refused:
            refused_by()
        assert refused.value.code is Code.RECEIVER_KEY_UNKNOWN
        assert refused.value.data == {"receiver": stranger.name}
    assert rows_of(sent.district) == []
    assert outbox(sent.district) == []


def test_what_the_queueing_refuses_is_not_made(sent: TwoOffices) -> None:
    def refuse(*_args: object) -> None:
        raise StaleRecord(StaleRecord.Code.CHANGED, subject="dossiers")

    with pytest.raises(StaleRecord):
        writer_of(sent.district).write(
            parcel_for(party(sent.commune), sent.district), on_queue=refuse
        )
    assert (rows_of(sent.district), outbox(sent.district)) == ([], [])


def test_a_stop_at_any_step_leaves_nothing(sent: TwoOffices) -> None:
    writer = writer_of(sent.district)
    parcel = parcel_for(party(sent.commune), sent.district)
    for stop_at in range(1, 100):
        steps: list[str] = []

        def stop(_done: int, _total: int, step: str, at: int = stop_at) -> None:
            steps.append(step)  # noqa: B023 - called within this round
            if len(steps) == at:  # noqa: B023
                raise Cancelled

        try:
            row = writer.write(parcel, report=stop)
        except Cancelled:
            assert (rows_of(sent.district), outbox(sent.district)) == ([], [])
        else:
            break
    assert stop_at > 3
    assert outbox(sent.district) == [file_of(sent.district, row)]


def test_a_kill_between_file_and_row_leaves_no_row_and_the_file_is_swept_later(
    sent: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a kill: nothing of the clean-up runs, what is on the disk stays."""

    def kill(*_args: object, **_kwargs: object) -> None:
        raise Killed

    parcel = parcel_for(party(sent.commune), sent.district)
    with monkeypatch.context() as killing:
        killing.setattr(Path, "unlink", lambda *_a, **_k: None)
        killing.setattr(PackageWriter, "_queued", kill)
        for _ in range(2):
            with pytest.raises(Killed):
                writer_of(sent.district).write(parcel)
    sent.open()
    assert rows_of(sent.district) == []
    old, fresh = outbox(sent.district)
    long_ago = time.time() - 3601
    os.utime(old, (long_ago, long_ago))
    row = writer_of(sent.district).write(parcel)
    assert row.sequence == 1
    assert outbox(sent.district) == sorted([fresh, file_of(sent.district, row)])


def test_a_kill_in_the_transaction_undoes_it_whole(sent: TwoOffices) -> None:
    def kill(*_args: object) -> None:
        raise Killed

    parcel = parcel_for(party(sent.commune), sent.district)
    with pytest.raises(Killed):
        writer_of(sent.district).write(parcel, on_queue=kill)
    sent.open()
    assert rows_of(sent.district) == []
    assert writer_of(sent.district).write(parcel).sequence == 1


def test_a_stop_right_after_the_commit_keeps_what_the_row_names(
    sent: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued = PackageWriter._queued

    def stop_after(self: PackageWriter, *args: Any) -> PackageRecord | None:
        queued(self, *args)
        raise KeyboardInterrupt

    parcel = parcel_for(party(sent.commune), sent.district)
    with monkeypatch.context() as stopping:
        stopping.setattr(PackageWriter, "_queued", stop_after)
        with pytest.raises(KeyboardInterrupt):
            writer_of(sent.district).write(parcel)
    (row,) = rows_of(sent.district)
    assert outbox(sent.district) == [file_of(sent.district, row)]
    assert writer_of(sent.district).written(parcel.package_id) is not None


def test_the_sweep_leaves_other_packages_alone(sent: TwoOffices) -> None:
    writer = writer_of(sent.district)
    kept = [
        file_of(sent.district, writer.write(parcel_for(party(sent.commune), sent.district)))
        for _ in range(2)
    ]
    foreign = sent.district.store.paths.outbox / "ghi chú.txt"
    foreign.write_text("of the officer")
    for file in (*kept, foreign):
        os.utime(file, (0, 0))
    writer.write(parcel_for(party(sent.commune), sent.district))
    assert {*kept, foreign} <= set(outbox(sent.district))


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_openssl_opens_a_dossier_with_the_receivers_key_and_verifies_it(
    sent: TwoOffices, tmp_path: Path
) -> None:
    folder = tmp_path / "openssl"
    folder.mkdir()
    with sent.district.store.reading() as session:
        query = sa.select(SigningKey).where(SigningKey.purpose == "encrypt")
        stored = session.scalars(query).one()
    key, _certificate, _ = pkcs12.load_key_and_certificates(
        stored.pkcs12, stored.passphrase.encode()
    )
    assert key is not None
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(pem)
    (folder / "signer.pem").write_bytes(to_pem(sent.commune.keys.own_certificate()))
    command = ["cms", "-decrypt", "-binary", "-inform", "DER", "-in", str(sent.package)]
    openssl(folder, *command, "-inkey", "key.pem", "-out", "inside.asice")
    with zipfile.ZipFile(folder / "inside.asice") as archive:
        archive.extractall(folder)
    moment = str(int(sent.clock().timestamp()))
    openssl(
        folder,
        *("cms", "-verify", "-cades", "-binary", "-inform", "DER", "-partial_chain"),
        *("-in", "META-INF/signature001.p7s", "-content", "META-INF/ASiCManifest001.xml"),
        *("-CAfile", "signer.pem", "-out", os.devnull, "-attime", moment),
    )
    assert (folder / "papers" / "to-trinh.pdf").read_bytes().startswith(b"%PDF")


def openssl(folder: Path, *words: str) -> None:
    """Run it; its exit code alone says whether it is content."""
    ended = subprocess.run(["openssl", *words], cwd=folder, check=False, capture_output=True)
    assert ended.returncode == 0, ended.stderr.decode()


def test_the_same_package_says_the_same_from_whichever_office_key_signs(
    sent: TwoOffices, tmp_path: Path
) -> None:
    key = tmp_path / "chu-tich.p12"
    sent.district.keys.make_signer_key(key, "Vũ Thị Hạnh", "mật khẩu dài")
    signer = sent.district.keys.signer_from_file(key, "mật khẩu dài")
    parcel = parcel_for(party(sent.commune), sent.district)
    first = writer_of(sent.district).write(parcel, signer)
    file_of(sent.district, first).unlink()
    again = writer_of(sent.district).write(replace(parcel))
    assert (first.signer, again.signer) == ("Vũ Thị Hạnh", "Ủy ban nhân dân huyện Thanh Bình")
    assert first.content_sha256 == again.content_sha256
