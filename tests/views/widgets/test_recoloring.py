"""After the light is switched, what was drawn for the other one is drawn again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QBrush, QColor, QIcon
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.views import theme
from desktop.views.theme import DARK, LIGHT
from desktop.views.widgets.icons import icon, icon_for, show_icon
from desktop.views.widgets.recoloring import recolor_within


@pytest.fixture
def switch(qapp: QApplication) -> Iterator[Callable[[bool], None]]:
    """Switch the light as the workspace does; bare again afterwards."""
    palette, style, font = qapp.palette(), qapp.style().objectName(), qapp.font()

    def _switch(dark: bool) -> None:
        theme.apply(qapp, dark=dark)
        for window in qapp.topLevelWidgets():
            recolor_within(window)

    yield _switch
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setFont(font)


def _colors(shown: QIcon) -> set[str]:
    """Return the full colours an icon is drawn in."""
    image = shown.pixmap(32, 32).toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_icons_made_before_the_switch_follow_it_there_and_back(
    switch: Callable[[bool], None], qtbot: QtBot
) -> None:
    switch(False)
    window = QWidget()
    qtbot.addWidget(window)
    button, field, tree = QPushButton(window), QLineEdit(window), QTreeWidget(window)
    button.setIcon(icon_for(button, "plus"))
    action = field.addAction(
        icon_for(field, "search", "muted"), QLineEdit.ActionPosition.LeadingPosition
    )
    group, line = QTreeWidgetItem(["a", "b"]), QTreeWidgetItem(["c", "d"])
    tree.addTopLevelItem(group)
    group.addChild(line)
    line.setIcon(1, icon_for(tree, "danger", "danger"))

    window.show()
    for dark in (True, False, True):
        switch(dark)
        colors = DARK if dark else LIGHT
        assert colors.text in _colors(button.icon())
        assert colors.muted in _colors(action.icon())
        assert colors.danger in _colors(line.icon(1))


def test_two_names_of_one_colour_part_again_in_the_other_theme(
    switch: Callable[[bool], None], qtbot: QtBot
) -> None:
    assert LIGHT.accent_text == LIGHT.surface
    switch(False)
    window = QWidget()
    qtbot.addWidget(window)
    first, second = QPushButton(window), QPushButton(window)
    first.setIcon(icon_for(first, "plus", "accent_text"))
    second.setIcon(icon_for(second, "plus", "surface"))

    window.show()
    switch(True)

    assert DARK.accent_text in _colors(first.icon())
    assert DARK.surface in _colors(second.icon())


def test_pictures_in_labels_and_inks_of_lines_follow_the_switch(
    switch: Callable[[bool], None], qtbot: QtBot
) -> None:
    switch(False)
    window = QWidget()
    qtbot.addWidget(window)
    label, tree, lines = QLabel(window), QTreeWidget(window), QListWidget(window)
    show_icon(label, "warning", "warning", 32)
    item = QTreeWidgetItem(["a"])
    tree.addTopLevelItem(item)
    item.setForeground(0, QBrush(QColor(LIGHT.warning)))
    lines.addItems(["b", "c"])
    lines.item(0).setForeground(QColor(LIGHT.danger))

    window.show()
    switch(True)

    assert DARK.warning in _colors(QIcon(label.pixmap()))
    assert item.foreground(0).color().name() == DARK.warning
    assert lines.item(0).foreground().color().name() == DARK.danger
    assert lines.item(1).foreground().color().name() not in {DARK.danger, LIGHT.danger}


def test_an_icon_of_a_fixed_colour_stays(switch: Callable[[bool], None], qtbot: QtBot) -> None:
    switch(False)
    button = QPushButton()
    qtbot.addWidget(button)
    button.setIcon(icon("plus", "#ff0000"))

    button.show()
    switch(True)

    assert "#ff0000" in _colors(button.icon())
