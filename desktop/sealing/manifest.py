"""The list of digests that the signature covers: ``META-INF/ASiCManifest001.xml``.

Its form is that of ETSI EN 319 162-1, Annex A.4.

Written in one fixed form, and read back by writing it again: a manifest that is not byte for byte
what ``write_manifest`` gives for the rows found in it is refused. So nothing can stand in it that
this program does not understand.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, unquote
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from desktop.errors import PackageRefused
from desktop.sealing.names import MANIFEST, SIGNATURE, printable

SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"

_Code = PackageRefused.Code
_ASIC = "http://uri.etsi.org/02918/v1.2.1#"
_DSIG = "http://www.w3.org/2000/09/xmldsig#"
_LONGEST_TEXT = 1000
_MEDIA_TYPES = {
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One listed file: its name, SHA-256 digest (32 bytes) and media type."""

    name: str
    digest: bytes
    media_type: str


def row(name: str, digest: bytes) -> Row:
    """Return the row of a file, its media type told from the ending."""
    ending = PurePosixPath(name).suffix.lower()
    return Row(name, digest, _MEDIA_TYPES.get(ending, "application/octet-stream"))


def write_manifest(rows: Iterable[Row]) -> bytes:
    """Return the manifest of these files, in the order given."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<asic:ASiCManifest xmlns:asic="{_ASIC}" xmlns:ds="{_DSIG}">',
        f'<asic:SigReference URI="{SIGNATURE}" MimeType="application/x-pkcs7-signature"/>',
        *map(_reference, rows),
        "</asic:ASiCManifest>",
    ]
    return "\n".join(lines).encode() + b"\n"


def _reference(entry: Row) -> str:
    uri, media_type = quoteattr(quote(entry.name)), quoteattr(entry.media_type)
    digest = base64.b64encode(entry.digest).decode()
    return (
        f"<asic:DataObjectReference URI={uri} MimeType={media_type}>"
        f'<ds:DigestMethod Algorithm="{SHA256}"/><ds:DigestValue>{digest}</ds:DigestValue>'
        "</asic:DataObjectReference>"
    )


def read_manifest(data: bytes) -> tuple[Row, ...]:
    """Return the rows of a manifest, or refuse it.

    Raises:
        PackageRefused: MANIFEST_BAD, MANIFEST_TWICE (one file listed twice) or DIGEST_ALGORITHM.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
        rows = reader.rows()
    except (expat.ExpatError, ValueError) as error:
        raise PackageRefused(_Code.MANIFEST_BAD, entry=MANIFEST) from error
    _check_algorithms(reader.algorithms)
    _check_repeats(rows)
    if write_manifest(rows) != data:
        raise PackageRefused(_Code.MANIFEST_BAD, entry=MANIFEST)
    return rows


def _check_algorithms(algorithms: Iterable[str]) -> None:
    if any(algorithm != SHA256 for algorithm in algorithms):
        raise PackageRefused(_Code.DIGEST_ALGORITHM, entry=MANIFEST)


def _check_repeats(rows: Iterable[Row]) -> None:
    names: set[str] = set()
    for entry in rows:
        if entry.name in names:
            raise PackageRefused(_Code.MANIFEST_TWICE, entry=printable(entry.name))
        names.add(entry.name)


class _Reader:
    """Gathers what stands in the XML; writing it again will tell whether it is in its place."""

    def __init__(self) -> None:
        self.algorithms: list[str] = []
        self._files: list[tuple[str, str]] = []
        self._digests: list[str] = []
        self._text = ""
        self.parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _refuse_doctype
        self.parser.StartElementHandler = self._on_start
        self.parser.EndElementHandler = self._on_end
        self.parser.CharacterDataHandler = self._on_text

    def rows(self) -> tuple[Row, ...]:
        """Return the files with their digests; ValueError where they do not pair up."""
        pairs = zip(self._files, self._digests, strict=True)
        return tuple(
            Row(name, base64.b64decode(text, validate=True), kind) for (name, kind), text in pairs
        )

    def _on_start(self, tag: str, attributes: dict[str, str]) -> None:
        self._text = ""
        if tag == f"{_ASIC} DataObjectReference":
            name = unquote(attributes.get("URI", ""), errors="strict")
            self._files.append((name, attributes.get("MimeType", "")))
        elif tag == f"{_DSIG} DigestMethod":
            self.algorithms.append(attributes.get("Algorithm", ""))

    def _on_text(self, text: str) -> None:
        self._text += text
        if len(self._text) > _LONGEST_TEXT:
            raise ValueError("no digest is that long")

    def _on_end(self, tag: str) -> None:
        if tag == f"{_DSIG} DigestValue":
            self._digests.append(self._text)


def _refuse_doctype(*_: object) -> None:
    # No document type means no entities, internal or external: neither bombs nor files read from
    # the disk.
    raise ValueError("document type declared")
