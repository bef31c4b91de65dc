"""Keeping what is typed into a form every two seconds, and offering it again after a crash."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from desktop.config import LOCAL_TIME
from desktop.errors import AppError
from desktop.vietnamese.dates import date_time
from desktop.views.theme import Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from desktop.services.journal import Kept
    from desktop.views.pages import Bench

_EVERY_MS = 2_000
_NEW = "new"


class FormJournal(QObject):
    """The crash journal of one form.

    Args:
        form: whose content is kept.
        subject: first part of the key; the record's id is the second.
        bench: gives the journal service and the runner.
        banner: where kept content is offered.
        refuse: told when nothing can be kept.
    """

    def __init__(
        self,
        form: RecordForm[Any],
        subject: str,
        bench: Bench,
        banner: Banner,
        refuse: Callable[[AppError], object],
    ) -> None:
        super().__init__(form)
        self._form, self._subject, self._bench = form, subject, bench
        self._banner, self._refuse = banner, refuse
        self._restores_next = False
        self._timer = QTimer(self, interval=_EVERY_MS, singleShot=True)
        self._timer.timeout.connect(self.keep)
        form.edited.connect(self._keep_soon)

    def _key(self, record_id: UUID | None) -> str:
        return f"{self._subject}:{record_id or _NEW}"

    def _keep_soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep what is typed now."""
        if not self._form.is_dirty:
            return
        journal = self._bench.desk.journal
        key, state = self._key(self._form.record_id), self._form.state()
        self._run(lambda: journal.keep(key, state))

    def drop(self, record_id: UUID | None) -> None:
        """Forget what was kept: it was saved or given up."""
        self._timer.stop()
        journal, key = self._bench.desk.journal, self._key(record_id)
        self._run(lambda: journal.drop(key))

    def kept(self, record_id: UUID | None) -> Kept | None:
        """Return what was kept for a record; called inside a job."""
        return self._bench.desk.journal.kept(self._key(record_id))

    def offer_left_over(self, take_up: Callable[[UUID | None], object]) -> None:
        """Ask whether to go on with a form of this subject that a crash left behind.

        Args:
            take_up: opens the record, or a new one for None.
        """
        prefix, journal = f"{self._subject}:", self._bench.desk.journal

        def ask(keys: tuple[str, ...]) -> None:
            if keys and not self._form.is_dirty:
                newest = keys[-1].removeprefix(prefix)
                record_id = None if newest == _NEW else UUID(newest)
                self._banner.show_message(
                    Tone.WARNING,
                    "Lần trước còn nội dung đang gõ dở, chưa lưu.",
                    [("Gõ tiếp", lambda: take_up(record_id))],
                )

        self._bench.runner.run(
            lambda _report: journal.keys(prefix), on_done=ask, on_refused=self._refuse
        )

    def restore_next(self) -> None:
        """Take up again, without asking twice, what is kept for the record opened next."""
        self._restores_next = True

    def offer(self, kept: Kept) -> None:
        """Ask whether to take up again what was typed."""
        record_id = self._form.record_id
        at = date_time(kept.at.astimezone(LOCAL_TIME))
        if self._restores_next:
            self._restores_next = False
            self._form.restore(kept.state)
            self._banner.show_message(Tone.INFO, f"Đã lấy lại nội dung gõ lúc {at}, chưa lưu.")
            return
        self._banner.show_message(
            Tone.WARNING,
            f"Có nội dung chưa lưu, gõ lúc {at} ({kept.actor}).",
            [
                ("Khôi phục", lambda: self._form.restore(kept.state)),
                ("Bỏ", lambda: self.drop(record_id)),
            ],
            can_close=False,
        )

    def _run(self, work: Callable[[], None]) -> None:
        self._bench.runner.run(
            lambda _report: work(),
            on_done=lambda _none: None,
            on_refused=self._refuse,
            brief=True,
        )
