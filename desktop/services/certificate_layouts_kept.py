"""Writing a layout: whole, or what it has otherwise than the one it inherits from."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.documents.layout_change import LostChange, change_data, change_of, difference, resolve
from desktop.documents.layout_file import layout_data
from desktop.documents.layout_problems import problems
from desktop.errors import LayoutRefused, NotFound, StaleRecord
from desktop.models.certificates import CertificateLayout
from desktop.services.certificate_layouts_chosen import LayoutBook, bundled_codes
from desktop.services.certificate_layouts_rows import LayoutDraft, LayoutSaved
from desktop.services.store import Store
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold

SUBJECT = "certificate_layouts"
_CODE_LENGTH = 50


def find_layout(session: Session, layout_id: UUID) -> CertificateLayout:
    """Return a layout of this office.

    Raises:
        NotFound: there is none of that id.
    """
    record = session.get(CertificateLayout, layout_id)
    if record is None:
        raise NotFound(NotFound.Code.RECORD, subject=SUBJECT, id=str(layout_id))
    return record


def save_layout(store: Store, session: Session, draft: LayoutDraft, event: str = "") -> LayoutSaved:
    """Write a layout in the caller's transaction; refusals as ``LayoutService.save``.

    Args:
        store: where the event goes.
        session: of the caller, who commits.
        draft: the layout.
        event: what happened; "created" or "saved" when empty.
    """
    found = problems(draft.layout)
    if blocking := [problem for problem in found if problem.blocking]:
        code = LayoutRefused.Code.HAS_PROBLEMS
        raise LayoutRefused(code, name=draft.layout.name, count=len(blocking))
    book = LayoutBook(session)
    record = _record_for(session, draft)
    content = _content(book, record, draft)
    record.name, record.content = draft.layout.name, content
    record.award_code, record.recipient_kind = draft.award_code, draft.recipient_kind
    record.search_key = fold(f"{draft.layout.name} {record.code}")
    record.sort_key = sort_key(draft.layout.name)
    require_only_one(session, record)
    event = event or ("saved" if draft.id else "created")
    session.flush()
    data = {"code": record.code, "boxes": sorted(box.id for box in draft.layout.boxes)}
    store.record_event(session, SUBJECT, record.id, event, data=data)
    session.flush()
    return LayoutSaved(record.id, record.version, record.code, tuple(found))


def _record_for(session: Session, draft: LayoutDraft) -> CertificateLayout:
    if draft.id is None:
        code = _free_code(session, draft.layout.name)
        record = CertificateLayout(code=code, base_code=draft.base_code)
        session.add(record)
        return record
    record = find_layout(session, draft.id)
    if record.version != draft.version:
        raise StaleRecord(StaleRecord.Code.CHANGED, subject=SUBJECT, id=str(draft.id))
    return record


def _content(book: LayoutBook, record: CertificateLayout, draft: LayoutDraft) -> dict[str, Any]:
    if not record.base_code:
        return layout_data(draft.layout)
    base = book.layout(record.base_code)
    mine, below = draft.layout, base
    if (mine.width, mine.height, mine.overlay, mine.ornaments) != (
        *(below.width, below.height, below.overlay, below.ornaments),
    ):
        raise LayoutRefused(LayoutRefused.Code.BASE_FIXES_PAPER)
    kept: tuple[LostChange, ...] = ()
    if record.content:
        kept = resolve(base, change_of(record.content)).lost
    return change_data(difference(base, draft.layout, kept))


def require_only_one(session: Session, record: CertificateLayout) -> None:
    """Refuse a second live layout for the same award and kind below the same one."""
    if not (record.award_code or record.recipient_kind):
        return
    same = live(
        CertificateLayout.base_code == record.base_code,
        CertificateLayout.award_code == record.award_code,
        CertificateLayout.recipient_kind.is_(None)
        if record.recipient_kind is None
        else CertificateLayout.recipient_kind == record.recipient_kind,
        CertificateLayout.code != record.code,
    )
    with session.no_autoflush:
        other = session.scalar(same)
    if other is not None:
        raise LayoutRefused(LayoutRefused.Code.USED_TWICE, other=other.name)


def live(*clauses: sa.ColumnElement[bool]) -> sa.Select[CertificateLayout]:
    """Return a query for the first live layout the clauses ask for."""
    query = sa.select(CertificateLayout).where(CertificateLayout.archived_at.is_(None), *clauses)
    return query.order_by(CertificateLayout.sort_key).limit(1)


def _free_code(session: Session, name: str) -> str:
    """Return a code of letters and figures like the name, which no other layout has."""
    stem = re.sub(r"[^a-z0-9]+", "-", fold(name))[:_CODE_LENGTH].strip("-") or "mau"
    taken = {*bundled_codes(), *session.scalars(sa.select(CertificateLayout.code))}
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}-{number}", number + 1
    return code
