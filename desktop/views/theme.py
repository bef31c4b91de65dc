"""How the program looks: colours, spacing, font and stylesheet, light and dark.

Fusion draws the widgets, a palette colours them, and one stylesheet (``resources/style/style.qss``)
rounds the corners. Widgets that paint themselves ask ``colors_of(widget)``, which reads the
palette, so nothing global is kept. Every text stands out from its ground by 4.5 : 1 or more
(WCAG AA); a test measures each pair.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

RESOURCES = Path(__file__).parent.parent / "resources"

# Pixels, independent of the screen's density.
GAP = 8
PAD = 12
ROW_HEIGHT = 32
RADIUS = 6
RAIL_WIDTH = 208
RAIL_WIDTH_FOLDED = 56

_FONT_POINTS = 10
# Of lightness, from 0 to 255.
_MIDDLE = 128
# The first family whose files are bundled is used; all of them hold every Vietnamese letter.
_FONT_FAMILIES = ("NotoSans", "Arimo")


class Tone(StrEnum):
    """The colour family of a chip, a banner or a bar; the values match ``DossierState.tone``."""

    NEUTRAL = "neutral"
    INFO = "info"
    WARNING = "warning"
    SUCCESS = "success"
    DANGER = "danger"


class Colors(NamedTuple):
    """One set of colours, as #rrggbb; a named tuple, which a window starts faster with.

    ``x`` and ``x_ground`` are a pair: the text and what it stands on.
    """

    window: str
    surface: str
    sunken: str
    hover: str
    text: str
    muted: str
    border: str
    border_strong: str
    accent: str
    accent_hover: str
    accent_text: str
    selection: str
    selection_text: str
    rail: str
    rail_active: str
    rail_text: str
    rail_muted: str
    gold: str
    sky: str
    teal: str
    violet: str
    orange: str
    neutral: str
    neutral_ground: str
    info: str
    info_ground: str
    warning: str
    warning_ground: str
    success: str
    success_ground: str
    danger: str
    danger_ground: str

    def tone(self, tone: Tone) -> tuple[QColor, QColor]:
        """Return the text colour and the ground colour of ``tone``."""
        return QColor(getattr(self, tone)), QColor(getattr(self, f"{tone}_ground"))


LIGHT = Colors(
    window="#f3f5f8",
    surface="#ffffff",
    sunken="#eaeef3",
    hover="#eff3f8",
    text="#1a2530",
    muted="#566472",
    border="#d8dfe7",
    border_strong="#7b8998",
    accent="#1c5d99",
    accent_hover="#164b7d",
    accent_text="#ffffff",
    selection="#d9e8f7",
    selection_text="#10293f",
    rail="#12283d",
    rail_active="#234666",
    rail_text="#f2f6fa",
    rail_muted="#b3c3d2",
    gold="#e3b341",
    sky="#7fb8ea",
    teal="#2bb3b0",
    violet="#7b56c2",
    orange="#d96f2b",
    neutral="#445260",
    neutral_ground="#e6ebf0",
    info="#174f85",
    info_ground="#dceafa",
    warning="#7a4700",
    warning_ground="#fdecc8",
    success="#14603a",
    success_ground="#d8f0e0",
    danger="#9b1c24",
    danger_ground="#fbe0e0",
)

DARK = Colors(
    window="#12171d",
    surface="#1a212a",
    sunken="#10151a",
    hover="#232c37",
    text="#e6ecf2",
    muted="#a0aebc",
    border="#2e3946",
    border_strong="#6c7b8b",
    accent="#7ab8f0",
    accent_hover="#9accf6",
    accent_text="#0b1a28",
    selection="#24425f",
    selection_text="#f0f6fc",
    rail="#0c141c",
    rail_active="#1f3850",
    rail_text="#eef3f8",
    rail_muted="#9fb0c0",
    gold="#e8bd55",
    sky="#4a86d8",
    teal="#37b3b8",
    violet="#b79cf2",
    orange="#e5763a",
    neutral="#c6d0da",
    neutral_ground="#2e3946",
    info="#a5d0f8",
    info_ground="#183a59",
    warning="#f6cf83",
    warning_ground="#4a3510",
    success="#97dcb3",
    success_ground="#15412a",
    danger="#ffb3b3",
    danger_ground="#57201f",
)


def is_dark(widget: QWidget) -> bool:
    """Return whether ``widget`` stands on a dark ground."""
    # The window's: a transparent ground in the stylesheet makes a widget's own one black.
    return widget.window().palette().color(QPalette.ColorRole.Window).lightness() < _MIDDLE


def colors_of(widget: QWidget) -> Colors:
    """Return the colours in which ``widget`` has to paint itself."""
    return DARK if is_dark(widget) else LIGHT


def apply(app: QApplication, dark: bool | None = None) -> None:
    """Dress the whole program.

    Args:
        app: the application, before or after its windows are made.
        dark: True or False as the user chose; None follows the palette the program started with,
            which is the system's.
    """
    app.setStyle("Fusion")
    if dark is None:
        # Not Qt.ColorScheme: the first use of any name in Qt holds the first paint back by 20 ms.
        dark = app.palette().color(QPalette.ColorRole.Window).lightness() < _MIDDLE
    colors = DARK if dark else LIGHT
    app.setPalette(palette(colors))
    app.setFont(_font())
    app.setStyleSheet(stylesheet(colors))


def palette(colors: Colors) -> QPalette:
    """Return the Qt palette of ``colors``."""
    role = QPalette.ColorRole
    made = QPalette()
    for target, color in (
        (role.Window, colors.window),
        (role.WindowText, colors.text),
        (role.Base, colors.surface),
        (role.AlternateBase, colors.hover),
        (role.Text, colors.text),
        (role.Button, colors.surface),
        (role.ButtonText, colors.text),
        (role.ToolTipBase, colors.surface),
        (role.ToolTipText, colors.text),
        (role.PlaceholderText, colors.muted),
        (role.Highlight, colors.selection),
        (role.HighlightedText, colors.selection_text),
        (role.Link, colors.accent),
        (role.LinkVisited, colors.accent),
        (role.Light, colors.surface),
        (role.Midlight, colors.hover),
        (role.Mid, colors.border),
        (role.Dark, colors.border_strong),
        (role.Accent, colors.accent),
    ):
        made.setColor(target, QColor(color))
    for target in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, QColor(colors.border_strong))
    return made


def stylesheet(colors: Colors) -> str:
    """Return the stylesheet with the names of colours (``@accent``) replaced by their values."""
    values = colors._asdict()
    values["icons"] = (RESOURCES / "icons").as_posix()
    template = (RESOURCES / "style" / "style.qss").read_text(encoding="utf-8")
    return re.sub(r"@(\w+)", lambda match: values[match[1]], template)


def _font() -> QFont:
    family = _bundled_family()
    if family:
        return QFont(family, _FONT_POINTS)
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPointSize(_FONT_POINTS)
    return font


@cache
def _bundled_family() -> str:
    """Load the program's own font, once however often the light is switched; "" when missing."""
    for name in _FONT_FAMILIES:
        files = [RESOURCES / "fonts" / f"{name}-{face}.ttf" for face in ("Regular", "Bold")]
        if all(file.exists() for file in files):
            numbers = [QFontDatabase.addApplicationFont(str(file)) for file in files]
            return QFontDatabase.applicationFontFamilies(numbers[0])[0]
    return ""
