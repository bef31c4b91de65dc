"""One editor per kind of field: the table from a declared field to the editor it gets.

``editor.py`` says what every editor is; each kind stands in a file of its own.
"""

from __future__ import annotations

from desktop.services.fields import FieldKind, FieldSpec
from desktop.views.widgets.choice_editor import ChoiceEditor
from desktop.views.widgets.date_editor import DateEditor
from desktop.views.widgets.editor import Editor
from desktop.views.widgets.reference_editor import Found, ReferenceEditor
from desktop.views.widgets.text_editors import (
    CheckEditor,
    IntegerEditor,
    LongTextEditor,
    TextEditor,
)

__all__ = [
    "CheckEditor",
    "ChoiceEditor",
    "DateEditor",
    "Editor",
    "Found",
    "IntegerEditor",
    "LongTextEditor",
    "ReferenceEditor",
    "TextEditor",
    "make_editor",
]


def make_editor(name: str, spec: FieldSpec) -> Editor:
    """Return the editor for a declared field; LINES has its own in ``lines_editor.py``."""
    kinds: dict[FieldKind, type[Editor]] = {
        FieldKind.TEXT: TextEditor,
        FieldKind.LONG_TEXT: LongTextEditor,
        FieldKind.INTEGER: IntegerEditor,
        FieldKind.DATE: DateEditor,
        FieldKind.CHOICE: ChoiceEditor,
        FieldKind.OPTION: ChoiceEditor,
        FieldKind.CHECK: CheckEditor,
        FieldKind.REFERENCE: ReferenceEditor,
    }
    return kinds[spec.kind](name, spec)
