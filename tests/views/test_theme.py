"""Colours that can be read, light and dark."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from desktop.law.lifecycle import DossierState
from desktop.views import theme
from desktop.views.home.page import STATE_COLORS
from desktop.views.theme import DARK, LIGHT, Colors, Tone

_BODY_TEXT = 4.5
_OUTLINE = 3.0
# Red, green and blue of 255 each; two blues that were once taken for one differ by 37.
_TOLD_APART = 80


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.1 defines it."""

    def luminance(color: str) -> float:
        def linear(part: float) -> float:
            return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

        found = QColor(color)
        red, green, blue = (linear(p) for p in (found.redF(), found.greenF(), found.blueF()))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


_TEXTS = [
    ("text", "window"),
    ("text", "surface"),
    ("text", "hover"),
    ("text", "sunken"),
    ("muted", "window"),
    ("muted", "surface"),
    ("muted", "sunken"),
    ("accent", "surface"),
    ("accent", "hover"),
    ("accent_text", "accent"),
    ("accent_text", "accent_hover"),
    ("selection_text", "selection"),
    ("rail_text", "rail"),
    ("rail_text", "rail_active"),
    ("rail_muted", "rail"),
    ("rail_muted", "rail_active"),
    ("danger", "surface"),
    ("warning", "surface"),
    *((str(tone), f"{tone}_ground") for tone in Tone),
]


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), _TEXTS)
def test_a_text_stands_out_from_its_ground(colors: Colors, text: str, ground: str) -> None:
    assert contrast(getattr(colors, text), getattr(colors, ground)) >= _BODY_TEXT


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["window", "surface"])
def test_the_edge_of_a_field_can_be_seen(colors: Colors, ground: str) -> None:
    assert contrast(colors.border_strong, getattr(colors, ground)) >= _OUTLINE


def test_the_stylesheet_has_a_value_for_every_name() -> None:
    sheet = theme.stylesheet(LIGHT)
    assert "@" not in sheet.partition("*/")[2]
    assert all(path.exists() for path in _pictures(sheet))


def _pictures(sheet: str) -> list[theme.Path]:
    found = [theme.Path(name) for name in re.findall(r'url\("([^"]+)"\)', sheet)]
    assert found
    return found


def test_every_state_of_a_dossier_has_a_tone() -> None:
    assert all(Tone(state.tone) for state in DossierState)


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_every_state_of_a_dossier_is_told_apart_in_a_ring(colors: Colors) -> None:
    assert set(STATE_COLORS) == set(DossierState)
    shares = [QColor(getattr(colors, name)) for name in STATE_COLORS.values()]
    for one, other in combinations(shares, 2):
        parts = zip(one.getRgb(), other.getRgb(), strict=True)
        assert sum(abs(mine - its) for mine, its in parts) > _TOLD_APART, (one.name(), other.name())


def test_every_colour_is_a_colour() -> None:
    for colors in (LIGHT, DARK):
        assert all(QColor(value).isValid() for value in colors)


def test_a_widget_knows_on_which_ground_it_stands(qtbot, dressed) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert theme.colors_of(widget) is (DARK if theme.is_dark(widget) else LIGHT)
    assert widget.palette().window().color().name() == theme.colors_of(widget).window


def test_the_programs_font_is_the_bundled_one(qtbot, dressed) -> None:
    assert dressed.font().family() == "Noto Sans"
