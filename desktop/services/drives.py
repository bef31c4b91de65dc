"""ổ USB: the removable media plugged in now, for screens, which do not know how packages travel."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.sync.drives import removable_drives


@dataclass(frozen=True, slots=True)
class PluggedDrive:
    """One removable medium; ``label`` as people named it, ``free`` in bytes."""

    path: Path
    label: str
    free: int
    is_read_only: bool


def plugged_drives() -> tuple[PluggedDrive, ...]:
    """Return what is plugged in, by path; nothing is written, and none of it is read."""
    return tuple(
        PluggedDrive(drive.path, drive.label, drive.free, drive.is_read_only)
        for drive in removable_drives()
    )
