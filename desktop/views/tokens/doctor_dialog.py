"""«Kiểm tra thiết bị ký số»: why a token does not sign, and a report for whoever can help."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError, SigningFailed
from desktop.overrides import override
from desktop.services.token_doctor import TriesLeft, write_report
from desktop.views.theme import GAP, Tone
from desktop.views.tokens.driver_field import DriverField
from desktop.views.tokens.report_words import report_text, verdict
from desktop.views.tokens.steps_list import StepsList
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import FilePicker
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.services.token_doctor import TokenReport
    from desktop.views.pages import Bench

_SIZE = (880, 690)
_ABOUT = (
    "Chương trình xem lần lượt từng bước, từ trình điều khiển đến ký thử. Không có gì trên thiết "
    "bị bị thay đổi. Để trống PIN thì chỉ xem những bước không cần PIN, không mất lần gõ nào."
)
_CONSENT = "Tôi nhớ chắc PIN: cho dùng lần gõ cuối cùng (sai là thiết bị bị khóa)"
_NO_DRIVER = "Chọn trình điều khiển trước"
_NO_REPORT = "Kiểm tra thiết bị trước"


class TokenDoctorDialog(QDialog):
    """Looks at a token as often as asked; each look is one job.

    Args:
        bench: services and runner.
        parent: the window.
        module: the driver to begin with; None takes the one used here last.
    """

    def __init__(self, bench: Bench, parent: QWidget | None, module: Path | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._report: TokenReport | None = None
        self._working = False
        self.setObjectName("token_doctor")
        self.setWindowTitle("Kiểm tra thiết bị ký số")
        self.resize(*_SIZE)
        self.banner = Banner()
        self._driver = DriverField()
        self._pin = named(QLineEdit(), "doctor_pin", says="PIN của thiết bị, có thể để trống")
        self._pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._pin.setPlaceholderText("PIN của thiết bị, có thể để trống")
        self._consent = named(QCheckBox(_CONSENT), "consent")
        self._consent.hide()
        self._steps = StepsList()
        self._look = action_button("Kiểm tra", "look", "search", self._examine, role="primary")
        self._copy = action_button("Chép báo cáo", "copy_report", "link", self._copy_report)
        self._save = action_button("Lưu báo cáo…", "save_report", "save", self._save_report)
        self._register = action_button(
            "Đăng ký chứng thư…", "register_token", "certificate", self._register_certificate
        )
        self._close = named(QPushButton("Đóng"), "no")
        self._close.clicked.connect(self.reject)
        for button in (self._look, self._copy, self._save, self._register, self._close):
            button.setAutoDefault(False)
        self._lay_out()
        self._driver.chosen.connect(lambda _module: self._driver_changed())
        self._offer(module)
        self._say()

    def _lay_out(self) -> None:
        asked = QHBoxLayout()
        asked.setSpacing(GAP)
        asked.addWidget(self._pin, 1)
        asked.addWidget(self._look)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self._copy, self._save, self._register):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self._close)
        about = named(QLabel(_ABOUT), "doctor_about", role="muted")
        about.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(GAP)
        layout.addWidget(named(QLabel("Kiểm tra thiết bị ký số"), "heading", role="heading"))
        layout.addWidget(about)
        layout.addWidget(self._driver)
        layout.addLayout(asked)
        layout.addWidget(self._consent)
        layout.addWidget(self.banner)
        layout.addWidget(self._steps, 1)
        layout.addLayout(buttons)

    def _offer(self, module: Path | None) -> None:
        tokens = self._bench.desk.tokens

        def show(known: tuple[Path, ...]) -> None:
            self._driver.offer(known)
            self._set_working(working=False)

        if module is not None:
            self._driver.offer([module])
        self._set_working(working=True)
        self._bench.runner.run(
            lambda _r: tokens.known_modules(), on_done=show, on_refused=self._refused
        )

    # -- looking ----------------------------------------------------------------------------

    def _examine(self) -> None:
        module = self._driver.module
        assert module is not None
        pin, consent = self._pin.text() or None, self._consent.isChecked()
        # Handed over once; nothing of it stays on the screen.
        self._pin.clear()
        self._set_working(working=True)
        doctor = self._bench.desk.token_doctor
        self._bench.runner.run(
            lambda _r: doctor.examine(module, pin, allow_last_try=consent),
            on_done=self._show,
            on_refused=self._refused,
        )

    def _show(self, report: TokenReport) -> None:
        self._report = report
        self._steps.show_report(report)
        self._consent.setVisible(report.tries is TriesLeft.LAST)
        self._consent.setChecked(False)
        last = report.tries is TriesLeft.LAST
        calm = Tone.WARNING if last else Tone.SUCCESS if report.with_pin else Tone.INFO
        tone = Tone.DANGER if report.failure else calm
        self.banner.show_message(tone, verdict(report), can_close=False)
        self._set_working(working=False)

    def _driver_changed(self) -> None:
        self._report = None
        self._steps.clear()
        self.banner.clear()
        self._consent.hide()
        self._say()

    # -- what can be done with it -----------------------------------------------------------

    def _copy_report(self) -> None:
        assert self._report is not None
        QGuiApplication.clipboard().setText(report_text(self._report))
        self.banner.show_message(Tone.SUCCESS, "Đã chép báo cáo; dán được vào thư hoặc tin nhắn.")

    def _save_report(self) -> None:
        assert self._report is not None
        target = FilePicker.save_file(
            self, "Lưu báo cáo kiểm tra", "kiem-tra-thiet-bi-ky-so.txt", "Văn bản (*.txt)"
        )
        if target is None:
            return
        text = report_text(self._report)

        def done(_none: None) -> None:
            self._set_working(working=False)
            self.banner.show_message(Tone.SUCCESS, f"Đã lưu báo cáo ra {target.name}.")

        self._set_working(working=True)
        self._bench.runner.run(
            lambda _r: write_report(target, text),
            on_done=done,
            on_refused=self._refused,
            queue="other",
        )

    def _register_certificate(self) -> None:
        report = self._report
        assert report is not None
        assert report.certificate is not None
        target = FilePicker.save_file(
            self,
            "Ghi chứng thư để chuyển cho nơi nhận",
            f"chung-thu-{report.short_code[:4].lower()}.gscert",
            "Chứng thư (*.gscert)",
        )
        if target is None:
            return
        path = target if target.suffix == ".gscert" else target.with_name(f"{target.name}.gscert")
        module, fingerprint = report.module, report.certificate.fingerprint

        def done(code: str) -> None:
            text = (
                f"Đã đăng ký chứng thư cho cơ quan. Chuyển {path.name} cho nơi nhận; khi họ gọi "
                f"điện, đọc mã ngắn {code} để họ so."
            )
            self._bench.changes.tell({"trust"})
            self._report = None
            self._set_working(working=False)
            self.banner.show_message(Tone.SUCCESS, text)

        self._set_working(working=True)
        tokens = self._bench.desk.tokens
        self._bench.runner.run(
            lambda _r: tokens.register(module, path, fingerprint=fingerprint).short_code,
            on_done=done,
            on_refused=self._refused,
        )

    # -- while a job runs -------------------------------------------------------------------

    def _refused(self, error: AppError) -> None:
        self._set_working(working=False)
        self.banner.show_refusal(error)

    @override
    def reject(self) -> None:
        # Closed now, the job would have nobody left to tell of its end.
        if not self._working:
            super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._working:
            event.ignore()
        else:
            super().closeEvent(event)

    # -- buttons ----------------------------------------------------------------------------

    def _set_working(self, *, working: bool) -> None:
        self._working = working
        self._say()

    def _say(self) -> None:
        busy = "Đang xem thiết bị" if self._working else ""
        missing = "" if self._driver.module else _NO_DRIVER
        allow(self._look, busy or missing)
        for button in (self._copy, self._save):
            allow(button, busy or ("" if self._report else _NO_REPORT))
        allow(self._register, busy or self._why_not_register())

    def _why_not_register(self) -> str:
        report = self._report
        if report is None:
            return _NO_REPORT
        if report.certificate is None:
            return "Chưa đọc được chứng thư trên thiết bị"
        codes = {check.failure.code for check in report.checks if check.failure}
        if SigningFailed.Code.KEY_NOT_FOR_SIGNING in codes:
            return "Chứng thư này không dùng để ký"
        return "" if SigningFailed.Code.NOT_BOUND in codes else "Chứng thư đã được đăng ký"
