"""The form of one nomination: who, for what award, for which achievement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.law.problems import Problem
from desktop.law.terms import RecipientKind
from desktop.overrides import override
from desktop.services.nominations import NominationDraft
from desktop.views.award_options import offer_awards
from desktop.views.widgets.editors import ChoiceEditor, TextEditor
from desktop.views.widgets.named import named, restyle
from desktop.views.widgets.record_form import RecordForm

LINKS = {
    RecipientKind.INDIVIDUAL: "person_id",
    RecipientKind.COLLECTIVE: "unit_id",
    RecipientKind.HOUSEHOLD: "household_id",
}
# What only a person has, or a person and the head of a household.
_OF_PERSON = ("recipient_birth_date", "recipient_post", "rank_group")
_OF_SOMEBODY = ("recipient_gender", "recipient_birth_year")
# What a record known here tells of the recipient.
_ABOUT = (
    "recipient_name",
    "recipient_gender",
    "recipient_birth_date",
    "recipient_birth_year",
    "recipient_post",
    "recipient_unit",
    "recipient_address",
    "rank_group",
    "is_enterprise",
)
# Where the cursor goes when a nomination is opened: to the first of these still empty.
_TO_FILL = ("recipient_name", "award_code", "achievement", "period_from", "period_to", "report")


class NominationForm(RecordForm[NominationDraft]):
    """Shows only the fields its kind of recipient has, and only the awards it can be given."""

    def __init__(self) -> None:
        super().__init__(NominationDraft, hidden=("dossier_id",))
        self.setObjectName("nomination_form")
        self.on = date.min
        self._count = named(QLabel(), "achievement_count", role="muted")
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight)
        achievement = self.editor("achievement")
        assert isinstance(achievement, TextEditor)
        layout = achievement.layout()
        assert layout is not None
        layout.addWidget(self._count)
        achievement.changed.connect(self._say_count)
        self.editor("recipient_kind").changed.connect(self._fit_kind)

    def show_nomination(self, draft: NominationDraft, titles: Mapping[UUID, str], on: date) -> None:
        """Show a draft; awards are those in force ``on`` the day of the letter."""
        self.on = on
        self.load(draft, titles)
        self._fit_kind()
        self._say_count()

    @override
    def restore(self, state: Mapping[str, Any]) -> None:
        super().restore(state)
        self._fit_kind()
        self._say_count()

    def show_recipient(self, draft: NominationDraft) -> None:
        """Write who a draft is for into the fields, leaving the rest as typed."""
        for name in _ABOUT:
            self.editor(name).set_value(getattr(draft, name))

    def go_to(self, field: str) -> None:
        """Put the cursor into a field; "" means the first one that is still empty."""
        wanted = field if field in self._shown() else self._first_empty()
        if wanted is not None:
            editor = self.editor(wanted)
            self.ensureWidgetVisible(editor, 0, 80)
            editor.setFocus()

    def show_missing(self, problems: tuple[Problem, ...]) -> None:
        """Show what the law finds missing beside the fields, without moving the cursor."""
        focused = self.focusWidget()
        self.show_problems([p for p in problems if p.field in self._shown()])
        if focused is not None:
            focused.setFocus()

    def _shown(self) -> set[str]:
        return {name for name, editor in self._editors.items() if not _hidden(editor)}

    def _first_empty(self) -> str | None:
        return next((n for n in _TO_FILL if not self.editor(n).value()), None)

    def _fit_kind(self) -> None:
        kind = self.editor("recipient_kind").value()
        for of_kind, name in LINKS.items():
            self.show_field(name, of_kind is kind)
        for name in _OF_PERSON:
            self.show_field(name, kind is RecipientKind.INDIVIDUAL)
        for name in _OF_SOMEBODY:
            self.show_field(name, kind is not RecipientKind.COLLECTIVE)
        self.show_field("is_enterprise", kind is RecipientKind.COLLECTIVE)
        award = self.editor("award_code")
        assert isinstance(award, ChoiceEditor)
        offer_awards(self, kind, self.on)

    def _say_count(self) -> None:
        editor = self.editor("achievement")
        used, most = len(editor.value()), editor.spec.maximum or 0
        self._count.setText(f"{used} / {most} ký tự")
        restyle(self._count, problem="danger" if used > most else "")


def _hidden(editor: QWidget) -> bool:
    cell = editor.parentWidget()
    return cell is None or cell.isHidden()
