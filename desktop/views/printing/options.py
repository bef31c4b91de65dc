"""How certificates are printed: layout, blanks or not, printer, tray, and its calibration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLabel, QWidget

from desktop.config import LOCAL_TIME
from desktop.services.certificate_calibrations import Calibration, Paper
from desktop.services.certificate_pages import Look
from desktop.vietnamese.dates import short_date
from desktop.views.printing import presses
from desktop.views.printing.presses import Press
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.services.certificate_calibrations import CalibrationRow
    from desktop.services.certificate_layouts import LayoutRow
    from desktop.views.pages import Bench
    from desktop.views.printing.queues import Printer, Tray

_NO_PRINTER = "Chưa có máy in"
_NONE_HERE = (
    "Máy này chưa có máy in. Hãy cài máy in trên máy này rồi mở lại cửa sổ này; hoặc ở bước 3 "
    "«Thử giấy thường» bấm «Ghi PDF…» để in ở máy khác."
)
_BLANKS = "In lên phôi"
_LAYOUT, _ON_BLANKS, _PRINTER, _TRAY, _CALIBRATION = range(5)


class PrintOptions(QWidget):
    """The row of choices above the steps.

    Signals:
        look_changed: layout or blanks; what is printed is another.
        printer_changed: printer, tray or calibration.
        calibrate_asked: «Căn chỉnh…» was pressed.
    """

    look_changed = Signal()
    printer_changed = Signal()
    calibrate_asked = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._rows: dict[str, LayoutRow] = {}
        self._calibration: CalibrationRow | None = None
        self._asked = 0
        self.layout_box = named(QComboBox(), "print_layout", says="Mẫu in")
        self.blanks = named(QCheckBox(_BLANKS), "on_blanks")
        self.blanks.setToolTip("Bỏ những chữ và khung mà phôi đã in sẵn; cần bản soát đã ký.")
        self.printer_box = named(QComboBox(), "printer", says="Máy in")
        self.tray_box = named(QComboBox(), "tray", says="Khay giấy")
        self.tray_box.addItem("Máy in tự chọn", "")
        self._told = named(QLabel(), "calibration_told", role="muted")
        self._none_here = named(QLabel(_NONE_HERE), "no_printer", problem="warning")
        self._none_here.setWordWrap(True)
        self._none_here.hide()
        self._measure = action_button(
            "Căn chỉnh…", "calibrate", "grid", self.calibrate_asked.emit, role="quiet"
        )
        self._lay_out()
        self.layout_box.currentIndexChanged.connect(lambda _i: self._layout_chosen())
        self.blanks.toggled.connect(lambda _on: self._look_changed())
        self.printer_box.currentIndexChanged.connect(lambda _i: self._printer_chosen())
        self.tray_box.currentIndexChanged.connect(lambda _i: self.look_up_calibration())

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(PAD)
        grid.setVerticalSpacing(2)
        calibration = QHBoxLayout()
        calibration.setSpacing(GAP)
        calibration.addWidget(self._told, 1)
        calibration.addWidget(self._measure)
        labelled = (
            (_LAYOUT, "Mẫu in", self.layout_box),
            (_PRINTER, "Máy in", self.printer_box),
            (_TRAY, "Khay giấy", self.tray_box),
        )
        for column, text, field in labelled:
            caption = QLabel(text)
            caption.setProperty("role", "label")
            caption.setBuddy(field)
            grid.addWidget(caption, 0, column)
            grid.addWidget(field, 1, column)
        grid.addWidget(self.blanks, 1, _ON_BLANKS)
        caption = QLabel("Căn chỉnh máy in")
        caption.setProperty("role", "label")
        grid.addWidget(caption, 0, _CALIBRATION)
        grid.addLayout(calibration, 1, _CALIBRATION)
        grid.addWidget(self._none_here, 2, 0, 1, -1)
        for column, stretch in ((_LAYOUT, 4), (_PRINTER, 3), (_TRAY, 2), (_CALIBRATION, 4)):
            grid.setColumnStretch(column, stretch)

    # -- what is chosen -----------------------------------------------------------------------

    @property
    def look(self) -> Look:
        """By which layout, and whether onto blanks."""
        return Look(str(self.layout_box.currentData() or ""), overlay=self.blanks.isChecked())

    @property
    def paper(self) -> Paper:
        """The sheet the layout is for."""
        row = self._rows.get(self.look.layout)
        return Paper(row.width, row.height) if row else Paper(297, 210)

    @property
    def printer(self) -> str:
        """The printer's name for the system, "" for none."""
        return str(self.printer_box.currentData() or "")

    @property
    def no_printer(self) -> str:
        """Why there is no printer, "" where one is chosen."""
        if self.printer:
            return ""
        return _NONE_HERE if self.printer_box.count() else "Chưa chọn máy in"

    @property
    def tray(self) -> str:
        """The tray's name for the driver, "" for the printer's own choice."""
        return str(self.tray_box.currentData() or "")

    @property
    def calibration(self) -> CalibrationRow | None:
        """What corrects this tray and paper, None for nothing."""
        return self._calibration

    @property
    def press(self) -> Press:
        """The printer, ready to take sheets."""
        found = self._calibration
        used = found.calibration if found is not None else Calibration()
        return presses.press_for(self.printer, self.tray, used)

    # -- filling ------------------------------------------------------------------------------

    def start(self) -> None:
        """Ask for layouts and printers."""
        layouts = self._bench.desk.layouts
        self._bench.runner.run(lambda _r: layouts.list_rows(), on_done=self._show_layouts)
        self._bench.runner.run(
            lambda _r: presses.list_printers(), on_done=self._show_printers, queue="other"
        )

    def _show_layouts(self, rows: list[LayoutRow]) -> None:
        self._rows = {row.code: row for row in rows if not row.is_archived}
        default = next((row.code for row in rows if row.is_default), "")
        self.layout_box.blockSignals(True)
        self.layout_box.clear()
        for row in self._rows.values():
            self.layout_box.addItem(row.name, row.code)
        self.layout_box.setCurrentIndex(max(self.layout_box.findData(default), 0))
        self.layout_box.blockSignals(False)
        self._layout_chosen()

    def _layout_chosen(self) -> None:
        row = self._rows.get(self.look.layout)
        made_for_blanks = row is not None and row.overlay
        self.blanks.blockSignals(True)
        self.blanks.setChecked(made_for_blanks or self.blanks.isChecked())
        self.blanks.setEnabled(not made_for_blanks)
        self.blanks.blockSignals(False)
        self._look_changed()

    def _look_changed(self) -> None:
        self.look_changed.emit()
        self.look_up_calibration()

    def _show_printers(self, printers: list[Printer]) -> None:
        self.printer_box.blockSignals(True)
        self.printer_box.clear()
        for printer in printers:
            self.printer_box.addItem(printer.title, printer.name)
        self._none_here.setVisible(not printers)
        if not printers:
            self.printer_box.addItem(_NO_PRINTER, "")
        self.printer_box.blockSignals(False)
        self._printer_chosen()

    def _printer_chosen(self) -> None:
        self.tray_box.blockSignals(True)
        while self.tray_box.count() > 1:
            self.tray_box.removeItem(1)
        self.tray_box.blockSignals(False)
        printer = self.printer
        if printer:
            self._bench.runner.run(
                lambda _r: presses.list_trays(printer),
                on_done=lambda trays: self._show_trays(printer, trays),
                queue="other",
            )
        self.look_up_calibration()

    def _show_trays(self, printer: str, trays: list[Tray]) -> None:
        if printer == self.printer:
            for tray in trays:
                self.tray_box.addItem(tray.name, tray.code)

    def look_up_calibration(self) -> None:
        """Ask which calibration corrects this printer, tray and paper."""
        printer, tray, paper = self.printer, self.tray, self.paper
        self._asked += 1
        ticket, calibrations = self._asked, self._bench.desk.calibrations

        def show(found: CalibrationRow | None) -> None:
            if ticket == self._asked:
                self._calibration = found
                self._told.setText(_told(printer, found))
                self._told.setToolTip(_detail(found))
                self.printer_changed.emit()

        allow(self._measure, "" if printer else _told(printer, None))
        self._bench.runner.run(lambda _r: calibrations.find(printer, tray, paper), on_done=show)


def _told(printer: str, found: CalibrationRow | None) -> str:
    if not printer:
        return "Cần một máy in đã cài trên máy này."
    if found is None:
        return "Chưa căn chỉnh cho khay và khổ giấy này."
    return f"Đo ngày {short_date(found.measured_at.astimezone(LOCAL_TIME).date())}"


def _detail(found: CalibrationRow | None) -> str:
    if found is None:
        return ""
    used = found.calibration
    moved = f"sang phải {used.right:.2f} mm, xuống dưới {used.down:.2f} mm"
    turned = f"xoay {used.rotation:.3f}°, giãn {used.scale_x:.4f} × {used.scale_y:.4f}"
    return f"{found.measured_by}: {moved}; {turned}".replace(".", ",")
