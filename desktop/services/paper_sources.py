"""Official papers built from records: what each paper says, before anybody draws it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.documents.decision import AwardDecision, article_count
from desktop.documents.paper_texts import PaperTexts
from desktop.documents.submission_letter import SubmissionLetter
from desktop.errors import DocumentFailed, NotFound
from desktop.law.catalogue import Catalogue
from desktop.models import (
    AwardRecord,
    CouncilSession,
    CouncilTerm,
    Decision,
    Dossier,
    Nomination,
    Office,
)
from desktop.services.bases import automatic_lines, decision_lines, dossier_lines
from desktop.services.law_book import law_of
from desktop.services.moves import dossier_of
from desktop.services.paper_texts import texts_of
from desktop.services.paper_words import (
    about,
    agency_of,
    area_of,
    award_groups,
    awarded,
    chair_of,
    chair_signature,
    department_of,
    executors_of,
    granted_title,
    head_lines,
    letter_signature,
    nominated,
    place_of,
    symbol_is_committees,
)
from desktop.vietnamese.dates import long_date


@dataclass(frozen=True, slots=True)
class DossierSource:
    """A dossier with what its papers need.

    Attributes:
        decider: the office asked, or this one for what it decides itself.
        is_sent: whether it goes to another office, with a letter.
        day: of the letter, today where it bears no date yet; the law is asked for that day.
        law: as this office reads it.
        texts: the papers' sentences as this office words them.
        bases: what the letter cites, as chosen or as the law gives.
        held_on: when the council last met on it; None where it did not.
        minutes: number of that meeting's minutes, "" where they bear none.
    """

    dossier: Dossier
    nominations: tuple[Nomination, ...]
    office: Office
    decider: Office
    is_sent: bool
    day: date
    law: Catalogue
    texts: PaperTexts
    bases: tuple[str, ...] = ()
    held_on: date | None = None
    minutes: str = ""

    @property
    def has_letter(self) -> bool:
        """Whether a tờ trình goes with it: to another office always, at home once it is typed."""
        dossier = self.dossier
        is_typed = bool(dossier.letter_number) and dossier.letter_date is not None
        return self.is_sent or is_typed

    @property
    def is_departments(self) -> bool:
        """Whether a department asks its own chair, as the letter's symbol says."""
        return not self.is_sent and not symbol_is_committees(self.dossier.letter_number)

    @property
    def department(self) -> str:
        """The department that asks, by its signatory; "" where that is not known."""
        return department_of(self.dossier.signatory_title) if self.is_departments else ""

    @property
    def signed_on(self) -> date | None:
        """The date the papers bear; a letter's must be typed, a list for this office needs none."""
        return self.dossier.letter_date if self.is_sent else self.day


def dossier_source(session: Session, dossier_id: UUID, today: date) -> DossierSource:
    """Read a dossier of this office for its papers.

    Raises:
        NotFound: there is no such dossier.
    """
    dossier = dossier_of(session, dossier_id)
    office = session.scalars(sa.select(Office).where(Office.is_self)).one()
    receiver = (
        session.get(Office, dossier.receiver_office_id) if dossier.receiver_office_id else None
    )
    query = (
        sa.select(Nomination)
        .where(Nomination.dossier_id == dossier_id, Nomination.archived_at.is_(None))
        .order_by(Nomination.position)
    )
    nominations = tuple(session.scalars(query))
    held_on, minutes, _ = _last_meeting(session, dossier_id)
    day, law = dossier.letter_date or today, law_of(session)
    lines = dossier_lines(session, dossier_id)
    lines = lines or automatic_lines(law, day, {n.award_code for n in nominations})
    return DossierSource(
        dossier=dossier,
        nominations=nominations,
        office=office,
        decider=receiver or office,
        is_sent=receiver is not None and not receiver.is_self,
        day=day,
        law=law,
        texts=texts_of(session),
        bases=tuple(line.cited_as for line in lines),
        held_on=held_on,
        minutes=minutes,
    )


def _last_meeting(
    session: Session, dossier_id: UUID, until: date | None = None
) -> tuple[date | None, str, str]:
    """Return when the council last met on a dossier, its minutes' number, the council's name."""
    query = (
        sa.select(CouncilSession.held_on, CouncilSession.number, CouncilTerm.name)
        .join(CouncilTerm, CouncilTerm.id == CouncilSession.term_id)
        .where(
            CouncilSession.dossier_id == dossier_id,
            CouncilSession.held_on.is_not(None),
            CouncilSession.archived_at.is_(None),
        )
        .order_by(CouncilSession.held_on.desc())
    )
    if until is not None:
        query = query.where(CouncilSession.held_on <= until)
    met = session.execute(query).first()
    return (met.held_on, met.number, met.name) if met else (None, "", "")


def letter_of(source: DossierSource) -> SubmissionLetter:
    """Return what the tờ trình of a dossier says, its list included.

    Raises:
        DocumentFailed: VALUE_MISSING where nobody is nominated.
    """
    dossier, office, department = source.dossier, source.office, source.department
    if not source.nominations:
        raise DocumentFailed(DocumentFailed.Code.VALUE_MISSING, field="danh sách đề nghị")
    lines = [(n.award_code, nominated(n)) for n in source.nominations]
    return SubmissionLetter(
        superior_agency=agency_of(office) if department else head_lines(office.superior_agency),
        agency=department.upper() or agency_of(office),
        agency_name=department or office.name,
        number=dossier.letter_number,
        place=place_of(office),
        date=source.signed_on,
        subject=about(dossier.title),
        addressed_to=(chair_of(source.decider.name),),
        decider=chair_of(source.decider.name),
        bases=source.bases,
        groups=award_groups(lines, source.decider, source.day, source.law),
        signature=(
            chair_signature(dossier.signatory_name, dossier.signatory_title)
            if source.is_departments
            else letter_signature(office, dossier.signatory_name, dossier.signatory_title)
        ),
        recipients=("Như trên", "Lưu: VT"),
        council=dossier.opening or _council(source),
    )


def _council(source: DossierSource) -> str:
    """Return the sentence about the council's meeting; "" where none was held."""
    if source.held_on is None:
        return ""
    return source.texts.say(
        "letter.council",
        agency=source.office.name,
        held_on=long_date(source.held_on),
        minutes=source.minutes,
    )


def decision_of(session: Session, decision_id: UUID) -> AwardDecision:
    """Return what a decision made here says, from its award records.

    Raises:
        NotFound: there is no such decision.
        DocumentFailed: VALUE_MISSING where it would have a gap.
    """
    decision = session.get(Decision, decision_id)
    if decision is None:
        raise NotFound(NotFound.Code.RECORD, subject="decisions", id=str(decision_id))
    office = session.scalars(sa.select(Office).where(Office.is_self)).one()
    dossier = session.get(Dossier, decision.dossier_id) if decision.dossier_id else None
    sender = sender_of(session, dossier)
    area = area_of(sender.name) if sender else ""
    query = (
        sa.select(AwardRecord, Nomination)
        .outerjoin(Nomination, Nomination.id == AwardRecord.nomination_id)
        .where(AwardRecord.decision_id == decision_id)
        .order_by(AwardRecord.position)
    )
    awards = session.execute(query).all()
    lines = [(award.award_code, awarded(award, nomination, area)) for award, nomination in awards]
    law = law_of(session)
    groups = award_groups(lines, office, decision.decided_on, law)
    last = article_count(groups)
    return AwardDecision(
        superior_agency=head_lines(office.superior_agency),
        agency=agency_of(office),
        issuer=chair_of(office.name),
        number=decision.number,
        place=place_of(office),
        date=decision.decided_on,
        subject=about(decision.subject or granted_title(dossier.title if dossier else "")),
        bases=(
            *_bases(session, decision, {award.award_code for award, _ in awards}),
            *_heard(session, decision, texts_of(session)),
            *_asked_by(dossier, sender, texts_of(session)),
        ),
        groups=groups,
        executors=executors_of(office.tier, area_of(office.name)),
        signature=chair_signature(decision.signatory_name, decision.signatory_title),
        recipients=(f"Như Điều {last}", *((sender.name,) if sender else ()), "Lưu: VT"),
    )


def _bases(session: Session, decision: Decision, awards: set[str]) -> tuple[str, ...]:
    """Return what a decision cited, or what the law gave on its day before that was kept."""
    kept = decision_lines(session, decision.id)
    lines = kept or automatic_lines(law_of(session), decision.decided_on, awards)
    return tuple(line.cited_as for line in lines)


def sender_of(session: Session, dossier: Dossier | None) -> Office | None:
    """Return the office a dossier came from; None for one of this office."""
    if dossier is None or dossier.origin_office_id is None:
        return None
    return session.get(Office, dossier.origin_office_id)


def _heard(session: Session, decision: Decision, texts: PaperTexts) -> tuple[str, ...]:
    """Return «Xét Biên bản …», where this office's council met on the dossier before."""
    if decision.dossier_id is None:
        return ()
    held_on, minutes, council = _last_meeting(session, decision.dossier_id, decision.decided_on)
    if held_on is None:
        return ()
    return (
        texts.say("decision.minutes", council=council, minutes=minutes, held_on=long_date(held_on)),
    )


def _asked_here(dossier: Dossier, texts: PaperTexts) -> tuple[str, ...]:
    """Return «Theo đề nghị … tại Tờ trình số …» of a dossier whose own letter is on record."""
    if not dossier.letter_number or dossier.letter_date is None:
        return ()
    title = dossier.signatory_title
    asked = texts.say(
        "decision.own_letter",
        # Who signs for the committee is the one who decides; nobody asks himself.
        asker=title if department_of(title) else "",
        letter=dossier.letter_number,
        letter_date=long_date(dossier.letter_date),
    )
    return (asked,)


def _asked_by(dossier: Dossier | None, sender: Office | None, texts: PaperTexts) -> tuple[str, ...]:
    """Return the last basis: «Xét đề nghị của …» another office, else «Theo đề nghị …» at home."""
    if dossier is None:
        return ()
    if sender is None:
        return _asked_here(dossier, texts)
    when = long_date(dossier.letter_date) if dossier.letter_date else ""
    asked = texts.say(
        "decision.asked",
        sender=chair_of(sender.name),
        letter=dossier.letter_number,
        letter_date=when,
    )
    return (asked,)
