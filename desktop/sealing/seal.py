"""Writing a package: pack, list, sign and put in place, in one pass over the data."""

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
from desktop.sealing.zipform import Record, write_directory
from desktop.vietnamese.labels import Labelled

_Code = PackageRefused.Code


class SealStep(Labelled):
    """bước đóng gói, shown beside the progress bar."""

    PACK = "pack", "Đóng gói tệp"
    SIGN = "sign", "Ký số"
    CHECK = "check", "Tính mã kiểm tra của gói"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file to pack.

    Attributes:
        name: path inside the package, such as ``papers/to-trinh.pdf`` or
            ``attachments/<sha256>.pdf``.
        size: its length in bytes; content of another length is refused.
        open: gives the content as a binary stream, once, when its turn comes.
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
    with whole_file(target) as file:
        return seal_into(file, header, entries, signer, at=at, report=report, limits=limits)


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
    """Write a signed package into an empty open file; all else as ``seal``.

    The file must be seekable, readable and writable; it is left at its end.
    """
    parts = [Entry.from_bytes(HEADER, write_header(header)), *_in_order(entries)]
    _check_fits(parts, limits)
    tell = report or _tell_nobody
    packer = _Packer(file, sum(part.size for part in parts), tell)
    packer.add(Entry.from_bytes(MIMETYPE, MEDIA_TYPE))
    manifest = write_manifest([packer.add(part) for part in parts])
    packer.add(Entry.from_bytes(MANIFEST, manifest))
    tell(packer.done, packer.total, SealStep.SIGN.label)
    packer.add(Entry.from_bytes(SIGNATURE, signer.sign(manifest, at)))
    packer.finish()
    size = file.tell()
    digest = _digest_of(file, size, tell)
    content = hashlib.sha256(manifest).hexdigest()
    return SealReport(header.package_id, digest, size, content)


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


class _Packer:
    """Writes entries one after another, hashing while writing."""

    def __init__(self, file: BinaryIO, total: int, tell: ReportProgress) -> None:
        self.done = 0
        self.total = total
        self._file = file
        self._tell = tell
        self._records: list[Record] = []

    def add(self, entry: Entry) -> Row:
        """Write one entry and return its line for the manifest."""
        offset = self._records[-1].end if self._records else 0
        blank = Record(entry.name, offset, entry.size, 0)
        self._file.write(blank.local_header())
        digest, crc = hashlib.sha256(), 0
        for chunk in _content(entry):
            digest.update(chunk)
            crc = zlib.crc32(chunk, crc)
            self._file.write(chunk)
            self._advance(len(chunk))
        self._records.append(Record(entry.name, offset, entry.size, crc))
        self._patch_header()
        return row(entry.name, digest.digest())

    def finish(self) -> None:
        """Write the directory after the last entry."""
        write_directory(self._file, self._records)

    def _patch_header(self) -> None:
        """Write the header again, now that the checksum is known; the data is read only once."""
        record = self._records[-1]
        self._file.seek(record.offset)
        self._file.write(record.local_header())
        self._file.seek(record.end)

    def _advance(self, count: int) -> None:
        self.done = min(self.done + count, self.total)
        self._tell(self.done, self.total, SealStep.PACK.label)


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


def _digest_of(file: BinaryIO, size: int, tell: ReportProgress) -> str:
    # Headers are patched after their data, so the digest of the whole file takes a second look at
    # it.
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        tell(file.tell(), size, SealStep.CHECK.label)
    return digest.hexdigest()


def _tell_nobody(_done: int, _total: int, _step: str) -> None:
    """Stand in for a caller who does not follow the progress."""
