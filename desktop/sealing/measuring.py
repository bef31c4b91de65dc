"""One pass over a package that takes the digest of every file and of the whole."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from desktop.errors import PackageRefused
from desktop.sealing.limits import CHUNK
from desktop.sealing.zipform import Record

ReportProgress = Callable[[int, int, str], None]
STEP = "Kiểm tra gói hồ sơ"


@dataclass(frozen=True, slots=True)
class Measures:
    """What the bytes are, whatever the package says about them.

    Attributes:
        digests: SHA-256 of each file by name, 32 bytes.
        wrong_sums: names of the files whose CRC-32 is not the one in their header.
        sha256: of the whole package, hex.
    """

    digests: dict[str, bytes]
    wrong_sums: tuple[str, ...]
    sha256: str


def measure(
    file: BinaryIO, size: int, records: Iterable[Record], report: ReportProgress | None = None
) -> Measures:
    """Read the file once from end to end.

    Args:
        file: a package whose records were found to lie end to end.
        size: its length in bytes.
        records: in file order.
        report: told ``(done, total, step)`` in bytes; may raise ``Cancelled``.

    Raises:
        PackageRefused: TRUNCATED, where the file became shorter meanwhile.
    """
    digests: dict[str, bytes] = {}
    wrong_sums: list[str] = []
    source = _Source(file, size, report)
    for record in records:
        source.take(record.start - record.offset)
        digest, crc = source.measure(record.size)
        digests[record.name] = digest
        if crc != record.crc:
            wrong_sums.append(record.name)
    source.take(size - source.done)
    return Measures(digests, tuple(wrong_sums), source.whole.hexdigest())


class _Source:
    """The file as one stream, hashed as it passes."""

    def __init__(self, file: BinaryIO, size: int, report: ReportProgress | None) -> None:
        self.done = 0
        self.whole = hashlib.sha256()
        self._file = file
        self._size = size
        self._report = report
        file.seek(0)

    def take(self, length: int) -> bytes:
        chunk = self._file.read(length)
        if len(chunk) < length:
            raise PackageRefused(PackageRefused.Code.TRUNCATED)
        self.whole.update(chunk)
        self.done += length
        return chunk

    def measure(self, length: int) -> tuple[bytes, int]:
        digest, crc = hashlib.sha256(), 0
        for start in range(0, length, CHUNK):
            chunk = self.take(min(CHUNK, length - start))
            digest.update(chunk)
            crc = zlib.crc32(chunk, crc)
            if self._report:
                self._report(self.done, self._size, STEP)
        return digest.digest(), crc
