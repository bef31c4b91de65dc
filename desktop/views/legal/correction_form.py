"""The form of one correction: an editor for each value of the row, its basis, its days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.law.correctable import EditorKind
from desktop.law.reading import day_of
from desktop.services.fields import FieldKind, FieldSpec, specs_of
from desktop.services.law_drafts import CorrectionDraft
from desktop.views.legal.tiers_editor import TiersEditor
from desktop.views.messages import problem_sentence
from desktop.views.theme import GAP
from desktop.views.widgets.editors import ChoiceEditor, Editor, LongTextEditor, make_editor
from desktop.views.widgets.form_layout import bring_up, scrolled
from desktop.views.widgets.kept_texts import KeptTexts
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.law.correctable import Correctable
    from desktop.law.problems import Problem
    from desktop.services.law_rows import LawField, LawRowDetail

_KINDS = {
    EditorKind.TEXT: FieldKind.LONG_TEXT,
    EditorKind.DECIMAL: FieldKind.TEXT,
    EditorKind.INTEGER: FieldKind.INTEGER,
    EditorKind.PERCENT: FieldKind.INTEGER,
    EditorKind.YES_NO: FieldKind.CHECK,
    EditorKind.TIERS: FieldKind.OPTION,
    EditorKind.DATE: FieldKind.DATE,
    EditorKind.CHOICE: FieldKind.OPTION,
}
_VALUES = "values."
_WHOLE = "Áp dụng cho mọi thời gian (đối chiếu, sửa chỗ chép sai)"
_TEXT_HEIGHT = 62


class CorrectionForm(QScrollArea):
    """Shows a correction and gives back what is typed; knows no service.

    What is typed is kept by row until it is saved or given up, and shown again after a crash.

    Signals:
        edited: something was typed.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("correction_form")
        self.is_dirty = False
        self._opened = CorrectionDraft()
        self._own = {n: make_editor(n, s) for n, s in specs_of(CorrectionDraft).items()}
        self._own["whole_time"] = make_editor("whole_time", FieldSpec(_WHOLE, FieldKind.CHECK))
        self._values: dict[str, Editor] = {}
        self._general = named(QLabel(), "correction_problem", problem="danger")
        self._general.setWordWrap(True)
        self._general.hide()
        self._place = QVBoxLayout()
        self._place.setSpacing(GAP)
        days = QGridLayout()
        days.setSpacing(GAP)
        days.addWidget(_cell(self._own["holds_from"]), 0, 0)
        days.addWidget(_cell(self._own["holds_to"]), 0, 1)
        body = scrolled(self)
        body.addWidget(self._general)
        body.addLayout(self._place)
        body.addWidget(_cell(self._own["basis"]))
        body.addLayout(days)
        body.addWidget(self._own["whole_time"])
        body.addWidget(_cell(self._own["note"]))
        body.addStretch(1)
        for editor in self._own.values():
            editor.changed.connect(self._typed)

    def show_row(self, detail: LawRowDetail, draft: CorrectionDraft) -> None:
        """Show a correction of a row, or a new one that says what the shipped row says."""
        self._opened = draft
        self._make_values(detail.fields, draft.values)
        for name, editor in self._own.items():
            editor.set_value(getattr(draft, name))
        for name in ("holds_from", "holds_to", "whole_time"):
            self._own[name].setEnabled(detail.divisible)
        self.show_problems(())
        self.is_dirty = False
        self._take_kept()

    @property
    def _kept_at(self) -> str:
        return f"correction:{self._opened.row_id}:{self._opened.id or 'new'}"

    def _editors(self) -> dict[str, Editor]:
        return {**self._own, **{f"{_VALUES}{key}": e for key, e in self._values.items()}}

    def _take_kept(self) -> None:
        texts = KeptTexts.of(self)
        kept = texts.at(self._kept_at) if texts is not None else None
        if kept is None:
            return
        # Saved against the version it was typed on: what somebody saved since is not lost.
        self._opened = replace(self._opened, version=kept.state["version"])
        for name, editor in self._editors().items():
            if name in kept.state:
                editor.restore(kept.state[name])
        self.is_dirty = True

    def forget(self) -> None:
        """Take note that what was typed is saved, or given up."""
        self.is_dirty = False
        if (texts := KeptTexts.of(self)) is not None:
            texts.drop(self._kept_at)

    def _make_values(self, fields: Sequence[LawField], typed: Mapping[str, object]) -> None:
        while (item := self._place.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        self._values = {}
        for each in fields:
            editor = _editor(each.field)
            editor.set_value(_shown(each.field, typed.get(each.field.key, each.value)))
            editor.changed.connect(self._typed)
            self._values[each.field.key] = editor
            self._place.addWidget(_cell(editor, each.said))

    def draft(self) -> CorrectionDraft:
        """Return what is typed."""
        own = {name: editor.value() for name, editor in self._own.items()}
        return CorrectionDraft(
            id=self._opened.id,
            version=self._opened.version,
            row_id=self._opened.row_id,
            values={key: editor.value() for key, editor in self._values.items()},
            **own,
        )

    def unreadable(self) -> bool:
        """Show what cannot be read as a number or a day; True when there is any."""
        editors = [*self._values.values(), *self._own.values()]
        wrong = [editor for editor in editors if editor.show_own_problem()]
        if wrong:
            bring_up(wrong[0])
            wrong[0].setFocus()
        return bool(wrong)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show each problem beside its field, the others on top."""
        for editor in (*self._values.values(), *self._own.values()):
            editor.show_problem("")
        general = []
        for problem in problems:
            found = self._editor_of(problem.field)
            if found is None:
                general.append(problem_sentence(problem))
            else:
                found.show_problem(problem_sentence(problem))
                bring_up(found)
        self._general.setText("\n".join(general))
        self._general.setVisible(bool(general))
        if general:
            self.verticalScrollBar().setValue(0)

    def _editor_of(self, field: str) -> Editor | None:
        if field.startswith(_VALUES):
            return self._values.get(field.removeprefix(_VALUES))
        return self._own.get(field)

    def _typed(self) -> None:
        self.is_dirty = True
        if (texts := KeptTexts.of(self)) is not None:
            state = {name: editor.state() for name, editor in self._editors().items()}
            texts.keep(self._kept_at, {**state, "version": self._opened.version})
        self.edited.emit()


def _editor(field: Correctable) -> Editor:
    name = field.key.replace(".", "_")
    spec = FieldSpec(
        f"{field.label} ({field.unit})" if field.unit else field.label,
        _KINDS[field.kind],
    )
    if field.kind is EditorKind.TIERS:
        return TiersEditor(name, spec)
    editor = make_editor(name, spec)
    if isinstance(editor, ChoiceEditor):
        editor.set_options(field.choices)
    if isinstance(editor, LongTextEditor):
        editor.field.setFixedHeight(_TEXT_HEIGHT)
    return editor


def _shown(field: Correctable, value: Any) -> Any:
    """Return a value as its editor takes it."""
    if field.kind is EditorKind.DECIMAL:
        return "" if value is None else str(value).replace(".", ",")
    if field.kind is EditorKind.DATE and isinstance(value, str):
        return day_of(value)
    return value


def _cell(editor: Editor, said: str = "") -> QWidget:
    """Return an editor under its label, with what the shipped row says beside it."""
    cell = QWidget()
    layout = QVBoxLayout(cell)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    if editor.spec.kind is not FieldKind.CHECK:
        star = " *" if editor.spec.required else ""
        label = QLabel(editor.spec.label + star)
        label.setProperty("role", "label")
        label.setBuddy(editor.field)
        layout.addWidget(label)
    layout.addWidget(editor)
    if said:
        hint = named(QLabel(f"Dữ liệu của chương trình: {said}"), "", role="muted")
        hint.setWordWrap(True)
        layout.addWidget(hint)
    return cell
