"""Official papers built from records: what each paper says, before anybody draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.documents.achievement_report import AchievementReport, PastAward
from desktop.documents.decision import AwardDecision
from desktop.documents.submission_letter import SubmissionLetter
from desktop.errors import DocumentFailed, NotFound
from desktop.law.catalogue import Catalogue
from desktop.law.terms import Gender, RecipientKind
from desktop.models import AwardRecord, Decision, Dossier, Nomination, Office, Person, Unit
from desktop.services.law_book import law_of
from desktop.services.moves import dossier_of
from desktop.services.paper_words import (
    about,
    agency_of,
    area_of,
    award_groups,
    award_phrase,
    awarded,
    chair_of,
    chair_signature,
    executors_of,
    granted_title,
    head_lines,
    letter_signature,
    nominated,
    place_of,
)
from desktop.vietnamese.dates import long_date, short_date

_HEAD_OF_COLLECTIVE = "ĐẠI DIỆN TẬP THỂ"


@dataclass(frozen=True, slots=True)
class DossierSource:
    """A dossier with what its papers need.

    Attributes:
        decider: the office asked, or this one for what it decides itself.
        is_sent: whether it goes to another office, with a letter.
        day: of the letter, today where it bears no date yet.
        law: as this office reads it.
    """

    dossier: Dossier
    nominations: tuple[Nomination, ...]
    office: Office
    decider: Office
    is_sent: bool
    day: date
    law: Catalogue


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
    return DossierSource(
        dossier=dossier,
        nominations=nominations,
        office=office,
        decider=receiver or office,
        is_sent=receiver is not None and not receiver.is_self,
        day=dossier.letter_date or today,
        law=law_of(session),
    )


def letter_of(source: DossierSource) -> SubmissionLetter:
    """Return what the tờ trình of a dossier says, its list included.

    Raises:
        DocumentFailed: VALUE_MISSING where it would have a gap, such as nobody nominated.
    """
    dossier, office = source.dossier, source.office
    if not source.nominations:
        raise DocumentFailed(DocumentFailed.Code.VALUE_MISSING, field="nominations")
    lines = [(n.award_code, nominated(n)) for n in source.nominations]
    return SubmissionLetter(
        superior_agency=head_lines(office.superior_agency),
        agency=agency_of(office),
        agency_name=office.name,
        number=dossier.letter_number,
        place=place_of(office),
        date=source.day,
        subject=about(dossier.title),
        addressed_to=(chair_of(source.decider.name),),
        decider=chair_of(source.decider.name),
        bases=_bases(source.law, source.day, source.nominations),
        groups=award_groups(lines, source.decider, source.day, source.law),
        signature=letter_signature(office, dossier.signatory_name, dossier.signatory_title),
        recipients=("Như trên", "Lưu: VT"),
        council=dossier.opening,
    )


def report_of(session: Session, source: DossierSource, nomination: Nomination) -> AchievementReport:
    """Return what the báo cáo thành tích of a nomination says.

    Raises:
        DocumentFailed: VALUE_MISSING where no report was written.
    """
    law, code = source.law, nomination.award_code
    kind, office = nomination.recipient_kind, source.office
    signer, title = _reporter(session, nomination)
    unit = {
        RecipientKind.INDIVIDUAL: nomination.recipient_unit,
        RecipientKind.COLLECTIVE: nomination.recipient_name,
        RecipientKind.HOUSEHOLD: "",
    }[kind]
    return AchievementReport(
        kind=kind,
        superior_agency=agency_of(office) if unit else head_lines(office.superior_agency),
        agency=unit.upper() or agency_of(office),
        place=place_of(office),
        date=source.day,
        award_phrase=award_phrase(law.find_award(code), code, source.decider, source.day, law),
        name=nomination.recipient_name,
        details=_details(nomination),
        narrative=nomination.report,
        signer_name=signer,
        signer_title=title,
        past_awards=_past_awards(session, nomination),
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
    sender = _sender(session, dossier)
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
    last = len(groups) + 2
    return AwardDecision(
        superior_agency=head_lines(office.superior_agency),
        agency=agency_of(office),
        issuer=chair_of(office.name),
        number=decision.number,
        place=place_of(office),
        date=decision.decided_on,
        subject=about(decision.subject or granted_title(dossier.title if dossier else "")),
        bases=(
            *_bases(law, decision.decided_on, [award for award, _ in awards]),
            *_asked_by(dossier, sender),
        ),
        groups=groups,
        executors=executors_of(office.tier, area_of(office.name)),
        signature=chair_signature(decision.signatory_name, decision.signatory_title),
        recipients=(f"Như Điều {last}", *((sender.name,) if sender else ()), "Lưu: VT"),
    )


def _bases(
    law: Catalogue, day: date, awards: Sequence[Nomination] | Sequence[AwardRecord]
) -> tuple[str, ...]:
    """Return the legal bases read in a source; what is only remembered is never printed."""
    codes = {award.award_code for award in awards}
    return tuple(basis.cited_as for basis in law.bases_for(day, codes))


def _sender(session: Session, dossier: Dossier | None) -> Office | None:
    if dossier is None or dossier.origin_office_id is None:
        return None
    return session.get(Office, dossier.origin_office_id)


def _asked_by(dossier: Dossier | None, sender: Office | None) -> tuple[str, ...]:
    """Return the last basis, «Xét đề nghị của …», where another office asked."""
    if dossier is None or sender is None:
        return ()
    letter = f" tại Tờ trình số {dossier.letter_number}" if dossier.letter_number else ""
    when = f" {long_date(dossier.letter_date)}" if letter and dossier.letter_date else ""
    return (f"Xét đề nghị của {chair_of(sender.name)}{letter}{when}",)


def _reporter(session: Session, nomination: Nomination) -> tuple[str, str]:
    """Return who signs a report, and a collective's head's title."""
    if nomination.recipient_kind is not RecipientKind.COLLECTIVE:
        return nomination.recipient_name, ""
    query = (
        sa.select(Person.full_name, Unit.head_title)
        .join(Person, Person.id == Unit.head_id)
        .where(Unit.id == nomination.unit_id)
    )
    head = session.execute(query).first()
    if head is None:
        return nomination.recipient_name, _HEAD_OF_COLLECTIVE
    return head.full_name, head.head_title or _HEAD_OF_COLLECTIVE


def _details(nomination: Nomination) -> tuple[tuple[str, str], ...]:
    """Return label and value of what is known; the paper leaves out what is empty."""
    born, year = nomination.recipient_birth_date, nomination.recipient_birth_year
    gender = nomination.recipient_gender
    place = (
        ("Đơn vị công tác, nơi ở", nomination.recipient_unit)
        if nomination.recipient_kind is RecipientKind.INDIVIDUAL
        else ("Trực thuộc", nomination.recipient_unit)
    )
    return (
        ("Ngày sinh", short_date(born) if born else ""),
        ("Năm sinh", "" if born or not year else str(year)),
        ("Giới tính", "" if gender is Gender.UNKNOWN else gender.label),
        ("Chức vụ, nghề nghiệp", nomination.recipient_post),
        place,
        ("Địa chỉ", nomination.recipient_address),
        ("Thời gian tính thành tích", _period(nomination)),
    )


def _period(nomination: Nomination) -> str:
    if nomination.period_from is None or nomination.period_to is None:
        return ""
    start, end = short_date(nomination.period_from), short_date(nomination.period_to)
    return f"từ ngày {start} đến ngày {end}"


def _past_awards(session: Session, nomination: Nomination) -> tuple[PastAward, ...]:
    links = {
        AwardRecord.person_id: nomination.person_id,
        AwardRecord.unit_id: nomination.unit_id,
        AwardRecord.household_id: nomination.household_id,
    }
    held = [column == record_id for column, record_id in links.items() if record_id]
    if not held:
        return ()
    query = (
        sa.select(AwardRecord)
        .where(sa.or_(*held), AwardRecord.cancelled_on.is_(None))
        .order_by(AwardRecord.year, AwardRecord.decided_on, AwardRecord.position)
    )
    return tuple(_past_award(award) for award in session.scalars(query))


def _past_award(award: AwardRecord) -> PastAward:
    kind = Catalogue.load().find_award(award.award_code)
    number = f"số {award.decision_number}" if award.decision_number else ""
    day = f"ngày {short_date(award.decided_on)}" if award.decided_on else ""
    by = f"của {award.decided_by}" if award.decided_by else ""
    decision = " ".join(filter(None, (number, day, by)))
    return PastAward(
        str(award.year or ""),
        kind.name if kind else award.award_code,
        decision[:1].upper() + decision[1:],
    )
