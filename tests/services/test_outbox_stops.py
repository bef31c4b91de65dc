"""A stop, a kill or a second window at any point leaves a dossier ready or sent, never between."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from desktop.errors import (
    AttachmentRefused,
    Cancelled,
    MoveRefused,
    PackageRefused,
    StaleRecord,
    StorageError,
)
from desktop.law.lifecycle import DossierState, MoveKind
from desktop.services import outbox as outbox_module
from desktop.services import package_writer
from desktop.services.desk import Desk
from desktop.services.moves import apply_move, dossier_of
from desktop.services.outbox import ExportReport
from desktop.services.package_writer import PackageWriter
from desktop.sync import carriers
from tests.services.commune_dossier import REASON, Commune, saved
from tests.services.two_offices import contents


@pytest.fixture
def commune(office: Desk, district_certificate: Path) -> Commune:
    office.trust.pin(None, district_certificate)
    return Commune(office)


@pytest.fixture
def dossier_id(commune: Commune, tmp_path: Path) -> UUID:
    return commune.ready_dossier(tmp_path)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "USB của xã"
    folder.mkdir()
    return folder


def _state(desk: Desk, dossier_id: UUID) -> DossierState:
    return next(r.state for r in desk.dossiers.list_rows() if r.id == dossier_id)


def _files(desk: Desk) -> list[str]:
    folder = desk.store.paths.outbox
    return sorted(p.name for p in folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize("folder", ["không có", "tệp.txt"])
def test_a_bad_folder_is_refused_before_anything_is_signed(
    office: Desk, dossier_id: UUID, stick: Path, folder: str
) -> None:
    (stick / "tệp.txt").write_text("x")
    with pytest.raises(StorageError):
        office.outbox.export(dossier_id, stick / folder)
    assert _state(office, dossier_id) is DossierState.READY
    assert office.outbox.list_rows() == []
    assert _files(office) == []


def test_a_full_stick_is_refused_before_anything_is_signed(
    office: Desk, dossier_id: UUID, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def usage(_path: object) -> Any:
        return type("Usage", (), {"free": 100})

    monkeypatch.setattr(carriers.shutil, "disk_usage", usage)
    with pytest.raises(StorageError) as refused:
        office.outbox.export(dossier_id, stick)
    assert refused.value.code is StorageError.Code.DISK_FULL
    assert (_state(office, dossier_id), _files(office)) == (DossierState.READY, [])


def test_a_copy_that_fails_leaves_the_package_queued_and_says_so(
    office: Desk, dossier_id: UUID, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_target: Path) -> Any:
        raise StorageError(StorageError.Code.DISK_FULL, path="USB")

    with monkeypatch.context() as broken:
        broken.setattr(carriers, "whole_file", full)
        with pytest.raises(StorageError) as refused:
            office.outbox.export(dossier_id, stick)
    assert refused.value.code is StorageError.Code.QUEUED_NOT_COPIED
    assert refused.value.data["cause"] == "DISK_FULL"
    assert _state(office, dossier_id) is DossierState.SENT
    assert list(stick.iterdir()) == []
    report = office.outbox.export(dossier_id, stick)
    assert report.path.exists()


def test_stopping_while_packing_leaves_the_dossier_ready_and_no_half_file(
    office: Desk, dossier_id: UUID, stick: Path
) -> None:
    steps: list[str] = []

    def count(_done: int, _total: int, step: str) -> None:
        steps.append(step)

    copy = office.outbox
    stops_seen = set()
    for stop_at in range(1, 90):
        steps.clear()

        def stop(_done: int, _total: int, step: str, at: int = stop_at) -> None:
            steps.append(step)
            if len(steps) == at:
                raise Cancelled

        try:
            copy.export(dossier_id, stick, report=stop)
        except Cancelled:
            stops_seen.add(steps[-1])
            state = _state(office, dossier_id)
            assert not list(stick.glob("*.part"))
            if state is DossierState.READY:
                assert (_files(office), list(stick.iterdir())) == ([], [])
            else:
                assert len(_files(office)) == 1
        else:
            break
    assert {"Lập giấy tờ", "Tính mã kiểm tra của gói", "Ký số", "Mã hóa gói"} <= stops_seen
    assert len(list(stick.iterdir())) == 1


@pytest.mark.parametrize("point", ["sealed", "committing"])
def test_a_kill_before_the_commit_leaves_a_ready_dossier_that_can_be_sent(
    office: Desk,
    dossier_id: UUID,
    point: str,
    open_copy: Callable[..., Desk],
    commune_template: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As after a kill: nothing of the clean-up runs, what is on the disk stays."""

    class Killed(BaseException):
        pass

    def kill(*_args: object, **_kwargs: object) -> None:
        raise Killed

    with monkeypatch.context() as killing:
        killing.setattr(Path, "unlink", lambda *_a, **_k: None)
        if point == "sealed":
            killing.setattr(PackageWriter, "_queued", kill)
        else:
            killing.setattr(outbox_module, "apply_move", kill)
        with pytest.raises(Killed):
            office.outbox.export(dossier_id)
    left = _files(office)
    assert len(left) == 1
    revived = open_copy(commune_template, "commune")
    assert _state(revived, dossier_id) is DossierState.READY
    assert revived.outbox.list_rows() == []
    an_hour_ago = time.time() - 3601
    os.utime(revived.store.paths.outbox / left[0], (an_hour_ago, an_hour_ago))
    report = revived.outbox.export(dossier_id)
    assert _files(revived) == [report.path.name]
    assert report.path.name not in left


def test_a_kill_after_the_commit_leaves_a_package_that_can_be_copied(
    office: Desk,
    dossier_id: UUID,
    stick: Path,
    open_copy: Callable[..., Desk],
    commune_template: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Killed(BaseException):
        pass

    def kill(*_args: object, **_kwargs: object) -> None:
        raise Killed

    with monkeypatch.context() as killing:
        killing.setattr(PackageWriter, "_sweep", kill)
        with pytest.raises(Killed):
            office.outbox.export(dossier_id, stick)
    revived = open_copy(commune_template, "commune")
    assert _state(revived, dossier_id) is DossierState.SENT
    (row,) = revived.outbox.list_rows()
    copied = revived.outbox.copy_to(row.package_id, stick)
    assert hashlib.sha256(copied.read_bytes()).hexdigest() == row.sha256


def test_an_attachment_lost_from_the_store_stops_the_export_with_nothing_changed(
    office: Desk, dossier_id: UUID, stick: Path
) -> None:
    for blob in office.store.paths.blobs.rglob("*"):
        if blob.is_file():
            blob.unlink()
    with pytest.raises(AttachmentRefused):
        office.outbox.export(dossier_id, stick)
    assert _state(office, dossier_id) is DossierState.READY
    assert (_files(office), list(stick.iterdir())) == ([], [])


def test_a_package_changed_in_the_outbox_is_not_handed_over(
    office: Desk, dossier_id: UUID, stick: Path
) -> None:
    report = office.outbox.export(dossier_id)
    content = bytearray(report.path.read_bytes())
    content[len(content) // 2] ^= 1
    report.path.write_bytes(content)
    with pytest.raises(PackageRefused) as refused:
        office.outbox.copy_to(report.package_id, stick)
    assert refused.value.code is PackageRefused.Code.DIGEST
    assert list(stick.iterdir()) == []
    report.path.unlink()
    with pytest.raises(StorageError):
        office.outbox.copy_to(report.package_id, stick)


def _in_between(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let another window act once, after this one has sealed and before it commits."""
    seal, acted = package_writer.seal_encrypted, []

    def sealing(*args: Any, **kwargs: Any) -> Any:
        sealed = seal(*args, **kwargs)
        if not acted:
            acted.append(True)
            act()
        return sealed

    monkeypatch.setattr(package_writer, "seal_encrypted", sealing)


def test_two_windows_send_one_dossier_once(
    office: Desk,
    dossier_id: UUID,
    open_copy: Callable[..., Desk],
    commune_template: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = open_copy(commune_template, "commune")
    theirs: list[ExportReport] = []
    _in_between(monkeypatch, lambda: theirs.append(other.outbox.export(dossier_id)))
    assert [office.outbox.export(dossier_id)] == theirs
    (row,) = office.outbox.list_rows()
    assert _files(office) == [Path(row.file_name).name]
    assert [e.event for e in office.dossiers.history(dossier_id)].count("send") == 1


def test_two_windows_that_send_different_dossiers_never_share_a_number(
    commune: Commune,
    dossier_id: UUID,
    tmp_path: Path,
    open_copy: Callable[..., Desk],
    commune_template: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    second = commune.ready_dossier(tmp_path, letter_number="46/TTr-UBND")
    other = open_copy(commune_template, "commune")
    _in_between(monkeypatch, lambda: other.outbox.export(second))
    commune.desk.outbox.export(dossier_id)
    rows = commune.desk.outbox.list_rows()
    assert [(r.dossier_id, r.sequence) for r in rows] == [(dossier_id, 2), (second, 1)]
    assert len(_files(commune.desk)) == 2


def test_a_dossier_reopened_and_declared_ready_again_meanwhile_is_not_sent_as_it_was(
    office: Desk,
    dossier_id: UUID,
    open_copy: Callable[..., Desk],
    commune_template: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = open_copy(commune_template, "commune")

    def edit() -> None:
        other.dossiers.reopen(dossier_id)
        draft = other.dossiers.open_draft(dossier_id)
        saved(other.dossiers, replace(draft, letter_number="99/TTr-UBND"))
        assert other.dossiers.mark_ready(dossier_id, REASON).ready

    _in_between(monkeypatch, edit)
    with pytest.raises(StaleRecord):
        office.outbox.export(dossier_id)
    assert _state(office, dossier_id) is DossierState.READY
    assert _files(office) == []
    assert _letter_number(office, office.outbox.export(dossier_id).path) == "99/TTr-UBND"


def _letter_number(desk: Desk, package: Path) -> str:
    _, files = contents(package, desk)
    number: str = json.loads(files["data/submission.json"])["dossier"]["letter"]["number"]
    return number


def test_what_was_decided_here_has_no_package_to_copy(commune: Commune, tmp_path: Path) -> None:
    desk = commune.desk
    dossier_id = commune.ready_dossier(tmp_path)
    with desk.store.writing() as session:
        apply_move(desk.store, session, dossier_of(session, dossier_id), MoveKind.DECIDE_HERE)
        session.commit()
    with pytest.raises(MoveRefused) as refused:
        desk.outbox.export(dossier_id)
    assert refused.value.code is MoveRefused.Code.NOT_FROM_HERE


def test_a_folder_that_takes_no_file_is_refused_before_anything_is_signed(
    office: Desk, dossier_id: UUID, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_args: object, **_kwargs: object) -> None:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(Path, "touch", read_only)
    with pytest.raises(StorageError) as refused:
        office.outbox.export(dossier_id, stick)
    assert refused.value.code is StorageError.Code.READ_ONLY
    assert (_state(office, dossier_id), _files(office)) == (DossierState.READY, [])
