"""The last question before a dossier is decided: number, day, signatory, who is granted what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.services.decisions import DecisionDraft
from desktop.views.decisions.preview_box import PreviewBox
from desktop.views.legal.bases_dialog import BasesDialog, bases_words
from desktop.views.short_names import short_office
from desktop.views.theme import Tone, colors_of
from desktop.views.widgets.dialogs import ReasonDialog
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button
from desktop.views.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from desktop.law.problems import Problem
    from desktop.services.bases import BasisChoice
    from desktop.views.decisions.preview_box import AskPreview

_SIZE = (760, 620)
_FORM_HEIGHT = 206
_HEADERS = ("Đối tượng", "Danh hiệu, hình thức", "Kết quả")
_ID = Qt.ItemDataRole.UserRole
_OUTCOME = 2
_GRANTED = "Được khen thưởng"
_ABOUT = (
    "Sau khi quyết định: số được ghi vào sổ, danh sách khen thưởng được lập, văn bản và gói trả "
    "lời được ký. Bỏ dấu chọn ở người không khen thưởng."
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One nomination in the list.

    Attributes:
        id: of the nomination.
        name: the recipient.
        award: asked for.
        granted: whether it is going to be granted.
        note: why not, "" where it is.
        left_out: neither granted nor refused: on hold, or for the office above.
    """

    id: UUID
    name: str
    award: str
    granted: bool
    note: str = ""
    left_out: bool = False
    # Who it is, as far as the list tells: one recipient may be there with several awards.
    recipient: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionOffer:
    """What the dialog starts from; ``about`` says what deciding does.

    ``problems`` are those the last attempt met; ``bases`` what the decision may cite.
    """

    draft: DecisionDraft
    candidates: tuple[Candidate, ...]
    problems: Sequence[Problem] = ()
    refused: Mapping[UUID, str] = field(default_factory=dict)
    about: str = _ABOUT
    bases: BasisChoice | None = None


@dataclass(frozen=True, slots=True)
class DecisionAnswer:
    """What was typed; ``refused`` are nominations struck off here, each with its reason.

    ``only`` are those the decision covers, those struck off included.
    """

    draft: DecisionDraft
    refused: dict[UUID, str]
    only: frozenset[UUID] = frozenset()


class DecisionDialog(FormDialog):
    """Asks; deciding itself is the page's."""

    def __init__(
        self, parent: QWidget | None, offer: DecisionOffer, preview: AskPreview | None = None
    ) -> None:
        super().__init__(parent, "Quyết định khen thưởng", offer.about, "Quyết định")
        self.resize(*_SIZE)
        self.about = ("decide", *sorted(str(candidate.id) for candidate in offer.candidates))
        self._offered = offer.draft
        self._refused = dict(offer.refused)
        self._recipients = [c.recipient or (c.id,) for c in offer.candidates]
        self._choice, self._lines = offer.bases, offer.draft.bases
        self.form = RecordForm(DecisionDraft)
        self.form.setFixedHeight(_FORM_HEIGHT)
        self.form.load(offer.draft)
        self.form.edited.connect(self._edited)
        self._list = named(QTreeWidget(), "candidates", says="Kết quả từng đề nghị")
        self._list.setHeaderLabels(_HEADERS)
        self._list.setRootIsDecorated(False)
        self._list.setAlternatingRowColors(True)
        header = self._list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.setColumnWidth(1, 210)
        self._list.setColumnWidth(2, 230)
        self.body.addWidget(self.form)
        self._bases = action_button(
            bases_words(self._lines), "choose_bases", "law", self._ask_bases
        )
        self._bases.setAutoDefault(False)
        self._bases.setVisible(offer.bases is not None)
        self.buttons.insertWidget(0, self._bases)
        self.body.addWidget(self._list, 1)
        self._preview = PreviewBox(self._read, preview)
        self.body.addWidget(self._preview)
        self._ids = frozenset(c.id for c in offer.candidates)
        for candidate in offer.candidates:
            self._list.addTopLevelItem(self._line(candidate))
        self._list.itemChanged.connect(self._struck)
        self.form.show_problems(offer.problems)
        self._weigh()
        self._preview.touch()

    def _line(self, candidate: Candidate) -> QTreeWidgetItem:
        struck = self._refused.get(candidate.id, "")
        note = struck or candidate.note
        granted = candidate.granted and not struck
        item = QTreeWidgetItem(
            [candidate.name, short_office(candidate.award), _GRANTED if granted else note]
        )
        item.setData(0, _ID, candidate.id)
        if candidate.granted:
            item.setCheckState(0, _checked(granted))
        tone = Tone.SUCCESS if granted else Tone.WARNING if candidate.left_out else Tone.DANGER
        item.setForeground(_OUTCOME, colors_of(self).tone(tone)[0])
        for column in range(len(_HEADERS)):
            item.setToolTip(column, item.text(column))
        return item

    def _struck(self, item: QTreeWidgetItem, column: int) -> None:
        """Ask for the reason when somebody is struck off, and take it back with the tick."""
        nomination_id: UUID = item.data(0, _ID)
        granted = item.checkState(0) is Qt.CheckState.Checked
        if column != 0 or granted is (nomination_id not in self._refused):
            return
        if granted:
            del self._refused[nomination_id]
        else:
            text = f"Vì sao không khen thưởng {item.text(0)}?"
            reason = ReasonDialog.ask(self, "Không khen thưởng", text, yes="Không khen thưởng")
            if reason is None:
                item.setCheckState(0, Qt.CheckState.Checked)
                return
            self._refused[nomination_id] = reason
        self._say_outcome(item)
        self._weigh()
        self._preview.touch()

    def _say_outcome(self, item: QTreeWidgetItem) -> None:
        why = self._refused.get(item.data(0, _ID))
        item.setText(_OUTCOME, why or _GRANTED)
        item.setToolTip(_OUTCOME, item.text(_OUTCOME))
        tone = Tone.DANGER if why else Tone.SUCCESS
        item.setForeground(_OUTCOME, colors_of(self).tone(tone)[0])

    def _edited(self) -> None:
        """Take the offered number back when the year changes: each year's register is its own."""
        draft, offered = self.form.draft(), self._offered
        day, before = draft.decided_on, offered.decided_on
        if day and before and day.year != before.year and draft.number == offered.number:
            self.form.editor("number").set_value(None)
        self._preview.touch()

    def _weigh(self) -> None:
        lines = [self._list.topLevelItem(n) for n in range(self._list.topLevelItemCount())]
        shown = [line is not None and line.text(_OUTCOME) == _GRANTED for line in lines]
        granted = sum(shown)
        several = {w for w, yes in zip(self._recipients, shown, strict=True) if yes}
        self.yes.setText(_deciding(granted, len(several)))
        self.allow("" if granted else "Không còn ai được khen thưởng")

    def _ask_bases(self) -> None:
        assert self._choice is not None  # the button is hidden then
        choice = replace(self._choice, chosen=self._lines)
        lines = BasesDialog.ask(self, choice, self.form.draft().decided_on)
        if lines is not None:
            self._lines = lines
            self._preview.touch()
            self._bases.setText(bases_words(lines))

    @property
    def draft(self) -> DecisionDraft:
        """What was typed and chosen."""
        return replace(self.form.draft(), bases=self._lines)

    def accept(self) -> None:
        """Close, unless a day or a number cannot be read."""
        if not self.form.unreadable():
            super().accept()

    def more_typed(self) -> dict[str, str]:
        """Return why each was struck off, to be kept with what is typed."""
        return {str(nomination_id): why for nomination_id, why in self._refused.items()}

    def take_more(self, refused: Mapping[str, str]) -> None:
        """Strike off again those who were, each with the reason kept."""
        lines = [self._list.topLevelItem(n) for n in range(self._list.topLevelItemCount())]
        for item in lines:
            why = refused.get(str(item.data(0, _ID))) if item is not None else None
            if item is not None and why and item.checkState(0) is Qt.CheckState.Checked:
                # Known first: the tick taken away would else ask for the reason once more.
                self._refused[item.data(0, _ID)] = why
                item.setCheckState(0, Qt.CheckState.Unchecked)
                self._say_outcome(item)
        self._weigh()
        self._preview.touch()

    def _read(self) -> DecisionAnswer:
        return DecisionAnswer(self.draft, dict(self._refused), self._ids)

    @classmethod
    def ask(
        cls, parent: QWidget | None, offer: DecisionOffer, preview: AskPreview | None = None
    ) -> DecisionAnswer | None:
        """Ask and return what was typed; None when the user thought better of it.

        Args:
            parent: what it stands over.
            offer: what it starts from.
            preview: works out beforehand what deciding so would come to.
        """
        dialog = cls(parent, offer, preview)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog._read()


def _checked(yes: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if yes else Qt.CheckState.Unchecked


def _deciding(awards: int, recipients: int) -> str:
    """Return what the button says: how many awards, and to how many where that is fewer."""
    if not awards:
        return "Quyết định"
    if awards == recipients:
        return f"Quyết định khen {awards} đối tượng"
    return f"Quyết định {awards} lượt khen cho {recipients} đối tượng"
