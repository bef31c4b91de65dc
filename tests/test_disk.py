"""Writing a file whole or not at all, and what the operating system's refusals mean."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.disk import (
    open_regular,
    read_failure,
    whole_file,
    write_failure,
    write_whole,
)
from desktop.errors import Cancelled, StorageError

resource = pytest.importorskip("resource")

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
        (errno.EEXIST, Code.NOT_A_FOLDER),
        (errno.ENOTDIR, Code.NOT_A_FOLDER),
        (errno.ENAMETOOLONG, Code.NAME_TOO_LONG),
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


_ROOM = 4096


@pytest.fixture
def _little_room() -> Iterator[None]:
    """Let no file grow beyond a page, as a full disk would."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_ROOM, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    signal.signal(signal.SIGXFSZ, handler)


def test_the_whole_file_is_put_in_place_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "Giấy khen.pdf"
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.usefixtures("_little_room")
def test_a_full_disk_leaves_the_old_file_and_no_half_one(tmp_path: Path) -> None:
    target = tmp_path / "old.pdf"
    target.write_bytes(b"old")
    with pytest.raises(StorageError) as refusal:
        write_whole(target, b"x" * (_ROOM * 3))
    assert refusal.value.code is StorageError.Code.DISK_FULL
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refusal:
        write_whole(tmp_path / "absent" / "a.pdf", b"x")
    assert refusal.value.code is StorageError.Code.FILE_MISSING


def test_a_target_that_cannot_be_replaced_leaves_no_half_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(StorageError) as refusal:
        write_whole(tmp_path / "a.pdf", b"x")
    assert refusal.value.code is StorageError.Code.CANNOT_WRITE
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


class _OpenElsewhere(type(Path())):  # type: ignore[misc] # the platform's own Path
    """A file whose old content a reader on Windows holds open."""

    def replace(self, _target: object) -> Path:
        raise PermissionError(errno.EACCES, "in use")

    def with_name(self, name: str) -> _OpenElsewhere:
        return _OpenElsewhere(super().with_name(name))


def test_a_file_open_in_another_program_is_told_apart_from_a_read_only_folder(
    tmp_path: Path,
) -> None:
    with pytest.raises(StorageError) as refusal:
        write_whole(_OpenElsewhere(tmp_path / "a.pdf"), b"x")
    assert refusal.value.code is StorageError.Code.LOCKED
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, StorageError.Code.DISK_FULL),
        (errno.EDQUOT, StorageError.Code.DISK_FULL),
        (errno.EROFS, StorageError.Code.READ_ONLY),
        (errno.EACCES, StorageError.Code.READ_ONLY),
        (errno.ENOENT, StorageError.Code.FILE_MISSING),
        (errno.EIO, StorageError.Code.CANNOT_WRITE),
    ],
)
def test_what_the_system_says_becomes_a_code_of_ours(number: int, code: str) -> None:
    refusal = write_failure(OSError(number, "said"), Path("a.pdf"))
    assert refusal.code is code
    assert refusal.data == {"path": "a.pdf"}


def test_two_who_write_the_same_file_at_once_do_not_take_each_others_part(tmp_path: Path) -> None:
    target = tmp_path / "a.asice"

    with whole_file(target) as first:
        first.write(b"first")
        with whole_file(target) as second:
            second.write(b"second")
        assert target.read_bytes() == b"second"

    assert target.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [target]


def test_what_a_kill_left_is_written_over(tmp_path: Path) -> None:
    target = tmp_path / "a.asice"
    (tmp_path / "a.asice.part").write_bytes(b"half")

    write_whole(target, b"new")

    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_given_a_files_name_is_refused_at_once_and_never_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "chap-nhan.asice"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="not an ordinary file") as caught:
        open_regular(pipe)
    assert read_failure(caught.value, pipe).code is Code.CANNOT_READ


def test_an_ordinary_file_is_opened_from_its_start(tmp_path: Path) -> None:
    path = tmp_path / "chap-nhan.asice"
    path.write_bytes(b"PK")
    with open_regular(path) as file:
        assert file.read() == b"PK"
