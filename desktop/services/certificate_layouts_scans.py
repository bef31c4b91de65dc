"""The blank's scan behind a layout: kept encrypted among the files, shown, never printed.

A picture of the blank's shape is kept as it is. One of another shape is refused with both sizes,
until the officer says what it is: stretched by the scanner (it is pressed to the blank's shape), or
true but larger or smaller than the blank (its top left corner is the blank's, and it is cut or
filled up with white). What is kept then has the blank's shape, so it can travel with the layout.
Of a PDF, as office scanners make it, the first page is taken as a picture.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.disk import open_regular, read_failure
from desktop.documents.layout_scan import MOST_MEGABYTES, Scan, check_scan
from desktop.errors import DocumentFailed, LayoutRefused, ReadingRefused
from desktop.models.certificates import CertificateLayout
from desktop.services.attachments import stored_name
from desktop.services.certificate_layouts_chosen import LayoutBook, bundled_codes
from desktop.services.certificate_layouts_kept import SUBJECT, find_layout
from desktop.services.certificate_layouts_rows import bundled_id
from desktop.services.paper_pages import pdf_page, pdf_sizes
from desktop.services.store import Store

_PDF = b"%PDF-"
_PDF_DPI = 150
_MEGA = 1_000_000
_QUALITY = 92


class ScanFit(StrEnum):
    """What a picture of another shape than the blank's is taken for."""

    REFUSED = "refused"
    STRETCHED = "stretched"
    TOP_LEFT = "top-left"


@dataclass(frozen=True, slots=True)
class KeptScan:
    """A blank's picture: its bytes and the name of the file it came from."""

    data: bytes
    name: str


class ScanService:
    """Use cases of blanks' pictures."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, layout_id: UUID) -> KeptScan | None:
        """Return the picture kept with a layout, or with the one it inherits from; None for none.

        Raises:
            AttachmentRefused: the stored copy is missing or damaged.
        """
        with self._store.reading() as session:
            found = LayoutBook(session).scan_of(layout_id)
        if found is None:
            return None
        sha256, name = found
        with self._store.blobs.open(sha256) as content:
            return KeptScan(content.read(), name)

    def put(self, layout_id: UUID, source: Path, fit: ScanFit = ScanFit.REFUSED) -> Scan:
        """Keep a picture as the background of a layout.

        Args:
            layout_id: a layout of this office.
            source: a PNG or JPEG file, or a PDF whose first page is the blank.
            fit: what a picture of another shape is taken for.

        Raises:
            DocumentFailed: LAYOUT_SCAN_… as ``check_scan``; WRONG_SHAPE only while ``fit`` does
                not say what it is.
            LayoutRefused: BUNDLED.
            StorageError: the file cannot be read, the disk is full.
        """
        data = _read(source)
        with self._store.reading() as session:
            book = LayoutBook(session)
            for code in bundled_codes():
                if bundled_id(code) == layout_id:
                    name = book.layout(code).name
                    raise LayoutRefused(LayoutRefused.Code.BUNDLED, name=name)
            layout = book.layout(find_layout(session, layout_id).code)
        picture = _picture_of(data, layout.width, layout.height)
        scan = fitted_scan(picture, layout.width, layout.height, fit)
        self.keep(layout_id, scan, stored_name(source.name))
        return scan

    def keep(self, layout_id: UUID, scan: Scan, name: str) -> None:
        """Keep a picture that was looked at already."""
        # Before the transaction: nobody waits for the write lock while a picture is encrypted.
        sha256, _ = self._store.blobs.put(io.BytesIO(scan.data))
        with self._store.writing() as session:
            if find_layout(session, layout_id).scan_sha256 != sha256:
                _put(session, layout_id, sha256, scan.media_type, name)
                data = {"pixels": [scan.across, scan.down], "dpi": scan.dpi, "sha256": sha256}
                self._store.record_event(session, SUBJECT, layout_id, "scan_set", data=data)
                session.commit()

    def remove(self, layout_id: UUID) -> None:
        """Show a layout without a picture; the layout itself stays."""
        with self._store.writing() as session:
            if find_layout(session, layout_id).scan_sha256:
                _put(session, layout_id, "", "", "")
                self._store.record_event(session, SUBJECT, layout_id, "scan_removed")
                session.commit()


def _put(session: Session, layout_id: UUID, sha256: str, media_type: str, name: str) -> None:
    # Without touching the record's version: nobody who is designing it need save again for that.
    table = sa.update(CertificateLayout).where(CertificateLayout.id == layout_id)
    values = {"scan_sha256": sha256, "scan_media_type": media_type, "scan_name": name}
    session.execute(table.values(values))


def fitted_scan(data: bytes, width: float, height: float, fit: ScanFit) -> Scan:
    """Return a picture in the blank's shape; refusals as ``ScanService.put``."""
    try:
        return check_scan(data, width, height)
    except DocumentFailed as error:
        wrong_shape = error.code is DocumentFailed.Code.LAYOUT_SCAN_WRONG_SHAPE
        if not wrong_shape or fit is ScanFit.REFUSED:
            raise
    return check_scan(_reshaped(data, width / height, fit), width, height)


def _reshaped(data: bytes, ratio: float, fit: ScanFit) -> bytes:
    # Imported here: pictures are looked at seldom, and the window must not wait for it.
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
        picture = opened.convert("RGB")
    across, down = picture.size
    if fit is ScanFit.STRETCHED:
        shaped = picture.resize((across, round(across / ratio)))
    else:
        # The longer side of the two decides, so that nothing of the blank is cut off.
        wide = (across, round(across / ratio))
        size = wide if wide[1] <= down else (round(down * ratio), down)
        shaped = Image.new("RGB", size, "white")
        shaped.paste(picture.crop((0, 0, *size)), (0, 0))
    target = io.BytesIO()
    shaped.save(target, "JPEG", quality=_QUALITY)
    return target.getvalue()


def _picture_of(data: bytes, width: float, height: float) -> bytes:
    """Return a picture as it is; of a PDF its first page, 150 dots an inch of the blank's size."""
    if not data.startswith(_PDF) or len(data) > MOST_MEGABYTES * _MEGA:
        return data
    from PIL import Image

    try:
        # By its longer side, so that no page is drawn larger than the blank.
        scale = max(width, height) / 25.4 * _PDF_DPI / max(pdf_sizes(data)[0])
        page = pdf_page(data, 0, scale)
    except ReadingRefused as error:
        raise DocumentFailed(DocumentFailed.Code.LAYOUT_SCAN_UNREADABLE) from error
    target = io.BytesIO()
    picture = Image.frombytes("RGB", (page.width, page.height), page.pixels)
    picture.save(target, "JPEG", quality=_QUALITY)
    return target.getvalue()


def _read(source: Path) -> bytes:
    try:
        with open_regular(source) as file:
            return file.read(MOST_MEGABYTES * _MEGA + 1)
    except OSError as error:
        raise read_failure(error, source) from error
