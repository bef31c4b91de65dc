"""Staging a package: opened, judged, its data checked and its files in the blob store.

Nothing is written but what is harmless to have: attachments found by their content, and the
sender's encryption certificate, which a known signer vouches for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.errors import PackageRefused, SigningFailed
from desktop.sealing.certificates import read_certificate
from desktop.sealing.header import PackageHeader, PackageKind
from desktop.sealing.limits import LIMITS
from desktop.sealing.names import ENCRYPTION_CERTIFICATE
from desktop.sealing.opening import open_sealed
from desktop.sealing.trust import Trust
from desktop.sealing.verification import OpenedPackage, PackageReport
from desktop.services.inbox_answers import stage_answer
from desktop.services.inbox_bulletin import stage_bulletin
from desktop.services.inbox_content import Content
from desktop.services.inbox_judgement import accept_signer, check_label, label_of, undecided
from desktop.services.inbox_recall import stage_recall
from desktop.services.inbox_receipt import stage_receipt
from desktop.services.inbox_records import accepted_content
from desktop.services.inbox_report import stage_report
from desktop.services.inbox_submission import stage_submission
from desktop.services.keys import KeyService
from desktop.services.quarantine import Copy
from desktop.services.store import Store
from desktop.services.trust import TrustService

ReportProgress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Staged:
    """A verified package and what it carries; nothing while its signer cannot be decided."""

    package: PackageReport
    content: Content | None


@dataclass(slots=True)
class Judging:
    """One package on its way through the judgement.

    Attributes:
        accept_unknown: the officer compared the short code.
        office_id: the office the officer said the signer speaks for.
        at: the moment to judge at; None for the present.
        proven: the package once a known signer vouches for it; who is refused then is told why.
    """

    accept_unknown: bool = False
    office_id: UUID | None = None
    at: datetime | None = None
    proven: PackageReport | None = None


def stage(
    store: Store,
    trust: TrustService,
    keys: KeyService,
    copy: Copy,
    judging: Judging,
    report: ReportProgress | None,
) -> Staged:
    """Open a package, judge it, and stage what it carries.

    Args:
        store: whose office.
        trust: who is known there.
        keys: what opens packages encrypted to it.
        copy: our copy of the package.
        judging: what the officer said of it; learns what a known signer vouches for.
        report: told (bytes done, bytes in all, step); may raise ``Cancelled``.

    Raises:
        PackageRefused: it is no package, not for this office, or its data cannot be.
        StorageError: the disk is full or cannot be written.
    """
    now, known_pins, readers = judging.at or store.clock(), trust.trust(), keys.decryption_keys()
    scratch = store.paths.quarantine
    with open_sealed(
        copy.path, known_pins, readers, now=now, report=report, scratch=scratch
    ) as package:
        found = package.report
        if found.sha256 != copy.sha256:
            raise PackageRefused(PackageRefused.Code.DIGEST, entry=copy.path.name)
        header = label_of(found)
        _refuse_label(store, found, header)
        if undecided(found) is not None:
            if not judging.accept_unknown:
                return Staged(found, None)
            found = accept_signer(store, trust, found, header, judging.office_id)
        judging.proven = found
        _learn_encryption(trust, known_pins, package, header)
        return Staged(found, _content_of(store, package, header))


def _refuse_label(store: Store, found: PackageReport, header: PackageHeader) -> None:
    with store.reading() as session:
        if accepted_content(session, header.package_id, found.content_sha256) is None:
            check_label(session, header, found.content_sha256)


def _learn_encryption(
    trust: TrustService, known: Trust, package: OpenedPackage, header: PackageHeader
) -> None:
    """Take the sender's encryption certificate from a package whose signer is recognised."""
    if ENCRYPTION_CERTIFICATE not in {entry.name for entry in package.report.entries}:
        return
    data, office_id = package.read(ENCRYPTION_CERTIFICATE, LIMITS.header), header.sender.office_id
    try:
        certificate = read_certificate(data)
        if not known.encrypts_to(office_id, certificate.fingerprint):
            trust.learn_encryption(office_id, certificate)
    except SigningFailed as error:
        code = PackageRefused.Code.DATA_BAD
        raise PackageRefused(code, path=ENCRYPTION_CERTIFICATE) from error


def _content_of(store: Store, package: OpenedPackage, header: PackageHeader) -> Content:
    """Read what a package carries."""
    read = _STAGED_BY.get(header.kind)
    if read is None:  # what joins offices or moves one has pages of its own
        raise PackageRefused(PackageRefused.Code.WRONG_KIND, kind=header.kind.label)
    return read(store, package, header)


_STAGED_BY: Mapping[PackageKind, Callable[[Store, OpenedPackage, PackageHeader], Content]] = {
    PackageKind.SUBMISSION: stage_submission,
    PackageKind.RECALL: stage_recall,
    PackageKind.REPORT: stage_report,
    PackageKind.RECEIPT: stage_receipt,
    PackageKind.RETURN: stage_answer,
    PackageKind.DECISION: stage_answer,
    PackageKind.BULLETIN: stage_bulletin,
}
