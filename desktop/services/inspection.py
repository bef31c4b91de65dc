"""Looking at a package where it lies: verified and described, nothing changed, nothing copied."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desktop.errors import PackageRefused
from desktop.sealing.decryption_keys import DecryptionKey
from desktop.sealing.encryption import read_outer
from desktop.sealing.opening import open_sealed
from desktop.sealing.trust import Pin, SignatureOutcome, Trust
from desktop.sealing.verification import PackageReport
from desktop.services.certificate_files import read_certificate_file
from desktop.services.inbox_reports import InspectReport, signature_of
from desktop.services.keys import KeyService
from desktop.services.store import Store
from desktop.services.trust import TrustService


def inspect_package(
    store: Store, trust: TrustService, keys: KeyService, path: Path, trust_file: Path | None
) -> InspectReport:
    """Return what a package is; arguments and errors as ``InboxService.inspect``."""
    pins = _with_file(trust.trust(), trust_file)
    return _judged(path, pins, store.clock(), keys.decryption_keys(), store.paths.root)


def inspect_alone(path: Path, trust_file: Path | None, now: datetime) -> InspectReport:
    """Return what a package is where there is no office: judged by one certificate file, or none.

    Raises:
        StorageError, SigningFailed: as ``InboxService.inspect``.
    """
    return _judged(path, _with_file(Trust(()), trust_file), now, (), Path(tempfile.gettempdir()))


def _judged(
    path: Path, pins: Trust, now: datetime, keys: Sequence[DecryptionKey], scratch: Path
) -> InspectReport:
    try:
        with open_sealed(path, pins, keys, now=now, scratch=scratch) as package:
            found = _inspected(path, package.report)
            return replace(found, encrypted=package.report.sha256 != package.report.inner_sha256)
    except PackageRefused as refusal:
        if refusal.code is PackageRefused.Code.NOT_FOR_OUR_KEY:
            return _from_outside(path, refusal)
        return InspectReport(path, SignatureOutcome.INVALID, refusal)


def _from_outside(path: Path, refusal: PackageRefused) -> InspectReport:
    """Return what the outside of a package for somebody else claims; nobody vouches for it here."""
    outer = read_outer(path)
    label = outer.label
    return InspectReport(
        path,
        SignatureOutcome.UNDECIDED,
        refusal,
        kind=label.kind,
        sender=label.sender.name,
        receiver=label.receiver.name,
        size=outer.size,
        encrypted=True,
    )


def _with_file(trust: Trust, trust_file: Path | None) -> Trust:
    if trust_file is None:
        return trust
    file = read_certificate_file(trust_file)
    if file.office_id is None:
        return trust
    pin = Pin(file.office_id, file.certificate.fingerprint)
    return replace(trust, pins=(*trust.pins, pin))


def _inspected(file: Path, package: PackageReport) -> InspectReport:
    """Return what a package is, for one whose structure and digests are good."""
    header = package.header
    return InspectReport(
        file,
        package.signature.outcome,
        None,
        signature_of(package),
        header.kind if header else None,
        header.package_id if header else None,
        header.sender.name if header else "",
        header.receiver.name if header else "",
        header.created_at if header else None,
        tuple((entry.name, entry.size) for entry in package.entries),
        package.sha256,
        package.size,
    )
