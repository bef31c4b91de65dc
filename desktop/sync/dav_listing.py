"""Reading what a WebDAV server says lies in a folder (RFC 4918, 9.1 and 13)."""

from __future__ import annotations

import re
from urllib.parse import unquote
from xml.parsers import expat

QUESTION = (
    b'<?xml version="1.0" encoding="utf-8"?>'
    b'<propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/></prop></propfind>'
)
"""What is asked: of each entry whether it is a folder, and its size; no more than needed."""
LARGEST = 64 << 20
"""Bytes of an answer; some 500 for each object."""

_NAME = re.compile(r"[A-Za-z0-9._-]{1,120}")
_LONGEST_TEXT = 4000
_RESPONSE, _HREF = "DAV: response", "DAV: href"
_LENGTH, _FOLDER = "DAV: getcontentlength", "DAV: collection"


def read_listing(data: bytes) -> dict[str, int]:
    """Return the files of an answer with their sizes in bytes, by last name.

    Names this program would not have given are left out.

    Raises:
        ValueError: it is not a listing.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError("no XML") from error
    return reader.sizes


class _Reader:
    def __init__(self) -> None:
        self.sizes: dict[str, int] = {}
        self._text = ""
        self._found: dict[str, str] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _refuse_doctype
        self.parser.StartElementHandler = self._on_start
        self.parser.EndElementHandler = self._on_end
        self.parser.CharacterDataHandler = self._on_text

    def _on_start(self, tag: str, _attributes: dict[str, str]) -> None:
        self._text = ""
        if tag == _RESPONSE:
            self._found = {}

    def _on_text(self, text: str) -> None:
        self._text += text
        if len(self._text) > _LONGEST_TEXT:
            raise ValueError("no address is that long")

    def _on_end(self, tag: str) -> None:
        if tag in {_HREF, _LENGTH, _FOLDER}:
            self._found.setdefault(tag, self._text.strip())
        elif tag == _RESPONSE:
            self._take_file(self._found)

    def _take_file(self, found: dict[str, str]) -> None:
        name = unquote(found.get(_HREF, "")).rpartition("/")[2]
        size = found.get(_LENGTH, "")
        if _FOLDER not in found and _NAME.fullmatch(name) and size.isascii() and size.isdigit():
            self.sizes[name] = int(size)


def _refuse_doctype(*_: object) -> None:
    # No document type means no entities: neither bombs nor files read from this machine.
    raise ValueError("document type declared")
