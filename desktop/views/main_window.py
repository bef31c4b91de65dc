"""The window: unlock or set up first, then the workspace; it builds pages and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget

from desktop.jobs.runner import JobRunner
from desktop.overrides import override
from desktop.paths import OfficePaths
from desktop.views.unlock.page import UnlockPage

if TYPE_CHECKING:
    from desktop.errors import AppError
    from desktop.services.desk import Desk
    from desktop.views.workspace import Workspace

_KEYS_FILE = "keys.json"
_SIZE = (1280, 720)


class MainWindow(QMainWindow):
    """Shows one of four: set-up wizard, recovery code, unlock screen, workspace."""

    def __init__(
        self,
        paths: OfficePaths,
        clock: Callable[[], datetime],
        runner: JobRunner,
        *,
        login: str = "",
    ) -> None:
        super().__init__()
        self._paths, self._clock, self._runner = paths, clock, runner
        self._workspace: Workspace | None = None
        self._desk: Desk | None = None
        self._adds_officer = False
        self.setWindowTitle("Gương Sáng")
        self.setObjectName("main_window")
        self.resize(*_SIZE)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        # Looked at as a file: asking the services would import all of SQLAlchemy before first
        # paint.
        if (paths.root / _KEYS_FILE).exists():
            self._show_unlock(login)
        else:
            self._show_wizard()

    @property
    def workspace(self) -> Workspace | None:
        """The pages of the open office, None while it is locked."""
        return self._workspace

    def _show_unlock(self, login: str) -> UnlockPage:
        page = UnlockPage(self._paths, self._clock, self._runner, login)
        page.unlocked.connect(self.open_office)
        page.recovery_requested.connect(self._recover)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        return page

    def _show_wizard(self) -> None:
        from desktop.views.setup.wizard import SetupWizard

        wizard = SetupWizard(self._paths, self._clock, self._runner)
        wizard.created.connect(self._show_code)
        wizard.handover_asked.connect(self._show_handover)
        self._stack.addWidget(wizard)
        self._stack.setCurrentWidget(wizard)

    def _show_handover(self) -> None:
        from desktop.views.setup.handover_page import HandoverPage

        wizard = self._stack.currentWidget()
        page = HandoverPage(self._paths, self._clock, self._runner)

        def leave() -> None:
            assert wizard is not None  # it asked for this page
            self._stack.setCurrentWidget(wizard)
            self._stack.removeWidget(page)
            page.deleteLater()

        page.left.connect(leave)
        page.restored.connect(self._taken_over)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def _taken_over(self, desk: Desk, code: str, add_officer: bool) -> None:
        """Show the new recovery code if there is one, then the office that was handed over."""
        self._adds_officer = add_officer
        if code:
            self._show_code(desk, desk.offices.own().name, code)
        else:
            self.open_office(desk)

    def _recover(self) -> None:
        from desktop.views.unlock.recovery import RecoveryDialog

        dialog = RecoveryDialog(self._paths, self._clock, self._runner, self)
        dialog.recovered.connect(
            lambda desk, code: self._show_code(desk, desk.offices.own().name, code)
        )
        dialog.open()

    def _show_code(self, desk: Desk | None, office_name: str, code: str) -> None:
        from desktop.views.setup.recovery_page import RecoveryCodePage

        page = RecoveryCodePage(office_name, code, self._runner, self._clock)
        page.finished.connect(
            lambda: self.open_office(desk) if desk is not None else self._show_unlock("")
        )
        self._desk = desk
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def open_office(self, desk: Desk) -> None:
        """Show the pages of an unlocked office."""
        from desktop.views.workspace import Workspace

        workspace = Workspace(desk, self._runner)
        workspace.title_changed.connect(self.setWindowTitle)
        workspace.locked_out.connect(partial(self._lock, workspace))
        self._stack.addWidget(workspace)
        self._stack.setCurrentWidget(workspace)
        for index in reversed(range(self._stack.count())):
            other = self._stack.widget(index)
            if other is not None and other is not workspace:
                self._stack.removeWidget(other)
                other.deleteLater()
        self._workspace, self._desk = workspace, desk
        workspace.start()
        if self._adds_officer:
            self._adds_officer = False
            workspace.add_officer()

    def _lock(self, workspace: Workspace, why: AppError) -> None:
        """Show nothing more of the open office; what was typed is kept in its journal."""
        desk = self._desk
        if workspace is not self._workspace or desk is None:
            return  # a look that was under way when another one found the same
        self._workspace = self._desk = None
        workspace.keep_typed()
        _dismiss_dialogs()
        # What the pages in hiding still had under way is nobody's to see.
        self._runner.tell_nobody()
        self._runner.on_refused = lambda _error: None
        self._runner.run(lambda _r: desk.close(), on_done=lambda _none: None, brief=True)
        self.setWindowTitle("Gương Sáng")
        self._show_unlock(desk.access.login).show_refusal(why)
        self._stack.removeWidget(workspace)
        # Out of sight, and gone with the window: a dialog's own loop or a late job may come back.
        workspace.setParent(self)
        workspace.hide()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        can_close = getattr(self._stack.currentWidget(), "can_close", None)
        if can_close is not None and not can_close(self.close):
            event.ignore()
            return
        if self._runner.has_long_work and not self._stop_running_work():
            event.ignore()
            return
        self._runner.shutdown()
        if self._desk is not None:
            self._desk.close()
        event.accept()

    def _stop_running_work(self) -> bool:
        from desktop.views.widgets.dialogs import ConfirmDialog

        return ConfirmDialog.ask(
            self,
            "Đang có việc chạy dở",
            "Dừng việc đang chạy và đóng chương trình? Phần đã lưu vẫn còn nguyên.",
            yes="Dừng và đóng",
        )


def _dismiss_dialogs() -> None:
    """Close what stands over the window, whatever it would ask; what is typed there is kept."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            QDialog.done(widget, QDialog.DialogCode.Rejected)
