"""The list of a package's chunks: what the receiver puts together again, and how it is written.

Every chunk but the last is ``CHUNK`` bytes long, so the sizes follow from the package's; they are
written all the same, and a manifest in which anything does not fit is refused as a whole.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.disk import read_failure

CHUNK = 256 << 10
"""Bytes of a chunk: over a line that breaks every now and then, larger ones hardly get through."""
LARGEST_PACKAGE = 2 << 30
LARGEST_MANIFEST = 1 << 20
"""Bytes; the manifest of the largest package takes 0.9 MB."""

_FORMAT = "guongsang-chunks/1"
_FIELDS = {"format", "package", "size", "chunks", "answers"}
_SHA256 = re.compile("[0-9a-f]{64}")


class ManifestBadError(Exception):
    """A manifest, or a request for chunks, that this program would not have written."""


@dataclass(frozen=True, slots=True)
class ChunkManifest:
    """One package in a box.

    Attributes:
        package: SHA-256 of the whole file, hex.
        size: of the whole file, in bytes.
        chunks: SHA-256 of each chunk, hex, in order; one content may stand more than once.
        answers: digest of the receiver's request that was answered last, "" for none.
    """

    package: str
    size: int
    chunks: tuple[str, ...]
    answers: str = ""

    def sizes(self) -> dict[str, int]:
        """Return each different chunk with its size in bytes, in the order of first use."""
        return {digest: self.size_at(at) for at, digest in enumerate(self.chunks)}

    def size_at(self, position: int) -> int:
        """Return the size of the chunk at a position, in bytes."""
        return min(CHUNK, self.size - position * CHUNK)

    def to_bytes(self) -> bytes:
        """Return the manifest as it lies in the box."""
        document = {
            "format": _FORMAT,
            "package": self.package,
            "size": self.size,
            "chunks": [[digest, self.size_at(at)] for at, digest in enumerate(self.chunks)],
            "answers": self.answers,
        }
        return json.dumps(document, separators=(",", ":")).encode()


def manifest_of(source: Path, on_read: Callable[[int], None] = lambda _done: None) -> ChunkManifest:
    """Read a file once and return its manifest.

    Raises:
        StorageError: it cannot be read.
    """
    whole = hashlib.sha256()
    chunks: list[str] = []
    size = 0
    try:
        with source.open("rb") as content:
            while block := content.read(CHUNK):
                whole.update(block)
                chunks.append(hashlib.sha256(block).hexdigest())
                size += len(block)
                on_read(size)
    except OSError as error:
        raise read_failure(error, source) from error
    return ChunkManifest(whole.hexdigest(), size, tuple(chunks))


def read_manifest(data: bytes, package: str) -> ChunkManifest:
    """Return the manifest that lay under a package's digest.

    Raises:
        ManifestBadError: anything in it is not as this program writes it.
    """
    if len(data) > LARGEST_MANIFEST:
        raise ManifestBadError("too large")
    document = _document(data, _FIELDS)
    size, rows = document["size"], document["chunks"]
    if document["package"] != package or not is_sha256(package):
        raise ManifestBadError("another package's")
    if type(size) is not int or not 0 < size <= LARGEST_PACKAGE or not isinstance(rows, list):
        raise ManifestBadError("size")
    answers = document["answers"]
    if answers != "" and not is_sha256(answers):
        raise ManifestBadError("answers")
    manifest = ChunkManifest(package, size, tuple(map(_digest_in, rows)), answers)
    # Written again it must give the same bytes: sizes, sums and spelling are judged in one.
    if len(rows) != -(-size // CHUNK) or manifest.to_bytes() != data:
        raise ManifestBadError("form")
    return manifest


@dataclass(frozen=True, slots=True)
class ChunkRequest:
    """What a receiver lacks of a package: chunks that are not there or not what they should be.

    Attributes:
        package: SHA-256 of the whole file, hex.
        chunks: SHA-256 of the chunks asked for, hex, sorted.
        after: digest of the request before this one, "" for the first: it makes each one another.
    """

    package: str
    chunks: tuple[str, ...]
    after: str = ""

    def to_bytes(self) -> bytes:
        """Return the request as it lies in the box."""
        document = {"format": _FORMAT, "package": self.package, "missing": list(self.chunks)}
        return json.dumps(document | {"after": self.after}, separators=(",", ":")).encode()

    @property
    def digest(self) -> str:
        """SHA-256 of the request, hex; what the answer names."""
        return hashlib.sha256(self.to_bytes()).hexdigest()


def read_request(data: bytes, package: str) -> ChunkRequest:
    """Return the request that lay under a package's digest.

    Raises:
        ManifestBadError: anything in it is not as this program writes it.
    """
    if len(data) > LARGEST_MANIFEST:
        raise ManifestBadError("too large")
    document = _document(data, {"format", "package", "missing", "after"})
    rows, after = document["missing"], document["after"]
    if document["package"] != package or not isinstance(rows, list):
        raise ManifestBadError("another package's")
    if not all(map(is_sha256, rows)) or (after != "" and not is_sha256(after)):
        raise ManifestBadError("digest")
    request = ChunkRequest(package, tuple(rows), after)
    if request.to_bytes() != data:
        raise ManifestBadError("form")
    return request


def is_sha256(value: object) -> bool:
    """Say whether a value is a SHA-256 in lower-case hex."""
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None


def _document(data: bytes, fields: set[str]) -> dict[str, Any]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ManifestBadError("no JSON") from error
    if not isinstance(document, dict) or set(document) != fields or document["format"] != _FORMAT:
        raise ManifestBadError("fields")
    return document


def _digest_in(row: object) -> str:
    if not isinstance(row, list) or len(row) != 2 or not is_sha256(row[0]):
        raise ManifestBadError("chunk")
    return str(row[0])
