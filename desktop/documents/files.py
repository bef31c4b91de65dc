"""Writing a finished document: the whole file or nothing of it."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from desktop.errors import StorageError

# EFBIG and EDQUOT are how a quota or a FAT stick says that no more goes in.
_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


def storage_refusal(error: OSError, target: Path) -> StorageError:
    """Return the refusal that says what the operating system meant."""
    code = StorageError.Code.CANNOT_WRITE
    if error.errno in _FULL:
        code = StorageError.Code.DISK_FULL
    elif error.errno in _READ_ONLY:
        code = StorageError.Code.READ_ONLY
    elif error.errno == errno.ENOENT:
        code = StorageError.Code.FILE_MISSING
    return StorageError(code, path=str(target))


def write_whole(target: Path, data: bytes) -> None:
    """Write ``data`` beside ``target``, flush it to the disk and put it in place in one step.

    Raises:
        StorageError: disk full, folder read-only or missing, or the old file held open by
            another program (LOCKED). The old file, if any, is then untouched.
    """
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(part, target)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise storage_refusal(error, target) from error
    except StorageError:
        part.unlink(missing_ok=True)
        raise


def _put_in_place(part: Path, target: Path) -> None:
    try:
        part.replace(target)
    except PermissionError as error:
        # The folder just took the part, so it is the old file that may not be replaced:
        # on Windows a PDF that is open in a reader.
        raise StorageError(StorageError.Code.LOCKED, path=str(target)) from error
