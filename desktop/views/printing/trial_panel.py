"""Step 3: one sheet, or only its frames, on plain paper, to hold against a blank to the light."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from desktop.errors import AppError
from desktop.views.printing.page_view import PageView
from desktop.views.theme import GAP, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.services.certificate_drawings import Drawing
    from desktop.services.certificate_proofs import Proof
    from desktop.views.pages import Bench
    from desktop.views.printing.options import PrintOptions

_ABOUT = (
    "Đặt giấy trắng cùng khổ với phôi vào khay, in thử rồi áp lên phôi, soi ra ánh sáng: chữ phải "
    "nằm đúng dòng kẻ và chỗ trống. Lệch thì bấm «Căn chỉnh…» ở trên; "
    "giấy thử không tính vào sổ in."
)


class TrialPanel(QWidget):
    """Trial sheets; nothing of them is noted and nothing needs to be signed.

    Signals:
        tried: a trial sheet went to the printer.
        file_asked: «Ghi PDF…» was pressed.
    """

    tried = Signal()
    file_asked = Signal()

    def __init__(self, bench: Bench, options: PrintOptions) -> None:
        super().__init__()
        self._bench, self._options = bench, options
        self._proof: Proof | None = None
        self.setObjectName("trial_panel")
        self.banner = Banner()
        self._about = named(QLabel(_ABOUT), "trial_about", role="muted")
        self._about.setWordWrap(True)
        self._view = PageView("trial_view", "Xem trước tờ in thử")
        self._place = named(QSpinBox(), "trial_place", says="Tờ số")
        self._place.setMinimum(1)
        self._place.valueChanged.connect(lambda _n: self._show_page())
        self._caption = named(QLabel(), "trial_caption")
        self._sheet = action_button(
            "In thử tờ này", "try_sheet", "print", self._try_sheet, role="primary"
        )
        self._frames = action_button("In thử khung", "try_frames", "grid", self._try_frames)
        self._file = action_button("Ghi PDF…", "write_pdf", "save", self.file_asked.emit)
        self._lay_out()
        options.printer_changed.connect(self._say_buttons)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        label = QLabel("Tờ")
        label.setBuddy(self._place)
        row.addWidget(label)
        row.addWidget(self._place)
        row.addWidget(self._caption, 1)
        for button in (self._file, self._frames, self._sheet):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.banner)
        layout.addWidget(self._about)
        layout.addWidget(self._view, 1)
        layout.addLayout(row)

    def show_proof(self, proof: Proof | None) -> None:
        """Show the pages that may be tried."""
        self._proof = proof
        self._place.setMaximum(len(proof.pages) if proof else 1)
        self._show_page()
        self._say_buttons()

    def _show_page(self) -> None:
        if self._proof is None:
            self._view.show_drawing(None)
            self._caption.clear()
            return
        page = self._proof.pages[self._place.value() - 1]
        self._view.show_drawing(page.drawing, f"Giấy khen của {page.text.name}")
        small = " · có dòng phải thu nhỏ chữ" if page.shrunk else ""
        total = len(self._proof.pages)
        self._caption.setText(f"/ {total} · số {page.text.number} · {page.text.name}{small}")

    def _say_buttons(self) -> None:
        why_not = "" if self._proof else "Chưa có giấy khen nào để in"
        allow(self._file, why_not)
        for button in (self._sheet, self._frames):
            allow(button, why_not or self._options.no_printer)

    def _try_sheet(self) -> None:
        if self._proof is not None:
            page = self._proof.pages[self._place.value() - 1]
            self._print(lambda: page.drawing, f"In thử giấy khen số {page.text.number}")

    def _try_frames(self) -> None:
        look, desk = self._options.look, self._bench.desk
        self._print(
            lambda: desk.calibrations.outline(
                desk.layouts.layout(look.layout), overlay=look.overlay
            ),
            "In thử khung",
        )

    def _print(self, draw: Callable[[], Drawing], title: str) -> None:
        press = self._options.press

        def done(_job: int) -> None:
            self.banner.show_message(Tone.SUCCESS, f"{title}: đã gửi máy in, chờ tờ giấy ra.")
            self.tried.emit()

        self.banner.clear()
        self._bench.runner.run(
            lambda _r: press.send(draw(), title),
            on_done=done,
            on_refused=self._refused,
            queue="other",
        )

    def _refused(self, error: AppError) -> None:
        self.banner.show_refusal(error)
