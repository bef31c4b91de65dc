"""The red banner of packages that failed: it stays, over every start, until it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.attempts import WITHOUT_FAILURE, attempts_of
from desktop.services.outbox import OutboxState
from desktop.views.exchange.words import CHECK_CLOCK, failure_message
from desktop.views.theme import Tone
from desktop.views.widgets.banner import Banner

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.services.outbox import PackageRow
    from desktop.views.pages import Bench


@dataclass(frozen=True, slots=True)
class UnreadFailure:
    """A failure nobody has read, and where it happened."""

    package: PackageRow
    place: str


def unread_failures(desk: Desk) -> list[UnreadFailure]:
    """Return the failures nobody has read yet, the latest package first; runs in a job."""
    return [UnreadFailure(row, failed_place(desk, row)) for row in desk.outbox.unread_failures()]


def failed_place(desk: Desk, package: PackageRow) -> str:
    """Return where a package failed last, "" where nobody tried."""
    tried = (a for a in attempts_of(desk.store, package.id) if a.code not in WITHOUT_FAILURE)
    return next((attempt.place for attempt in tried), "")


def failure_text(failure: UnreadFailure) -> str:
    """Return what happened to a package, and the way out."""
    package = failure.package
    named = f"«{package.title}»" if package.title else f"({package.kind.label})"
    if package.state is OutboxState.REFUSED:
        why = package.why or failure_message(package.failure).what
        return f"{package.receiver} không nhận gói {named}: {why} {_way_out(package)}"
    if package.state is OutboxState.RECEIVED:
        return f"{package.receiver} đã nhận gói {named}. {package.why} {CHECK_CLOCK}"
    said = failure_message(package.failure, failure.place)
    return f"Chưa chuyển được gói {named} tới {package.receiver}: {said.what} {said.do}".rstrip()


def _way_out(package: PackageRow) -> str:
    if package.kind == "submission":
        return "Mở hồ sơ, thu hồi để sửa theo lý do này, rồi ký gửi lại."
    return "Hãy gọi điện cho nơi nhận để thống nhất cách xử lý."


class FailuresBanner(QWidget):
    """Says the latest unread failure and how many more there are; nothing while all is well.

    Signals:
        package_asked: the outbox's line the user wants to see.
    """

    package_asked = Signal(object)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setObjectName("failures")
        self._bench = bench
        self.banner = Banner()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.banner)
        self.hide()
        bench.changes.changed.connect(self._something_changed)

    def refresh(self) -> None:
        """Read what nobody has read yet."""
        self._bench.runner.run(
            lambda _report: unread_failures(self._bench.desk), on_done=self._show, brief=True
        )

    def _something_changed(self, subjects: frozenset[str]) -> None:
        if "outbox" in subjects and not self._bench.runner.is_closed:
            self.refresh()

    def _show(self, failures: Sequence[UnreadFailure]) -> None:
        self.setVisible(bool(failures))
        if not failures:
            return
        package = failures[0].package
        text = failure_text(failures[0])
        if (more := len(failures) - 1) > 0:
            text += f" (Còn {more} lỗi khác chưa đọc.)"
        actions = [
            ("Xem gói", lambda: self._look(package)),
            ("Đã đọc", lambda: self._mark_seen(package)),
        ]
        self.banner.show_message(Tone.DANGER, text, actions, can_close=False)

    def _look(self, package: PackageRow) -> None:
        self.banner.show()  # looking is not yet having read
        self.package_asked.emit(package.id)

    def _mark_seen(self, package: PackageRow) -> None:
        def tell(_none: object) -> None:
            self._bench.changes.tell({"outbox"})

        work = self._bench.desk.outbox.mark_seen
        self._bench.runner.run(lambda _report: work(package.id), on_done=tell, brief=True)
