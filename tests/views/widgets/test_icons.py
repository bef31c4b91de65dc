"""Icons are there, in the colour asked for, and sharp."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from desktop.views.theme import RESOURCES
from desktop.views.widgets.icons import icon, icon_for

_NAMES = sorted(file.stem for file in (RESOURCES / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", _NAMES)
def test_an_icon_shows_something(qapp, name: str) -> None:
    image = icon(name, "#1a2530").pixmap(24, 24).toImage()
    inked = [
        image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height())
    ]
    assert max(inked) > 200
    assert min(inked) == 0 or name == "mark"


def test_an_icon_takes_the_colour_asked_for(qapp) -> None:
    image = icon("plus", "#ff0000").pixmap(24, 24).toImage()
    middle = image.pixelColor(image.width() // 2, image.height() // 2)
    assert middle.name() == QColor("#ff0000").name()


def test_an_icon_follows_the_theme(qtbot, dressed) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert not icon_for(widget, "home").isNull()


def test_an_unknown_icon_is_an_error(qapp) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", "#000000")
