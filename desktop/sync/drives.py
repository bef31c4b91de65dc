"""Which USB sticks are plugged in: where they are, their names, and how much room they have."""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# What the kernel writes for a blank, a tab, a line end or a backslash in a mount point.
_OCTAL = re.compile(rb"\\([0-7]{3})")
_REMOVABLE_TYPE = 2  # DRIVE_REMOVABLE of GetDriveTypeW
_NAME_LENGTH = 261  # MAX_PATH + 1


@dataclass(frozen=True, slots=True)
class Drive:
    """One removable medium that can be used now.

    Attributes:
        path: its top folder.
        label: its name as people gave it, or the folder's.
        free: room left, in bytes.
        size: room in all, in bytes.
        is_read_only: locked against writing, by its switch or by the system.
    """

    path: Path
    label: str
    free: int
    size: int
    is_read_only: bool


def removable_drives() -> list[Drive]:
    """Return the removable media that are mounted, by path; none where the system tells nothing."""
    if sys.platform == "win32":
        return _windows_drives()
    return linux_drives(Path("/proc/self/mountinfo"), Path("/sys"))


def linux_drives(mounts: Path, sys_folder: Path) -> list[Drive]:
    """Return the mounted media whose disk the kernel calls removable, or that hang on USB.

    Args:
        mounts: ``/proc/self/mountinfo``; its form is that of proc(5).
        sys_folder: ``/sys``.
    """
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return []
    found: dict[str, Drive] = {}
    for line in lines:
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 6 or not after or fields[3] != "/":
            continue  # a part of a file system, mounted elsewhere
        if _is_removable(sys_folder, fields[2]):
            options = {*fields[5].split(","), *after.split(" ")[-1].split(",")}
            drive = _drive(Path(_unescaped(fields[4])), is_read_only="ro" in options)
            if drive is not None:
                found.setdefault(fields[2], drive)
    return sorted(found.values(), key=lambda drive: drive.path)


def _is_removable(sys_folder: Path, device: str) -> bool:
    """Say whether a device ("8:17") is, or is a partition of, a removable or USB disk."""
    try:
        folder = (sys_folder / "dev" / "block" / device).resolve(strict=True)
    except OSError:
        return False
    disk = folder.parent if (folder / "partition").exists() else folder
    with suppress(OSError):
        if (disk / "removable").read_text("ascii").strip() == "1":
            return True
    # Large sticks and USB disks call themselves fixed.
    return any(re.fullmatch(r"usb[0-9]+", part) for part in disk.parts)


def _unescaped(name: str) -> str:
    encoded = name.encode("utf-8", "surrogateescape")
    plain = _OCTAL.sub(lambda found: bytes([int(found[1], 8)]), encoded)
    return plain.decode("utf-8", "surrogateescape")


def _drive(path: Path, label: str = "", *, is_read_only: bool) -> Drive | None:
    try:
        usage = shutil.disk_usage(path)
    except OSError:
        return None  # pulled out a moment ago, or no medium in the reader
    return Drive(path, label or path.name or str(path), usage.free, usage.total, is_read_only)


def _windows_drives() -> list[Drive]:
    import ctypes

    kernel: Any = vars(ctypes)["windll"].kernel32  # there on Windows only
    kernel.SetThreadErrorMode(1, None)  # else Windows asks the user to put a card into each reader
    roots = [f"{letter}:\\" for letter in "DEFGHIJKLMNOPQRSTUVWXYZABC"]
    mask = int(kernel.GetLogicalDrives())
    kind_of = kernel.GetDriveTypeW
    present = [root for root in roots if mask >> (ord(root[0]) - ord("A")) & 1]
    removable = [root for root in present if kind_of(ctypes.c_wchar_p(root)) == _REMOVABLE_TYPE]
    drives = (_windows_drive(kernel, root) for root in removable)
    return sorted((drive for drive in drives if drive), key=lambda drive: drive.path)


def _windows_drive(kernel: Any, root: str) -> Drive | None:
    import ctypes

    label = ctypes.create_unicode_buffer(_NAME_LENGTH)
    system = ctypes.create_unicode_buffer(_NAME_LENGTH)
    serial, longest, flags = (ctypes.c_ulong() for _ in range(3))
    told = kernel.GetVolumeInformationW(
        ctypes.c_wchar_p(root),
        label,
        _NAME_LENGTH,
        ctypes.byref(serial),
        ctypes.byref(longest),
        ctypes.byref(flags),
        system,
        _NAME_LENGTH,
    )
    if not told:
        return None  # a card reader without a card
    read_only = bool(flags.value & 0x0008_0000)  # FILE_READ_ONLY_VOLUME
    return _drive(Path(root), label.value, is_read_only=read_only or not os.access(root, os.W_OK))
