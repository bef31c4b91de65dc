"""The workspace of an open office: the rail, pages made when first shown, the window's keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

import shiboken6
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.jobs.runner import JobRunner
from desktop.services.permissions import Act, Rights
from desktop.views import theme
from desktop.views.changes import Changes
from desktop.views.exchange.background import BackgroundSync
from desktop.views.exchange.sync_line import SyncLine
from desktop.views.help import HelpDialog
from desktop.views.live_news import LiveNews
from desktop.views.messages import sentence
from desktop.views.pages import Bench, pages_for
from desktop.views.theme import Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import MessagePanel
from desktop.views.widgets.form_journal import FormJournal
from desktop.views.widgets.kept_texts import KeptTexts
from desktop.views.widgets.palette import CommandPalette, PaletteEntry
from desktop.views.widgets.rail import Rail, RailItem
from desktop.views.widgets.recoloring import recolor_within

if TYPE_CHECKING:
    from desktop.services.answers import Unfinished
    from desktop.services.desk import Desk

_FOUND_EACH = 5
_NAMED = 3


class Workspace(QWidget):
    """Rail on the left, the page of the chosen subject on the right.

    Signals:
        title_changed: the window's title.
        locked_out: the ``NotAllowed`` that says why the officer may see nothing of it any more.
    """

    title_changed = Signal(str)
    locked_out = Signal(object)

    def __init__(self, desk: Desk, runner: JobRunner) -> None:
        super().__init__()
        self.setObjectName("workspace")
        self._desk = desk
        self._office = desk.offices.own()
        self._changes = Changes(self)
        self._bench = Bench(desk, runner, self._changes, desk.officers.rights())
        self._typed = KeptTexts(self._bench, self)
        self._specs = {spec.subject: spec for spec in pages_for(self._office.seat)}
        self._pages: dict[str, Any] = {}
        self._stack = QStackedWidget()
        self._rail = Rail(
            [RailItem(s.subject, s.on_rail or s.title, s.icon) for s in self._specs.values()],
            title=self._office.name,
            subtitle=_at_work(desk, self._bench.rights),
        )
        for spec in self._specs.values():
            self._rail.set_shown(spec.subject, not spec.only_when_waiting)
        runner.on_refused = lambda error: MessagePanel.tell(self, error)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._rail)
        self._work = QVBoxLayout()
        self._work.setSpacing(0)
        self._work.addWidget(self._stack, 1)
        self._sync, self._sync_line = BackgroundSync(self._bench, self), SyncLine()
        self._news = LiveNews(self._bench, self)
        self._news.locked_out.connect(self.locked_out)
        self._sync.told.connect(self._sync_line.show_news)
        self._sync_line.sync_asked.connect(self._sync.sync_now)
        self._sync_line.stop_asked.connect(self._sync.stop)
        self._work.addWidget(self._sync_line)
        layout.addLayout(self._work, 1)
        self._rail.chosen.connect(self.show_page)
        self._key("Ctrl+K", self._open_palette)
        self._key("F1", self._help)
        self._key("Ctrl+Shift+D", self._switch_light)

    def _key(self, keys: str, act: Any) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(act)

    def start(self) -> None:
        """Show the first page."""
        self.title_changed.emit(f"Gương Sáng – {self._office.name}")
        self._typed.read()
        self.show_page(next(iter(self._specs)))
        self._changes.changed.connect(self._something_changed)
        self._count_waiting()
        self._bench.runner.run(self._finish_pending, on_done=self._tell_unfinished, brief=True)
        if self._bench.rights.may(Act.RECEIVE):
            self._sync.start()
        self._news.start()

    def _something_changed(self, subjects: frozenset[str]) -> None:
        self._count_waiting()
        if "officers" in subjects:
            self._bench.runner.run(
                lambda _r: self._desk.officers.rights(), on_done=self._take_rights, brief=True
            )

    def _take_rights(self, rights: Rights) -> None:
        self._bench.rights = rights
        self._rail.set_subtitle(_at_work(self._desk, rights))

    def _finish_pending(self, _report: object) -> list[Unfinished]:
        """Make the receipts, papers and answers that a kill or a full disk left out.

        Returns:
            what still cannot be made, a dossier once: its paper and its answer fail for one reason.
        """
        found: dict[UUID, Unfinished] = {}

        def tell(unfinished: Unfinished) -> None:
            found.setdefault(unfinished.dossier_id, unfinished)

        self._desk.decisions.finish_pending(tell)
        self._desk.inbox.finish_pending(tell)
        return list(found.values())

    def _tell_unfinished(self, unfinished: list[Unfinished]) -> None:
        if not unfinished:
            return
        banner = Banner(self)
        self._work.insertWidget(0, banner)
        banner.show_message(Tone.WARNING, _unfinished_text(unfinished))

    @property
    def subjects(self) -> tuple[str, ...]:
        """The pages of this office, in rail order."""
        return tuple(self._specs)

    def page(self, subject: str) -> Any:
        """Return the page of a subject, making it when it was never shown."""
        if subject not in self._pages:
            page: Any = self._specs[subject].make(self._bench)
            if hasattr(page, "record_requested"):
                page.record_requested.connect(self.open_record)
            if hasattr(page, "field_requested"):
                page.field_requested.connect(self.open_field)
            if hasattr(page, "nominate_requested"):
                page.nominate_requested.connect(self._nominate)
            if hasattr(page, "session_requested"):
                page.session_requested.connect(self._open_session)
            self._pages[subject] = page
            self._stack.addWidget(page)
        return self._pages[subject]

    def show_page(self, subject: str, then: Callable[[], object] | None = None) -> None:
        """Show the page of a subject, unless the present one is not to be left.

        Args:
            subject: the page asked for.
            then: goes on to where the user wanted once what is typed has been saved; the page
                itself when not given.
        """
        current = self._stack.currentWidget()
        page = self.page(subject)
        go_on = then or partial(self.show_page, subject)
        if current is not None and current is not page and not _can_leave(current, go_on):
            self._rail.set_current(current.property("subject"))
            return
        page.setProperty("subject", subject)
        self._stack.setCurrentWidget(page)
        self._rail.set_current(subject)
        page.setFocus()
        page.start()

    def open_record(self, subject: str, record_id: UUID | None) -> None:
        """Show one record on its page, or the page alone."""
        if subject in self._specs:
            self.show_page(subject, partial(self.open_record, subject, record_id))
            page: Any = self.page(subject)
            if self._stack.currentWidget() is page:
                open_record = getattr(page, "open_record", None)
                if open_record is not None and record_id is not None:
                    open_record(record_id)

    def open_field(self, subject: str, record_id: UUID | None, field: str) -> None:
        """Show one record on its page with the cursor in a field, or the page alone."""
        if record_id is None or not field:
            self.open_record(subject, record_id)
        elif subject in self._specs:
            self.show_page(subject, partial(self.open_field, subject, record_id, field))
            page: Any = self.page(subject)
            if self._stack.currentWidget() is page:
                getattr(page, "open_field")(record_id, field)  # noqa: B009 - no page's type is known

    def _nominate(self, exemplar_id: UUID) -> None:
        """Begin a nomination for a typical example: one step from the board to the dossier."""
        self.show_page("dossiers", partial(self._nominate, exemplar_id))
        if self._stack.currentWidget() is self.page("dossiers"):
            self.page("dossiers").nominate_exemplar(exemplar_id)

    def _open_session(self, dossier_id: UUID) -> None:
        """Open the council's session on a dossier, or begin it."""
        self.show_page("council_sessions", partial(self._open_session, dossier_id))
        if self._stack.currentWidget() is self.page("council_sessions"):
            self.page("council_sessions").open_for_dossier(dossier_id)

    def can_close(self, then: Callable[[], object]) -> bool:
        """Return whether the window may close; ``then`` closes it once what is typed is saved."""
        self._typed.write()
        current = self._stack.currentWidget()
        return current is None or _can_leave(current, then)

    def keep_typed(self) -> None:
        """Write down what is typed and not saved, and do nothing more of itself."""
        self._typed.write()
        for journal in self.findChildren(FormJournal):
            journal.keep()
        self._sync.stop()
        for timer in self.findChildren(QTimer):
            timer.stop()

    def _open_palette(self) -> None:
        entries = [
            PaletteEntry(spec.title, "Mở trang", partial(self.show_page, spec.subject))
            for spec in self._specs.values()
        ]
        entries += [
            PaletteEntry("Đổi mật khẩu…", "Người dùng", partial(self._officers, "change_password")),
            PaletteEntry("Thêm người dùng…", "Người dùng", partial(self._officers, "add_officer")),
            PaletteEntry("Giao diện sáng hoặc tối", "Ctrl+Shift+D", self._switch_light),
            PaletteEntry("Trợ giúp", "F1", self._help),
        ]
        palette = CommandPalette(entries, self)
        palette.search_requested.connect(partial(self._search, palette))
        palette.open()

    def add_officer(self) -> None:
        """Ask who else is to unlock this office."""
        self._officers("add_officer")

    def _officers(self, action: str) -> None:
        """Ask on the page of offices, whose banner then says what was done."""
        self.show_page("offices")
        if self._stack.currentWidget() is self.page("offices"):
            getattr(self.page("offices"), action)()

    def _search(self, palette: CommandPalette, text: str) -> None:
        """Find records of every page while the officer types."""
        services: dict[str, Any] = {s: getattr(self._desk, s, None) for s in self._specs}
        finders = {s: service.find for s, service in services.items() if hasattr(service, "find")}

        def find(_report: object) -> list[tuple[str, Any]]:
            return [(s, match) for s, f in finders.items() for match in f(text, _FOUND_EACH)]

        def show(found: list[tuple[str, Any]]) -> None:
            entries = [
                PaletteEntry(
                    match.title,
                    f"{self._specs[subject].title}: {match.subtitle}".rstrip(": "),
                    partial(self.open_record, subject, match.id),
                )
                for subject, match in found
            ]
            # The officer may have closed the palette while the search was running.
            if shiboken6.isValid(palette):
                palette.show_found(text, entries)

        self._bench.runner.run(find, on_done=show)

    def _count_waiting(self) -> None:
        """Show on the rail how much waits on a page."""

        def show(counts: dict[str, int]) -> None:
            for subject, count in counts.items():
                self._rail.set_badge(subject, count)
                spec = self._specs.get(subject)
                if spec is not None and spec.only_when_waiting:
                    current = self._stack.currentWidget()
                    is_open = current is not None and current.property("subject") == subject
                    self._rail.set_shown(subject, bool(count) or is_open)

        self._bench.runner.run(
            lambda _r: self._desk.home.waiting_counts(), on_done=show, brief=True
        )

    def _help(self) -> None:
        current = self._stack.currentWidget()
        HelpDialog(current.property("subject") if current else "home", self).open()

    def _switch_light(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, dark=not theme.is_dark(self))
        recolor_within(self.window())


def _at_work(desk: Desk, rights: Rights) -> str:
    """Return who is at work, and as what where that is not everything."""
    everything = all(rights.may(act) for act in Act)
    return desk.store.actor.name + ("" if everything else f" – {rights.role.label}")


def _unfinished_text(unfinished: list[Unfinished]) -> str:
    """Return each with its own reason; what there are more of come again at the next start."""
    lines = []
    for one in unfinished[:_NAMED]:
        said = sentence(one.error)
        lines.append(f"{one.about}: {said.what} {said.do}".rstrip())
    if (more := len(unfinished) - _NAMED) > 0:
        lines.append(f"Và {more} việc khác.")
    return "\n".join(["Chưa lập được giấy tờ hoặc gói gửi lại:", *lines])


def _can_leave(page: QWidget, then: Callable[[], object]) -> bool:
    ask = getattr(page, "can_leave", None)
    return bool(ask(then)) if ask is not None else True
