"""The printable page with an office's recovery code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from desktop.disk import write_whole
from desktop.documents.recovery_page import RecoveryPage, recovery_pdf


def write_recovery_page(target: Path, office_name: str, code: str, today: date) -> Path:
    """Write the page as PDF and return where it is.

    Raises:
        StorageError: the file cannot be written.
    """
    write_whole(target, recovery_pdf(RecoveryPage(office_name, code, today)))
    return target
