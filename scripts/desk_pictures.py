"""The receiving desk in use, for ``screenshots.py``: reading, deciding, designing, printing.

Each picture is taken as an officer would come there; nothing is printed and nothing is decided.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QTreeWidget, QWidget

from desktop.services.desk import Desk
from desktop.views.printing import presses
from desktop.views.printing.calibration_dialog import CalibrationDialog
from desktop.views.printing.page import PrintingDialog
from desktop.views.printing.queues import Printer, Tray
from desktop.views.workspace import Workspace

Settle = Callable[[], None]
"""Waits until nothing is under way."""

_READ = "phong trào vì người nghèo"
_DECIDED = "3214/QĐ-UBND"
# As the demo's district has measured them.
_PRINTER = "Canon LBP6230dn phòng Nội vụ"
_TRAY = "đa năng"
_LAYOUT = "giay-khen-297x210"
_STEPS = ("order", "proof", "trial", "run")
_MODAL_MS = 1_500
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where pictures are taken: the window, the office's services beside it, and the folder."""

    workspace: Workspace
    desk: Desk
    target: Path
    settle: Settle

    def show(self, subject: str) -> Any:
        """Go to a page."""
        self.workspace.show_page(subject)
        self.settle()
        return self.workspace.page(subject)

    def save(self, widget: QWidget, name: str) -> None:
        """Take one picture."""
        widget.grab().save(str(self.target / f"{name}.png"))

    def window(self, name: str) -> None:
        """Take a picture of the whole window."""
        self.save(self.workspace.window(), name)


def take(place: Place) -> None:
    """Take the pictures of a district's window."""
    asked: Any = presses
    asked.list_printers = lambda: [Printer(_PRINTER, _PRINTER, True)]
    asked.list_trays = lambda _printer: [Tray(_TRAY, "Khay đa năng")]
    for act in (_reading, _gathering, _deciding, _cancelling, _designing, _printing, _own_office):
        act(place)


def _press(within: QWidget, name: str) -> None:
    button = within.findChild(QPushButton, name)
    assert button is not None, name
    button.click()


def _modal(place: Place, page: QWidget, button: str, name: str) -> None:
    """Press what opens a dialog that waits, picture the dialog and close it."""
    tries = iter(range(_TRIES))

    def picture() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            place.save(dialog, name)
            dialog.reject()
        elif next(tries, None) is not None:
            QTimer.singleShot(_MODAL_MS, picture)
        else:
            print(f"no dialog for {name}", file=sys.stderr)

    QTimer.singleShot(_MODAL_MS, picture)
    _press(page, button)
    place.settle()


def _reading(place: Place) -> None:
    page = place.show("appraisal")
    row = next(r for r in place.desk.dossiers.list_rows() if _READ in r.title)
    page.open_record(row.id)
    place.settle()
    page.detail.toggle_reader()
    place.settle()
    place.window("appraisal-reading")
    page.show_list()
    place.settle()


def _gathering(place: Place) -> None:
    _modal(place, place.show("consolidation"), "gather", "dialog-gather")


def _deciding(place: Place) -> None:
    _modal(place, place.show("decisions"), "decide_many", "dialog-decide")


def _cancelling(place: Place) -> None:
    page = _opened_decision(place)
    listed = page.findChild(QTreeWidget, "awards")
    listed.setCurrentItem(listed.topLevelItem(0))
    _modal(place, page, "cancel_awards", "dialog-cancel")


def _designing(place: Place) -> None:
    made = place.desk.layouts.copy(_LAYOUT, "Phôi của huyện Thanh Lâm", inherits=True)
    page = place.show("certificate_layouts")
    page.refresh()
    place.settle()
    page.open_record(made.id)
    place.settle()
    page.designer.editing.select(["name"])
    place.settle()
    place.window("designer")


def _opened_decision(place: Place) -> Any:
    page = place.show("decisions")
    found = next(d for d in place.desk.decisions.list_rows() if d.number == _DECIDED)
    page.open_record(found.id)
    place.settle()
    return page


def _printing(place: Place) -> None:
    page = _opened_decision(place)
    page.detail.tabs.setCurrentWidget(page.detail.certificates)
    place.settle()
    place.window("decision-certificates")
    _press(page, "print_certificates")
    place.settle()
    dialog = page.findChild(PrintingDialog)
    dialog.options.blanks.setChecked(True)
    dialog.options.tray_box.setCurrentIndex(1)
    place.settle()
    for number, name in enumerate(_STEPS):
        dialog.show_step(number)
        place.settle()
        place.save(dialog, f"printing-{number + 1}-{name}")
    _press(dialog, "calibrate")
    place.settle()
    measuring = dialog.findChild(CalibrationDialog)
    place.save(measuring, "calibration")
    measuring.close()
    dialog.close()
    place.settle()


def _own_office(place: Place) -> None:
    page = place.show("offices")
    page.open_record(place.desk.offices.own().id)
    place.settle()
    tabs = page.tabs
    titles = [tabs.tabText(at) for at in range(tabs.count())]
    tabs.setCurrentIndex(titles.index("Người dùng"))
    place.settle()
    place.window("office-officers")
