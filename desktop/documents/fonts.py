"""The bundled fonts: loaded by file, so that a printed letter never depends on the machine.

The system's fonts are not trusted: Debian's own Liberation Serif lacks 93 of the 134 Vietnamese
letters. Sizes are in points (1/72 inch), widths too. To add a font, put its static TrueType file
and licence under ``resources/fonts`` and name it in ``FACES``.
"""

# mypy: allow-untyped-calls
# reportlab has no annotations.

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent.parent / "resources" / "fonts"


@dataclass(frozen=True, slots=True)
class Face:
    """How far the Vietnamese letters of one font reach from the baseline, as parts of its size.

    Attributes:
        above: top of the tallest letter (Ẵ: two marks on a capital).
        below: bottom of the deepest one.
        side: how far a name's first or last letter swings out over its width.
        slant: how far the letters lean right, as part of their height.
    """

    above: float
    below: float
    side: float
    slant: float = 0.0


# Measured on all 134 letters; tests/documents/test_fonts.py measures them again.
FACES: dict[str, Face] = {
    "Tinos-Regular": Face(above=0.92, below=0.23, side=0.04),
    "Tinos-Bold": Face(above=0.93, below=0.23, side=0.06),
    "Tinos-Italic": Face(above=0.92, below=0.23, side=0.14, slant=0.29),
    "Tinos-BoldItalic": Face(above=0.92, below=0.23, side=0.14, slant=0.29),
    "PlayfairDisplay-Black": Face(above=1.18, below=0.21, side=0.14),
    "GreatVibes-Regular": Face(above=1.10, below=0.41, side=0.26, slant=0.4),
    # The bold of «Dancing Script» on its own; its licence reserves that name for the whole family.
    "GuongSangScript-Bold": Face(above=1.01, below=0.28, side=0.19, slant=0.3),
}

# Letters thick and slanted are faces of their own here: (bold, italic) of each family.
FAMILIES: dict[str, dict[tuple[bool, bool], str]] = {
    "Tinos": {
        (False, False): "Tinos-Regular",
        (True, False): "Tinos-Bold",
        (False, True): "Tinos-Italic",
        (True, True): "Tinos-BoldItalic",
    },
    "Playfair Display": {(True, False): "PlayfairDisplay-Black"},
    "Great Vibes": {(False, False): "GreatVibes-Regular"},
    "Gương Sáng Script": {(True, False): "GuongSangScript-Bold"},
}

# Codes no text has a letter for: ``marked_glyphs`` gives them to what it makes.
FIRST_PRIVATE = 0x100000

_loading = threading.Lock()


@cache
def _loaded(name: str) -> TTFont:
    # Imported here: the library takes 90 ms, which the window must not wait for.
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics

    from desktop.documents.shared_font import FileFont, SharedFont

    # Binary streams: ASCII armour only makes files a fifth larger and slower.
    rl_config.useA85 = 0  # type: ignore[attr-defined]
    # Papers are many files in one face; the other faces stand on certificates, which are one file.
    kind = SharedFont if name.startswith("Tinos-") else FileFont
    font = kind(name, str(font_path(name)))
    pdfmetrics.registerFont(font)
    return font


def font_path(name: str) -> Path:
    """Return the file of a font.

    Raises:
        KeyError: ``name`` is not one of ``FACES``.
    """
    if name not in FACES:
        raise KeyError(name)
    return FOLDER / f"{name}.ttf"


def load(name: str) -> TTFont:
    """Return the font, registered once with the drawing library under ``name``.

    Raises:
        KeyError: ``name`` is not one of ``FACES``.
    """
    if name not in FACES:
        raise KeyError(name)
    with _loading:
        return _loaded(name)


def missing_letters(name: str, text: str) -> str:
    """Return the letters of ``text`` the font cannot draw, each once, in order; "" when none."""
    glyphs = load(name).face.charToGlyph
    missing = (x for x in text if ord(x) not in glyphs or ord(x) >= FIRST_PRIVATE)
    return "".join(dict.fromkeys(missing))


@lru_cache(maxsize=50_000)
def unit_width(name: str, text: str) -> float:
    """Return the width of ``text`` at size 1; multiply by the size in points."""
    widths = load(name).face.charWidths
    return float(sum(widths[ord(letter)] for letter in text)) / 1000
