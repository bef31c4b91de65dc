"""The paper of a decision: drawn once from its records, and kept encrypted beside them.

It is drawn after the decision is in the database, since it says what the database says; a kill in
between leaves a decision without its paper, which ``ensure`` draws when it is next asked for.
"""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.disk import storage_errors, whole_file
from desktop.documents.paper_letters import require_printable
from desktop.models import Attachment, Decision
from desktop.services.answer_documents import papers_of
from desktop.services.attachments import AttachmentRow, attachment_rows
from desktop.services.named_papers import decision_papers
from desktop.services.papers import PaperService
from desktop.services.store import Store
from desktop.services.submission_data import slug

_CHUNK = 1 << 20


def require_drawable(session: Session, decision_id: UUID, today: date) -> None:
    """Refuse a decision of which a paper could not be drawn, before it is committed.

    The papers are built as they will be, not drawn: that would hold the write lock for seconds.

    Raises:
        DocumentFailed, TemplateRefused: a paper has a gap or a letter no font has, or the office
            words a sentence so that it cannot be used.
    """
    for named in decision_papers(session, decision_id, today):
        for paper in (named.paper, *named.others):
            require_printable(paper)


class DecisionPapers:
    """The papers of decisions, made here or received."""

    def __init__(self, store: Store, papers: PaperService) -> None:
        self._store = store
        self._papers = papers

    def ensure(self, decision_id: UUID) -> list[AttachmentRow]:
        """Return a decision's papers, drawing that of one made here if it is not there yet.

        Raises:
            NotFound: there is no such decision.
            DocumentFailed: a name holds a letter no font has.
            StorageError: the disk is full.
        """
        kept = self.list_for(decision_id)
        if kept:
            return kept
        data = self._papers.decision(decision_id)
        sha256, size = self._store.blobs.put(io.BytesIO(data))
        with self._store.writing() as session:
            decision = session.scalars(sa.select(Decision).where(Decision.id == decision_id)).one()
            if not attachment_rows(session, papers_of(decision_id)):
                paper = Attachment(
                    owner_subject="decisions",
                    owner_id=decision_id,
                    file_name=f"quyet-dinh-{slug(decision.number)}.pdf",
                    media_type="application/pdf",
                    size=size,
                    sha256=sha256,
                    added_at=self._store.clock(),
                )
                session.add(paper)
                session.commit()
        return self.list_for(decision_id)

    def list_for(self, decision_id: UUID) -> list[AttachmentRow]:
        """Return the papers kept of a decision."""
        with self._store.reading() as session:
            return attachment_rows(session, papers_of(decision_id))

    def save(self, decision_id: UUID, folder: Path | None = None) -> list[Path]:
        """Write a decision's papers out, by default into the office's own folder of papers.

        Raises:
            NotFound, DocumentFailed: as ``ensure``.
            StorageError: the folder is full, missing or cannot be written.
        """
        target = folder or self._store.paths.papers
        if folder is None:
            with storage_errors(target):
                target.mkdir(parents=True, exist_ok=True)
        return [self._write(paper, target) for paper in self.ensure(decision_id)]

    def undrawn(self) -> list[UUID]:
        """Return the decisions made here whose paper a stop has left undrawn."""
        drawn = sa.select(Attachment.owner_id).where(Attachment.owner_subject == "decisions")
        query = sa.select(Decision.id).where(Decision.made_here, Decision.id.not_in(drawn))
        with self._store.reading() as session:
            return list(session.scalars(query))

    def _write(self, paper: AttachmentRow, folder: Path) -> Path:
        target = folder / paper.file_name
        with self._store.blobs.open(paper.sha256) as content, whole_file(target) as file:
            while chunk := content.read(_CHUNK):
                file.write(chunk)
        return target
