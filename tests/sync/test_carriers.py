"""Carrying a package to a folder: whole, unchanged, or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from desktop.errors import Cancelled, PackageRefused, StorageError
from desktop.sync.carriers import carrier_for

_CONTENT = b"a finished package" * 200_000
_SHA256 = hashlib.sha256(_CONTENT).hexdigest()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    file = tmp_path / "hồ-sơ.asice"
    file.write_bytes(_CONTENT)
    return file


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "USB"
    folder.mkdir()
    return folder


def test_a_package_arrives_whole_and_again(package: Path, stick: Path) -> None:
    for _ in range(2):
        delivered = carrier_for(stick).deliver(package, _SHA256)

    assert delivered.read_bytes() == _CONTENT
    assert list(stick.iterdir()) == [delivered]


def test_a_package_changed_in_the_outbox_does_not_leave(package: Path, stick: Path) -> None:
    package.write_bytes(_CONTENT + b"x")

    with pytest.raises(PackageRefused) as refused:
        carrier_for(stick).deliver(package, _SHA256)

    assert refused.value.code is PackageRefused.Code.DIGEST
    assert list(stick.iterdir()) == []


def test_stopping_half_way_leaves_nothing(package: Path, stick: Path) -> None:
    def stop(_done: int, _total: int, _step: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        carrier_for(stick).deliver(package, _SHA256, stop)

    assert list(stick.iterdir()) == []


def test_a_stick_that_was_pulled_out_is_said(package: Path, stick: Path) -> None:
    stick.rmdir()

    for act in (
        lambda: carrier_for(stick).check(0),
        lambda: carrier_for(stick).deliver(package, _SHA256),
    ):
        with pytest.raises(StorageError) as refused:
            act()
        assert refused.value.code is StorageError.Code.FILE_MISSING


def test_a_stick_without_room_is_refused_beforehand(stick: Path) -> None:
    with pytest.raises(StorageError) as refused:
        carrier_for(stick).check(1 << 60)

    assert refused.value.code is StorageError.Code.DISK_FULL
    assert list(stick.iterdir()) == []
