"""The form of one record, built from the fields its draft declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.law.problems import Problem, Severity
from desktop.overrides import override
from desktop.services.fields import Draft, FieldKind, FieldSpec, specs_of
from desktop.views.messages import problem_sentence
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.editors import ChoiceEditor, Editor, ReferenceEditor, make_editor
from desktop.views.widgets.form_layout import Cells, bring_up, place, scroll_to, scrolled
from desktop.views.widgets.lines_editor import LinesEditor
from desktop.views.widgets.lines_grid import LinesGrid
from desktop.views.widgets.named import named

D = TypeVar("D", bound=Draft)

MakeGrid = Callable[[str, FieldSpec], LinesGrid]
# Fields that need the whole width; the others stand two in a row.
_WHOLE_WIDTH = {FieldKind.LONG_TEXT, FieldKind.LINES}
# A line allowed this many letters is read as a whole, not through half a window; so is a long term.
_LONG_LINE = 400
_LONG_TERM = 44
_TONES = {Severity.BLOCKING: "danger", Severity.WARNING: "warning", Severity.INFO: "warning"}


@dataclass(frozen=True, slots=True)
class _Opened:
    id: UUID | None
    version: int


class RecordForm(QScrollArea, Generic[D]):
    """Edits one draft; knows widgets only, never a service.

    Args:
        draft_class: the draft; its fields are the form's.
        hidden: fields carried along unseen.
        grids: makers of the nested tables that are typed in a grid; the page gives each a place of
            its own, for a grid takes all the room there is.

    Signals:
        dirty_changed: whether something typed is not saved.
        edited: after every change of the user.
        lookup_requested: the reference editor, its subject and the typed text.
    """

    dirty_changed = Signal(bool)
    edited = Signal()
    lookup_requested = Signal(object, str, str)

    def __init__(
        self,
        draft_class: type[D],
        *,
        hidden: Sequence[str] = (),
        grids: Mapping[str, MakeGrid] | None = None,
    ) -> None:
        super().__init__()
        self._draft_class = draft_class
        self._grids = dict(grids or {})
        self._opened = _Opened(None, 0)
        self._hidden: dict[str, Any] = dict.fromkeys(hidden)
        self._dirty = False
        self._editors: dict[str, Editor] = {}
        self._sections: dict[str, list[tuple[str, FieldSpec]]] = {}
        self._placed: list[tuple[QGridLayout, Cells]] = []
        self._boxes: dict[str, QWidget] = {}
        self._parts: list[QScrollArea] = []
        self.setObjectName("form")
        self._body = scrolled(self)
        self._general = named(QLabel(), "general_problem")
        self._general.setWordWrap(True)
        self._general.hide()
        self._body.addWidget(self._general)
        for name, spec in specs_of(draft_class).items():
            if name in self._grids:
                self._editors[name] = self._make(name, spec)
            elif name not in self._hidden:
                self._sections.setdefault(spec.section, []).append((name, spec))
        for section, declared in self._sections.items():
            self._add_section(section, declared)
        self._body.addStretch()

    def take_sections(self, *sections: str) -> QScrollArea:
        """Move sections out of this scroll area into one of their own, for a tab of the page.

        The fields stay this form's: they load, save and show their problems as before.
        """
        part = named(QScrollArea(), f"form_part_{len(self._parts) + 1}")
        body = scrolled(part)
        for section in sections:
            box = self._boxes[section]
            body.addWidget(box)
            heading = box.findChild(QLabel, "section_heading")
            if heading is not None and len(sections) == 1:
                # The tab says it.
                heading.hide()
        body.addStretch()
        self._parts.append(part)
        part.setEnabled(self.isEnabled())
        return part

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            grids = [self._editors[name] for name in self._grids]
            for part in (*self._parts, *grids):
                part.setEnabled(self.isEnabled())

    def editor(self, name: str) -> Editor:
        """Return the editor of a field."""
        return self._editors[name]

    def show_field(self, name: str, visible: bool) -> None:
        """Show or hide a field with its label; a hidden one keeps its value and leaves no gap."""
        grid, cells = next(s for s in self._placed if any(n == name for n, _, _ in s[1]))
        for field, cell, _whole in cells:
            if field == name:
                cell.setVisible(visible)
        place(grid, cells)

    def stack_fields(self) -> None:
        """Put one field in a row, where there is no room for two."""
        self._placed = [(g, [(n, c, True) for n, c, _ in cells]) for g, cells in self._placed]
        for grid, cells in self._placed:
            place(grid, cells)

    def _add_section(self, section: str, declared: list[tuple[str, FieldSpec]]) -> None:
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        if section:
            layout.addWidget(named(QLabel(section), "section_heading", role="section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(PAD)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        cells = [
            (
                name,
                self._cell(name, spec, titled=spec.label != section),
                _is_wide(spec) or len(declared) == 1,
            )
            for name, spec in declared
        ]
        place(grid, cells)
        self._placed.append((grid, cells))
        layout.addLayout(grid)
        self._boxes[section] = box
        self._body.addWidget(box)

    def _cell(self, name: str, spec: FieldSpec, *, titled: bool) -> QWidget:
        editor = self._make(name, spec)
        self._editors[name] = editor
        cell = QWidget()
        layout = QVBoxLayout(cell)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        if titled and spec.kind is not FieldKind.CHECK:
            label = QLabel(spec.label + (" *" if spec.required else ""))
            label.setProperty("role", "label")
            label.setBuddy(editor.field)
            layout.addWidget(label)
        layout.addWidget(editor)
        return cell

    def _make(self, name: str, spec: FieldSpec) -> Editor:
        editor: Editor
        if name in self._grids:
            editor = self._grids[name](name, spec)
        elif spec.kind is FieldKind.LINES:
            editor = LinesEditor(name, spec)
            editor.lookup_requested.connect(self.lookup_requested)
        else:
            editor = make_editor(name, spec)
        if isinstance(editor, ReferenceEditor):
            editor.lookup_requested.connect(
                lambda subject, text, e=editor: self.lookup_requested.emit(e, subject, text)
            )
        editor.changed.connect(self._changed)
        return editor

    def _changed(self) -> None:
        self.set_dirty(True)
        self.edited.emit()

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self._dirty

    @property
    def record_id(self) -> UUID | None:
        """The record being edited; None for a new one."""
        return self._opened.id

    def set_dirty(self, dirty: bool) -> None:
        """Say whether the form holds unsaved content."""
        if dirty != self._dirty:
            self._dirty = dirty
            self.dirty_changed.emit(dirty)

    def rebase(self, record_id: UUID | None, version: int) -> None:
        """Go on typing on top of another version: of one just saved, or of somebody else's."""
        self._opened = _Opened(record_id, version)

    def load(self, draft: D, titles: Mapping[UUID, str] | None = None) -> None:
        """Show a draft.

        Args:
            draft: what the service opened.
            titles: names of the records its references point at.
        """
        known = titles or {}
        self._opened = _Opened(draft.id, draft.version)
        for name in self._hidden:
            self._hidden[name] = getattr(draft, name)
        for name, editor in self._editors.items():
            value = getattr(draft, name)
            if isinstance(editor, ReferenceEditor):
                editor.set_display(value, known.get(value, "") if value else "")
            else:
                editor.set_value(value)
            if isinstance(editor, LinesEditor):
                self._name_line_references(editor, value, known)
        self.show_problems(())
        self.set_dirty(False)
        for area in (self, *self._parts):
            area.verticalScrollBar().setValue(0)

    @staticmethod
    def _name_line_references(
        editor: LinesEditor, lines: Sequence[Any], titles: Mapping[UUID, str]
    ) -> None:
        for row, line in zip(editor.editors(), lines, strict=True):
            for name, cell in row.items():
                if isinstance(cell, ReferenceEditor):
                    target = getattr(line, name)
                    cell.set_display(target, titles.get(target, "") if target else "")

    def draft(self) -> D:
        """Return what is typed as a draft."""
        values = {name: editor.value() for name, editor in self._editors.items()}
        return self._draft_class(
            id=self._opened.id, version=self._opened.version, **self._hidden, **values
        )

    def unreadable(self) -> bool:
        """Show what cannot be read as its kind (a date, a number); True when there is any."""
        found = False
        for editor in self._editors.values():
            if editor.show_own_problem():
                if not found:
                    self._go_to(editor)
                found = True
        return found

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show each problem beside its field; the first blocking one gets the focus."""
        for editor in self._editors.values():
            editor.show_problem("")
            if isinstance(editor, LinesEditor | LinesGrid):
                editor.clear_line_problems()
        general: list[str] = []
        first: Editor | None = None
        for problem in problems:
            text, tone = problem_sentence(problem), _TONES[problem.severity]
            name = problem.field.partition("[")[0]
            found = self._editors.get(name)
            if found is None:
                general.append(text)
                continue
            in_line = isinstance(found, LinesEditor | LinesGrid) and found.show_line_problem(
                problem.field, text, tone
            )
            if not in_line:
                found.show_problem(text, tone)
            if first is None and problem.severity is Severity.BLOCKING:
                first = found
        self._general.setText("\n".join(general))
        self._general.setVisible(bool(general))
        self._general.setProperty("problem", "danger")
        if first is not None:
            self._go_to(first)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        next(iter(self._editors.values())).setFocus()

    def _go_to(self, editor: Editor) -> None:
        bring_up(editor)
        editor.setFocus()
        said = editor.blocking_problem()
        if said is not None:
            # A table of lines may be taller than the form. The label has its place only once the
            # form is laid out with it.
            QTimer.singleShot(0, said, partial(scroll_to, said))

    def state(self) -> dict[str, Any]:
        """Return everything typed as plain JSON, for the crash journal."""
        return {
            "id": str(self._opened.id) if self._opened.id else None,
            "version": self._opened.version,
            "fields": {name: editor.state() for name, editor in self._editors.items()},
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show what was typed before a crash, on top of what is loaded.

        It is saved against the version it was typed on: what somebody saved since is not lost.
        """
        if self._opened.id is not None and "version" in state:
            self.rebase(self._opened.id, int(state["version"]))
        for name, kept in cast("dict[str, Any]", state.get("fields", {})).items():
            if name in self._editors:
                self._editors[name].restore(kept)
        self._changed()

    def set_options(self, source: str, options: Sequence[tuple[str, str]]) -> None:
        """Offer codes in every option field fed by ``source``."""
        for editor in self._editors.values():
            if isinstance(editor, LinesEditor | LinesGrid):
                editor.set_options(source, options)
            elif isinstance(editor, ChoiceEditor) and editor.spec.refers_to == source:
                editor.set_options(options)

    def set_read_only(self, read_only: bool, reason: str = "") -> None:
        """Let everything be read only, saying why."""
        for editor in self._editors.values():
            editor.set_read_only(read_only)
            editor.field.setToolTip(reason if read_only else editor.spec.hint)


def _is_wide(spec: FieldSpec) -> bool:
    long_line = spec.kind is FieldKind.TEXT and (spec.maximum or 0) >= _LONG_LINE
    long_term = any(len(term.label) > _LONG_TERM for term in spec.choices or ())
    return long_line or long_term or spec.kind in _WHOLE_WIDTH
