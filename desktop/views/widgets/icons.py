"""The program's own icons, drawn from ``resources/icons`` when they are first asked for."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.views.theme import RESOURCES, colors_of

_SIZES = (16, 20, 24, 32)
# Drawn at twice the size and marked so: sharp on dense screens, and scaled down by Qt elsewhere.
_DENSITY = 2


@lru_cache(maxsize=512)
def icon(name: str, color: str) -> QIcon:
    """Return the icon ``name`` (a file of ``resources/icons``) in ``color`` (#rrggbb).

    Raises:
        FileNotFoundError: there is no such icon.
    """
    # Imported late: a window without icons, such as the first one, starts faster.
    from PySide6.QtSvg import QSvgRenderer

    drawing = (RESOURCES / "icons" / f"{name}.svg").read_bytes()
    renderer = QSvgRenderer(QByteArray(drawing.replace(b"currentColor", color.encode())))
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_drawn(renderer.render, size * _DENSITY))
    return made


def icon_for(widget: QWidget, name: str, color: str = "text") -> QIcon:
    """Return the icon in one of the theme's colours, by its name in ``theme.Colors``."""
    return icon(name, getattr(colors_of(widget), color))


def _drawn(render: object, pixels: int) -> QPixmap:
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    render(painter, QRectF(0, 0, pixels, pixels))  # type: ignore[operator]
    painter.end()
    pixmap.setDevicePixelRatio(_DENSITY)
    return pixmap
