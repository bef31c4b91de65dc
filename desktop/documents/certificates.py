"""A batch of certificates as one PDF, in the order given.

All texts are fitted before anything is drawn, so one name that is too long refuses the batch while
no blank is spoilt. What is the same on every page (frame, national title, often authority and
signer) is drawn once and shown on each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.disk import write_whole
from desktop.documents.certificate_text import CertificateText
from desktop.documents.fitting import Fit, fit, line_width
from desktop.documents.fonts import FACES, require_letters
from desktop.documents.layout import MM, Align, Box, Case, Layout, VAlign
from desktop.documents.printed import printed
from desktop.errors import DocumentFailed

Report = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Calibration:
    """How one printer's paper must be corrected, measured from the page's top left corner.

    Attributes:
        right: millimetres everything is moved to the right.
        down: millimetres everything is moved down.
        scale_x: factor across.
        scale_y: factor down.
    """

    right: float = 0.0
    down: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A text that had to be set smaller than the layout wishes; ``size`` in points."""

    number: str
    field: str
    size: float


@dataclass(frozen=True, slots=True)
class CertificateReport:
    """What was written.

    Attributes:
        pages: pages in the file, one per certificate.
        numbers: the certificates' numbers in page order.
        shrunk: what to look at on the proof before blanks are fed.
    """

    pages: int
    numbers: tuple[str, ...]
    shrunk: tuple[Shrunk, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A fitted text with the place of each line: x and baseline in points from the bottom left."""

    box: Box
    fit: Fit
    points: tuple[tuple[float, float], ...]


Page = tuple[Placed, ...]


def draw_certificates(
    target: Path,
    certificates: Sequence[CertificateText],
    layout: Layout,
    *,
    overlay: bool = False,
    calibration: Calibration | None = None,
    report: Report | None = None,
) -> CertificateReport:
    """Write one PDF with one page per certificate and say what was shrunk.

    Args:
        target: the file to write.
        certificates: in print order.
        layout: what stands where.
        overlay: leave out what a pre-printed blank already has.
        calibration: correction of one printer, none by default.
        report: called as ``report(done, total, step)``; it may raise ``Cancelled``.

    Raises:
        DocumentFailed: NOTHING_TO_PRINT; TEXT_DOES_NOT_FIT or LETTER_MISSING_IN_FONT with the
            certificate's ``number`` and the box as ``field``. Nothing was written.
        StorageError: the file could not be written; an old one is untouched.
    """
    if not certificates:
        raise DocumentFailed(DocumentFailed.Code.NOTHING_TO_PRINT)
    pages, shrunk = place_all(certificates, layout, overlay=overlay or layout.overlay)
    # The drawing library takes 90 ms to import; the window must not wait for it.
    from desktop.documents.certificate_canvas import draw_pages

    data = draw_pages(
        pages,
        layout,
        overlay=overlay or layout.overlay,
        calibration=calibration or Calibration(),
        report=report or (lambda _done, _total, _step: None),
    )
    write_whole(target, data)
    numbers = tuple(certificate.number for certificate in certificates)
    return CertificateReport(len(pages), numbers, tuple(shrunk))


def place_all(
    certificates: Sequence[CertificateText], layout: Layout, *, overlay: bool
) -> tuple[list[Page], list[Shrunk]]:
    """Return every page's fitted texts and what was shrunk; refusals as ``draw_certificates``."""
    boxes = [box for box in layout.boxes if not (overlay and box.preprinted)]
    placers = [(_Placer(box, layout.height), box) for box in boxes]
    pages: list[Page] = []
    shrunk: list[Shrunk] = []
    for certificate in certificates:
        values = certificate.values()
        placed = [placer.placed(values) for placer, _ in placers]
        page = tuple(item for item in placed if item is not None)
        shrunk.extend(
            Shrunk(certificate.number, item.box.id, item.fit.size)
            for item in page
            if item.fit.size < item.box.size
        )
        pages.append(page)
    return pages, shrunk


class _Placer:
    """Fits the texts of one box; the same text is fitted once in a batch."""

    def __init__(self, box: Box, page_height: float) -> None:
        self._box = box
        self._page_height = page_height
        self._known: dict[str, Placed | None] = {}

    def placed(self, values: dict[str, str]) -> Placed | None:
        """Return the box's text in its place, None where it is empty."""
        text = self._box.text.format_map(values)
        if text not in self._known:
            self._known[text] = self._place(text, values["number"])
        return self._known[text]

    def _place(self, raw: str, number: str) -> Placed | None:
        box, text = self._box, printed(raw)
        if not text:
            return None
        if box.case is Case.UPPER:
            text = text.upper()
        require_letters(box.font, text.replace("\n", ""), number=number, field=box.id)
        found = fit(box, text)
        if found is None:
            code = DocumentFailed.Code.TEXT_DOES_NOT_FIT
            raise DocumentFailed(code, number=number, field=box.id)
        return Placed(box, found, _points(box, found, self._page_height))


def _points(box: Box, fitted: Fit, page_height: float) -> tuple[tuple[float, float], ...]:
    """Return where each line starts; marks of the first and tails of the last stay inside."""
    face, size = FACES[box.font], fitted.size
    step = box.leading * size
    block = (face.above + face.below) * size + step * (len(fitted.lines) - 1)
    free = {VAlign.TOP: 0.0, VAlign.MIDDLE: 0.5, VAlign.BOTTOM: 1.0}[box.valign]
    top = box.y * MM + (box.height * MM - block) * free
    first = page_height * MM - top - face.above * size
    share = {Align.LEFT: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0}[box.align]
    points = []
    for index, line in enumerate(fitted.lines):
        # The space after the last letter is not seen, so it does not count when centring.
        width = line_width(box, line) * size - box.spacing / box.size * size
        points.append((box.x * MM + (box.width * MM - width) * share, first - index * step))
    return tuple(points)
