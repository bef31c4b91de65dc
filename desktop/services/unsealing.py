"""Giving out what stands inside an encrypted package, for any standard tool to verify."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.disk import whole_file
from desktop.errors import PackageRefused, StorageError
from desktop.sealing.encryption import decrypt
from desktop.sealing.envelope_form import is_envelope
from desktop.sealing.ephemeral import EphemeralFile
from desktop.sealing.header import PackageKind
from desktop.sealing.measuring import ReportProgress
from desktop.sealing.outer_label import OuterLabel
from desktop.sealing.verification import PackageReport, open_package, open_source, reading
from desktop.services.inbox_judgement import label_of
from desktop.services.inbox_reports import SignatureDetail, signature_of
from desktop.services.keys import KeyService
from desktop.services.store import Store
from desktop.services.trust import TrustService


@dataclass(frozen=True, slots=True)
class UnsealReport:
    """A package now in the clear.

    Attributes:
        path: where it was written.
        kind: what it carries.
        sender: the office it comes from.
        receiver: the office it is for.
        signature: what to think of its signature; valid or undecided.
        sha256: of the written file, hex.
        size: of the written file in bytes.
    """

    path: Path
    kind: PackageKind
    sender: str
    receiver: str
    signature: SignatureDetail
    sha256: str
    size: int


def unseal_package(
    store: Store,
    trust: TrustService,
    keys: KeyService,
    path: Path,
    target: Path,
    report: ReportProgress | None = None,
) -> UnsealReport:
    """Decrypt a package that came to this office or left it; nothing unverified is written.

    Args:
        store: the office.
        trust: whom it trusts.
        keys: what it reads with.
        path: the encrypted package; it is only read.
        target: the ``.asice`` file to write.
        report: told (bytes done, bytes in all, step); may raise ``Cancelled``.

    Raises:
        StorageError: FILE_EXISTS, nothing is replaced; or a file cannot be read or written.
        PackageRefused: NOT_ENCRYPTED; NOT_FOR_OUR_KEY; any other defect of it, as ``open_sealed``;
            SIGNATURE_INVALID or SIGNER_MISMATCH.
        Cancelled: from ``report``.
    """
    _refuse_taken(target)
    with EphemeralFile(store.paths.root) as inside:
        with open_source(path) as file, reading(file):
            if not is_envelope(file):
                raise PackageRefused(PackageRefused.Code.NOT_ENCRYPTED)
            outer = decrypt(file, inside, keys.decryption_keys(), report)
        with open_package(inside, trust.trust(), now=store.clock(), report=report) as package:
            found = package.report
        if OuterLabel.of(label_of(found)) != outer.label:
            raise PackageRefused(PackageRefused.Code.OUTER_MISMATCH)
        inside.seek(0)
        with whole_file(target) as clear:
            shutil.copyfileobj(inside, clear)
            _refuse_taken(target)  # somebody may have been quicker while this one was checked
    return _unsealed(target, found)


def _refuse_taken(target: Path) -> None:
    with suppress(OSError):  # what cannot be looked at is told when it is written
        if target.exists():
            raise StorageError(StorageError.Code.FILE_EXISTS, path=str(target))


def _unsealed(target: Path, found: PackageReport) -> UnsealReport:
    header = label_of(found)
    return UnsealReport(
        target,
        header.kind,
        header.sender.name,
        header.receiver.name,
        signature_of(found),
        found.inner_sha256,
        found.size,
    )
