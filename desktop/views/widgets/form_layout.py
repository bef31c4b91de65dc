"""Where a form's fields stand: two in a row without gaps, in scroll areas, in tabs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from desktop.views.theme import GAP, PAD
from desktop.views.widgets.named import named

# Each field with its label: name, widget, whether it takes the whole width.
Cells = list[tuple[str, QWidget, bool]]


def place(grid: QGridLayout, cells: Cells) -> None:
    """Put the cells that are not hidden into the grid, two in a row."""
    for _name, cell, _whole in cells:
        grid.removeWidget(cell)
    row, column = 0, 0
    for _name, cell, whole in cells:
        if cell.isHidden() and cell.parentWidget() is not None:
            continue
        if whole and column:
            row, column = row + 1, 0
        grid.addWidget(cell, row, column, 1, 2 if whole else 1, Qt.AlignmentFlag.AlignTop)
        row, column = (row + 1, 0) if whole or column else (row, 1)


def scrolled(area: QScrollArea) -> QVBoxLayout:
    """Give a scroll area its body and return the body's layout."""
    body = named(QWidget(), "scrolled")
    layout = QVBoxLayout(body)
    layout.setContentsMargins(PAD, GAP, PAD, PAD)
    layout.setSpacing(GAP)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(body)
    return layout


def bring_up(widget: QWidget) -> None:
    """Bring a widget in sight, whatever tab and scroll area it is in."""
    outer = widget.parentWidget()
    while outer is not None:
        if isinstance(outer, QScrollArea):
            outer.ensureWidgetVisible(widget)
        if isinstance(outer, QTabWidget):
            page = next((p for p in _pages(outer) if p.isAncestorOf(widget)), None)
            if page is not None:
                outer.setCurrentWidget(page)
        outer = outer.parentWidget()


def scroll_to(widget: QWidget) -> None:
    """Bring a widget in sight within its tab; the tab shown stays."""
    outer = widget.parentWidget()
    while outer is not None and not isinstance(outer, QTabWidget):
        if isinstance(outer, QScrollArea):
            outer.ensureWidgetVisible(widget)
        outer = outer.parentWidget()


def _pages(tabs: QTabWidget) -> list[QWidget]:
    return [page for number in range(tabs.count()) if (page := tabs.widget(number)) is not None]
