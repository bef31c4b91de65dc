"""Pictures of what would be printed, for the screen; nothing is written and nothing is noted."""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass
from uuid import UUID

from desktop.documents.certificates import Calibration, place_all
from desktop.errors import DocumentFailed
from desktop.services.certificates import CertificateService

# PDFium keeps global state and may be entered by one thread at a time.
PDFIUM = threading.Lock()


@dataclass(frozen=True, slots=True)
class PagePreview:
    """One page as a picture.

    Attributes:
        png: the picture's bytes.
        place: which page, from 1.
        total: how many pages there are.
        number: the certificate's number in the register.
        name: whose certificate it is.
        shrunk: whether a text had to be set smaller than the layout wishes.
        award_id: whose award record.
    """

    png: bytes
    place: int
    total: int
    number: str
    name: str
    shrunk: bool
    award_id: UUID


class PreviewService:
    """Use cases of looking before printing."""

    subject = "previews"

    def __init__(self, certificates: CertificateService) -> None:
        self._certificates = certificates

    def certificate(
        self,
        decision_id: UUID,
        place: int = 1,
        layout: str = "",
        *,
        overlay: bool = False,
        calibration: Calibration | None = None,
        width: int = 1000,
    ) -> PagePreview:
        """Return one certificate as it would be printed.

        Args:
            decision_id: which decision.
            place: in print order, from 1; one beyond the end gives the last.
            layout: code of a layout, as ``CertificateService.with_layouts``.
            overlay: leave out what a pre-printed blank already has.
            calibration: correction of one printer, in millimetres; none by default.
            width: of the picture in pixels.

        Raises:
            NotFound, MoveRefused: as ``CertificateService.certificate_texts``.
            DocumentFailed: as ``CertificateService.write_pdf``, for this one certificate.
        """
        # The drawing library takes 90 ms to import; the window must not wait for it.
        from desktop.documents.certificate_canvas import draw_pages

        listed = self._certificates.with_layouts(decision_id, layout)
        if not listed:
            raise DocumentFailed(DocumentFailed.Code.NOTHING_TO_PRINT)
        shown = min(max(place, 1), len(listed))
        award_id, text, chosen = listed[shown - 1]
        pages, shrunk = place_all([text], chosen, overlay=overlay)
        pdf = draw_pages(pages, calibration=calibration)
        picture = page_png(pdf, width)
        return PagePreview(
            picture, shown, len(listed), text.number, text.name, bool(shrunk), award_id
        )


def page_png(pdf: bytes, width: int) -> bytes:
    """Return the first page of a PDF as a PNG ``width`` pixels wide."""
    import pypdfium2

    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:  # type: ignore[no-untyped-call]
        page = document[0]
        picture = page.render(scale=width / page.get_width()).to_pil()
        page.close()
    target = io.BytesIO()
    # Speed before size: the picture is looked at once and thrown away.
    picture.save(target, "PNG", compress_level=1)
    return target.getvalue()
