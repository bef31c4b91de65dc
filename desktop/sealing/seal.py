"""Writing a package: measure and list what it carries, sign the list, then write it all in one go.

The content is read twice: a zip says the checksum of a file before the file, and an encrypted
package how long it is before it begins. So nothing has to be patched or kept in between.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from desktop.disk import whole_file
from desktop.errors import AttachmentRefused, PackageRefused
from desktop.sealing.directory import MEDIA_TYPE
from desktop.sealing.header import PackageHeader, write_header
from desktop.sealing.keys import Signer
from desktop.sealing.limits import CHUNK, LIMITS, Limits
from desktop.sealing.manifest import Row, row, write_manifest
from desktop.sealing.measuring import ReportProgress
from desktop.sealing.names import HEADER, MANIFEST, MIMETYPE, RESERVED, SIGNATURE, check_names
from desktop.sealing.zipform import Record, directory
from desktop.vietnamese.labels import Labelled

_Code = PackageRefused.Code


class SealStep(Labelled):
    """bước đóng gói, shown beside the progress bar."""

    CHECK = "check", "Tính mã kiểm tra của gói"
    SIGN = "sign", "Ký số"
    PACK = "pack", "Đóng gói tệp"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file to pack.

    Attributes:
        name: path inside the package, such as ``papers/to-trinh.pdf`` or
            ``attachments/<sha256>.pdf``.
        size: its length in bytes; content of another length is refused.
        open: gives the content as a binary stream from its beginning, each time it is called.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]

    @classmethod
    def from_bytes(cls, name: str, data: bytes) -> Entry:
        """Make an entry of bytes already in memory."""
        return cls(name, len(data), lambda: io.BytesIO(data))


@dataclass(frozen=True, slots=True)
class SealReport:
    """The finished package.

    Attributes:
        package_id: as its header says.
        sha256: of the whole file, hex.
        size: in bytes.
        content_sha256: of the signed list of digests, hex; the same for the same content however
            often it is signed.
    """

    package_id: UUID
    sha256: str
    size: int
    content_sha256: str


def seal(
    target: Path,
    header: PackageHeader,
    entries: Sequence[Entry],
    signer: Signer,
    *,
    at: datetime,
    report: ReportProgress | None = None,
    limits: Limits = LIMITS,
) -> SealReport:
    """Write a signed package, whole or not at all.

    The same data give the same bytes every time, but for the signature. Memory stays flat.

    Args:
        target: the file to write; an older one of that name is replaced at the very end.
        header: the label on the package.
        entries: what it carries, in any order.
        signer: who signs.
        at: the signing time to claim, aware.
        report: told ``(done, total, step)`` in bytes; may raise ``Cancelled``.
        limits: largest sizes; what the reader would refuse is not written.

    Raises:
        PackageRefused: a name or a size the reader would refuse.
        AttachmentRefused: an entry's content is missing, unreadable, or not as long as announced.
        StorageError: the folder is full, missing, read-only or cannot be written.
        Cancelled: from ``report``.
    """
    package = prepare(header, entries, signer, at=at, report=report, limits=limits)
    with whole_file(target) as file:
        return _write(package, file, report or _tell_nobody)


def seal_into(
    file: BinaryIO,
    header: PackageHeader,
    entries: Sequence[Entry],
    signer: Signer,
    *,
    at: datetime,
    report: ReportProgress | None = None,
    limits: Limits = LIMITS,
) -> SealReport:
    """Write a signed package into an open file from where it stands; the rest as ``seal``."""
    package = prepare(header, entries, signer, at=at, report=report, limits=limits)
    return _write(package, file, report or _tell_nobody)


class PreparedPackage:
    """A package measured and signed, whose bytes are still to be given; ``prepare`` makes it.

    Attributes:
        package_id: as its header says.
        size: in bytes.
        content_sha256: of the signed list of digests, hex.
    """

    def __init__(
        self, package_id: UUID, parts: Sequence[tuple[Record, Entry]], content_sha256: str
    ) -> None:
        self.package_id = package_id
        self.content_sha256 = content_sha256
        self._parts = parts
        self._directory = directory([record for record, _ in parts])
        self.size = parts[-1][0].end + len(self._directory)

    def chunks(self) -> Iterator[bytes]:
        """Give the package from its first byte to its last, at most ``CHUNK`` at a time.

        Raises:
            AttachmentRefused: a content is no longer the one that was measured and signed.
        """
        for record, entry in self._parts:
            yield record.local_header()
            crc = 0
            for chunk in _content(entry):
                crc = zlib.crc32(chunk, crc)
                yield chunk
            if crc != record.crc:
                code = AttachmentRefused.Code.STORED_COPY_DAMAGED
                raise AttachmentRefused(code, entry=entry.name)
        yield self._directory


def prepare(
    header: PackageHeader,
    entries: Sequence[Entry],
    signer: Signer,
    *,
    at: datetime,
    report: ReportProgress | None = None,
    limits: Limits = LIMITS,
) -> PreparedPackage:
    """Measure and sign a package; nothing is written. Arguments and errors as ``seal``."""
    parts = [Entry.from_bytes(HEADER, write_header(header)), *_in_order(entries)]
    _check_fits(parts, limits)
    tell = report or _tell_nobody
    measurer = _Measurer(sum(part.size for part in parts), tell)
    measurer.add(Entry.from_bytes(MIMETYPE, MEDIA_TYPE))
    manifest = write_manifest([measurer.add(part) for part in parts])
    measurer.add(Entry.from_bytes(MANIFEST, manifest))
    tell(measurer.done, measurer.total, SealStep.SIGN.label)
    measurer.add(Entry.from_bytes(SIGNATURE, signer.sign(manifest, at)))
    content_sha256 = hashlib.sha256(manifest).hexdigest()
    return PreparedPackage(header.package_id, measurer.parts, content_sha256)


def _write(package: PreparedPackage, file: BinaryIO, tell: ReportProgress) -> SealReport:
    digest, done = hashlib.sha256(), 0
    for chunk in package.chunks():
        file.write(chunk)
        digest.update(chunk)
        done += len(chunk)
        tell(done, package.size, SealStep.PACK.label)
    return SealReport(package.package_id, digest.hexdigest(), package.size, package.content_sha256)


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        if entry.name in RESERVED:
            raise PackageRefused(_Code.DUPLICATE_NAME, entry=entry.name)
    return ordered


def _check_fits(parts: Sequence[Entry], limits: Limits) -> None:
    check_names([MIMETYPE, *(part.name for part in parts), MANIFEST, SIGNATURE], limits)
    if len(parts) + 3 > limits.entries:
        raise PackageRefused(_Code.TOO_MANY_ENTRIES, count=len(parts), limit=limits.entries)
    # What the zip and the manifest add is under one kilobyte a file, and the signature under its
    # own limit.
    size = sum(part.size + 1024 for part in parts) + limits.signature
    if size > limits.package:
        raise PackageRefused(_Code.TOO_LARGE, size=size, limit=limits.package)


class _Measurer:
    """Takes digest and checksum of one entry after another, and gives each its place."""

    def __init__(self, total: int, tell: ReportProgress) -> None:
        self.done = 0
        self.total = total
        self.parts: list[tuple[Record, Entry]] = []
        self._tell = tell

    def add(self, entry: Entry) -> Row:
        """Measure one entry and return its line for the manifest."""
        digest, crc = hashlib.sha256(), 0
        for chunk in _content(entry):
            digest.update(chunk)
            crc = zlib.crc32(chunk, crc)
            self._advance(len(chunk))
        offset = self.parts[-1][0].end if self.parts else 0
        self.parts.append((Record(entry.name, offset, entry.size, crc), entry))
        return row(entry.name, digest.digest())

    def _advance(self, count: int) -> None:
        self.done = min(self.done + count, self.total)
        self._tell(self.done, self.total, SealStep.CHECK.label)


def _content(entry: Entry) -> Iterator[bytes]:
    """Give an entry's content in chunks, refusing one that is not what was announced."""
    left = entry.size
    try:
        with entry.open() as stream:
            while chunk := stream.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    break
                yield chunk
    except FileNotFoundError as error:
        code = AttachmentRefused.Code.STORED_COPY_MISSING
        raise AttachmentRefused(code, entry=entry.name) from error
    except OSError as error:
        raise AttachmentRefused(AttachmentRefused.Code.UNREADABLE, entry=entry.name) from error
    if left:
        raise AttachmentRefused(AttachmentRefused.Code.STORED_COPY_DAMAGED, entry=entry.name)


def _tell_nobody(_done: int, _total: int, _step: str) -> None:
    """Stand in for a caller who does not follow the progress."""
