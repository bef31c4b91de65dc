"""The text of a Word file, and nothing else of it: no macro, no field, no entity is followed."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.parsers import expat

from desktop.errors import ReadingRefused
from desktop.vietnamese.text import nfc

LARGEST_TEXT = 32 << 20
"""Bytes of the text part of a Word file, unpacked."""
MOST_LETTERS = 2_000_000
_PART = "word/document.xml"
_Code = ReadingRefused.Code


def text_of(content: bytes) -> str:
    """Return the text of a Word file, a line per paragraph, cells of a row apart by tabs.

    Raises:
        ReadingRefused: BROKEN; FILE_TOO_LARGE where its text unpacked is.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(_PART) as part:
            # The size a zip claims is the sender's word: what is unpacked is counted.
            xml = part.read(LARGEST_TEXT + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        NotImplementedError,
        EOFError,
        OSError,
        RuntimeError,
    ) as error:
        raise ReadingRefused(_Code.BROKEN) from error
    if len(xml) > LARGEST_TEXT:
        raise ReadingRefused(_Code.FILE_TOO_LARGE, limit_mb=LARGEST_TEXT >> 20)
    return _WordText().read(xml)


class _WordText:
    """Collects what is written in a Word file; entities, which could grow for ever, end it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._letters = 0
        self._is_text = 0

    def read(self, xml: bytes) -> str:
        """Return the text of a document part."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said
        parser.EntityDeclHandler = self._refuse
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            parser.Parse(xml, True)
        except (expat.ExpatError, _StopError) as error:
            if not isinstance(error, _StopError) or not error.is_enough:
                raise ReadingRefused(_Code.BROKEN) from error
        lines = nfc("".join(self._parts)).split("\n")
        return "\n".join(line.rstrip() for line in lines).strip("\n")

    def _start(self, name: str, _attributes: object) -> None:
        kind = name.rpartition("}")[2]
        if kind == "t":
            self._is_text += 1
        elif kind in {"br", "cr"}:
            self._parts.append("\n")
        elif kind == "tab":
            self._parts.append("\t")

    def _end(self, name: str) -> None:
        kind = name.rpartition("}")[2]
        if kind == "t":
            self._is_text -= 1
        elif kind == "p":
            self._parts.append("\n")
        elif kind == "tc":
            # A cell ends with a paragraph; the next one stands beside it, not below.
            while self._parts and self._parts[-1] == "\n":
                self._parts.pop()
            self._parts.append("\t")
        elif kind == "tr":
            self._parts.append("\n")

    def _said(self, text: str) -> None:
        if self._is_text:
            self._letters += len(text)
            if self._letters > MOST_LETTERS:
                raise _StopError(is_enough=True)
            self._parts.append(text)

    def _refuse(self, *_declared: object) -> None:
        raise _StopError(is_enough=False)


class _StopError(Exception):
    """The parser is told to stop: there is text enough, or something no Word file has."""

    def __init__(self, *, is_enough: bool) -> None:
        super().__init__("enough" if is_enough else "a declaration")
        self.is_enough = is_enough
