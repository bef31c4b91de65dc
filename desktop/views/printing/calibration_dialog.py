"""«Căn chỉnh máy in»: the page to print, what to measure on it, and what the readings mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError, DocumentFailed
from desktop.services.certificate_calibrations import (
    READING_LABELS,
    Calibration,
    Measurement,
    Paper,
    Readings,
)
from desktop.views.messages import sentence
from desktop.views.printing import presses
from desktop.views.printing.measure_picture import MeasurePicture
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import FilePicker
from desktop.views.widgets.measure_field import MeasureField
from desktop.views.widgets.named import named, restyle
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.services.certificate_calibrations import CalibrationRow, Solution
    from desktop.views.pages import Bench

_SIZE = (980, 600)
_STEP_MM = 0.25
_LARGEST_MM = 1000.0
_KINDS = "Tệp PDF (*.pdf)"


class CalibrationDialog(QDialog):
    """Measures one printer, tray and paper; show it with ``open()``.

    Signals:
        saved: a calibration was kept.
    """

    saved = Signal()

    def __init__(
        self,
        bench: Bench,
        printer: str,
        tray: str,
        paper: Paper,
        used: CalibrationRow | None,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._bench, self._printer, self._tray = bench, printer, tray
        self._paper, self._used = paper, used
        self.setWindowTitle("Căn chỉnh máy in")
        self.setObjectName("calibration_dialog")
        self.resize(*_SIZE)
        self.banner = Banner()
        tray_told = f", khay {tray}" if tray else ""
        self._about = named(
            QLabel(f"{printer}{tray_told}, giấy {paper.label}"), "measured_what", role="heading"
        )
        self._corrected = named(QCheckBox("In có căn chỉnh đang dùng, để kiểm tra"), "check_used")
        self._corrected.setChecked(used is not None)
        self._corrected.toggled.connect(lambda _on: self._judge())
        self._picture = MeasurePicture(paper)
        self._fields = {name: self._reading_box(name) for name in READING_LABELS}
        self._read = set[str]()
        self._told = named(QLabel(), "calibration_means")
        self._told.setWordWrap(True)
        self._print = action_button("In trang kẻ ô", "print_grid", "print", self._print_grid)
        self._file = action_button("Ghi PDF…", "write_grid", "save", self._write_grid)
        self._save = action_button(
            "Dùng số đo này", "save_calibration", "save", self._keep, role="primary"
        )
        self._lay_out()
        # Not before it has a place: a widget of its own would be a window for a moment.
        self._corrected.setVisible(used is not None)
        self._judge()

    def _reading_box(self, name: str) -> QDoubleSpinBox:
        box = named(MeasureField(), name, says=f"{READING_LABELS[name]}, mm")
        box.setRange(0.0, _LARGEST_MM)
        box.setDecimals(2)
        box.setSingleStep(_STEP_MM)
        box.setSuffix(" mm")
        box.setValue(getattr(self._paper.expected(), name))
        box.valueChanged.connect(lambda _value: self._judge())
        box.editingFinished.connect(lambda: self._note_read(name))
        # What is being typed is shown on the picture.
        box.installEventFilter(self._picture)
        return box

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(PAD)
        form.setVerticalSpacing(GAP)
        for number, (name, label) in enumerate(READING_LABELS.items(), 1):
            form.addRow(f"{number}. {label}", self._fields[name])
        printing = QHBoxLayout()
        printing.setSpacing(GAP)
        printing.addWidget(self._print)
        printing.addWidget(self._file)
        printing.addStretch()
        first = named(QLabel("1. In trang kẻ ô ra giấy trắng, tỷ lệ 100 %."), "first_step")
        second = named(
            QLabel("2. Đo từng khoảng trên trang bằng thước, đọc đến ¼ mm, rồi ghi:"), "second_step"
        )
        second.setWordWrap(True)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addWidget(first)
        left.addWidget(self._corrected)
        left.addLayout(printing)
        left.addSpacing(GAP)
        left.addWidget(second)
        left.addLayout(form)
        left.addWidget(self._told)
        left.addStretch()
        body = QHBoxLayout()
        body.setSpacing(PAD)
        body.addLayout(left, 2)
        body.addWidget(self._picture, 3)
        close = named(QPushButton("Đóng"), "close")
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._save)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        layout.addWidget(self._about)
        layout.addWidget(self.banner)
        layout.addLayout(body, 1)
        layout.addLayout(foot)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        allow(self._print, "" if self._printer else "Chưa chọn máy in")

    # -- readings -------------------------------------------------------------------------------

    def _measurement(self) -> Measurement:
        readings = Readings(**{name: box.value() for name, box in self._fields.items()})
        used = self._used.id if self._used is not None and self._corrected.isChecked() else None
        return Measurement(self._printer, self._tray, self._paper, readings, used)

    def _note_read(self, name: str) -> None:
        self._read.add(name)
        self._judge()

    def _judge(self) -> None:
        calibrations, measurement = self._bench.desk.calibrations, self._measurement()
        self._bench.runner.run(
            lambda _r: calibrations.judge(measurement),
            on_done=self._show_solution,
            on_refused=self._show_refusal,
        )

    def _show_solution(self, solution: Solution) -> None:
        self._mark("")
        found = solution.calibration
        moved = f"sang phải {_mm(found.right)}, xuống dưới {_mm(found.down)}"
        stretch = (_number(factor, 4) for factor in (found.scale_x, found.scale_y))
        turned = f"xoay {_number(found.rotation, 2)}°"
        self._told.setText(
            f"Trang in lệch nhiều nhất {_mm(solution.missed)}. Sẽ bù: {moved}, {turned}, "
            f"giãn ngang và dọc {' và '.join(stretch)}. "
            f"Hai chiều chênh nhau {_mm(solution.residual)}; quá nửa mi-li-mét thì nên đo lại."
        )
        allow(self._save, "")

    def _show_refusal(self, error: AppError) -> None:
        wrong = str(error.data.get("field", ""))
        self._mark(wrong)
        left = len(self._fields) - len(self._read)
        text = sentence(error).text
        if left and not wrong:
            # Readings agree only once all of them are the printer's own.
            text = f"Hãy ghi nốt các số đo: còn {left} ô chưa ghi."
        self._told.setText(text)
        restyle(self._told, problem="danger" if wrong or not left else "")
        allow(self._save, text)

    def _mark(self, wrong: str) -> None:
        for name, box in self._fields.items():
            restyle(box, problem="danger" if name == wrong else "")
        restyle(self._told, problem="")

    def _keep(self) -> None:
        calibrations, measurement = self._bench.desk.calibrations, self._measurement()

        def done(_found: tuple[CalibrationRow, Solution]) -> None:
            self.saved.emit()
            self.accept()

        self._bench.runner.run(
            lambda _r: calibrations.measure(measurement),
            on_done=done,
            on_refused=self._refused,
        )

    def _refused(self, error: AppError) -> None:
        if isinstance(error, DocumentFailed):
            self._show_refusal(error)
        else:
            self.banner.show_refusal(error)

    # -- the grid page --------------------------------------------------------------------------

    def _correction(self) -> Calibration:
        checks = self._used is not None and self._corrected.isChecked()
        return self._used.calibration if self._used is not None and checks else Calibration()

    def _print_grid(self) -> None:
        calibrations = self._bench.desk.calibrations
        press = presses.press_for(self._printer, self._tray, self._correction())

        def work(_r: object) -> int:
            page = calibrations.grid(self._printer, self._tray, self._paper)
            return press.send(page, "Trang căn chỉnh máy in")

        def done(_job: int) -> None:
            self.banner.show_message(Tone.SUCCESS, "Đã gửi trang kẻ ô tới máy in.")
            self._fields["a_left"].setFocus()
            self._fields["a_left"].selectAll()

        self._bench.runner.run(
            work, on_done=done, on_refused=self.banner.show_refusal, queue="other"
        )

    def _write_grid(self) -> None:
        target = FilePicker.save_file(self, "Ghi trang kẻ ô", "trang-ke-o.pdf", _KINDS)
        if target is None:
            return
        calibrations, used = self._bench.desk.calibrations, self._correction()

        def work(_r: object) -> Path:
            calibrations.write_grid(target, self._paper, self._printer, used)
            return target

        def done(file: Path) -> None:
            self.banner.show_message(Tone.SUCCESS, f"Đã ghi {file.name}.")
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

        self._bench.runner.run(work, on_done=done, on_refused=self.banner.show_refusal)


def _mm(value: float) -> str:
    return f"{_number(value, 2)} mm"


def _number(value: float, places: int) -> str:
    return f"{value:.{places}f}".replace(".", ",")
