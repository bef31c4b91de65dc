"""A layout as one file: handed on with its variants and the blank's picture, and taken in again."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.disk import open_regular, read_failure, write_whole
from desktop.documents.layout import Layout
from desktop.documents.layout_change import change_of, resolve
from desktop.documents.layout_exchange import (
    MOST_MEGABYTES,
    SUFFIX,
    LayoutVariant,
    SharedLayout,
    read_shared,
    shared_bytes,
)
from desktop.documents.layout_scan import Scan, check_scan
from desktop.law.catalogue import Catalogue
from desktop.law.terms import RecipientKind
from desktop.models.certificates import CertificateLayout
from desktop.services.certificate_layouts import LayoutService
from desktop.services.certificate_layouts_chosen import LayoutBook
from desktop.services.certificate_layouts_kept import find_layout, save_layout
from desktop.services.certificate_layouts_rows import LayoutDraft, LayoutSaved
from desktop.services.certificate_layouts_scans import ScanService
from desktop.services.store import Store

__all__ = ["SUFFIX", "ImportedLayout", "LayoutFileService"]

_MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class ImportedLayout:
    """What a file brought.

    Attributes:
        saved: the layout.
        variants: how many came with it.
        was_here: the same layout had been taken in before; nothing was written.
    """

    saved: LayoutSaved
    variants: int = 0
    was_here: bool = False

    @property
    def id(self) -> UUID:
        """The layout's record."""
        return self.saved.id


class LayoutFileService:
    """Use cases of layouts that travel."""

    def __init__(self, store: Store, layouts: LayoutService, scans: ScanService) -> None:
        self._store, self._layouts, self._scans = store, layouts, scans

    def export_file(self, layout_id: UUID, target: Path) -> SharedLayout:
        """Write a layout, what inherits from it and its picture as one ``.gslayout`` file.

        Raises:
            NotFound: there is no such layout.
            AttachmentRefused: the picture's stored copy is missing or damaged.
            StorageError: the file cannot be written; an old one is untouched.
        """
        layout = self._layouts.open(layout_id).draft.layout
        kept = self._scans.open(layout_id)
        scan = None
        if kept is not None:
            scan = check_scan(kept.data, layout.width, layout.height)
        with self._store.reading() as session:
            shared = SharedLayout(layout, _variants(session, layout.code), scan)
        write_whole(target, shared_bytes(shared))
        return shared

    def import_file(self, source: Path) -> ImportedLayout:
        """Take in a ``.gslayout`` file as layouts of this office; the same file twice is once.

        Raises:
            DocumentFailed: LAYOUT_FILE_TOO_LARGE, LAYOUT_FILE_DAMAGED, LAYOUT_NEWER, LAYOUT_BAD,
                LAYOUT_SCAN_…; nothing was taken in.
            LayoutRefused: HAS_PROBLEMS, where a variant of it cannot be printed.
            StorageError: the file cannot be read, the disk is full.
        """
        shared = read_shared(_read(source))
        sha256 = ""
        if shared.scan is not None:
            sha256, _ = self._store.blobs.put(io.BytesIO(shared.scan.data))
        with self._store.writing() as session:
            if (known := _known(session, shared.layout)) is not None:
                return ImportedLayout(known, was_here=True)
            saved = save_layout(
                self._store, session, LayoutDraft(shared.layout), event="layout_imported"
            )
            if shared.scan is not None:
                _keep_scan(session, saved.id, shared.scan, sha256, source.stem)
            for variant in shared.variants:
                self._take_in(session, saved.code, shared.layout, variant)
            session.commit()
        return ImportedLayout(saved, len(shared.variants))

    def _take_in(self, session: Session, code: str, base: Layout, variant: LayoutVariant) -> None:
        resolved = resolve(base, variant.change).layout
        name = f"{base.name} – {_made_for(variant.award_code, variant.recipient_kind)}"
        layout = replace(resolved, name=name)
        draft = LayoutDraft(layout, variant.award_code, variant.recipient_kind, code)
        save_layout(self._store, session, draft, event="layout_imported")


def _variants(session: Session, code: str) -> tuple[LayoutVariant, ...]:
    query = (
        sa.select(CertificateLayout)
        .where(CertificateLayout.base_code == code, CertificateLayout.archived_at.is_(None))
        .order_by(CertificateLayout.code)
    )
    return tuple(
        LayoutVariant(row.award_code, row.recipient_kind, change_of(row.content))
        for row in session.scalars(query)
        if row.award_code or row.recipient_kind
    )


def _known(session: Session, layout: Layout) -> LayoutSaved | None:
    """Return the live layout of this office that is the one in the file."""
    book = LayoutBook(session)
    rows = session.scalars(
        sa.select(CertificateLayout)
        .where(CertificateLayout.archived_at.is_(None), CertificateLayout.name == layout.name)
        .order_by(CertificateLayout.code)
    )
    for row in rows:
        if replace(book.layout(row.code), code=layout.code) == layout:
            return LayoutSaved(row.id, row.version, row.code, ())
    return None


def _keep_scan(session: Session, layout_id: UUID, scan: Scan, sha256: str, name: str) -> None:
    record = find_layout(session, layout_id)
    record.scan_sha256, record.scan_media_type, record.scan_name = sha256, scan.media_type, name
    session.flush()


def _made_for(award_code: str, kind: RecipientKind | None) -> str:
    award = Catalogue.load().find_award(award_code) if award_code else None
    parts = [award.name if award else award_code, kind.label if kind else ""]
    return ", ".join(part for part in parts if part) or "biến thể"


def _read(source: Path) -> bytes:
    try:
        with open_regular(source) as file:
            return file.read(MOST_MEGABYTES * _MEGA + 1)
    except OSError as error:
        raise read_failure(error, source) from error
