"""Which layout a certificate is printed with: inheritance, awards, kinds of recipient.

A layout of this office is whole, or holds only what it has otherwise than the one it inherits from
(``base_code``), so that what is moved below moves here too. One that names an award or a kind of
recipient takes the place of what it inherits from for those; the more it names, the sooner it is
taken. Everything is read in the caller's session; nothing is kept between calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.documents.layout import Layout
from desktop.documents.layout_change import LostChange, change_of, resolve
from desktop.documents.layout_file import layout_of, list_layouts, load_layout
from desktop.errors import DocumentFailed
from desktop.law.terms import RecipientKind
from desktop.models import AwardRecord, Office
from desktop.models.certificates import CertificateChange, CertificateLayout

DEFAULT_LAYOUT = "a4-plain"
"""What an office prints with that never chose."""

# Deeper than anybody inherits; a damaged row that points at itself ends here.
_DEEPEST = 8


class LayoutBook:
    """The layouts of one office as they are now, each resolved once.

    Args:
        session: what they are read from, at once.
    """

    def __init__(self, session: Session) -> None:
        rows = session.scalars(sa.select(CertificateLayout))
        self._rows = {row.code: row for row in rows}
        office = sa.select(Office.certificate_layout).where(Office.is_self)
        self.default = session.scalar(office) or DEFAULT_LAYOUT
        self._resolved: dict[str, Layout] = {}
        self._lost: dict[str, tuple[LostChange, ...]] = {}

    def layout(self, code: str) -> Layout:
        """Return a layout with all it inherits, an archived one too.

        Raises:
            DocumentFailed: LAYOUT_BAD; "code" as ``field`` where there is none of that code.
        """
        return self._layout(code, _DEEPEST)

    def names(self) -> list[tuple[str, str]]:
        """Return code and name of every layout offered: the program's, then the office's."""
        own = sorted((r for r in self._rows.values() if not r.archived_at), key=_by_name)
        return [*_bundled_names(), *((row.code, row.name) for row in own)]

    def base(self, code: str) -> Layout | None:
        """Return the layout another one inherits from, None for one that stands alone."""
        row = self._rows.get(code)
        return self.layout(row.base_code) if row is not None and row.base_code else None

    def lost(self, code: str) -> tuple[LostChange, ...]:
        """Return what a layout has otherwise of boxes the one below no longer has."""
        self.layout(code)
        return self._lost.get(code, ())

    def scan_of(self, layout_id: UUID) -> tuple[str, str] | None:
        """Return hash and name of the picture of a layout, or of the nearest it inherits from."""
        row = next((row for row in self._rows.values() if row.id == layout_id), None)
        for code in () if row is None else self._line(row):
            found = self._rows.get(code)
            if found is not None and found.scan_sha256:
                return found.scan_sha256, found.scan_name
        return None

    def layout_for(
        self, award_code: str, recipient_kind: RecipientKind | None, wanted: str = ""
    ) -> Layout:
        """Return the layout for an award and a kind of recipient.

        Args:
            award_code: of the catalogue.
            recipient_kind: of the one rewarded.
            wanted: the layout (the blank) asked for; only what inherits from it may take its
                place. The office's own choice when empty; then any layout made for them may that
                is for blanks, or for plain paper, as that one is.

        Raises:
            DocumentFailed: as ``layout``.
        """
        start = wanted or self.default
        chosen = self.layout(start)
        fitting = [row for row in self._rows.values() if _serves(row, award_code, recipient_kind)]
        below = [row for row in fitting if start in self._line(row)]
        if not wanted and not below:
            below = [row for row in fitting if self.layout(row.code).overlay == chosen.overlay]
        best = max(below, key=self._precedence, default=None)
        return chosen if best is None else self.layout(best.code)

    def _precedence(self, row: CertificateLayout) -> tuple[bool, bool, int, str]:
        named = (row.award_code != "", row.recipient_kind is not None)
        return (*named, len(self._line(row)), row.code)

    def _line(self, row: CertificateLayout) -> list[str]:
        """Return the codes a layout goes back to, its own first."""
        found, code = [row.code], row.base_code
        while code and code not in found:
            found.append(code)
            code = self._rows[code].base_code if code in self._rows else ""
        return found

    def _layout(self, code: str, depth: int) -> Layout:
        if code not in self._resolved:
            row = self._rows.get(code)
            self._resolved[code] = _bundled(code) if row is None else self._own(row, depth)
        return self._resolved[code]

    def _own(self, row: CertificateLayout, depth: int) -> Layout:
        if not row.base_code:
            return replace(layout_of(row.content, row.code), name=row.name)
        if depth <= 0:
            raise DocumentFailed(DocumentFailed.Code.LAYOUT_BAD, field="base", why="a circle")
        found = resolve(self._layout(row.base_code, depth - 1), change_of(row.content))
        self._lost[row.code] = found.lost
        return replace(found.layout, code=row.code, name=row.name)


def layouts_of(session: Session, code: str, awards: Sequence[UUID]) -> list[Layout]:
    """Return the layout each certificate is printed with, its own changes included.

    Certificates without changes of one award and kind share one object.

    Args:
        session: read from.
        code: of the layout asked for, "" for the office's own choice.
        awards: award records, in the order wanted.

    Raises:
        DocumentFailed: LAYOUT_BAD; "code" as ``field`` where there is none of that code.
    """
    book = LayoutBook(session)
    query = sa.select(AwardRecord.id, AwardRecord.award_code, AwardRecord.recipient_kind)
    found = {row.id: row for row in session.execute(query.where(AwardRecord.id.in_(awards)))}
    changes = sa.select(CertificateChange.award_record_id, CertificateChange.content)
    own = {
        award_id: change_of(content)
        for award_id, content in session.execute(
            changes.where(CertificateChange.award_record_id.in_(awards))
        )
    }
    bases = {
        (row.award_code, row.recipient_kind): book.layout_for(
            row.award_code, row.recipient_kind, code
        )
        for row in found.values()
    }
    layouts = []
    for award_id in awards:
        row = found[award_id]
        base = bases[row.award_code, row.recipient_kind]
        change = own.get(award_id)
        layouts.append(resolve(base, change).layout if change else base)
    return layouts


def bundled_codes() -> tuple[str, ...]:
    """Return the codes of the layouts the program brings, in order."""
    return tuple(code for code, _ in _bundled_names())


@lru_cache(maxsize=1)
def _bundled_names() -> tuple[tuple[str, str], ...]:
    return tuple(list_layouts())


@lru_cache(maxsize=64)
def _bundled(code: str) -> Layout:
    return load_layout(code)


def _by_name(row: CertificateLayout) -> str:
    return row.sort_key


def _serves(row: CertificateLayout, award_code: str, kind: RecipientKind | None) -> bool:
    """Return whether a layout was made for these; one made for everything takes no place."""
    if row.archived_at is not None or not (row.award_code or row.recipient_kind):
        return False
    return row.award_code in {"", award_code} and row.recipient_kind in {None, kind}
