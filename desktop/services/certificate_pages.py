"""What each certificate of a decision looks like on its sheet, in the order they are printed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from uuid import UUID

from desktop.documents.certificate_drawing import Drawing, Mark
from desktop.documents.certificate_text import CertificateText
from desktop.documents.certificates import Page, Shrunk, drawing, place_all
from desktop.documents.layout import Layout
from desktop.errors import DocumentFailed
from desktop.services.certificates import CertificateService

LayoutsOf = Callable[[str, Sequence[UUID]], Sequence[Layout]]
"""From a layout's code and award records in order, the layout each certificate has."""

# A hundredth of a millimetre is seen by nobody, and keeps two machines' sums alike.
_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Look:
    """How certificates are printed: by which layout, and whether onto blanks.

    One of the office made for an award or a kind of recipient takes the place of the layout asked
    for; a layout made for blanks is printed onto blanks whatever is asked for.
    """

    layout: str
    overlay: bool


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """One certificate as it will be drawn.

    Attributes:
        award_id: whose award record.
        place: in print order, from 1.
        text: what it says.
        page: the same fitted into its layout, for a PDF.
        drawing: what a painter follows, in millimetres.
        digest: over the drawing.
        shrunk: what had to be set in smaller letters than the layout wishes.
    """

    award_id: UUID
    place: int
    text: CertificateText
    page: Page
    drawing: Drawing
    digest: str
    shrunk: tuple[Shrunk, ...]

    @property
    def on_blank(self) -> bool:
        """Whether it is printed onto a blank."""
        return self.page.overlay


class CertificatePages:
    """Draws the certificates of a decision.

    Args:
        certificates: what they say, in print order.
        layouts_of: which layout each has.
    """

    def __init__(self, certificates: CertificateService, layouts_of: LayoutsOf) -> None:
        self._certificates = certificates
        self._layouts_of = layouts_of

    def pages(self, decision_id: UUID, look: Look) -> tuple[CertificatePage, ...]:
        """Return the certificates of a decision as drawn, in print order.

        Raises:
            NotFound, MoveRefused: as ``CertificateService.certificate_texts``.
            DocumentFailed: a text does not fit or a font lacks a letter, with the certificate's
                ``number``; NOTHING_TO_PRINT; LAYOUT_BAD; NAMES_DIFFER.
        """
        listed = self._certificates.listed(decision_id)
        if not listed:
            raise DocumentFailed(DocumentFailed.Code.NOTHING_TO_PRINT)
        layouts = self._layouts_of(look.layout, [award_id for award_id, _ in listed])
        placed, shrunk = place_all([text for _, text in listed], layouts, overlay=look.overlay)
        small: dict[str, list[Shrunk]] = {}
        for item in shrunk:
            small.setdefault(item.number, []).append(item)
        under: dict[int, str] = {}
        return tuple(
            _drawn(award_id, place, text, page, under, small.get(text.number, ()))
            for place, ((award_id, text), page) in enumerate(zip(listed, placed, strict=True), 1)
        )


def _drawn(
    award_id: UUID,
    place: int,
    text: CertificateText,
    page: Page,
    under: dict[int, str],
    shrunk: Sequence[Shrunk],
) -> CertificatePage:
    shown = drawing(page)
    # Frames are one object for all pages of a batch, and the largest part of each.
    key = id(shown.under)
    if key not in under:
        under[key] = _digest(shown.under)
    frame, marks = under[key], _digest(shown.marks)
    told = f"{shown.width:.2f} {shown.height:.2f} {page.overlay} {frame} {marks}"
    digest = hashlib.sha256(told.encode()).hexdigest()
    return CertificatePage(award_id, place, text, page, shown, digest, tuple(shrunk))


def _digest(marks: Iterable[Mark]) -> str:
    """Return a digest over drawing instructions: each value of each, in their order."""
    told = "\n".join(
        " ".join([type(mark).__name__, *(_told(getattr(mark, f.name)) for f in fields(mark))])
        for mark in marks
    )
    return hashlib.sha256(told.encode()).hexdigest()


def _told(value: object) -> str:
    if isinstance(value, float):
        # Never «-0.00»: it is the same place as «0.00».
        return f"{round(value, _DECIMALS) + 0.0:.{_DECIMALS}f}"
    if isinstance(value, tuple | list):
        return "(" + " ".join(_told(item) for item in value) + ")"
    return str(value)
