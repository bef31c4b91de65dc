"""Signing a ready dossier into a package, and copying a package again; asked for by the page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.config import LOCAL_TIME
from desktop.errors import AppError, StorageError
from desktop.vietnamese.dates import short_date
from desktop.views.dossiers.signing_dialog import SigningChoice, SigningDialog
from desktop.views.exchange.words import road_text
from desktop.views.theme import Tone
from desktop.views.tokens.token_desk import TokenDesk
from desktop.views.widgets.attachments_panel import size_text
from desktop.views.widgets.banner import Action
from desktop.views.widgets.dialogs import FilePicker

if TYPE_CHECKING:
    from uuid import UUID

    from desktop.jobs.runner import Report
    from desktop.services.connections import LineState
    from desktop.services.outbox import ExportReport
    from desktop.views.dossiers.open_dossier import OpenDossier
    from desktop.views.pages import Bench
    from desktop.views.widgets.banner import Banner
    from desktop.views.widgets.progress import JobProgress

_SHORT_DIGEST = 12


class Sending(QObject):
    """Joins the signing dialog and the outbox.

    Args:
        bench: services and runner.
        parent: the page.
        banner: where the outcome is told.
        progress: shows a copy on its way.

    Signals:
        sent: the dossier's id; it was signed and stands in the outbox.
    """

    sent = Signal(object)

    def __init__(
        self, bench: Bench, parent: QWidget, banner: Banner, progress: JobProgress
    ) -> None:
        super().__init__(parent)
        self._bench, self._parent = bench, parent
        self._banner, self._progress = banner, progress

    def ask(self, opened: OpenDossier) -> None:
        """Open the dialog for a ready dossier."""
        dialog = SigningDialog(self._parent, _summary(opened))
        dialog.finished.connect(dialog.deleteLater)
        tokens = TokenDesk(self._bench, dialog, dialog.source, dialog.banner)
        dialog.sign_asked.connect(lambda choice: self._sign(dialog, opened, choice, tokens))
        dialog.open()

        def show_road(road: LineState | None) -> None:
            if road is not None:
                dialog.show_road(road_text(road, opened.row.receiver))

        lines, receiver = self._bench.desk.lines, opened.draft.receiver_office_id
        run, refuse = self._bench.runner.run, dialog.banner.show_refusal
        run(lambda _r: self._own_key(), on_done=dialog.show_own_key, on_refused=refuse)
        run(lambda _r: lines.road_to(receiver), on_done=show_road, on_refused=refuse)

    def _own_key(self) -> str:
        key = self._bench.desk.keys.own_certificate()
        until = short_date(key.valid_to.astimezone(LOCAL_TIME).date())
        return f"{key.subject} · mã ngắn {key.short_code} · dùng đến {until}"

    def _sign(
        self, dialog: SigningDialog, opened: OpenDossier, choice: SigningChoice, tokens: TokenDesk
    ) -> None:
        desk = self._bench.desk

        def work(report: Report) -> ExportReport:
            with choice.key.opened(desk) as signer:
                return desk.outbox.export(opened.id, choice.folder, signer, report)

        def done(report: ExportReport) -> None:
            dialog.finish()
            dialog.accept()
            self._tell(opened.row.receiver, report, choice.folder)
            self.sent.emit(opened.id)

        def refused(error: AppError) -> None:
            if error.code is StorageError.Code.QUEUED_NOT_COPIED:
                # Signed and queued all the same; only the copy is to be made again.
                dialog.finish()
                dialog.accept()
                self._banner.show_refusal(error)
                self.sent.emit(opened.id)
            else:
                dialog.show_refusal(error, tokens.actions(error))
                tokens.look_again()

        def cancelled() -> None:
            # Stopped in the copy, it is sent already: the page looks again.
            dialog.finish()
            self.sent.emit(opened.id)

        job = self._bench.runner.run(
            work,
            on_done=done,
            on_refused=refused,
            on_progress=dialog.progress.report,
            on_cancelled=cancelled,
        )
        dialog.watch(job)

    def copy_again(self, package_id: UUID, receiver: str) -> None:
        """Ask for a folder and copy a package of the outbox into it."""
        folder = FilePicker.folder(self._parent, "Chép gói hồ sơ vào USB hoặc thư mục")
        if folder is None:
            return

        def done(path: Path) -> None:
            self._progress.finish()
            text = f"Đã chép {path.name} vào {folder}. Mang tệp này tới {receiver}."
            self._banner.show_message(Tone.SUCCESS, text, [_open_folder(folder)])

        def refused(error: AppError) -> None:
            self._progress.finish()
            self._banner.show_refusal(error)

        self._banner.clear()
        job = self._bench.runner.run(
            lambda report: self._bench.desk.outbox.copy_to(package_id, folder, report),
            on_done=done,
            on_refused=refused,
            on_progress=self._progress.report,
            on_cancelled=self._progress.finish,
        )
        self._progress.watch(job, "Chép gói ra thư mục")

    def _tell(self, receiver: str, report: ExportReport, folder: Path | None) -> None:
        digest = report.sha256[:_SHORT_DIGEST]
        if folder is None:
            text = (
                f"Đã ký hồ sơ ({size_text(report.size)}, SHA-256 {digest}…). Gói ở «Hộp đi» và tự "
                f"đi tới {receiver} theo đường truyền; biên nhận cũng tự về."
            )
            self._banner.show_message(Tone.SUCCESS, text)
            return
        text = (
            f"Đã ký và xuất gói {report.path.name} ({size_text(report.size)}, "
            f"SHA-256 {digest}…). Mang tệp này tới {receiver}; khi nơi nhận đưa lại tệp biên nhận, "
            "mở tệp đó ở trang «Hộp đến»."
        )
        self._banner.show_message(Tone.SUCCESS, text, [_open_folder(report.path.parent)])


def _open_folder(folder: Path) -> Action:
    return "Mở thư mục", lambda: open_folder(folder)


def open_folder(folder: Path) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _summary(opened: OpenDossier) -> str:
    number = f"Tờ trình số {opened.draft.letter_number}. " if opened.draft.letter_number else ""
    return (
        f"«{opened.draft.title}», {len(opened.live)} đề nghị, gửi {opened.row.receiver}. {number}"
        "Sau khi ký, hồ sơ được khóa: muốn sửa phải thu hồi hoặc đợi trả lại."
    )
