"""The program's own icons, drawn from ``resources/icons`` when they are first asked for."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from desktop.views.theme import DARK, LIGHT, RESOURCES, is_dark

_SIZES = (16, 20, 24, 32)
# Drawn at twice the size and marked so: sharp on dense screens, and scaled down by Qt elsewhere.
_DENSITY = 2
# Name and colour of every icon that follows the theme, by the key all copies of it share.
_FOLLOWS: dict[int, tuple[str, str]] = {}
# The property in which a label keeps what ``show_icon`` was asked for.
SHOWN = "shown_icon"


@lru_cache(maxsize=512)
def icon(name: str, color: str) -> QIcon:
    """Return the icon ``name`` (a file of ``resources/icons``) in ``color`` (#rrggbb).

    Raises:
        FileNotFoundError: there is no such icon.
    """
    return _made(name, color)


def _made(name: str, color: str) -> QIcon:
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
    return _of_theme(name, color, dark=is_dark(widget))


@cache
def _of_theme(name: str, color: str, *, dark: bool) -> QIcon:
    # One for each name of a colour: two names may share a colour in one theme only.
    made = _made(name, getattr(DARK if dark else LIGHT, color))
    _FOLLOWS[made.cacheKey()] = (name, color)
    return made


def show_icon(label: QLabel, name: str, color: str, pixels: int) -> None:
    """Show an icon in a label, in one of the theme's colours.

    Args:
        label: where.
        name: as for ``icon``.
        color: its name in ``theme.Colors``.
        pixels: width and height.
    """
    label.setPixmap(icon_for(label, name, color).pixmap(pixels, pixels))
    label.setProperty(SHOWN, (name, color, pixels))


def in_theme_of(widget: QWidget, present: QIcon) -> QIcon | None:
    """Return an icon that ``icon_for`` made, as the present theme draws it.

    Args:
        widget: where it stands now.
        present: an icon of either theme.

    Returns:
        None for one that does not follow the theme, or that is as it should be.
    """
    made = _FOLLOWS.get(present.cacheKey())
    if made is None:
        return None
    wanted = icon_for(widget, *made)
    return None if wanted.cacheKey() == present.cacheKey() else wanted


def _drawn(render: object, pixels: int) -> QPixmap:
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    render(painter, QRectF(0, 0, pixels, pixels))  # type: ignore[operator]
    painter.end()
    pixmap.setDevicePixelRatio(_DENSITY)
    return pixmap
