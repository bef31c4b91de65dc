"""Whole packages on sticks: two offices, one stick, and everything that happens to sticks."""

from __future__ import annotations

import errno
import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from desktop.errors import Cancelled, PackageRefused, StorageError
from desktop.sync import folder_box
from desktop.sync import stick as stick_module
from desktop.sync.box import Delivered, Offer
from desktop.sync.folder_box import FolderBox

COMMUNE, DISTRICT, OTHER = (UUID(int=number, version=4) for number in (1, 2, 3))
_CONTENT = b"a finished package" * 100_000
_SHA256 = hashlib.sha256(_CONTENT).hexdigest()
_Code = StorageError.Code


@pytest.fixture
def package(tmp_path: Path) -> Path:
    file = tmp_path / "hồ-sơ-001.asice.p7m"
    file.write_bytes(_CONTENT)
    return file


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "USB"
    folder.mkdir()
    return folder


@pytest.fixture
def ours(stick: Path) -> FolderBox:
    return FolderBox(stick, COMMUNE)


@pytest.fixture
def theirs(stick: Path) -> FolderBox:
    return FolderBox(stick, DISTRICT)


def refused(act: Callable[[], object], code: StorageError.Code) -> StorageError:
    with pytest.raises(StorageError) as caught:
        act()
    assert caught.value.code is code
    return caught.value


def test_a_package_travels_and_is_taken_away_by_who_brought_it(
    package: Path, stick: Path, tmp_path: Path, ours: FolderBox, theirs: FolderBox
) -> None:
    ours.check()
    assert ours.deliver(package, _SHA256, DISTRICT) == Delivered(len(_CONTENT), 1, 0)
    assert ours.waiting() == []
    assert theirs.waiting() == [Offer(package.name, _SHA256, len(_CONTENT))]

    target = tmp_path / "arrived"
    assert theirs.fetch(theirs.waiting()[0], target) == _SHA256
    assert target.read_bytes() == _CONTENT
    assert theirs.waiting(known={_SHA256}) == []

    assert ours.settle(_SHA256)
    assert not ours.settle(_SHA256)
    assert [path for path in stick.rglob("*") if path.is_file()] == []


def test_carrying_it_again_copies_nothing(package: Path, ours: FolderBox) -> None:
    ours.deliver(package, _SHA256, DISTRICT)

    assert ours.deliver(package, _SHA256, DISTRICT) == Delivered(0, 0, 1)


def test_the_label_is_what_sha256sum_reads(package: Path, stick: Path, ours: FolderBox) -> None:
    ours.deliver(package, _SHA256, DISTRICT)

    folder = stick / "guong-sang" / str(DISTRICT)
    command = ["sha256sum", "-c", f"{package.name}.sha256"]
    assert subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode == 0


def test_another_file_of_the_same_name_is_not_overwritten(
    package: Path, stick: Path, ours: FolderBox, theirs: FolderBox
) -> None:
    folder = stick / "guong-sang" / str(DISTRICT)
    folder.mkdir(parents=True)
    (folder / package.name).write_bytes(b"PK of another stick's history")

    ours.deliver(package, _SHA256, DISTRICT)

    assert (folder / package.name).read_bytes() == b"PK of another stick's history"
    names = [offer.name for offer in theirs.waiting()]
    assert names == [f"hồ-sơ-001-{_SHA256[:8]}.asice.p7m", package.name]
    assert ours.deliver(package, _SHA256, DISTRICT).skipped == 1


def test_a_damaged_copy_of_ours_is_replaced(
    package: Path, stick: Path, ours: FolderBox, theirs: FolderBox
) -> None:
    ours.deliver(package, _SHA256, DISTRICT)
    copy = stick / "guong-sang" / str(DISTRICT) / package.name
    copy.write_bytes(_CONTENT[:1000])

    assert ours.deliver(package, _SHA256, DISTRICT).chunks_sent == 1
    assert copy.read_bytes() == _CONTENT


def test_a_damaged_package_is_not_taken_in(
    package: Path, stick: Path, tmp_path: Path, ours: FolderBox, theirs: FolderBox
) -> None:
    ours.deliver(package, _SHA256, DISTRICT)
    (stick / "guong-sang" / str(DISTRICT) / package.name).write_bytes(_CONTENT[:-1] + b"x")

    refused(lambda: theirs.fetch(theirs.waiting()[0], tmp_path / "arrived"), _Code.COPY_DIFFERS)

    assert not (tmp_path / "arrived").exists()


def test_settling_leaves_what_somebody_else_laid_there(
    package: Path, stick: Path, ours: FolderBox
) -> None:
    ours.deliver(package, _SHA256, DISTRICT)
    copy = stick / "guong-sang" / str(DISTRICT) / package.name
    copy.write_bytes(b"not ours any more")

    ours.settle(_SHA256)

    assert copy.read_bytes() == b"not ours any more"


def test_the_stick_tells_what_it_holds_for_everybody(
    package: Path, stick: Path, ours: FolderBox
) -> None:
    ours.deliver(package, _SHA256, DISTRICT)
    ours.deliver(package, _SHA256, OTHER)
    folder = stick / "guong-sang" / str(OTHER)
    (folder / "._hồ-sơ-001.asice.p7m").write_bytes(b"what a Mac leaves")
    (folder / "half.asice.part").write_bytes(b"half")
    (folder / "notes.txt").write_bytes(b"notes")
    (folder / "unlabelled.asice").write_bytes(b"carried by hand")
    (folder / "link.asice").symlink_to(package)
    (stick / "guong-sang" / "photos").mkdir()

    assert [(f.receiver, f.name, f.sha256) for f in ours.holds()] == [
        (DISTRICT, package.name, _SHA256),
        (OTHER, package.name, _SHA256),
        (OTHER, "unlabelled.asice", None),
    ]


def test_a_name_that_leads_elsewhere_is_not_fetched(
    stick: Path, tmp_path: Path, ours: FolderBox
) -> None:
    for name in ("../x.asice", "/etc/x.asice", "x\\..\\y.asice", "x.txt"):
        refused(
            lambda name=name: ours.fetch(Offer(name, None, 1), tmp_path / "t"), _Code.FILE_MISSING
        )


def test_a_stick_that_is_not_there_is_said(
    package: Path, stick: Path, tmp_path: Path, ours: FolderBox
) -> None:
    stick.rmdir()

    for act in (
        ours.check,
        ours.waiting,
        ours.holds,
        lambda: ours.settle(_SHA256),
        lambda: ours.deliver(package, _SHA256, DISTRICT),
        lambda: ours.fetch(Offer("x.asice", None, 1), tmp_path / "t"),
    ):
        refused(act, _Code.STICK_GONE)


def test_a_stick_pulled_out_half_way_is_said(
    package: Path, stick: Path, ours: FolderBox, tmp_path: Path
) -> None:
    def pull(_done: int, _total: int, _step: str) -> None:
        if stick.exists():
            stick.rename(tmp_path / "in the pocket")

    refused(lambda: ours.deliver(package, _SHA256, DISTRICT, pull), _Code.STICK_GONE)

    assert package.read_bytes() == _CONTENT


def test_a_stick_whose_reads_fail_is_said_to_be_gone(
    package: Path, ours: FolderBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(folder_box, "sha256_of", fail)

    refused(lambda: ours.deliver(package, _SHA256, DISTRICT), _Code.STICK_GONE)


def test_what_went_to_the_machines_own_disk_is_not_called_delivered(
    package: Path, ours: FolderBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    devices = iter([1, 2, 2, 2])
    monkeypatch.setattr(stick_module, "_device", lambda _root: next(devices))

    refused(lambda: ours.deliver(package, _SHA256, DISTRICT), _Code.STICK_GONE)


def test_a_full_stick_is_refused_beforehand(
    package: Path, stick: Path, ours: FolderBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = folder_box.shutil.disk_usage(stick)._replace(free=len(_CONTENT))
    monkeypatch.setattr(folder_box.shutil, "disk_usage", lambda _path: usage)

    refused(lambda: ours.deliver(package, _SHA256, DISTRICT), _Code.STICK_FULL)

    assert list(stick.iterdir()) == []


def test_a_stick_that_fills_up_half_way_keeps_no_half_package(
    package: Path, stick: Path, ours: FolderBox
) -> None:
    def full(_done: int, _total: int, _step: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    refused(lambda: ours.deliver(package, _SHA256, DISTRICT, full), _Code.STICK_FULL)

    assert [path for path in stick.rglob("*") if path.is_file()] == []


def test_a_copy_that_reads_back_differently_is_not_called_delivered(
    package: Path, stick: Path, ours: FolderBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_box, "sha256_of", lambda *_: "0" * 64)

    refused(lambda: ours.deliver(package, _SHA256, DISTRICT), _Code.COPY_DIFFERS)

    assert [path for path in stick.rglob("*") if path.is_file()] == []


def test_a_missing_package_is_not_a_missing_stick(package: Path, ours: FolderBox) -> None:
    package.unlink()

    refusal = refused(lambda: ours.deliver(package, _SHA256, DISTRICT), _Code.FILE_MISSING)

    assert refusal.data["path"] == str(package)


def test_a_package_changed_in_the_outbox_does_not_leave(
    package: Path, stick: Path, ours: FolderBox
) -> None:
    package.write_bytes(_CONTENT + b"x")

    with pytest.raises(PackageRefused) as caught:
        ours.deliver(package, _SHA256, DISTRICT)

    assert caught.value.code is PackageRefused.Code.DIGEST
    assert [path for path in stick.rglob("*") if path.is_file()] == []


def test_stopping_half_way_leaves_nothing(package: Path, stick: Path, ours: FolderBox) -> None:
    def stop(_done: int, _total: int, _step: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        ours.deliver(package, _SHA256, DISTRICT, stop)

    assert [path for path in stick.rglob("*") if path.is_file()] == []


def test_a_full_disk_of_ours_is_not_blamed_on_the_stick(
    package: Path, tmp_path: Path, ours: FolderBox, theirs: FolderBox
) -> None:
    ours.deliver(package, _SHA256, DISTRICT)

    refusal = refused(
        lambda: theirs.fetch(theirs.waiting()[0], tmp_path / "no folder" / "x"), _Code.FILE_MISSING
    )

    assert "no folder" in str(refusal.data["path"])
