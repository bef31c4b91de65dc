"""mẫu giấy khen: the layouts of this office, beside those the program brings.

A bundled layout is never changed: an office makes a copy, whole or inheriting. What is designed is
one ``LayoutDraft``; what of it is kept, ``certificate_layouts_kept`` decides, and which layout
serves whom, ``certificate_layouts_chosen``. The window gets the dataclasses it needs from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

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
    OrnamentKind,
    VAlign,
)
from desktop.documents.layout_file import layout_data
from desktop.documents.layout_problems import LayoutProblem
from desktop.documents.layout_problems import problems as layout_problems
from desktop.errors import LayoutRefused, NotFound
from desktop.law.terms import RecipientKind
from desktop.models import Office
from desktop.models.certificates import CertificateLayout
from desktop.services.certificate_layouts_chosen import (
    DEFAULT_LAYOUT,
    LayoutBook,
    bundled_codes,
    layouts_of,
)
from desktop.services.certificate_layouts_kept import (
    SUBJECT,
    find_layout,
    live,
    require_only_one,
    save_layout,
)
from desktop.services.certificate_layouts_rows import (
    LayoutDraft,
    LayoutRow,
    LayoutSaved,
    OpenLayout,
    bundled_id,
    bundled_row,
    draft_from_state,
    draft_of,
    draft_state,
    own_row,
    with_values,
)
from desktop.services.fields import clean
from desktop.services.store import EventRow, Store

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
    "Ornament",
    "OrnamentKind",
    "VAlign",
    "draft_from_state",
    "draft_state",
    "layout_data",
    "layout_problems",
    "with_values",
]

_NAME_LENGTH = 120


class LayoutService:
    """Use cases of layouts."""

    subject = SUBJECT

    def __init__(self, store: Store) -> None:
        self._store = store

    # -- reading ----------------------------------------------------------------------------

    def list_rows(self) -> list[LayoutRow]:
        """Return every layout: those of the program by code, then the office's by name."""
        with self._store.reading() as session:
            book = LayoutBook(session)
            own = session.scalars(sa.select(CertificateLayout).order_by(CertificateLayout.sort_key))
            rows = [bundled_row(book, code) for code in bundled_codes()]
            return [*rows, *(own_row(book, record) for record in own)]

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
                    return OpenLayout(draft, bundled_row(book, code), None, ())
            record = find_layout(session, layout_id)
            lost = tuple(dict.fromkeys(item.box for item in book.lost(record.code)))
            row = own_row(book, record)
            return OpenLayout(draft_of(book, record), row, book.base(record.code), lost)

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
            query = sa.select(CertificateLayout.id).where(CertificateLayout.code == clean(code))
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
                BASE_FIXES_PAPER; BUNDLED.
            StaleRecord: it was saved by somebody else since it was opened; both are kept.
            NotFound: there is no such record.
        """
        with self._store.writing() as session:
            if draft.id is None and draft.layout.code in bundled_codes():
                self._own(session, bundled_id(draft.layout.code))
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
            if heir := session.scalar(live(CertificateLayout.base_code == record.code)):
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
            require_only_one(session, record)
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
