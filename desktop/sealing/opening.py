"""Opening what arrives, encrypted or plain: decrypt, verify, hold the outside against the inside.

The decrypted package lies in an ``EphemeralFile``, so it is never in the clear on the disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from desktop.errors import PackageRefused
from desktop.sealing.decryption_keys import DecryptionKey
from desktop.sealing.encryption import PassedFile, decrypt
from desktop.sealing.envelope_form import is_envelope
from desktop.sealing.ephemeral import EphemeralFile
from desktop.sealing.limits import LIMITS, Limits
from desktop.sealing.measuring import ReportProgress
from desktop.sealing.outer_label import OuterLabel
from desktop.sealing.trust import Trust
from desktop.sealing.verification import (
    OpenedPackage,
    PackageReport,
    open_package,
    open_source,
    reading,
)


def verify_sealed(
    source: Path | BinaryIO,
    trust: Trust,
    keys: Sequence[DecryptionKey],
    *,
    now: datetime,
    scratch: Path,
    report: ReportProgress | None = None,
    limits: Limits = LIMITS,
) -> PackageReport:
    """Check a package and describe it; arguments and errors as ``open_sealed``."""
    with open_sealed(
        source, trust, keys, now=now, scratch=scratch, report=report, limits=limits
    ) as package:
        return package.report


@contextmanager
def open_sealed(
    source: Path | BinaryIO,
    trust: Trust,
    keys: Sequence[DecryptionKey],
    *,
    now: datetime,
    scratch: Path,
    report: ReportProgress | None = None,
    limits: Limits = LIMITS,
) -> Iterator[OpenedPackage]:
    """Check a package, encrypted or plain, and keep it open for reading.

    Its report names the file as it travelled (``sha256``, ``size``), the package inside
    (``inner_sha256``) and the outer ``label``, which is None for a plain package.

    Args:
        source: the package as it arrived; an open file must be seekable, and stays open.
        trust: the pins to judge the signer by.
        keys: ours, old ones too; a plain package needs none.
        now: the moment to judge at, aware; for a package from the archive, when it was received.
        scratch: a folder for a temporary file, which is encrypted and gone afterwards.
        report: told ``(done, total, step)`` in bytes; may raise ``Cancelled``.
        limits: largest sizes accepted.

    Raises:
        PackageRefused: as ``decrypt`` and ``open_package``; OUTER_MISMATCH, the label outside is
            not what the sender signed inside.
        StorageError: the file is missing or cannot be read, or there is no room in ``scratch``.
        Cancelled: from ``report``.
    """
    check = partial(open_package, trust=trust, now=now, report=report, limits=limits)
    with open_source(source) as file:
        with reading(file):
            is_encrypted = is_envelope(file)
        if not is_encrypted:
            with check(file) as package:
                yield package
            return
        with EphemeralFile(scratch) as inside:
            with reading(file):
                outer = decrypt(file, inside, keys, report, limits)
            with check(inside) as package:
                package.report = _as_it_travelled(package.report, outer)
                yield package


def _as_it_travelled(report: PackageReport, outer: PassedFile) -> PackageReport:
    """Let the report name the encrypted file, whose label must be what the sender signed."""
    if report.header is not None and OuterLabel.of(report.header) != outer.label:
        raise PackageRefused(PackageRefused.Code.OUTER_MISMATCH)
    label = outer.label if report.header else None
    return replace(report, sha256=outer.sha256, size=outer.size, label=label)
