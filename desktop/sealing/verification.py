"""Reading a package: the only door to what is inside, opened in the order of house.md §8.

Container, manifest both ways, digests, signature, and only then meaning: not even ``package.json``
is parsed before digests and signature hold. A package with structural damage is refused; a
signature that does not hold is a result.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from desktop.disk import read_failure
from desktop.errors import PackageRefused
from desktop.sealing.cades import HeldSignature, check_signature
from desktop.sealing.checked_reader import CheckedReader, EntryInfo
from desktop.sealing.directory import read_at, read_directory
from desktop.sealing.header import PackageHeader, read_header
from desktop.sealing.limits import LIMITS, Limits
from desktop.sealing.manifest import Row, read_manifest
from desktop.sealing.measuring import Measures, ReportProgress, measure
from desktop.sealing.names import HEADER, MANIFEST, MIMETYPE, SIGNATURE, printable
from desktop.sealing.outer_label import OuterLabel
from desktop.sealing.trust import SignatureOutcome, SignatureReason, SignatureReport, Trust, judge
from desktop.sealing.zipform import Record

_Code = PackageRefused.Code
_UNSIGNED = frozenset({MIMETYPE, MANIFEST, SIGNATURE})


@dataclass(frozen=True, slots=True)
class PackageReport:
    """What a package is, once its structure and digests were found good.

    Attributes:
        header: its label; None where the signature does not hold, since then nobody vouches for it.
        signature: what to think of the signature.
        entries: every signed file, ``package.json`` first.
        sha256: digest of the whole file as it travelled, hex; what a receipt names.
        size: length of that file in bytes.
        inner_sha256: digest of the signed package itself, hex; another only where it was encrypted.
        content_sha256: digest of the signed list of digests, hex; the same however often the same
            content is signed or encrypted.
        label: what stood outside an encrypted package and was found true; None for a plain one.
    """

    header: PackageHeader | None
    signature: SignatureReport
    entries: tuple[EntryInfo, ...]
    sha256: str
    size: int
    inner_sha256: str
    content_sha256: str
    label: OuterLabel | None = None


class OpenedPackage:
    """A verified package whose files can be read while it is open; ``open_package`` makes it."""

    def __init__(self, file: BinaryIO, starts: Mapping[str, int], report: PackageReport) -> None:
        self.report = report
        self._file = file
        self._starts = starts
        self._entries = {entry.name: entry for entry in report.entries}

    def stream(self, name: str) -> CheckedReader:
        """Open one file as a binary stream that hashes again while it is read.

        Its last bytes are handed out only if the whole still has the signed digest, so what was
        read is provisional until the end.

        Raises:
            PackageRefused: SIGNATURE_INVALID or what ``SignatureReport.refusal`` says of the
                signer; MISSING_ENTRY; while reading, DIGEST or TRUNCATED.
        """
        if refusal := self.report.signature.refusal():
            raise refusal
        if name not in self._entries:
            raise PackageRefused(_Code.MISSING_ENTRY, entry=printable(name))
        return CheckedReader(self._file, self._starts[name], self._entries[name])

    def read(self, name: str, limit: int) -> bytes:
        """Return the whole content of one file, checked again.

        Raises:
            PackageRefused: as ``stream``, or TOO_LARGE where the file is longer than ``limit``
                bytes.
        """
        with self.stream(name) as stream:
            _check_size(name, stream.size, limit)
            return stream.readall()


def verify_package(
    source: Path | BinaryIO,
    trust: Trust,
    *,
    now: datetime,
    report: ReportProgress | None = None,
    limits: Limits = LIMITS,
) -> PackageReport:
    """Check a package and describe it; arguments and errors as ``open_package``."""
    with open_package(source, trust, now=now, report=report, limits=limits) as package:
        return package.report


@contextmanager
def open_package(
    source: Path | BinaryIO,
    trust: Trust,
    *,
    now: datetime,
    report: ReportProgress | None = None,
    limits: Limits = LIMITS,
) -> Iterator[OpenedPackage]:
    """Check a package and keep it open for reading; the file stays the one that was checked.

    Args:
        source: the package; an open file must be seekable, and stays open.
        trust: the pins to judge the signer by.
        now: the moment to judge at, aware; for a package from the archive, when it was received.
        report: told ``(done, total, step)`` in bytes; may raise ``Cancelled``.
        limits: largest sizes accepted.

    Raises:
        PackageRefused: the first defect met, with ``entry`` where one file is to blame.
        StorageError: the file is missing or cannot be read.
        Cancelled: from ``report``.
    """
    with open_source(source) as file:
        with reading(file):
            package = _check(file, trust, now, report, limits)
        yield package


@contextmanager
def open_source(source: Path | BinaryIO) -> Iterator[BinaryIO]:
    """Open a file for reading, or lend the one that is open already.

    Raises:
        PackageRefused: NOT_A_PACKAGE, where the path is a folder, a pipe or a device.
        StorageError: the file is missing or cannot be read.
    """
    if not isinstance(source, Path):
        yield source
        return
    with _open_file(source) as file:
        yield file


def _open_file(path: Path) -> BinaryIO:
    try:
        # Opening a pipe or a device that somebody gave a package's name would wait for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise PackageRefused(_Code.NOT_A_PACKAGE)
        return path.open("rb")
    except OSError as error:
        raise read_failure(error, path) from error


@contextmanager
def reading(file: BinaryIO) -> Iterator[None]:
    """Turn the system's errors while a package is read into ``StorageError``."""
    try:
        yield
    except OSError as error:
        raise read_failure(error, Path(str(getattr(file, "name", "")))) from error


def _check(
    file: BinaryIO, trust: Trust, now: datetime, report: ReportProgress | None, limits: Limits
) -> OpenedPackage:
    """Take the file through every check, in order."""
    size = file.seek(0, 2)
    records = read_directory(file, size, limits)
    by_name = {record.name: record for record in records}
    manifest = _read_part(file, by_name.get(MANIFEST), _Code.MANIFEST_MISSING, limits.manifest)
    cms = _read_part(file, by_name.get(SIGNATURE), _Code.SIGNATURE_MISSING, limits.signature)
    rows = read_manifest(manifest)
    _check_both_ways(rows, by_name.keys() - _UNSIGNED)
    measures = measure(file, size, records, report)
    _check_digests(rows, measures)
    starts = {record.name: record.start for record in records}
    entries = tuple(EntryInfo(row.name, by_name[row.name].size, row.digest.hex()) for row in rows)
    label = CheckedReader(file, starts[HEADER], entries[0])
    header, verdict = _judge(check_signature(cms, manifest), label, trust, now, limits)
    content = hashlib.sha256(manifest).hexdigest()
    digest = measures.sha256
    found = PackageReport(header, verdict, entries, digest, size, digest, content)
    return OpenedPackage(file, starts, found)


def _judge(
    signature: HeldSignature | SignatureReason,
    label: CheckedReader,
    trust: Trust,
    now: datetime,
    limits: Limits,
) -> tuple[PackageHeader | None, SignatureReport]:
    """Read the label only if the signature holds, then ask who the signer is."""
    if not isinstance(signature, HeldSignature):
        return None, SignatureReport(SignatureOutcome.INVALID, None, None, (signature,))
    _check_size(HEADER, label.size, limits.header)
    header = read_header(label.readall())
    sender = header.sender.office_id
    return header, judge(signature.signer, signature.signed_at, sender, trust, now)


def _read_part(
    file: BinaryIO, record: Record | None, missing: PackageRefused.Code, limit: int
) -> bytes:
    if record is None:
        raise PackageRefused(missing)
    _check_size(record.name, record.size, limit)
    return read_at(file, record.start, record.size)


def _check_both_ways(rows: Sequence[Row], present: Iterable[str]) -> None:
    """A file no manifest lists is unsigned, and a listed one must be there; the label is first."""
    listed, present = {row.name for row in rows}, set(present)
    if unlisted := present - listed:
        raise PackageRefused(_Code.UNLISTED_ENTRY, entry=min(unlisted))
    if missing := listed - present:
        raise PackageRefused(_Code.MISSING_ENTRY, entry=printable(min(missing)))
    if not rows or rows[0].name != HEADER:
        raise PackageRefused(_Code.MISSING_ENTRY, entry=HEADER)


def _check_digests(rows: Sequence[Row], measures: Measures) -> None:
    for row in rows:
        if measures.digests[row.name] != row.digest:
            raise PackageRefused(_Code.DIGEST, entry=row.name)
    if measures.wrong_sums:
        raise PackageRefused(_Code.HEADERS_DISAGREE, entry=measures.wrong_sums[0])


def _check_size(name: str, size: int, limit: int) -> None:
    if size > limit:
        raise PackageRefused(_Code.TOO_LARGE, entry=name, size=size, limit=limit)
