"""When somebody else saved first: both versions beside each other, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QLabel, QSplitter, QVBoxLayout

from desktop.errors import AppError
from desktop.services.fields import Draft, specs_of
from desktop.views.theme import PAD, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.named import named
from desktop.views.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from desktop.jobs.runner import JobRunner

Newest = tuple[Draft, Mapping[UUID, str]]


class StaleEdit(QObject):
    """Shows the newest version where the list was, until the user has chosen.

    Args:
        form: what the user typed into.
        splitter: the page's halves; the list on the left makes room.
        banner: where the choice is offered.
        runner: runs ``read``.
        read: returns the newest draft of a record and the titles it needs; runs in a job.
        take: shows the newest version in the form, giving up what was typed.
    """

    def __init__(
        self,
        form: RecordForm[Any],
        splitter: QSplitter,
        banner: Banner,
        runner: JobRunner,
        read: Callable[[UUID], Newest],
        take: Callable[[UUID], object],
    ) -> None:
        super().__init__(form)
        self._form, self._splitter, self._banner = form, splitter, banner
        self._runner, self._read, self._take = runner, read, take
        self._beside: QFrame | None = None

    def offer(self, error: AppError, record_id: UUID) -> None:
        """Say that the save was refused, and offer to look or to give up."""
        self._banner.show_refusal(
            error,
            [
                ("Xem bản mới nhất bên cạnh", lambda: self._look(record_id)),
                ("Bỏ phần tôi gõ", lambda: self._take(record_id)),
            ],
        )

    def tell(self, told: str, record_id: UUID) -> None:
        """Say beforehand that a save would be refused, and offer the same."""
        self._banner.show_message(
            Tone.WARNING,
            f"{told} Phần bạn đang gõ vẫn còn trên màn hình.",
            [
                ("Xem bản mới nhất bên cạnh", lambda: self._look(record_id)),
                ("Bỏ phần tôi gõ", lambda: self._take(record_id)),
            ],
        )

    def close(self) -> None:
        """Show the list again."""
        if self._beside is not None:
            self._beside.hide()
            self._beside.deleteLater()
            self._beside = None
            self._left().show()

    def _left(self) -> Any:
        return self._splitter.widget(self._splitter.count() - 2)

    def _look(self, record_id: UUID) -> None:
        self._runner.run(
            lambda _report: self._read(record_id),
            on_done=lambda newest: self._show(*newest),
            on_refused=self._banner.show_refusal,
        )

    def _show(self, draft: Draft, titles: Mapping[UUID, str]) -> None:
        self.close()
        self._left().hide()
        self._beside = self._make_beside(draft, titles)
        self._splitter.insertWidget(0, self._beside)
        record_id = draft.id
        assert record_id is not None
        self._banner.show_message(
            Tone.WARNING,
            "Bên trái là bản mới nhất đã lưu, bên phải là phần bạn đang gõ.",
            [
                ("Giữ phần tôi gõ", lambda: self._keep(record_id, draft.version)),
                ("Lấy bản mới nhất", lambda: self._give_up(record_id)),
            ],
            can_close=False,
        )

    def _make_beside(self, draft: Draft, titles: Mapping[UUID, str]) -> QFrame:
        newest: RecordForm[Any] = RecordForm(type(draft))
        newest.load(draft, titles)
        newest.set_read_only(True, "Bản mới nhất chỉ để xem")
        newest.setObjectName("newest_form")
        for name in specs_of(type(draft)):
            newest.editor(name).rename(f"newest_{name}")
        frame = named(QFrame(), "newest", card=True)
        heading = named(QLabel("Bản mới nhất (chỉ để xem)"), "newest_heading", role="heading")
        heading.setContentsMargins(PAD, PAD, PAD, 0)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(heading)
        layout.addWidget(newest, 1)
        return frame

    def _keep(self, record_id: UUID, version: int) -> None:
        self.close()
        self._form.rebase(record_id, version)
        self._banner.show_message(Tone.INFO, "Bấm «Lưu» để ghi phần của bạn lên bản mới nhất.")

    def _give_up(self, record_id: UUID) -> None:
        self.close()
        self._take(record_id)
