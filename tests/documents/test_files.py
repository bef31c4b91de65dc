"""A document is written whole or not at all."""

from __future__ import annotations

import errno
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.documents.files import storage_refusal, write_whole
from desktop.errors import StorageError

resource = pytest.importorskip("resource")

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
    refusal = storage_refusal(OSError(number, "said"), Path("a.pdf"))
    assert refusal.code is code
    assert refusal.data == {"path": "a.pdf"}
