"""Writing a file whole or not at all, and what the operating system's refusals mean."""

from __future__ import annotations

import errno
import importlib
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from desktop.errors import StorageError

# Not on Windows, which needs no lock here.
fcntl: Any = importlib.import_module("fcntl") if os.name == "posix" else None

_NO_WAIT = getattr(os, "O_NONBLOCK", 0)

_WRITE_CODES = {
    errno.ENOSPC: StorageError.Code.DISK_FULL,
    errno.EDQUOT: StorageError.Code.DISK_FULL,
    errno.EFBIG: StorageError.Code.DISK_FULL,
    errno.EROFS: StorageError.Code.READ_ONLY,
    errno.EACCES: StorageError.Code.READ_ONLY,
    errno.EPERM: StorageError.Code.READ_ONLY,
    errno.ENOENT: StorageError.Code.FILE_MISSING,
    errno.EEXIST: StorageError.Code.NOT_A_FOLDER,  # a folder was to be made where a file lies
    errno.ENOTDIR: StorageError.Code.NOT_A_FOLDER,
    errno.ENAMETOOLONG: StorageError.Code.NAME_TOO_LONG,
}


def write_failure(error: OSError, path: Path) -> StorageError:
    """Return the refusal that fits a failed write; raise it ``from`` the error."""
    code = _WRITE_CODES.get(error.errno or 0, StorageError.Code.CANNOT_WRITE)
    return StorageError(code, path=str(path))


def read_failure(error: OSError, path: Path) -> StorageError:
    """Return the refusal that fits a failed read; raise it ``from`` the error."""
    missing = isinstance(error, FileNotFoundError)
    code = StorageError.Code.FILE_MISSING if missing else StorageError.Code.CANNOT_READ
    return StorageError(code, path=str(path))


def as_text(name: str) -> str:
    """Return a file's name as it can be kept and shown: what in it is no text is escaped."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def open_regular(path: Path) -> BinaryIO:
    """Open a file that came from outside for reading.

    A pipe or a device that somebody gave a file's name would be waited for, or read, for ever.

    Raises:
        OSError: it is missing, cannot be read, or is no ordinary file.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "not an ordinary file", str(path))
    return path.open("rb")


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn the operating system's file errors inside the block into ``StorageError``."""
    try:
        yield
    except OSError as error:
        raise write_failure(error, path) from error


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Open ``target.part`` for writing and put it in place when the block ends well.

    Whatever ends the block early — a refusal, a full disk, the user's stop — leaves neither the
    part nor a changed target. Readable as well as writable, so that headers can be patched.

    Raises:
        StorageError: the folder is full, missing, read-only or cannot be written, or the old file
            is held open by another program (LOCKED).
    """
    part = target.with_name(target.name + ".part")
    try:
        part, opened = _opened(part)
        with opened as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            if fcntl is not None:  # while the lock is held; Windows renames no open file
                put_in_place(part, target)
        if fcntl is None:
            put_in_place(part, target)
    except BaseException as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise write_failure(error, target) from error
        raise


def _opened(part: Path) -> tuple[Path, BinaryIO]:
    """Open a part nobody else writes: this one, or one beside it while it is taken."""
    while True:
        if _cleared(part):
            # "x": what somebody laid under this name on a shared stick is never followed.
            with suppress(FileExistsError):
                file = part.open("x+b")
                if _lock(file.fileno()) and _is_at(part, file.fileno()):
                    return part, file
                file.close()
        part = part.with_name(f"{part.stem}.{secrets.token_hex(4)}.part")


def _cleared(part: Path) -> bool:
    """Take away what a kill left under this name; False when somebody is writing it."""
    if fcntl is None:
        with suppress(PermissionError):  # Windows unlinks no open file
            part.unlink(missing_ok=True)
            return True
        return False
    try:
        handle = os.open(part, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | _NO_WAIT)
    except FileNotFoundError:
        return True
    except OSError:  # a link laid under this name: taken away, never followed
        part.unlink(missing_ok=True)
        return True
    try:
        if not _lock(handle) or not _is_at(part, handle):
            return False
        # Under the lock: whoever made it a moment ago and has not locked it yet sees it gone.
        part.unlink(missing_ok=True)
        return True
    finally:
        os.close(handle)


def _is_at(part: Path, handle: int) -> bool:
    try:
        return os.path.samestat(part.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _lock(handle: int) -> bool:
    """Hold a file until it is closed; False when somebody else does."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


@contextmanager
def held_alone(path: Path) -> Iterator[bool]:
    """Hold a lock file for the block; False where another window or process holds it.

    Windows has no such lock here, so there everybody is told True.

    Raises:
        StorageError: the file cannot be made.
    """
    with storage_errors(path):
        file = path.open("ab")
    with file:
        yield _lock(file.fileno())


def write_whole(target: Path, data: bytes) -> None:
    """Write a small file whole or not at all (``StorageError`` as ``whole_file``)."""
    with whole_file(target) as file:
        file.write(data)


def put_in_place(part: Path, target: Path) -> None:
    """Give a finished, synced file its name, so that a power cut does not take the name back.

    Raises:
        StorageError: LOCKED, the old file is held open by another program.
        OSError: the folder cannot be written.
    """
    try:
        part.replace(target)
    except PermissionError as error:
        # The folder just took the part, so it is the old file that may not be replaced: on Windows
        # a document that is open in a reader.
        raise StorageError(StorageError.Code.LOCKED, path=str(target)) from error
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    # Windows cannot open a folder and FAT sticks may refuse to sync one; the file itself is safe by
    # then.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
