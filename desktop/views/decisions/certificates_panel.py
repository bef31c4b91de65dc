"""«Giấy khen»: which layout, which of them, how far to shift, how it will look, and the PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QLocale, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.services.certificates import Calibration
from desktop.vietnamese.text import fold
from desktop.views.decisions.certificates_code import CodeField
from desktop.views.decisions.page_picture import PagePicture
from desktop.views.messages import sentence
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import FilePicker
from desktop.views.widgets.named import named
from desktop.views.widgets.progress import JobProgress
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.services.certificates import CertificateReport
    from desktop.services.decision_rows import DecisionDetail
    from desktop.services.previews import PagePreview
    from desktop.views.pages import Bench

_KINDS = "Tệp PDF (*.pdf)"
_FARTHEST_MM = 20.0
_STEP_MM = 0.5
_RANGE_WIDTH, _SHIFT_WIDTH = 108, 82
# Wide enough to read the small print; the label scales it down.
_PREVIEW_PIXELS = 1200
_RECEIVED = "Giấy khen của quyết định này do cơ quan đã quyết định in và trao."
_NONE = "Quyết định này không có giấy khen nào để in."


class CertificatesPanel(QWidget):
    """The certificates of one decision.

    Signals:
        printed: a PDF was written.
    """

    printed = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.setObjectName("certificates")
        self._decision: UUID | None = None
        self._detail: DecisionDetail | None = None
        self._file_name = "giay-khen.pdf"
        self._place, self._total, self._asked = 1, 0, 0
        self._stale = False
        self.banner = Banner()
        self._progress = JobProgress()
        self._layout_box = named(QComboBox(), "layout", says="Mẫu in")
        self._award: UUID | None = None
        self._offer_layouts()
        bench.changes.changed.connect(self._layouts_changed)
        self._range = named(QLineEdit(), "page_range", says="In những tờ nào")
        self._range.setPlaceholderText("Tất cả, 3-7")
        self._range.setFixedWidth(_RANGE_WIDTH)
        self._right = _shift_box("shift_right", "Dịch sang phải (mm)")
        self._down = _shift_box("shift_down", "Dịch xuống dưới (mm)")
        self._picture = PagePicture()
        self._caption = named(QLabel(), "preview_caption", role="muted")
        self._caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._caption.setWordWrap(True)
        self._make_buttons()
        self._lay_out()
        for signal in (
            self._layout_box.currentIndexChanged,
            self._right.valueChanged,
            self._down.valueChanged,
        ):
            signal.connect(lambda _value: self._look())

    def _offer_layouts(self) -> None:
        """Offer the program's layouts and this office's; at first the one it has chosen."""
        certificates, box = self._bench.desk.certificates, self._layout_box
        chosen = box.currentData() or certificates.default_layout()
        box.blockSignals(True)
        box.clear()
        for code, name in certificates.layouts():
            box.addItem(name, code)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.blockSignals(False)

    def _layouts_changed(self, subjects: frozenset[str]) -> None:
        if "certificate_layouts" in subjects:
            self._offer_layouts()
            self._stale = self._decision is not None and bool(self._total)
            if self.isVisible():
                self._look()

    def _make_buttons(self) -> None:
        self._before = action_button(
            "Tờ trước", "previous", "chevron-left", lambda: self._turn(-1), role="quiet"
        )
        self._after = action_button(
            "Tờ sau", "next", "chevron-right", lambda: self._turn(1), role="quiet"
        )
        self._change = action_button(
            "Sửa riêng tờ này…", "change_certificate", "edit", self._change_certificate
        )
        self._run = action_button(
            "In giấy khen…", "print_certificates", "print", self._open_printing, role="primary"
        )
        self._run.setToolTip("Xếp thứ tự trao, soát, in thử, in lên phôi")
        self._print = action_button(
            "Ghi PDF và mở…", "write_open", "open", lambda: self._write(True)
        )
        self._keep = action_button("Ghi PDF…", "write", "save", lambda: self._write(False))
        self._code = CodeField(self._bench)
        self._code.told.connect(self.banner.show_message)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(PAD)
        grid.setVerticalSpacing(2)
        fields = (
            ("Mẫu in", self._layout_box),
            ("Những tờ nào", self._range),
            ("Dịch phải", self._right),
            ("Dịch xuống", self._down),
        )
        for column, (label, field) in enumerate(fields):
            caption = QLabel(label)
            caption.setProperty("role", "label")
            caption.setBuddy(field)
            grid.addWidget(caption, 0, column)
            grid.addWidget(field, 1, column)
        grid.setColumnStretch(0, 1)
        pages = QHBoxLayout()
        pages.addWidget(self._before)
        pages.addWidget(self._caption, 1)
        pages.addWidget(self._change)
        pages.addWidget(self._after)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self._run)
        buttons.addWidget(self._print)
        buttons.addWidget(self._keep)
        buttons.addWidget(self._code, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self.banner)
        layout.addLayout(grid)
        layout.addWidget(self._picture, 1)
        layout.addLayout(pages)
        layout.addWidget(self._progress)
        layout.addLayout(buttons)

    def show_decision(self, decision: DecisionDetail) -> None:
        """Show the certificates of a decision, drawn when the panel is in sight."""
        if decision.id != self._decision:
            self._place = 1
            self._range.clear()
        self._decision, self._detail = decision.id, decision
        words = "".join(c if c.isalnum() else "-" for c in fold(decision.number))
        self._file_name = f"giay-khen-{words.strip('-')}.pdf"
        numbered = sum(bool(award.certificate_number) for award in decision.awards)
        self._total = numbered if decision.made_here else 0
        why_not = "" if self._total else (_NONE if decision.made_here else _RECEIVED)
        for widget in (self._layout_box, self._range, self._right, self._down):
            widget.setEnabled(not why_not)
        for button in (self._print, self._keep, self._change):
            allow(button, why_not)
        self._picture.show_text(why_not)
        self._caption.clear()
        self._say_turning()
        self._stale = not why_not
        if self.isVisible():
            self._look()

    def draw(self) -> None:
        """Draw the page when something changed since it was last in sight."""
        if self._stale:
            self._look()

    def _open_printing(self) -> None:
        if self._detail is None:
            return
        # What prints is loaded when somebody prints.
        from desktop.views.printing.page import PrintingDialog

        dialog = PrintingDialog(self._bench, self._detail, self)
        dialog.finished.connect(lambda _code: self._look())
        dialog.open()

    def _calibration(self) -> Calibration:
        return Calibration(right=self._right.value(), down=self._down.value())

    def _turn(self, step: int) -> None:
        self._place = min(max(self._place + step, 1), self._total)
        self._look()

    def _look(self) -> None:
        decision_id = self._decision
        if decision_id is None or not self._total:
            return
        self._stale = False
        self._asked += 1
        ticket, place = self._asked, self._place
        layout, shift = self._layout_box.currentData(), self._calibration()
        previews = self._bench.desk.previews

        def show(page: PagePreview) -> None:
            if ticket == self._asked:
                self._show_page(page)

        def refused(error: AppError) -> None:
            if ticket == self._asked:
                self._picture.show_text(sentence(error).text)

        self._bench.runner.run(
            lambda _r: previews.certificate(
                decision_id, place, layout, calibration=shift, width=_PREVIEW_PIXELS
            ),
            on_done=show,
            on_refused=refused,
        )

    def _show_page(self, page: PagePreview) -> None:
        self._place, self._total, self._award = page.place, page.total, page.award_id
        self._picture.show_png(page.png, f"Giấy khen của {page.name}")
        small = " · có dòng phải thu nhỏ chữ" if page.shrunk else ""
        text = f"Tờ {page.place}/{page.total} · số {page.number} · {page.name}{small}"
        self._caption.setText(text)
        self._say_turning()

    def _change_certificate(self) -> None:
        """Open the designer on the certificate shown."""
        from desktop.views.layouts.change_dialog import ChangeDialog

        if self._award is not None:
            layout = self._layout_box.currentData()
            dialog = ChangeDialog(self._bench, self._award, layout, self.window())
            dialog.changed.connect(self._look)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _say_turning(self) -> None:
        allow(self._before, "" if self._place > 1 else "Đây là tờ đầu")
        allow(self._after, "" if self._place < self._total else "Đây là tờ cuối")

    def _write(self, then_open: bool) -> None:
        decision_id = self._decision
        target = FilePicker.save_file(self, "Ghi giấy khen ra PDF", self._file_name, _KINDS)
        if decision_id is None or target is None:
            return
        if target.suffix.lower() != ".pdf":
            target = target.with_name(f"{target.name}.pdf")
        layout, shift = self._layout_box.currentData(), self._calibration()
        chosen, certificates = self._range.text(), self._bench.desk.certificates

        def work(report: Report) -> CertificateReport:
            return certificates.write_pdf(
                decision_id, target, layout, calibration=shift, page_range=chosen, report=report
            )

        def done(written: CertificateReport) -> None:
            self._progress.finish()
            self._say_written(target, written)
            if then_open:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

        def refused(error: AppError) -> None:
            self._progress.finish()
            self.banner.show_refusal(error)

        self.banner.clear()
        job = self._bench.runner.run(
            work,
            on_done=done,
            on_refused=refused,
            on_progress=self._progress.report,
            on_cancelled=self._progress.finish,
        )
        self._progress.watch(job, "Vẽ giấy khen")

    def _say_written(self, target: Path, written: CertificateReport) -> None:
        numbers = sorted({shrunk.number for shrunk in written.shrunk}, key=_by_length)
        small = f" Thu nhỏ chữ ở số {', '.join(numbers)}: nên soát lại." if numbers else ""
        text = f"Đã ghi {written.pages} giấy khen vào {target.name}.{small}"
        self.banner.show_message(Tone.WARNING if numbers else Tone.SUCCESS, text)
        self.printed.emit()


def _shift_box(name: str, says: str) -> QDoubleSpinBox:
    box = named(QDoubleSpinBox(), name, says=says)
    box.setRange(-_FARTHEST_MM, _FARTHEST_MM)
    box.setSingleStep(_STEP_MM)
    box.setDecimals(1)
    box.setFixedWidth(_SHIFT_WIDTH)
    box.setSuffix(" mm")
    box.setLocale(QLocale(QLocale.Language.Vietnamese))
    box.setToolTip(
        f"{says}; số âm dịch ngược lại, phím lên xuống đổi 0,5 mm. Dùng khi máy in kéo giấy lệch."
    )
    return box


def _by_length(number: str) -> tuple[int, str]:
    return len(number), number
