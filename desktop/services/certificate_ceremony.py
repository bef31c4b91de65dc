"""bản soát, kịch bản công bố, danh sách chi tiền: three papers from one list, in ceremony order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.disk import write_whole
from desktop.documents.announcement import Announcement, announcement
from desktop.documents.answer_head import AnswerHead
from desktop.documents.award_groups import AwardGroup, RecipientLine
from desktop.documents.money_list import MoneyLine, MoneyList, money_list
from desktop.documents.paper import OfficialPaper
from desktop.documents.proof_sheet import ProofSheet, proof_sheet
from desktop.errors import DocumentFailed, MoveRefused
from desktop.law.catalogue import Catalogue
from desktop.models import AwardRecord, Decision, Nomination, Office
from desktop.services.bonuses import bonuses_of
from desktop.services.certificate_order import IN_ORDER
from desktop.services.certificate_pages import Look
from desktop.services.certificate_proofs import CertificateProofService, short_code
from desktop.services.decision_dossiers import dossiers_of
from desktop.services.decision_rows import find_decision
from desktop.services.law_book import law_of
from desktop.services.name_pairs import require_named_alike
from desktop.services.paper_sources import area_beside, senders_of
from desktop.services.paper_words import (
    agency_of,
    award_groups,
    awarded,
    chair_of,
    head_lines,
    letter_signature,
    place_of,
)
from desktop.services.papers import PaperFormat, drawn
from desktop.services.store import Store
from desktop.vietnamese.dates import long_date

ON_STAGE = 10
"""How many are called up at once; a stage of a commune or district holds that many."""

Listed = tuple[AwardRecord, RecipientLine]


class CeremonyPaperService:
    """Use cases of the papers around a ceremony; a file's name says PDF or Word (.docx)."""

    subject = "decisions"

    def __init__(self, store: Store, proofs: CertificateProofService) -> None:
        self._store = store
        self._proofs = proofs

    def write_proof(self, decision_id: UUID, look: Look, target: Path) -> Path:
        """Write the proof sheet of what would be printed now.

        Raises:
            NotFound, MoveRefused, DocumentFailed: as ``CertificatePages.pages``.
            StorageError: the file cannot be written.
        """
        proof = self._proofs.open(decision_id, look)
        pages = proof.pages
        with self._store.reading() as session:
            sheet = ProofSheet(
                paper_head(session, self._store),
                tuple(page.text for page in pages),
                tuple(small for page in pages for small in page.shrunk),
                " / ".join(dict.fromkeys(page.page.layout.name for page in pages)),
                is_on_blanks=pages[0].on_blank,
                code=short_code(proof.state.digest),
            )
        return write_paper(target, proof_sheet(sheet))

    def write_script(self, decision_id: UUID, target: Path, on_stage: int = ON_STAGE) -> Path:
        """Write what the announcer reads.

        Args:
            decision_id: made here.
            target: the file to write.
            on_stage: how many are called up at once, 0 for everybody of an award.

        Raises:
            NotFound: there is no such decision.
            MoveRefused: WRONG_SEAT; those who decided hold the ceremony.
            DocumentFailed: NOTHING_TO_PRINT; NAMES_DIFFER; a letter no font has.
            StorageError: the file cannot be written.
        """
        with self._store.reading() as session:
            decision, listed = _listed(session, decision_id)
            script = Announcement(
                paper_head(session, self._store),
                "",
                _when(decision),
                decision.ceremony_place,
                _cited(session, decision),
                _groups(session, decision, listed),
                on_stage=on_stage,
            )
            paper = announcement(script)
        return write_paper(target, paper)

    def write_money_list(self, decision_id: UUID, target: Path) -> Path:
        """Write who is paid what, with room to sign; refusals as ``write_script``."""
        with self._store.reading() as session:
            decision, listed = _listed(session, decision_id)
            bonuses = {line.id: line for line in bonuses_of(session, decision_id).lines}
            lines = []
            for award, line in listed:
                bonus = bonuses[award.id]
                paid = (bonus.times_base, bonus.amount or 0, bonus.why_not)
                title = _title(award.award_code)
                lines.append(MoneyLine(line.honorific, line.name, line.post_unit, title, *paid))
            bases = {bonus.base for bonus in bonuses.values() if bonus.base}
            paper = money_list(
                MoneyList(
                    paper_head(session, self._store),
                    f"Quyết định số {decision.number} {long_date(decision.decided_on)}",
                    tuple(lines),
                    bases.pop() if len(bases) == 1 else None,
                )
            )
        return write_paper(target, paper)


def _listed(session: Session, decision_id: UUID) -> tuple[Decision, list[Listed]]:
    """Return everybody a decision made here rewards, in the order of its ceremony."""
    decision = find_decision(session, decision_id)
    if not decision.made_here:
        raise MoveRefused(MoveRefused.Code.WRONG_SEAT, move="ceremony_set")
    # What is read out and paid out must be what stands on the certificates.
    require_named_alike(session, decision_id)
    senders = senders_of(session, dossiers_of(session, decision_id))
    query = (
        sa.select(AwardRecord, Nomination)
        .outerjoin(Nomination, Nomination.id == AwardRecord.nomination_id)
        .where(AwardRecord.decision_id == decision_id, AwardRecord.cancelled_on.is_(None))
        .order_by(*IN_ORDER)
    )
    listed = [
        (award, awarded(award, nomination, area_beside(nomination, senders)))
        for award, nomination in session.execute(query)
    ]
    if not listed:
        raise DocumentFailed(DocumentFailed.Code.NOTHING_TO_PRINT)
    return decision, listed


def _groups(
    session: Session, decision: Decision, listed: Sequence[Listed]
) -> tuple[AwardGroup, ...]:
    """Return awards as they follow one another; one that comes up again is read again."""
    office, law = _own_office(session), law_of(session)
    found: list[AwardGroup] = []
    for code, part in groupby(listed, key=lambda item: item[0].award_code):
        lines = [(code, line) for _, line in part]
        found += award_groups(lines, office, decision.decided_on, law)
    return tuple(found)


def paper_head(session: Session, store: Store) -> AnswerHead:
    """Return the head and foot of this office's papers, dated today."""
    office = _own_office(session)
    return AnswerHead(
        superior_agency=head_lines(office.superior_agency),
        agency=agency_of(office),
        agency_name=office.name,
        place=place_of(office),
        date=store.today(),
        signature=letter_signature(office, office.signatory_name, office.signatory_title),
    )


def _own_office(session: Session) -> Office:
    return session.scalars(sa.select(Office).where(Office.is_self)).one()


def _when(decision: Decision) -> str:
    day = long_date(decision.ceremony_on) if decision.ceremony_on else ""
    return ", ".join(part for part in (decision.ceremony_at, day) if part)


def _cited(session: Session, decision: Decision) -> str:
    about = decision.subject[:1].lower() + decision.subject[1:]
    by = chair_of(_own_office(session).name)
    told = f"Quyết định số {decision.number} {long_date(decision.decided_on)} của {by}"
    return f"{told} {about}".strip()


def _title(award_code: str) -> str:
    award = Catalogue.load().find_award(award_code)
    return award.certificate_title.capitalize() if award else award_code


def write_paper(target: Path, paper: OfficialPaper) -> Path:
    """Write a paper as its file's name says, PDF or Word.

    Raises:
        DocumentFailed: a letter no font has.
        StorageError: the file cannot be written.
    """
    is_word = target.suffix.lower() == ".docx"
    write_whole(target, drawn(paper, PaperFormat.DOCX if is_word else PaperFormat.PDF))
    return target
