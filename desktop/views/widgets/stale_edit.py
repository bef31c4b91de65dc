"""When somebody else saved first: both versions beside each other, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QLabel, QSplitter, QVBoxLayout

from desktop.config import LOCAL_TIME
from desktop.errors import AppError
from desktop.services.fields import Draft, specs_of
from desktop.vietnamese.dates import date_time
from desktop.views.theme import PAD, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.editor import Editor
from desktop.views.widgets.named import named
from desktop.views.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from desktop.jobs.runner import JobRunner
    from desktop.services.store import EventRow

# The newest draft, the titles of what it points at, and who made it so and when.
Newest = tuple[Draft, Mapping[UUID, str], str]
_CHANGING = {"created", "saved", "archived", "restored"}


def saved_words(events: Sequence[EventRow]) -> str:
    """Return who last changed a record and when, «Trần Thị Lan: Sửa, …»; "" where nobody did."""
    last = next((e for e in reversed(events) if e.event in _CHANGING), None)
    if last is None:
        return ""
    return f"{last.actor}: {last.label}, {date_time(last.at.astimezone(LOCAL_TIME))}"


class StaleEdit(QObject):
    """Shows the newest version where the list was, until the user has chosen.

    Args:
        form: what the user typed into.
        splitter: the page's halves; the list on the left makes room.
        banner: where the choice is offered.
        runner: runs ``read``.
        read: returns the newest draft of a record, the titles it needs, who saved it and when;
            runs in a job.
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
        self._sizes: list[int] = []

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
            self._splitter.setSizes([0, *self._sizes])

    def _left(self) -> Any:
        return self._splitter.widget(self._splitter.count() - 2)

    def _look(self, record_id: UUID) -> None:
        self._runner.run(
            lambda _report: self._read(record_id),
            on_done=lambda newest: self._show(*newest),
            on_refused=self._banner.show_refusal,
        )

    def _show(self, draft: Draft, titles: Mapping[UUID, str], saved: str) -> None:
        self.close()
        self._sizes = self._splitter.sizes()
        self._left().hide()
        self._beside = self._make_beside(draft, titles, saved)
        self._splitter.insertWidget(0, self._beside)
        half = self._splitter.width() // 2
        self._splitter.setSizes([half, *[0] * (self._splitter.count() - 2), half])
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

    def make_form(self, draft: Draft, titles: Mapping[UUID, str]) -> RecordForm[Any]:
        """Return a form that shows the newest version."""
        newest: RecordForm[Any] = RecordForm(type(draft))
        newest.load(draft, titles)
        return newest

    def _make_beside(self, draft: Draft, titles: Mapping[UUID, str], saved: str) -> QFrame:
        newest = self.make_form(draft, titles)
        newest.set_read_only(True, "Bản mới nhất chỉ để xem")
        newest.setObjectName("newest_form")
        for name in specs_of(type(draft)):
            if (editor := newest.findChild(Editor, name)) is not None:
                editor.rename(f"newest_{name}")
        frame = named(QFrame(), "newest", card=True)
        heading = named(QLabel("Bản mới nhất (chỉ để xem)"), "newest_heading", role="heading")
        heading.setContentsMargins(PAD, PAD, PAD, 0)
        by = named(QLabel(saved), "newest_saved", role="muted")
        by.setWordWrap(True)
        by.setContentsMargins(PAD, 0, PAD, 0)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(heading)
        layout.addWidget(by)
        by.setVisible(bool(saved))
        layout.addWidget(newest, 1)
        return frame

    def _keep(self, record_id: UUID, version: int) -> None:
        self.close()
        self._form.rebase(record_id, version)
        self._banner.show_message(Tone.INFO, "Bấm «Lưu» để ghi phần của bạn lên bản mới nhất.")

    def _give_up(self, record_id: UUID) -> None:
        self.close()
        self._take(record_id)
