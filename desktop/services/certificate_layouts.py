"""mẫu giấy khen: the layouts of this office, beside those the program brings.

A bundled layout is never changed: an office makes a copy, whole or inheriting. What is designed is
one ``LayoutDraft``; what of it is kept (everything, or only what is otherwise than the layout it
inherits from) is decided here. The window gets the dataclasses it needs from this module.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.documents.certificate_text import FIELDS, CertificateText
from desktop.documents.layout import (
    Align,
    Box,
    BoxKind,
    Breaking,
    Case,
    Layout,
    Ornament,
    VAlign,
)
from desktop.documents.layout_change import LostChange, change_data, difference, resolve
from desktop.documents.layout_change import change_of as _change_of
from desktop.documents.layout_file import items, layout_data, typed
from desktop.documents.layout_problems import LayoutProblem, problems
from desktop.errors import LayoutRefused, NotFound, StaleRecord
from desktop.law.terms import RecipientKind
from desktop.models import Office
from desktop.models.certificates import CertificateLayout
from desktop.services.certificate_layouts_chosen import (
    DEFAULT_LAYOUT,
    LayoutBook,
    bundled_codes,
    layouts_of,
)
from desktop.services.fields import clean
from desktop.services.store import EventRow, Store
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold

__all__ = [
    "DEFAULT_LAYOUT",
    "FIELDS",
    "Align",
    "Box",
    "BoxKind",
    "Breaking",
    "Case",
    "CertificateText",
    "Layout",
    "LayoutDraft",
    "LayoutProblem",
    "LayoutRow",
    "LayoutSaved",
    "LayoutService",
    "OpenLayout",
    "VAlign",
]

_CODE_LENGTH = 50
_NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """One layout of the list.

    Attributes:
        id: of the record; of a bundled one, made from its code.
        code: permanent, as commands name it.
        name: as the officer chooses it.
        is_bundled: the program brought it.
        is_default: what this office prints with unless another is asked for.
        base_code: what it inherits from, "" for one that stands alone.
        base_name: the name of that.
        award_code: the award it is made for, "" for all.
        recipient_kind: whom it is made for, None for all.
        width: of the page, mm.
        height: mm.
        overlay: printed on blanks, without what they have already.
        has_scan: the blank's picture is kept with it.
        is_archived: put away.
        note: what whoever chooses it must know.
        search_key: what it is found by.
    """

    id: UUID
    code: str
    name: str
    is_bundled: bool
    is_default: bool
    base_code: str
    base_name: str
    award_code: str
    recipient_kind: RecipientKind | None
    width: float
    height: float
    overlay: bool
    has_scan: bool
    is_archived: bool
    note: str
    search_key: str


@dataclass(frozen=True, slots=True)
class LayoutDraft:
    """A layout as it is designed.

    Attributes:
        layout: whole, with all it inherits; its name is the layout's.
        award_code: the award it is for, "" for all.
        recipient_kind: whom it is for, None for all.
        base_code: what it inherits from, "" for one that stands alone.
        id: the record; None for a new one.
        version: what it is saved against.
    """

    layout: Layout
    award_code: str = ""
    recipient_kind: RecipientKind | None = None
    base_code: str = ""
    id: UUID | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class OpenLayout:
    """A layout laid open.

    Attributes:
        draft: as the designer takes it; a bundled one has no ``id``.
        row: its line of the list.
        base: the layout it inherits from.
        lost: ids of boxes it has otherwise which the layout below no longer has.
    """

    draft: LayoutDraft
    row: LayoutRow
    base: Layout | None
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LayoutSaved:
    """What came of a save; the problems are those that hold nothing back."""

    id: UUID
    version: int
    code: str
    problems: tuple[LayoutProblem, ...]


class LayoutService:
    """Use cases of layouts."""

    subject = "certificate_layouts"

    def __init__(self, store: Store) -> None:
        self._store = store

    # -- reading ----------------------------------------------------------------------------

    def list_rows(self) -> list[LayoutRow]:
        """Return every layout: those of the program by code, then the office's by name."""
        with self._store.reading() as session:
            book = LayoutBook(session)
            own = session.scalars(sa.select(CertificateLayout).order_by(CertificateLayout.sort_key))
            rows = [_bundled_row(book, code) for code in bundled_codes()]
            return [*rows, *(_own_row(book, record) for record in own)]

    def open(self, layout_id: UUID) -> OpenLayout:
        """Return a layout for the designer.

        Raises:
            NotFound: there is none of that id.
            DocumentFailed: LAYOUT_BAD, LAYOUT_NEWER; what is kept of it cannot be read.
        """
        with self._store.reading() as session:
            book = LayoutBook(session)
            for code in bundled_codes():
                if bundled_id(code) == layout_id:
                    draft = LayoutDraft(book.layout(code))
                    return OpenLayout(draft, _bundled_row(book, code), None, ())
            record = find_layout(session, layout_id)
            lost = tuple(dict.fromkeys(item.box for item in book.lost(record.code)))
            row = _own_row(book, record)
            return OpenLayout(_draft(book, record), row, book.base(record.code), lost)

    def layout(self, code: str) -> Layout:
        """Return a layout with all it inherits.

        Raises:
            DocumentFailed: LAYOUT_BAD; "code" as ``field`` where there is none of that code.
        """
        with self._store.reading() as session:
            return LayoutBook(session).layout(code)

    def layout_for(
        self, award_code: str, recipient_kind: RecipientKind | None, wanted: str = ""
    ) -> Layout:
        """Return the layout for an award and a kind of recipient, as ``LayoutBook``."""
        with self._store.reading() as session:
            return LayoutBook(session).layout_for(award_code, recipient_kind, wanted)

    def layouts_of(self, code: str, awards: Sequence[UUID]) -> list[Layout]:
        """Return the layout of each certificate, its own changes included, as ``layouts_of``."""
        with self._store.reading() as session:
            return layouts_of(session, code, awards)

    def id_of(self, code: str) -> UUID:
        """Return the id of a layout by its code.

        Raises:
            NotFound: there is none.
        """
        if code in bundled_codes():
            return bundled_id(code)
        with self._store.reading() as session:
            query = sa.select(CertificateLayout.id).where(CertificateLayout.code == code)
            found = session.scalar(query)
        if found is None:
            raise NotFound(NotFound.Code.RECORD, subject=self.subject, id=code)
        return found

    def history(self, layout_id: UUID) -> tuple[EventRow, ...]:
        """Return what was done to a layout, oldest first."""
        return self._store.history(self.subject, layout_id)

    # -- writing ----------------------------------------------------------------------------

    def save(self, draft: LayoutDraft) -> LayoutSaved:
        """Keep a layout: whole, or what it has otherwise than the one it inherits from.

        Raises:
            LayoutRefused: HAS_PROBLEMS with their ``count``; USED_TWICE with the ``other``'s name;
                BASE_FIXES_PAPER.
            StaleRecord: it was saved by somebody else since it was opened; both are kept.
            NotFound: there is no such record.
        """
        with self._store.writing() as session:
            saved = save_layout(self._store, session, _cleaned(draft))
            session.commit()
        return saved

    def save_aside(self, draft: LayoutDraft) -> LayoutSaved:
        """Keep a layout beside the one it was opened as, which somebody else saved meanwhile.

        It is made for nothing in particular, so that the other one keeps its place.
        """
        name = f"{draft.layout.name} ({self._store.actor.name})"
        layout = replace(draft.layout, name=name)
        return self.save(LayoutDraft(layout, base_code=draft.base_code))

    def copy(
        self,
        code: str,
        name: str,
        *,
        inherits: bool,
        award_code: str = "",
        recipient_kind: RecipientKind | None = None,
    ) -> LayoutSaved:
        """Make a layout of this office from another one.

        Args:
            code: of the other one.
            name: of the new one.
            inherits: keep only what is made otherwise, and follow the other in all else.
            award_code: the award it is for, "" for all.
            recipient_kind: whom it is for, None for all.

        Raises:
            LayoutRefused: USED_TWICE.
            DocumentFailed: LAYOUT_BAD; there is none of that code.
        """
        with self._store.writing() as session:
            layout = replace(LayoutBook(session).layout(code), name=name)
            base = code if inherits else ""
            draft = LayoutDraft(layout, award_code, recipient_kind, base)
            saved = save_layout(self._store, session, _cleaned(draft))
            if not inherits:
                _copy_scan(session, code, saved.id)
            session.commit()
        return saved

    def archive(self, layout_id: UUID, reason: str) -> None:
        """Put a layout away: it is offered no more, and old certificates still print with it.

        Raises:
            LayoutRefused: BUNDLED, IS_DEFAULT, HAS_HEIRS.
            NotFound: there is no such record.
        """
        with self._store.writing() as session:
            record = self._own(session, layout_id)
            if LayoutBook(session).default == record.code:
                raise LayoutRefused(LayoutRefused.Code.IS_DEFAULT, name=record.name)
            if heir := session.scalar(_live(CertificateLayout.base_code == record.code)):
                raise LayoutRefused(LayoutRefused.Code.HAS_HEIRS, other=heir.name)
            record.archived_at = self._store.clock()
            self._store.record_event(session, self.subject, layout_id, "archived", reason=reason)
            session.commit()

    def restore(self, layout_id: UUID) -> None:
        """Offer a layout again that was put away.

        Raises:
            LayoutRefused: USED_TWICE; another one has taken its place.
        """
        with self._store.writing() as session:
            record = self._own(session, layout_id)
            _require_only_one(session, record)
            record.archived_at = None
            self._store.record_event(session, self.subject, layout_id, "restored")
            session.commit()

    def choose_default(self, code: str) -> None:
        """Print with this layout unless another is asked for.

        Raises:
            DocumentFailed: LAYOUT_BAD; there is none of that code.
        """
        with self._store.writing() as session:
            LayoutBook(session).layout(code)
            office = session.scalars(sa.select(Office).where(Office.is_self)).one()
            if office.certificate_layout != code:
                office.certificate_layout = code
                data = {"layout": code}
                self._store.record_event(session, "offices", office.id, "layout_chosen", data=data)
                session.commit()

    def _own(self, session: Session, layout_id: UUID) -> CertificateLayout:
        for code in bundled_codes():
            if bundled_id(code) == layout_id:
                name = LayoutBook(session).layout(code).name
                raise LayoutRefused(LayoutRefused.Code.BUNDLED, name=name)
        return find_layout(session, layout_id)


def draft_state(draft: LayoutDraft) -> dict[str, Any]:
    """Return a draft as plain data for the crash journal, whatever is wrong with it."""
    return {
        "code": draft.layout.code,
        "layout": layout_data(draft.layout),
        "award_code": draft.award_code,
        "recipient_kind": draft.recipient_kind.value if draft.recipient_kind else "",
        "base_code": draft.base_code,
    }


def draft_from_state(state: dict[str, Any]) -> LayoutDraft:
    """Return the draft ``draft_state`` described; nothing of it is judged."""
    data, kind = state["layout"], state["recipient_kind"]
    layout = Layout(
        state["code"],
        data["name"],
        typed(data, "width", float, ""),
        typed(data, "height", float, ""),
        tuple(items(data, "boxes", Box)),
        tuple(items(data, "ornaments", Ornament)),
        bool(data.get("overlay")),
        data.get("note", ""),
    )
    chosen = RecipientKind(kind) if kind else None
    return LayoutDraft(layout, state["award_code"], chosen, state["base_code"])


def bundled_id(code: str) -> UUID:
    """Return the id by which lists know a layout of the program."""
    return uuid5(NAMESPACE_URL, f"guongsang:layout:{code}")


def find_layout(session: Session, layout_id: UUID) -> CertificateLayout:
    """Return a layout of this office.

    Raises:
        NotFound: there is none of that id.
    """
    record = session.get(CertificateLayout, layout_id)
    if record is None:
        subject = LayoutService.subject
        raise NotFound(NotFound.Code.RECORD, subject=subject, id=str(layout_id))
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
    _require_only_one(session, record)
    event = event or ("saved" if draft.id else "created")
    session.flush()
    data = {"code": record.code, "boxes": sorted(box.id for box in draft.layout.boxes)}
    store.record_event(session, LayoutService.subject, record.id, event, data=data)
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
        raise StaleRecord(StaleRecord.Code.CHANGED, subject=LayoutService.subject, id=str(draft.id))
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
        kept = resolve(base, _change_of(record.content)).lost
    return change_data(difference(base, draft.layout, kept))


def _require_only_one(session: Session, record: CertificateLayout) -> None:
    """Refuse a second live layout for the same award and kind below the same one."""
    if not (record.award_code or record.recipient_kind):
        return
    same = _live(
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


def _live(*clauses: sa.ColumnElement[bool]) -> sa.Select[CertificateLayout]:
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


def _copy_scan(session: Session, code: str, layout_id: UUID) -> None:
    query = sa.select(CertificateLayout).where(CertificateLayout.code == code)
    source = session.scalar(query)
    if source is not None and source.scan_sha256:
        record = find_layout(session, layout_id)
        record.scan_sha256, record.scan_name = source.scan_sha256, source.scan_name
        record.scan_media_type = source.scan_media_type


def _cleaned(draft: LayoutDraft) -> LayoutDraft:
    name = clean(draft.layout.name)[:_NAME_LENGTH] or "Mẫu giấy khen"
    return replace(draft, layout=replace(draft.layout, name=name))


def _draft(book: LayoutBook, record: CertificateLayout) -> LayoutDraft:
    return LayoutDraft(
        book.layout(record.code),
        record.award_code,
        record.recipient_kind,
        record.base_code,
        record.id,
        record.version,
    )


def _bundled_row(book: LayoutBook, code: str) -> LayoutRow:
    layout = book.layout(code)
    return LayoutRow(
        bundled_id(code),
        code,
        layout.name,
        is_bundled=True,
        is_default=book.default == code,
        base_code="",
        base_name="",
        award_code="",
        recipient_kind=None,
        width=layout.width,
        height=layout.height,
        overlay=layout.overlay,
        has_scan=False,
        is_archived=False,
        note=layout.note,
        search_key=fold(f"{layout.name} {code}"),
    )


def _own_row(book: LayoutBook, record: CertificateLayout) -> LayoutRow:
    layout = book.layout(record.code)
    base = book.base(record.code)
    return LayoutRow(
        record.id,
        record.code,
        record.name,
        is_bundled=False,
        is_default=book.default == record.code,
        base_code=record.base_code,
        base_name=base.name if base is not None else "",
        award_code=record.award_code,
        recipient_kind=record.recipient_kind,
        width=layout.width,
        height=layout.height,
        overlay=layout.overlay,
        has_scan=bool(record.scan_sha256),
        is_archived=record.archived_at is not None,
        note=layout.note,
        search_key=record.search_key,
    )
