"""A batch of certificates as one PDF, in the order given.

All texts are fitted before anything is drawn, so one name that is too long refuses the batch while
no blank is spoilt. What is the same on every page (frame, national title, often authority and
signer) is drawn once and shown on each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from desktop.disk import write_whole
from desktop.documents import ornaments
from desktop.documents.calibration import Calibration
from desktop.documents.certificate_boxes import Placed, cased, nameless, placed_code, placed_text
from desktop.documents.certificate_drawing import Drawing, Mark
from desktop.documents.certificate_names import tie_names
from desktop.documents.certificate_text import CertificateText, box_label
from desktop.documents.layout import Box, BoxKind, Layout
from desktop.documents.layout_problems import undrawable
from desktop.documents.printed import printed, spaced
from desktop.errors import DocumentFailed

__all__ = [
    "Calibration",
    "CertificateReport",
    "Page",
    "Placed",
    "Shrunk",
    "draw_certificates",
    "drawing",
    "place_all",
]

Report = Callable[[int, int, str], None]
Layouts = Layout | Sequence[Layout]
"""One layout for all certificates of a batch, or one for each, in the same order."""

_NAME = "name"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A text that had to be set smaller than the layout wishes.

    Attributes:
        number: the certificate's.
        field: the box's id.
        size: what it was set in, points.
        label: what the box is called.
        wanted: what the layout wishes, points.
    """

    number: str
    field: str
    size: float
    label: str = ""
    wanted: float = 0.0


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
class Page:
    """A certificate fitted into its layout, without frame and drawings when ``overlay``."""

    layout: Layout
    placed: tuple[Placed, ...]
    overlay: bool


def draw_certificates(
    target: Path,
    certificates: Sequence[CertificateText],
    layout: Layouts,
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
        DocumentFailed: as ``place_all``; nothing was written.
        StorageError: the file could not be written; an old one is untouched.
    """
    pages, shrunk = place_all(certificates, layout, overlay=overlay)
    # The drawing library takes 90 ms to import; the window must not wait for it.
    from desktop.documents.certificate_canvas import draw_pages

    write_whole(target, draw_pages(pages, calibration=calibration, report=report))
    numbers = tuple(certificate.number for certificate in certificates)
    return CertificateReport(len(pages), numbers, tuple(shrunk))


def place_all(
    certificates: Sequence[CertificateText], layout: Layouts, *, overlay: bool = False
) -> tuple[list[Page], list[Shrunk]]:
    """Return every page's fitted texts, in order, and what was shrunk.

    Raises:
        DocumentFailed: NOTHING_TO_PRINT; LAYOUT_BAD with the path of what cannot be drawn as
            ``field``; CERTIFICATE_LETTER_MISSING with the ``letter`` and
            ``font``; TEXT_DOES_NOT_FIT with the ``size`` it was tried at (points), ``missing`` (mm)
            and ``way``, "across" or "down"; QR_TOO_LONG with the ``most``; CERTIFICATE_NAMELESS
            for a name nobody would see. Each names the
            certificate's ``number``, the box as ``field`` and what it shows as ``label``.
    """
    if not certificates:
        raise DocumentFailed(DocumentFailed.Code.NOTHING_TO_PRINT)
    layouts = [layout] * len(certificates) if isinstance(layout, Layout) else layout
    placers = _Placers(overlay=overlay)
    pages: list[Page] = []
    shrunk: list[Shrunk] = []
    for certificate, chosen in zip(certificates, layouts, strict=True):
        values = certificate.values()
        found = [placer.placed(values) for placer in placers.of(chosen)]
        page = tuple(item for item in found if item is not None)
        shrunk.extend(
            Shrunk(certificate.number, item.box.id, item.size, box_label(item.box), item.box.size)
            for item in page
            if item.size < item.box.size
        )
        pages.append(Page(chosen, page, overlay or chosen.overlay))
    return pages, shrunk


def drawing(page: Page) -> Drawing:
    """Return a page as drawing instructions, in millimetres from its top left corner."""
    layout = page.layout
    under = () if page.overlay else _under(layout)
    marks = tuple(mark for placed in page.placed for mark in placed.marks)
    return Drawing(layout.width, layout.height, under, marks)


@lru_cache(maxsize=32)
def _under(layout: Layout) -> tuple[Mark, ...]:
    return tuple(shape for item in layout.ornaments for shape in ornaments.shapes(item))


class _Placers:
    """The placers of a batch: one for each different box, however many layouts have it."""

    def __init__(self, *, overlay: bool) -> None:
        self._overlay = overlay
        self._boxes: dict[Box, _Placer] = {}
        self._layouts: dict[int, tuple[Layout, list[_Placer]]] = {}

    def of(self, layout: Layout) -> list[_Placer]:
        """Return the placers of what a layout prints, in drawing order."""
        # By identity, and the layout kept: hashing it again for each certificate would cost most.
        known = self._layouts.get(id(layout))
        if known is None:
            boxes = layout.printed_boxes(overlay=self._overlay)
            for box in boxes:
                if box not in self._boxes:
                    self._boxes[box] = _Placer(box)
            known = (layout, [self._boxes[box] for box in boxes])
            self._layouts[id(layout)] = known
        return known[1]


class _Placer:
    """Fits the texts of one box; the same text is fitted once in a batch."""

    def __init__(self, box: Box) -> None:
        if problem := undrawable(box):
            code, field = DocumentFailed.Code.LAYOUT_BAD, f"boxes.{box.id}.{problem.path}"
            raise DocumentFailed(code, field=field, why=problem.code)
        self._box = box
        self._fields = tuple(_PLACEHOLDER.findall(box.text))
        self._known: dict[str, Placed | None] = {}

    def placed(self, values: dict[str, str]) -> Placed | None:
        """Return the box's content in its place, None where there is nothing to show."""
        if _NAME in self._fields and not values[_NAME].strip():
            raise nameless(self._box, values["number"])
        shown = [bool(values[field].strip()) for field in self._fields]
        if shown and not (all(shown) if self._box.kind is BoxKind.QR else any(shown)):
            return None
        text = self._box.text.format_map(values)
        if text not in self._known:
            self._known[text] = self._place(text, values["number"])
        return self._known[text]

    def _place(self, text: str, number: str) -> Placed | None:
        if self._box.kind is BoxKind.QR:
            code = printed(text)
            return placed_code(self._box, code, number) if code else None
        words = spaced(text)
        if not words:
            return None
        return placed_text(self._box, cased(self._box.case, tie_names(words)), number)
