"""giấy tờ của hồ sơ: tờ trình, danh sách, báo cáo thành tích and quyết định as PDF.

What a paper says comes from ``paper_sources.py``; how it looks is ``desktop.documents``' business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.disk import write_whole
from desktop.documents.achievement_report import achievement_report
from desktop.documents.decision import award_decision
from desktop.documents.paper import Block, OfficialPaper, Table
from desktop.documents.paper_pdf import paper_pdf
from desktop.documents.submission_letter import nomination_list, submission_letter
from desktop.errors import NotFound
from desktop.models import Nomination
from desktop.services.paper_sources import (
    DossierSource,
    decision_of,
    dossier_source,
    letter_of,
    report_of,
)
from desktop.services.store import Store
from desktop.services.submission_data import slug

ReportProgress = Callable[[int, int, str], None]

_STEP = "Lập giấy tờ"
_LIST_ABOUT = "Đề nghị khen thưởng"


@dataclass(frozen=True, slots=True)
class DrawnPaper:
    """One paper: its file name, such as ``to-trinh.pdf``, and the PDF."""

    name: str
    data: bytes


class PaperService:
    """Use cases of papers; nothing is kept, for a paper says what its records say now."""

    subject = "papers"

    def __init__(self, store: Store) -> None:
        self._store = store

    def letter(self, dossier_id: UUID) -> bytes:
        """Return the tờ trình of a dossier, its list as annex.

        Raises:
            NotFound: there is no such dossier.
            DocumentFailed: it would have a gap, or a letter no font has.
        """
        with self._store.reading() as session:
            return _letter(self._source(session, dossier_id))

    def nomination_list(self, dossier_id: UUID) -> bytes:
        """Return the list of a dossier's nominations as a paper of its own.

        Raises:
            NotFound, DocumentFailed: as for ``letter``.
        """
        with self._store.reading() as session:
            return _list(self._source(session, dossier_id))

    def report(self, nomination_id: UUID) -> bytes:
        """Return the báo cáo thành tích of a nomination.

        Raises:
            NotFound: there is no such nomination.
            DocumentFailed: no report was written, or a letter no font has.
        """
        with self._store.reading() as session:
            nomination = session.get(Nomination, nomination_id)
            if nomination is None:
                raise NotFound(NotFound.Code.RECORD, subject="nominations", id=str(nomination_id))
            source = self._source(session, nomination.dossier_id)
            return paper_pdf(achievement_report(report_of(session, source, nomination)))

    def decision(self, decision_id: UUID) -> bytes:
        """Return the paper of a decision made here, with its list of those rewarded.

        Raises:
            NotFound: there is no such decision.
            DocumentFailed: it would have a gap, or a letter no font has.
        """
        with self._store.reading() as session:
            return paper_pdf(award_decision(decision_of(session, decision_id)))

    def draw_dossier(
        self, session: Session, dossier_id: UUID, report: ReportProgress | None = None
    ) -> tuple[DrawnPaper, ...]:
        """Return every paper of a dossier, in the caller's transaction: letter, list, reports.

        What this office decides itself needs no letter.

        Args:
            session: so that papers and data of a package say the same.
            dossier_id: which one.
            report: told (papers drawn, papers in all, step); may raise ``Cancelled``.

        Raises:
            NotFound, DocumentFailed: as for ``letter``.
        """
        source = self._source(session, dossier_id)
        reports = sum(1 for n in source.nominations if n.report.strip())
        count = reports + (2 if source.is_sent else 1)
        drawn = []
        for paper in _papers(session, source):
            drawn.append(paper)
            if report:
                report(len(drawn), count, _STEP)
        return tuple(drawn)

    def save_dossier(
        self, dossier_id: UUID, folder: Path, report: ReportProgress | None = None
    ) -> list[Path]:
        """Write every paper of a dossier into a folder, each whole or not at all.

        Raises:
            NotFound, DocumentFailed: as for ``letter``; nothing is written then.
            StorageError: the folder is full, missing or cannot be written.
        """
        with self._store.reading() as session:
            drawn = self.draw_dossier(session, dossier_id, report)
        for paper in drawn:
            write_whole(folder / paper.name, paper.data)
        return [folder / paper.name for paper in drawn]

    def _source(self, session: Session, dossier_id: UUID) -> DossierSource:
        return dossier_source(session, dossier_id, self._store.today())


def _papers(session: Session, source: DossierSource) -> Iterator[DrawnPaper]:
    if source.is_sent:
        yield DrawnPaper("to-trinh.pdf", _letter(source))
    yield DrawnPaper("danh-sach.pdf", _list(source))
    width = max(2, len(str(len(source.nominations))))
    for number, nomination in enumerate(source.nominations, 1):
        if nomination.report.strip():
            paper = achievement_report(report_of(session, source, nomination))
            name = f"bao-cao-{number:0{width}d}-{slug(nomination.recipient_name)}.pdf"
            yield DrawnPaper(name, paper_pdf(paper))


def _letter(source: DossierSource) -> bytes:
    return paper_pdf(submission_letter(letter_of(source)))


def _list(source: DossierSource) -> bytes:
    letter = letter_of(source)
    annex = nomination_list(letter)
    with_letter = f"{_LIST_ABOUT} ({annex.subtitle[:1].lower()}{annex.subtitle[1:]})"
    paper = OfficialPaper(
        superior_agency=letter.superior_agency,
        agency=letter.agency,
        number="",
        place=letter.place,
        date=letter.date,
        title="Danh sách",
        subject=with_letter if source.is_sent else letter.subject,
        body=tuple(_upright(block) for block in annex.blocks),
        signature=letter.signature,
    )
    return paper_pdf(paper)


def _upright(block: Block) -> Block:
    """Return the list's table with room for three figures in the narrower page's first column."""
    if not isinstance(block, Table):
        return block
    number, *others = block.columns
    return replace(block, columns=(replace(number, share=number.share * 1.6), *others))
