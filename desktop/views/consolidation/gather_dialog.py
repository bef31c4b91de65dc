"""What is gathered: a preview of every nomination, and of what keeps the rest out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QWidget

from desktop.services.consolidation import Candidate, Purpose
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold
from desktop.views.short_names import short_office
from desktop.views.theme import Tone
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.list_panel import Filter, ListPanel
from desktop.views.widgets.named import named
from desktop.views.widgets.record_table import Column
from desktop.views.widgets.two_line_cells import TwoLineCells

_SIZE = (1100, 680)
_COLUMNS = (
    Column("Đối tượng", lambda r: r.candidate.name, 180, lambda r: r.sort_key),
    Column("Cơ quan đề nghị", lambda r: short_office(r.candidate.sender), 170),
    Column("Danh hiệu", lambda r: r.candidate.award, 140),
    Column(
        "Tổng hợp",
        lambda r: r.said,
        400,
        tone=lambda r: "" if r.candidate.kept_out else str(Tone.SUCCESS),
    ),
)


@dataclass(frozen=True, slots=True)
class GatherAnswer:
    """What was chosen; ``title`` is "" where a dossier there is already is added to."""

    purpose: Purpose
    nominations: tuple[UUID, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A candidate as the table wants it."""

    candidate: Candidate
    search_key: str
    sort_key: str

    @property
    def id(self) -> UUID:
        """The nomination's id."""
        return self.candidate.id

    @property
    def said(self) -> str:
        """Whether it goes in, or why not."""
        why = self.candidate.why_not
        return f"Để lại: {why}" if why else "Đưa vào"


Offer = Callable[[Purpose], Sequence[Candidate]]


class GatherDialog(FormDialog):
    """Lists what is under way here; what the filters leave and nothing keeps out goes in.

    Args:
        parent: the page.
        offers: the nominations by purpose; one purpose alone where a dossier is added to.
        title: suggests the title of a new dossier by purpose and the campaigns shown; None where a
            dossier is added to.
    """

    def __init__(
        self,
        parent: QWidget | None,
        offers: dict[Purpose, Sequence[Candidate]],
        title: Callable[[Purpose, frozenset[str]], str] | None,
    ) -> None:
        text = (
            "Mọi dòng «Đưa vào» đang hiện sẽ được tổng hợp; lọc danh sách để lấy ít hơn. Hồ sơ gốc "
            "giữ nguyên, tên cơ quan đề nghị đi cùng từng người."
        )
        heading = "Tổng hợp hồ sơ" if title else "Thêm vào hồ sơ tổng hợp"
        super().__init__(parent, heading, text, "Tổng hợp")
        self.resize(*_SIZE)
        self._offers, self._suggest = offers, title
        self._typed = False
        self._purpose = named(QComboBox(), "purpose")
        for purpose in offers:
            self._purpose.addItem(purpose.label, purpose)
        self._title = named(QLineEdit(), "gathered_title")
        self._title.textEdited.connect(self._note_typed)
        self.panel = ListPanel(
            _COLUMNS,
            filters=[
                Filter("campaign_filter", "Phong trào", ()),
                Filter("sender_filter", "Cơ quan đề nghị", ()),
                Filter("award_filter", "Danh hiệu, hình thức", ()),
            ],
            noun="đề nghị",
            empty_text="Chưa có đề nghị nào đang xử lý để tổng hợp.",
        )
        TwoLineCells.put_into(self.panel.view, range(len(_COLUMNS)))
        self.panel.search.setProperty("passing", True)
        self._told = named(QLabel(), "going")
        if len(offers) > 1:
            self.add_field("Tổng hợp để", self._purpose)
        if title is not None:
            self.add_field("Tên hồ sơ tổng hợp", self._title)
        self.body.addWidget(self.panel, 1)
        self.body.addWidget(self._told)
        self._purpose.currentIndexChanged.connect(lambda _index: self._show())
        self.panel.model.modelReset.connect(self._weigh)
        self._show()

    def _note_typed(self, text: str) -> None:
        self._typed = bool(text.strip())
        self._weigh()

    @property
    def _chosen(self) -> Purpose:
        return Purpose(self._purpose.currentData())

    def _show(self) -> None:
        # What goes in comes first; of the rest the reasons matter, and they are read after it.
        found = sorted(self._offers[self._chosen], key=lambda c: c.kept_out is not None)
        rows = [_row(c) for c in found]
        self._offer("campaign_filter", {c.campaign for c in found}, "campaign")
        self._offer("sender_filter", {c.sender for c in found}, "sender")
        self._offer("award_filter", {c.award for c in found}, "award")
        self.panel.set_rows(rows)
        self._weigh()

    def _offer(self, name: str, values: set[str], field: str) -> None:
        listed = sorted((v for v in values if v), key=sort_key)
        self.panel.set_choices(name, [(short_office(v), partial(_is, field, v)) for v in listed])

    def _going(self) -> list[Candidate]:
        shown = (row.candidate for row in self.panel.model.shown_rows())
        return [c for c in shown if c.kept_out is None]

    def _weigh(self) -> None:
        going = self._going()
        left = len(self.panel.model.shown_rows()) - len(going)
        senders = len({c.sender_id for c in going})
        told = f"Đưa vào {len(going)} đề nghị của {senders} đơn vị; để lại {left}."
        self._told.setText(told)
        self.yes.setText(f"Tổng hợp {len(going)} đề nghị" if going else "Tổng hợp")
        if self._suggest is not None and not self._typed:
            campaigns = frozenset(c.campaign for c in going if c.campaign)
            self._title.setText(self._suggest(self._chosen, campaigns))
        empty = self._suggest is not None and not self._title.text().strip()
        why = "Không có đề nghị nào đưa vào được, xem cột «Tổng hợp»" if not going else ""
        self.allow(why or ("Ghi tên hồ sơ tổng hợp trước" if empty else ""))

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        offers: dict[Purpose, Sequence[Candidate]],
        title: Callable[[Purpose, frozenset[str]], str] | None,
    ) -> GatherAnswer | None:
        """Ask, and return what was chosen; None when the user thought better of it."""
        dialog = cls(parent, offers, title)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        return dialog.answer() if accepted else None

    def answer(self) -> GatherAnswer:
        """Return what was chosen."""
        nominations = tuple(c.id for c in self._going())
        return GatherAnswer(self._chosen, nominations, self._title.text().strip())


def _row(candidate: Candidate) -> _Row:
    words = f"{candidate.name} {candidate.unit} {candidate.sender} {candidate.award}"
    return _Row(candidate, fold(words), sort_key(candidate.name))


def _is(field: str, value: str, row: Any) -> bool:
    return bool(getattr(row.candidate, field) == value)
