"""One box's content in its place: a fitted text as lines, or a QR code; or why it cannot be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.documents.certificate_drawing import Mark, Rectangles, TextRun
from desktop.documents.certificate_text import box_label
from desktop.documents.fitting import Fit, fit, line_width, shortage
from desktop.documents.layout import MM, Align, Box, Case, VAlign
from desktop.documents.marked_glyphs import reach
from desktop.documents.printable import unprintable
from desktop.documents.qr import LONGEST, rectangles
from desktop.errors import DocumentFailed
from desktop.vietnamese.text import nfc


@dataclass(frozen=True, slots=True)
class Placed:
    """A box's content in its place; the same object wherever a batch shows the same.

    ``size`` is that of its letters in points, 0 for a QR code.
    """

    box: Box
    size: float
    lines: tuple[str, ...]
    marks: tuple[Mark, ...]


# A loose mark is no end of a word: «Ngư̆m».
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")


def cased(case: Case, text: str) -> str:
    """Return a text in the letters its box asks for."""
    if case is Case.UPPER:
        return nfc(text.upper())
    if case is Case.TITLE:
        return _WORD.sub(lambda word: word[0][:1].upper() + word[0][1:], text)
    return text


def placed_code(box: Box, text: str, number: str) -> Placed:
    """Return a QR code in its box.

    Raises:
        DocumentFailed: QR_TOO_LONG, naming certificate and box.
    """
    if len(text) > LONGEST:
        code = DocumentFailed.Code.QR_TOO_LONG
        raise DocumentFailed(code, most=LONGEST, **_where(box, number))
    area = rectangles(text, box.x, box.y, box.width, box.height)
    return Placed(box, 0.0, (text,), (Rectangles(area, box.color),))


def placed_text(box: Box, text: str, number: str) -> Placed:
    """Return a text in its box, as large as it may be.

    Raises:
        DocumentFailed: CERTIFICATE_LETTER_MISSING or TEXT_DOES_NOT_FIT, naming certificate and box.
    """
    if letter := unprintable(box.font, text):
        code = DocumentFailed.Code.CERTIFICATE_LETTER_MISSING
        raise DocumentFailed(code, letter=letter, font=box.font, **_where(box, number))
    found = fit(box, text)
    if found is None:
        raise _too_long(box, text, number)
    return Placed(box, found.size, found.lines, _runs(box, found))


def nameless(box: Box, number: str) -> DocumentFailed:
    """Return the refusal of a certificate on whose name box nothing would be seen."""
    return DocumentFailed(DocumentFailed.Code.CERTIFICATE_NAMELESS, **_where(box, number))


def _too_long(box: Box, text: str, number: str) -> DocumentFailed:
    lacking = shortage(box, text)
    way = "across" if lacking.across else "down"
    return DocumentFailed(
        DocumentFailed.Code.TEXT_DOES_NOT_FIT,
        size=lacking.size,
        missing=max(round(getattr(lacking, way), 1), 0.1),
        way=way,
        **_where(box, number),
    )


def _where(box: Box, number: str) -> dict[str, str]:
    """Return how a refusal names a certificate and the box on it."""
    return {"number": number, "field": box.id, "label": box_label(box)}


def _runs(box: Box, fitted: Fit) -> tuple[TextRun, ...]:
    """Return each line in its place; marks of the first and tails of the last stay inside."""
    face = reach(box.font, "".join(fitted.lines))
    size, last = fitted.size, len(fitted.lines) - 1
    step = box.leading * size / MM
    block = (face.above + face.below) * size / MM + step * last
    free = {VAlign.TOP: 0.0, VAlign.MIDDLE: 0.5, VAlign.BOTTOM: 1.0}[box.valign]
    first = box.y + (box.height - block) * free + face.above * size / MM
    letters, words = box.spacing / box.size * size, box.word_spacing / box.size * size
    runs = []
    for index, line in enumerate(fitted.lines):
        # The space after the last letter is not seen, so it does not count when centring.
        width = (line_width(box, line) * size - letters) / MM
        x, wider = _across(box, line, width, is_last=index == last)
        run_words = words + wider * MM
        width += wider * line.count(" ")
        baseline = first + index * step
        runs.append(
            TextRun(line, box.font, size, x, baseline, letters, run_words, box.color, width)
        )
    return tuple(runs)


_SHARE = {Align.LEFT: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0, Align.JUSTIFY: 0.0}


def _across(box: Box, line: str, width: float, *, is_last: bool) -> tuple[float, float]:
    """Return where a line begins and by how much its spaces are widened, mm.

    The last line of a justified text stays as it is, and so does one with a single word.
    """
    free, gaps = box.width - width, line.count(" ")
    wider = free / gaps if box.align is Align.JUSTIFY and gaps and not is_last else 0.0
    return box.x + free * _SHARE[box.align], wider
