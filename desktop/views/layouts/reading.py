"""What the page reads of one layout before it shows it; runs in a job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from desktop.errors import AttachmentRefused
from desktop.services.certificate_layouts import CertificateText, OpenLayout
from desktop.services.certificate_layouts_drawn import draw_box, draw_under
from desktop.services.certificate_layouts_samples import SampleSource

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.services.journal import Kept

_MOST_PIXELS = 3000


@dataclass(frozen=True, slots=True)
class LayoutOpened:
    """A layout with all that is shown around it.

    Attributes:
        picture: the blank's, None for none.
        scan_name: the name of its file.
        sources: decisions whose certificates may be shown.
        texts: those of the first.
        kept: what the crash journal kept of it.
    """

    opened: OpenLayout
    picture: QImage | None
    scan_name: str
    sources: Sequence[SampleSource]
    texts: Sequence[CertificateText]
    kept: Kept | None


def read_layout(desk: Desk, layout_id: UUID, kept: Kept | None) -> LayoutOpened:
    """Return a layout with its picture and words; refusals as ``LayoutService.open``."""
    opened = desk.layouts.open(layout_id)
    picture, name = _picture(desk, layout_id)
    sources = desk.layout_samples.list_sources()
    texts = desk.layout_samples.texts(sources[0].decision_id if sources else None)
    layout = opened.draft.layout
    # Drawn once here: the window then shows it at once, fonts read and texts fitted.
    draw_under(layout)
    longest = max(texts, key=lambda text: len(text.name))
    for box in layout.boxes:
        draw_box(box, longest)
    return LayoutOpened(opened, picture, name, sources, texts, kept)


def _picture(desk: Desk, layout_id: UUID) -> tuple[QImage | None, str]:
    try:
        kept = desk.layout_scans.open(layout_id)
    except AttachmentRefused:
        # A damaged picture is no reason to keep the layout shut; it is only looked at.
        return None, ""
    return (shown_picture(kept.data), kept.name) if kept is not None else (None, "")


def shown_picture(data: bytes) -> QImage:
    """Return a blank's picture no finer than the screen shows when zoomed in."""
    picture = QImage.fromData(data)
    if picture.width() > _MOST_PIXELS:
        smooth = Qt.TransformationMode.SmoothTransformation
        picture = picture.scaledToWidth(_MOST_PIXELS, smooth)
    return picture
