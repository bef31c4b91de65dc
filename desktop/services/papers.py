"""giấy tờ: every paper of a dossier and of a decision, as PDF, as Word, or as both.

What a paper says comes from ``named_papers.py``; how it looks is ``desktop.documents``' business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.documents.achievement_report import achievement_report
from desktop.documents.paper import OfficialPaper
from desktop.documents.paper_pdf import paper_pdf
from desktop.documents.submission_letter import submission_letter
from desktop.errors import NotFound
from desktop.models import Nomination
from desktop.services.named_papers import (
    NamedPaper,
    decision_paper,
    decision_papers,
    dossier_papers,
    list_paper,
    sent_papers,
)
from desktop.services.paper_files import DrawnPaper, save_papers
from desktop.services.paper_sources import DossierSource, dossier_source, letter_of
from desktop.services.report_sources import report_of, report_records
from desktop.services.store import Store
from desktop.vietnamese.labels import Labelled

ReportProgress = Callable[[int, int, str], None]

_STEP = "Lập giấy tờ"


class PaperFormat(Labelled):
    """What a paper is written as."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"


PDF = (PaperFormat.PDF,)


class PaperService:
    """Use cases of papers; nothing is kept, for a paper says what its records say now."""

    subject = "papers"

    def __init__(self, store: Store) -> None:
        self._store = store

    def letter(self, dossier_id: UUID, form: PaperFormat = PaperFormat.PDF) -> bytes:
        """Return the tờ trình of a dossier, its list as annex.

        Raises:
            NotFound: there is no such dossier.
            DocumentFailed: nobody is nominated, or a letter no font has.
            TemplateRefused: a sentence the office has changed cannot be used.
        """
        with self._store.reading() as session:
            source = self._source(session, dossier_id)
            return drawn(submission_letter(letter_of(source), source.texts), form)

    def nomination_list(self, dossier_id: UUID, form: PaperFormat = PaperFormat.PDF) -> bytes:
        """Return the list of a dossier's nominations as a paper of its own.

        Raises:
            NotFound, DocumentFailed, TemplateRefused: as for ``letter``.
        """
        with self._store.reading() as session:
            return drawn(list_paper(self._source(session, dossier_id)), form)

    def report(self, nomination_id: UUID, form: PaperFormat = PaperFormat.PDF) -> bytes:
        """Return the báo cáo thành tích of a nomination, its text highlighted while not written.

        Raises:
            NotFound: there is no such nomination.
            DocumentFailed: a letter no font has.
            TemplateRefused: as for ``letter``.
        """
        with self._store.reading() as session:
            nomination = session.get(Nomination, nomination_id)
            if nomination is None:
                raise NotFound(NotFound.Code.RECORD, subject="nominations", id=str(nomination_id))
            source = self._source(session, nomination.dossier_id)
            said = report_of(source, nomination, report_records(session, [nomination]))
            return drawn(achievement_report(said, source.texts), form)

    def decision(self, decision_id: UUID, form: PaperFormat = PaperFormat.PDF) -> bytes:
        """Return the paper of a decision made here, with its list of those rewarded.

        Raises:
            NotFound: there is no such decision.
            DocumentFailed, TemplateRefused: as for ``letter``.
        """
        with self._store.reading() as session:
            return drawn(decision_paper(session, decision_id), form)

    def missing(self, dossier_id: UUID) -> dict[str, tuple[str, ...]]:
        """Return what is missing on the papers of a dossier, by the papers' file names.

        Raises:
            NotFound, DocumentFailed, TemplateRefused: as for ``letter``.
        """
        with self._store.reading() as session:
            papers = dossier_papers(session, dossier_id, self._store.today())
            return {named.stem: gaps for named in papers if (gaps := named.paper.missing())}

    def draw_dossier(
        self, session: Session, dossier_id: UUID, report: ReportProgress | None = None
    ) -> tuple[DrawnPaper, ...]:
        """Return the papers that go into a package, as PDF, in the caller's transaction.

        Args:
            session: so that papers and data of a package say the same.
            dossier_id: which one.
            report: told (papers drawn, papers in all, step); may raise ``Cancelled``.

        Raises:
            NotFound, DocumentFailed, TemplateRefused: as for ``letter``.
        """
        papers = list(sent_papers(session, self._source(session, dossier_id)))
        return tuple(_drawn_each(papers, PDF, report))

    def save_dossier(
        self,
        dossier_id: UUID,
        folder: Path,
        report: ReportProgress | None = None,
        formats: Sequence[PaperFormat] = PDF,
    ) -> list[Path]:
        """Write every paper of a dossier into a folder; gaps are highlighted on them.

        Each is written as it is drawn, under a hidden folder inside this one, and gets its name
        when all are there: a refusal, a full disk or a stop leaves the folder as it was. Only a
        file that may not be replaced, since another program holds it open, leaves those named
        before it new and the others old, every one whole.

        Raises:
            NotFound, DocumentFailed, TemplateRefused: as for ``letter``; nothing is written then.
            StorageError: the folder is full, missing or cannot be written.
        """
        with self._store.reading() as session:
            papers = list(dossier_papers(session, dossier_id, self._store.today()))
        return save_papers(_drawn_each(papers, formats, report), folder)

    def save_decision(
        self,
        decision_id: UUID,
        folder: Path,
        report: ReportProgress | None = None,
        formats: Sequence[PaperFormat] = PDF,
    ) -> list[Path]:
        """Write decision, notice and invitations into a folder; as ``save_dossier``."""
        with self._store.reading() as session:
            papers = list(decision_papers(session, decision_id, self._store.today()))
        return save_papers(_drawn_each(papers, formats, report), folder)

    def _source(self, session: Session, dossier_id: UUID) -> DossierSource:
        return dossier_source(session, dossier_id, self._store.today())


def drawn(paper: OfficialPaper, form: PaperFormat) -> bytes:
    """Return a paper as a file of one format.

    Raises:
        DocumentFailed: a letter no font has.
    """
    if form is PaperFormat.PDF:
        return paper_pdf(paper)
    # Whoever prints PDF only never waits for what writes Word files.
    from desktop.documents.paper_docx import paper_docx

    return paper_docx(paper)


def _drawn_each(
    papers: Sequence[NamedPaper], formats: Sequence[PaperFormat], report: ReportProgress | None
) -> Iterator[DrawnPaper]:
    """Yield each paper as soon as it is drawn: those of a large dossier never fit in memory."""
    done = 0
    for named in papers:
        for form in formats:
            data = _batch(named, form) if named.others else drawn(named.paper, form)
            yield DrawnPaper(f"{named.stem}.{form.value}", data)
            done += 1
            if report:
                report(done, len(papers) * len(formats), _STEP)


def _batch(named: NamedPaper, form: PaperFormat) -> bytes:
    # Most papers stand alone in their file.
    from desktop.documents.paper_batch import batch_docx, batch_pdf

    papers = (named.paper, *named.others)
    return batch_pdf(papers) if form is PaperFormat.PDF else batch_docx(papers)
