"""Joins what asks for a token with the services: the drivers, what is plugged in, the doctor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from desktop.errors import AppError, SigningFailed
from desktop.views.tokens.doctor_dialog import TokenDoctorDialog
from desktop.views.widgets.banner import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.services.tokens import TokenRow
    from desktop.views.pages import Bench
    from desktop.views.tokens.signing_source import SigningSource
    from desktop.views.widgets.banner import Banner


class TokenDesk(QObject):
    """Serves one ``SigningSource``.

    Args:
        bench: services and runner.
        parent: the dialog the source stands in.
        source: what is served.
        banner: where a refusal is told, with the way to the doctor.
    """

    def __init__(
        self, bench: Bench, parent: QDialog, source: SigningSource, banner: Banner
    ) -> None:
        super().__init__(parent)
        self._bench, self._parent = bench, parent
        self._source, self._banner = source, banner
        # A job that ends after the dialog was closed finds no widget left to show anything on.
        self._closed = False
        parent.finished.connect(self._close)
        source.look_asked.connect(self._look_anew)
        source.doctor_asked.connect(self.examine)
        tokens = bench.desk.tokens

        def offer(known: Sequence[Path]) -> None:
            if not self._closed:
                source.driver.offer(known)

        bench.runner.run(lambda _r: tokens.known_modules(), on_done=offer, on_refused=self._refused)

    def actions(self, error: AppError) -> list[Action]:
        """Return what to offer beside a refusal: the doctor, when a token was to sign."""
        if not self._source.is_token or not isinstance(error, SigningFailed):
            return []
        return [("Kiểm tra thiết bị…", lambda: self.examine(self._source.driver.module))]

    def examine(self, module: Path | None) -> None:
        """Open the doctor; what was registered there shows in the list of certificates."""
        dialog = TokenDoctorDialog(self._bench, self._parent, module)
        dialog.finished.connect(lambda _result: self.look_again())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def look_again(self) -> None:
        """Look what is plugged in and how many tries it has left, if a token is to sign."""
        module = self._source.driver.module
        if self._source.is_token and module is not None and not self._closed:
            self._look(module)

    def _look_anew(self, module: Path) -> None:
        self._banner.clear()
        self._look(module)

    def _look(self, module: Path) -> None:
        tokens = self._bench.desk.tokens

        def show(rows: Sequence[TokenRow]) -> None:
            if not self._closed:
                self._source.show_tokens(module, rows)

        self._bench.runner.run(
            lambda _r: tokens.list_rows(module), on_done=show, on_refused=self._refused
        )

    def _refused(self, error: AppError) -> None:
        if not self._closed:
            self._banner.show_refusal(error, self.actions(error))

    def _close(self) -> None:
        self._closed = True
