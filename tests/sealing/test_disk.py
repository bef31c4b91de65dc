from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from desktop.errors import Cancelled, StorageError
from desktop.sealing.disk import read_failure, whole_file, write_failure

Code = StorageError.Code


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, Code.DISK_FULL),
        (errno.EDQUOT, Code.DISK_FULL),
        (errno.EFBIG, Code.DISK_FULL),
        (errno.EROFS, Code.READ_ONLY),
        (errno.EACCES, Code.READ_ONLY),
        (errno.ENOENT, Code.FILE_MISSING),
        (errno.EIO, Code.CANNOT_WRITE),
        (None, Code.CANNOT_WRITE),
    ],
)
def test_each_failed_write_has_its_refusal(number: int | None, code: StorageError.Code) -> None:
    refusal = write_failure(OSError(number, "x"), Path("a.asice"))
    assert refusal.code is code
    assert refusal.data == {"path": "a.asice"}


def test_each_failed_read_has_its_refusal() -> None:
    assert read_failure(FileNotFoundError(), Path("a")).code is Code.FILE_MISSING
    assert read_failure(PermissionError(), Path("a")).code is Code.CANNOT_READ


def test_the_file_appears_when_the_block_ends_well(tmp_path: Path) -> None:
    target = tmp_path / "a.asice"
    with whole_file(target) as file:
        file.write(b"new")
        assert not target.exists()
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("ending", [Cancelled, KeyboardInterrupt, ValueError])
def test_whatever_ends_the_block_leaves_the_old_file(
    tmp_path: Path, ending: type[BaseException]
) -> None:
    target = tmp_path / "a.asice"
    target.write_bytes(b"old")
    with pytest.raises(ending), whole_file(target):
        raise ending
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refused, whole_file(tmp_path / "no" / "a"):
        pass
    assert refused.value.code is Code.FILE_MISSING


def test_a_folder_of_the_same_name_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(StorageError) as refused, whole_file(tmp_path / "a") as file:
        file.write(b"new")
    assert refused.value.code is Code.CANNOT_WRITE
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


def test_a_part_left_by_a_crash_is_replaced_and_never_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"precious")
    (tmp_path / "a.part").symlink_to(elsewhere)
    with whole_file(tmp_path / "a") as file:
        file.write(b"new")
    assert elsewhere.read_bytes() == b"precious"
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_folder_that_cannot_be_synced_does_not_undo_a_good_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)
    with whole_file(tmp_path / "a") as file:
        file.write(b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
