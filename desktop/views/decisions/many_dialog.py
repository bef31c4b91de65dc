"""«Ra quyết định…»: one decision on many dossiers, chosen by campaign, award and sender."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop.services.decisions import DecisionDraft
from desktop.vietnamese.numbers import thousands
from desktop.vietnamese.sorting import sort_key
from desktop.views.decisions.candidate_tree import HERE, NO_CAMPAIGN, CandidateTree
from desktop.views.decisions.decision_dialog import DecisionAnswer
from desktop.views.decisions.preview_box import PreviewBox
from desktop.views.legal.bases_dialog import BasesDialog, bases_words
from desktop.views.short_names import short_office
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.dialogs import ReasonDialog
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button, allow
from desktop.views.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from desktop.law.problems import Problem
    from desktop.services.bases import BasisChoice
    from desktop.services.decision_candidates import DecisionCandidate
    from desktop.views.decisions.preview_box import AskPreview

_SIZE = (1180, 660)
_FORM_WIDTH = 400
_ABOUT = (
    "Mọi đề nghị đã thẩm định được chọn sẵn. Bỏ dấu chọn để dành cho quyết định khác; phím Delete "
    "ghi «Không khen thưởng» kèm lý do."
)


@dataclass(frozen=True, slots=True)
class ManyOffer:
    """What the dialog starts from.

    Attributes:
        draft: numbered with the next of the register.
        candidates: everybody who waits for a decision.
        bases: what the decision may cite.
        problems, refused, left: of the last attempt; ``left`` are those not ticked.
    """

    draft: DecisionDraft
    candidates: tuple[DecisionCandidate, ...]
    bases: BasisChoice | None = None
    problems: Sequence[Problem] = ()
    refused: Mapping[UUID, str] = field(default_factory=dict)
    left: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class ManyAnswer:
    """What was typed and chosen; ``dossiers`` are those of the nominations chosen."""

    dossiers: tuple[UUID, ...]
    answer: DecisionAnswer
    left: frozenset[UUID]


class ManyDecisionDialog(FormDialog):
    """Asks; deciding itself is the page's."""

    def __init__(
        self, parent: QWidget | None, offer: ManyOffer, preview: AskPreview | None = None
    ) -> None:
        super().__init__(parent, "Ra quyết định khen thưởng", _ABOUT, "Quyết định")
        self.resize(*_SIZE)
        self._offer, self._lines = offer, offer.draft.bases
        self._refused = dict(offer.refused)
        self._known = {c.id: c for c in offer.candidates}
        self._filters = _filter_boxes(offer.candidates)
        self._tree = CandidateTree(offer.candidates, offer.left, self._refused)
        self._count = named(QLabel(), "chosen_count", role="muted")
        self.form = RecordForm(DecisionDraft)
        self.form.load(offer.draft)
        self._preview = PreviewBox(self._read, preview)
        self._bases = action_button(
            bases_words(self._lines), "choose_bases", "law", self._ask_bases
        )
        self._strike = action_button("Không khen thưởng…", "strike_off", "undo", self._strike_off)
        self._lay_out()
        self._connect()
        self.form.show_problems(offer.problems)
        self._weigh()

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(GAP)
        for box in self._filters:
            filters.addWidget(box, 1)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        left.addLayout(filters)
        left.addWidget(self._tree, 1)
        left.addWidget(self._count)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self.form, 1)
        right.addWidget(self._preview)
        side = QWidget()
        side.setLayout(right)
        side.setFixedWidth(_FORM_WIDTH)
        right.setContentsMargins(0, 0, 0, 0)
        both = QHBoxLayout()
        both.setSpacing(PAD)
        both.addLayout(left, 1)
        both.addWidget(side)
        self.body.addLayout(both, 1)
        for place, button in enumerate((self._strike, self._bases)):
            button.setAutoDefault(False)
            self.buttons.insertWidget(place, button)
        self._bases.setVisible(self._offer.bases is not None)

    def _connect(self) -> None:
        for box in self._filters:
            box.currentIndexChanged.connect(self._refilter)
        self._tree.ticks_changed.connect(self._weigh)
        self._tree.currentItemChanged.connect(lambda *_items: self._chosen())
        self.form.edited.connect(self._edited)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_Delete), self._tree)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._strike_off)
        self._chosen()

    # -- the list ---------------------------------------------------------------------------

    def _refilter(self) -> None:
        """Show what all filters let through; what is hidden is not decided."""
        campaign, award, sender = (box.currentData() for box in self._filters)
        self._tree.show_only(
            lambda one: (
                campaign in {None, one.campaign}
                and award in {None, one.award_code}
                and sender in {None, one.sender}
            )
        )
        self._weigh()

    def _chosen(self) -> None:
        one = self._tree.chosen()
        self._strike.setText(
            "Lại khen thưởng" if one and one.id in self._refused else "Không khen thưởng…"
        )
        allow(self._strike, "" if one else "Chọn một đề nghị đủ điều kiện trong danh sách")

    def _strike_off(self) -> None:
        """Refuse the chosen one with a reason, or take the refusal back."""
        one = self._tree.chosen()
        if one is None:
            return
        if self._refused.pop(one.id, None) is None:
            text = f"Vì sao không khen thưởng {one.name}?"
            reason = ReasonDialog.ask(self, "Không khen thưởng", text, yes="Không khen thưởng")
            if reason is None:
                return
            self._refused[one.id] = reason
        self._tree.say(one)
        self._chosen()
        self._weigh()

    # -- what is decided ----------------------------------------------------------------------

    def _edited(self) -> None:
        """Take the offered number back when the year changes: each year's register is its own."""
        draft, offered = self.form.draft(), self._offer.draft
        day, before = draft.decided_on, offered.decided_on
        if day and before and day.year != before.year and draft.number == offered.number:
            self.form.editor("number").set_value(None)
        self._preview.touch()

    def _weigh(self) -> None:
        covered = list(self._tree.covered())
        granted = [c for c in covered if c.is_granted and c.id not in self._refused]
        dossiers = len({c.dossier_id for c in covered})
        total = thousands(len(self._offer.candidates))
        self._count.setText(f"Chọn {thousands(len(covered))}/{total} đề nghị, {dossiers} hồ sơ")
        self.yes.setText(f"Quyết định {thousands(len(granted))} lượt khen")
        self.allow("" if granted else "Chưa chọn ai được khen thưởng")
        self._preview.touch()

    def _ask_bases(self) -> None:
        assert self._offer.bases is not None  # the button is hidden then
        choice = replace(self._offer.bases, chosen=self._lines)
        lines = BasesDialog.ask(self, choice, self.form.draft().decided_on)
        if lines is not None:
            self._lines = lines
            self._bases.setText(bases_words(lines))
            self._preview.touch()

    def more_typed(self) -> dict[str, str]:
        """Return why each was struck off, to be kept with what is typed."""
        return {str(nomination_id): why for nomination_id, why in self._refused.items()}

    def take_more(self, refused: Mapping[str, str]) -> None:
        """Strike off again those who were and still wait, each with the reason kept."""
        for nomination_id, one in self._known.items():
            if one.is_granted and (why := refused.get(str(nomination_id))):
                self._refused[nomination_id] = why
                self._tree.say(one)
        self._chosen()
        self._weigh()

    def _read(self) -> DecisionAnswer | None:
        covered = frozenset(one.id for one in self._tree.covered())
        if not covered:
            return None
        draft = replace(self.form.draft(), bases=self._lines)
        refused = {id_: why for id_, why in self._refused.items() if id_ in covered}
        return DecisionAnswer(draft, refused, covered)

    def accept(self) -> None:
        """Close, unless a day or a number cannot be read."""
        if not self.form.unreadable():
            super().accept()

    @classmethod
    def ask(
        cls, parent: QWidget | None, offer: ManyOffer, preview: AskPreview | None = None
    ) -> ManyAnswer | None:
        """Ask and return what was chosen; None when the user thought better of it."""
        dialog = cls(parent, offer, preview)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        answer = dialog._read()
        if answer is None:
            return None
        left = frozenset(c.id for c in offer.candidates if c.id not in answer.only)
        return ManyAnswer(dossiers_of(offer.candidates, answer.only), answer, left)


def dossiers_of(
    candidates: Sequence[DecisionCandidate], chosen: frozenset[UUID]
) -> tuple[UUID, ...]:
    """Return the dossiers of those chosen, in the order of the list."""
    return tuple(dict.fromkeys(c.dossier_id for c in candidates if c.id in chosen))


def _filter_boxes(candidates: Sequence[DecisionCandidate]) -> tuple[QComboBox, ...]:
    campaigns = {c.campaign: c.campaign or NO_CAMPAIGN for c in candidates}
    awards = {c.award_code: c.award for c in candidates}
    senders = {c.sender: short_office(c.sender) or HERE for c in candidates}
    return (
        _filter("campaign_filter", "Mọi phong trào", campaigns),
        _filter("award_filter", "Mọi danh hiệu, hình thức", awards),
        _filter("sender_filter", "Mọi nơi trình", senders),
    )


def _filter(name: str, everything: str, choices: Mapping[str, str]) -> QComboBox:
    box = named(QComboBox(), name, says=everything)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    box.addItem(everything, None)
    for code, label in sorted(choices.items(), key=lambda pair: sort_key(pair[1])):
        box.addItem(label, code)
    box.setVisible(len(choices) > 1)
    return box
