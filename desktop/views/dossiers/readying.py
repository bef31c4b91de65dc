"""Marking a dossier ready, reopening, recalling, beginning its next revision; for the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.views.messages import problem_sentence
from desktop.views.theme import Tone
from desktop.views.widgets.dialogs import ReasonDialog

if TYPE_CHECKING:
    from desktop.services.dossiers import ReadyReport
    from desktop.views.dossiers.open_dossier import OpenDossier
    from desktop.views.pages import Bench
    from desktop.views.widgets.banner import Banner

# More would make the question taller than the smallest screen.
_LISTED = 8


class Readying(QObject):
    """The moves that need nothing but the dossier, and a reason at most.

    Signals:
        moved: the dossier's id.
    """

    moved = Signal(object)

    def __init__(self, bench: Bench, parent: QWidget, banner: Banner) -> None:
        super().__init__(parent)
        self._bench, self._parent, self._banner = bench, parent, banner

    def mark_ready(self, opened: OpenDossier) -> None:
        """Declare a draft complete; warnings may stand once a reason was typed."""
        reason = ""
        if opened.warnings:
            typed = ReasonDialog.ask(
                self._parent,
                "Vẫn còn điểm cần xem lại",
                _listed(opened),
                yes="Đánh dấu sẵn sàng",
            )
            if typed is None:
                return
            reason = typed

        def done(report: ReadyReport) -> None:
            if report.ready:
                self._banner.show_message(Tone.SUCCESS, _what_next(opened))
            else:
                text = "Hồ sơ vừa có thêm việc phải sửa hoặc xem lại, xem thẻ «Còn thiếu gì»."
                self._banner.show_message(Tone.WARNING, text)
            self.moved.emit(opened.id)

        self._run(lambda: self._bench.desk.dossiers.mark_ready(opened.id, reason), done)

    def reopen(self, opened: OpenDossier) -> None:
        """Take a ready dossier back to edit it."""
        self._run(
            lambda: self._bench.desk.dossiers.reopen(opened.id),
            lambda _none: self._say(opened, "Hồ sơ đã mở lại để sửa."),
        )

    def revise(self, opened: OpenDossier) -> None:
        """Begin the next revision of a returned dossier."""
        text = "Bắt đầu lần bổ sung. Các điểm nơi nhận yêu cầu nằm ở thẻ «Còn thiếu gì»."
        self._run(
            lambda: self._bench.desk.dossiers.revise(opened.id),
            lambda _none: self._say(opened, text),
        )

    def recall(self, opened: OpenDossier) -> None:
        """Take a sent dossier back, with a reason the receiver is told."""
        text = (
            "Hồ sơ thành bản soạn của lần gửi sau, và một gói thu hồi có ký được đưa vào «Hộp đi». "
            "Nếu nơi nhận đã tiếp nhận trước khi gói thu hồi tới, cán bộ nơi nhận sẽ chọn giữ hay "
            "trả lại."
        )
        reason = ReasonDialog.ask(
            self._parent, "Thu hồi hồ sơ đã gửi", text, yes="Thu hồi", dangerous=True
        )
        if reason is None:
            return
        said = (
            f"Đã thu hồi. Chuyển gói thu hồi ở «Hộp đi» tới {opened.row.receiver}, rồi sửa và gửi "
            "lại hồ sơ."
        )
        self._run(
            lambda: self._bench.desk.recalls.recall(opened.id, reason),
            lambda _report: self._say(opened, said),
        )

    def _say(self, opened: OpenDossier, text: str) -> None:
        self._banner.show_message(Tone.SUCCESS, text)
        self.moved.emit(opened.id)

    def _run(self, work: Callable[[], Any], on_done: Callable[[Any], object]) -> None:
        self._bench.runner.run(
            lambda _r: work(), on_done=on_done, on_refused=self._banner.show_refusal
        )


def _what_next(opened: OpenDossier) -> str:
    if opened.draft.receiver_office_id is None:
        return "Hồ sơ đã sẵn sàng. Việc tiếp theo: «Quyết định tại đơn vị…»."
    return "Hồ sơ đã sẵn sàng. Việc tiếp theo: «Ký và gửi…» để gửi lên cấp trên."


def _listed(opened: OpenDossier) -> str:
    plain = [problem_sentence(replace(p, citation="")) for p in opened.warnings]
    lines = [f"• {text}" for text in dict.fromkeys(plain)]
    if len(lines) > _LISTED:
        lines = [*lines[:_LISTED], f"… và {len(lines) - _LISTED} điểm khác"]
    return "\n".join(["Ghi lý do vì sao vẫn đánh dấu sẵn sàng:", *lines])
