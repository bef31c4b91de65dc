"""Official papers built from records: what each paper says, before anybody draws it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

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
from desktop.services.decision_dossiers import dossiers_of
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
    chairs_of,
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

ASKED_ONE_BY_ONE = 3
"""Up to so many senders are named with their letters; of more, a decision names them together."""


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
    answered = dossiers_of(session, decision_id)
    senders = senders_of(session, answered)
    awards = awards_by_nomination(session, decision_id)
    lines = [
        (award.award_code, awarded(award, nomination, area_beside(nomination, senders)))
        for award, nomination in awards
    ]
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
        subject=about(decision.subject or granted_title(answered[0].title if answered else "")),
        bases=(
            *_bases(session, decision, {award.award_code for award, _ in awards}),
            *_heard(session, decision, answered, texts_of(session)),
            *_asked_by(answered, senders, texts_of(session)),
        ),
        groups=groups,
        executors=executors_of(office.tier, area_of(office.name)),
        signature=chair_signature(decision.signatory_name, decision.signatory_title),
        recipients=(f"Như Điều {last}", *_told(senders), "Lưu: VT"),
    )


def _bases(session: Session, decision: Decision, awards: set[str]) -> tuple[str, ...]:
    """Return what a decision cited, or what the law gave on its day before that was kept."""
    kept = decision_lines(session, decision.id)
    lines = kept or automatic_lines(law_of(session), decision.decided_on, awards)
    return tuple(line.cited_as for line in lines)


def awards_by_nomination(
    session: Session, decision_id: UUID
) -> Sequence[tuple[AwardRecord, Nomination | None]]:
    """Return a decision's award records in the order of its list, each with its nomination."""
    query = (
        sa.select(AwardRecord, Nomination)
        .outerjoin(Nomination, Nomination.id == AwardRecord.nomination_id)
        .where(AwardRecord.decision_id == decision_id)
        .order_by(AwardRecord.position)
    )
    return [(award, nomination) for award, nomination in session.execute(query)]


def senders_of(session: Session, dossiers: Iterable[Dossier]) -> dict[UUID, Office]:
    """Return by dossier the office it came from, in their order; those of this office have none."""
    found = ((dossier.id, sender_of(session, dossier)) for dossier in dossiers)
    return {dossier_id: sender for dossier_id, sender in found if sender is not None}


def area_beside(nomination: Nomination | None, senders: Mapping[UUID, Office]) -> str:
    """Return the area a decision names beside somebody: their sender's; "" for our own."""
    sender = senders.get(nomination.dossier_id) if nomination else None
    return area_of(sender.name) if sender else ""


def sender_of(session: Session, dossier: Dossier | None) -> Office | None:
    """Return the office a dossier came from; None for one of this office."""
    if dossier is None or dossier.origin_office_id is None:
        return None
    return session.get(Office, dossier.origin_office_id)


def _heard(
    session: Session, decision: Decision, answered: Sequence[Dossier], texts: PaperTexts
) -> tuple[str, ...]:
    """Return «Xét Biên bản …» of each meeting of this office's council on the dossiers before."""
    met = {
        meeting: None
        for dossier in answered
        for about_id in (dossier.id, *_gathered_in(session, dossier.id))
        if (meeting := _last_meeting(session, about_id, decision.decided_on))[0] is not None
    }
    return tuple(
        texts.say("decision.minutes", council=council, minutes=minutes, held_on=long_date(held_on))
        for held_on, minutes, council in met
        if held_on is not None
    )


def _gathered_in(session: Session, dossier_id: UUID) -> Sequence[UUID]:
    """Return the consolidated dossiers that nominations of a received one were gathered in."""
    origin = aliased(Nomination)
    query = (
        sa.select(Nomination.dossier_id)
        .join(origin, origin.id == Nomination.origin_id)
        .where(origin.dossier_id == dossier_id, Nomination.archived_at.is_(None))
        .distinct()
    )
    return session.scalars(query).all()


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


def _asked_by(
    answered: Sequence[Dossier], senders: Mapping[UUID, Office], texts: PaperTexts
) -> tuple[str, ...]:
    """Return the last bases: «Xét đề nghị của …» other offices, «Theo đề nghị …» at home."""
    received = [dossier for dossier in answered if dossier.id in senders]
    asked = [_asked(dossier, senders[dossier.id], texts) for dossier in received]
    if len(asked) > ASKED_ONE_BY_ONE:
        names = list(dict.fromkeys(senders[dossier.id].name for dossier in received))
        asked = [texts.say("decision.asked_many", senders=chairs_of(names))]
    own = [line for d in answered if d.id not in senders for line in _asked_here(d, texts)]
    return tuple(dict.fromkeys((*asked, *own)))


def _asked(dossier: Dossier, sender: Office, texts: PaperTexts) -> str:
    when = long_date(dossier.letter_date) if dossier.letter_date else ""
    return texts.say(
        "decision.asked",
        sender=chair_of(sender.name),
        letter=dossier.letter_number,
        letter_date=when,
    )


def _told(senders: Mapping[UUID, Office]) -> tuple[str, ...]:
    """Return whom a decision is sent to beside those its articles name."""
    names = tuple(dict.fromkeys(office.name for office in senders.values()))
    if len(names) > ASKED_ONE_BY_ONE:
        return ("Các cơ quan, đơn vị đề nghị khen thưởng",)
    return names
