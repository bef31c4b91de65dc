"""câu chữ giấy tờ: the sentences of papers, as shipped or as this office has worded them."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.documents.paper import shown
from desktop.documents.paper_texts import (
    PaperTexts,
    Slot,
    TextField,
    check,
    find_slot,
    preview,
    slots,
)
from desktop.errors import TemplateRefused
from desktop.models import PaperText
from desktop.services.fields import clean
from desktop.services.letters import unprintable
from desktop.services.store import EventRow, Store


@dataclass(frozen=True, slots=True)
class PaperTextRow:
    """One sentence of one paper.

    Attributes:
        code: of the slot.
        paper: the paper it stands on.
        title: which sentence.
        template: as it is used now.
        shipped: as the program came with it.
        fields: what it may insert.
    """

    code: str
    paper: str
    title: str
    template: str
    shipped: str
    fields: tuple[TextField, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the office words it itself."""
        return self.template != self.shipped


class PaperTextService:
    """Use cases of the sentences of papers."""

    subject = "paper_texts"

    def __init__(self, store: Store) -> None:
        self._store = store

    def list_rows(self) -> list[PaperTextRow]:
        """Return every sentence, in the order of the papers."""
        with self._store.reading() as session:
            texts = texts_of(session)
        return [_row(slot, texts.changed.get(code, slot.text)) for code, slot in slots().items()]

    def preview(self, code: str, template: str) -> str:
        """Return a sentence with sample values, as it would be printed.

        Raises:
            TemplateRefused: the template may not be used, and why.
        """
        wanted = clean(template)
        _check(code, wanted)
        return shown(preview(code, wanted))

    def save(self, code: str, template: str) -> PaperTextRow:
        """Word a sentence; the shipped text itself takes the office's own back.

        Raises:
            TemplateRefused: the template may not be used, and why; nothing is saved.
        """
        slot, wanted = find_slot(code), clean(template)
        _check(code, wanted)
        if wanted == slot.text:
            return self.restore(code)
        with self._store.writing() as session:
            record = _found(session, code) or PaperText(slot=code, template="")
            before = slot.text if record.archived_at or not record.template else record.template
            if before != wanted:
                record.template, record.archived_at = wanted, None
                session.add(record)
                session.flush()
                changes = {"changes": {"template": [before, wanted]}, "slot": code}
                self._store.record_event(session, self.subject, record.id, "saved", data=changes)
                session.commit()
        return _row(slot, wanted)

    def restore(self, code: str) -> PaperTextRow:
        """Go back to the shipped text; the office's own stays in the history.

        Raises:
            TemplateRefused: UNKNOWN_SLOT.
        """
        slot = find_slot(code)
        with self._store.writing() as session:
            record = _found(session, code)
            if record is not None and record.archived_at is None:
                record.archived_at = self._store.clock()
                data = {"changes": {"template": [record.template, slot.text]}, "slot": code}
                self._store.record_event(
                    session, self.subject, record.id, "text_restored", data=data
                )
                session.commit()
        return _row(slot, slot.text)

    def history(self, code: str) -> tuple[EventRow, ...]:
        """Return what was done to a sentence, oldest first."""
        with self._store.reading() as session:
            record = _found(session, code)
        return self._store.history(self.subject, record.id) if record else ()


def _check(code: str, template: str) -> None:
    """Refuse a template that could not be used, or not be printed."""
    check(code, template)
    if letter := unprintable(template):
        raise TemplateRefused(TemplateRefused.Code.LETTER_UNPRINTABLE, letter=letter)


def texts_of(session: Session) -> PaperTexts:
    """Return the sentences as this office words them."""
    query = sa.select(PaperText.slot, PaperText.template).where(PaperText.archived_at.is_(None))
    own = {code: template for code, template in session.execute(query) if code in slots()}
    return PaperTexts(own)


def _found(session: Session, code: str) -> PaperText | None:
    return session.scalar(sa.select(PaperText).where(PaperText.slot == code))


def _row(slot: Slot, template: str) -> PaperTextRow:
    return PaperTextRow(slot.code, slot.paper, slot.title, template, slot.text, slot.fields)
