"""Writing a decision: its number, award records, bases and outcomes, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.models import Decision, Dossier, Nomination, Office
from desktop.services.award_records import add_award_records, foreseen_records, print_order
from desktop.services.bases import freeze_bases
from desktop.services.consolidation_settling import settle_copies
from desktop.services.decision_dossiers import link_dossiers
from desktop.services.decision_outcomes import Answered, write_outcomes
from desktop.services.decision_power import bears_certificate
from desktop.services.fields import clean
from desktop.services.fund import commit_fund, owed
from desktop.services.law_book import law_of
from desktop.services.moves import apply_move
from desktop.services.paper_words import about, granted_title
from desktop.services.register_rows import next_number
from desktop.services.registers import NumberSeries, RegisterService, golden_book_kept
from desktop.services.store import EventRow, Store
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold

if TYPE_CHECKING:
    from desktop.services.decisions import DecisionDraft

SUBJECT = "decisions"


def own_office(session: Session) -> Office:
    """Return this office."""
    return session.scalars(sa.select(Office).where(Office.is_self)).one()


def granted_of(answered: Sequence[Answered]) -> list[Nomination]:
    """Return everybody granted an award, in the order of the dossiers and of their lists."""
    return [n for one in answered for n in one.outcomes.granted]


def printed_number(office: Office, number: int) -> str:
    """Return a decision's number as printed, «12/QĐ-UBND»."""
    return f"{number:02d}/QĐ-{office.symbol or 'UBND'}"


def foresee(
    session: Session,
    draft: DecisionDraft,
    answered: Sequence[Answered],
) -> tuple[str, int]:
    """Return the number a decision would get and what its bonuses would cost, đồng.

    Nothing is written, so no other officer waits for it.
    """
    assert draft.decided_on is not None  # required, and checked before
    office, year = own_office(session), draft.decided_on.year
    number = draft.number or next_number(session, NumberSeries.DECISION, year)
    decision = Decision(
        id=uuid4(),
        number=printed_number(office, number),
        decided_on=draft.decided_on,
        deciding_office=office.name,
        made_here=True,
    )
    return decision.number, owed(foreseen_records(session, decision, granted_of(answered)))


def usual_subject(dossiers: Sequence[Dossier], year: int) -> str:
    """Return trích yếu of a decision: the dossiers' one title, their campaign, else the year."""
    titles = {granted_title(dossier.title) for dossier in dossiers}
    if len(titles) == 1:
        return about(titles.pop())
    campaigns = {dossier.campaign_name for dossier in dossiers}
    if len(campaigns) == 1 and (campaign := campaigns.pop()):
        return about(f"khen thưởng thành tích trong phong trào “{campaign}”")
    return about(f"khen thưởng thành tích năm {year}")


def write_decision(
    session: Session,
    registers: RegisterService,
    draft: DecisionDraft,
    answered: Sequence[Answered],
) -> Decision:
    """Write decision, numbers, award records and outcomes, in the caller's transaction.

    Args:
        session: the caller's; holds the write lock.
        registers: whose numbers are taken.
        draft: checked, with its day.
        answered: what it decides, dossier by dossier in the order of the list.
    """
    decision = _decision(session, registers, draft, [one.dossier for one in answered])
    link_dossiers(session, decision.id, [one.dossier.id for one in answered])
    granted = granted_of(answered)
    numbers = _certificate_numbers(session, registers, decision, granted)
    golden = _golden_book_numbers(session, registers, decision, granted, numbers)
    records = add_award_records(session, decision, granted, numbers, golden)
    commit_fund(session, decision, records)
    awards = {n.award_code for n in granted}
    freeze_bases(session, decision.id, decision.decided_on, draft.bases, awards)
    for one in answered:
        write_outcomes(decision.id, one.outcomes)
    session.flush()
    return decision


def _decision(
    session: Session, registers: RegisterService, draft: DecisionDraft, dossiers: list[Dossier]
) -> Decision:
    assert draft.decided_on is not None  # required, and checked before
    office, decision_id, year = own_office(session), uuid4(), draft.decided_on.year
    series = NumberSeries.DECISION
    number = registers.take(session, series, year, draft.number, decision_id)
    printed = printed_number(office, number)
    subject = one_line(draft.subject) or usual_subject(dossiers, year)
    titles = " ".join(dict.fromkeys(dossier.title for dossier in dossiers))
    decision = Decision(
        id=decision_id,
        number=printed,
        decided_on=draft.decided_on,
        deciding_office_id=office.id,
        deciding_office=office.name,
        signatory_name=one_line(draft.signatory_name),
        signatory_title=one_line(draft.signatory_title) or office.signatory_title,
        subject=subject,
        made_here=True,
        search_key=fold(f"{printed} {subject} {titles}"),
        sort_key=sort_key(f"{year} {number}"),
    )
    session.add(decision)
    session.flush()
    return decision


def _certificate_numbers(
    session: Session,
    registers: RegisterService,
    decision: Decision,
    granted: Sequence[Nomination],
) -> dict[UUID, str]:
    """Take a number of the register for each certificate, in the order they are printed."""
    on, law = decision.decided_on, law_of(session)
    bearing = [n.id for n in print_order(granted) if bears_certificate(n.award_code, on, law)]
    numbers = registers.take_next(session, NumberSeries.CERTIFICATE, on.year, bearing)
    return {id_: str(number) for id_, number in zip(bearing, numbers, strict=True)}


def _golden_book_numbers(
    session: Session,
    registers: RegisterService,
    decision: Decision,
    granted: Sequence[Nomination],
    certificates: Mapping[UUID, str],
) -> dict[UUID, str]:
    """Take a number of the golden book with each certificate, where the office keeps one."""
    if not golden_book_kept(session):
        return {}
    bearing = [n.id for n in print_order(granted) if n.id in certificates]
    year, series = decision.decided_on.year, NumberSeries.GOLDEN_BOOK
    numbers = registers.take_next(session, series, year, bearing)
    return {id_: str(number) for id_, number in zip(bearing, numbers, strict=True)}


def move_dossiers(
    store: Store, session: Session, decision: Decision, answered: Sequence[Answered]
) -> list[EventRow]:
    """Make the decision's move of each dossier it answers; each event tells of its own dossier."""
    created = {"dossiers": [str(one.dossier.id) for one in answered], "number": decision.number}
    store.record_event(session, SUBJECT, decision.id, "created", data=created)
    moved = [
        apply_move(store, session, one.dossier, one.kind, data=_said_of(decision, one))
        for one in answered
    ]
    settle_copies(store, session, decision.id)
    return moved


def _said_of(decision: Decision, one: Answered) -> dict[str, object]:
    return {
        "decision_id": str(decision.id),
        "number": decision.number,
        "granted": len(one.outcomes.granted),
        "refused": len(one.outcomes.refused),
        "left_out": len(one.outcomes.left_out),
        "waiting": one.outcomes.undecided,
    }


def one_line(value: str) -> str:
    """Return what was typed, cleaned, on one line."""
    return " ".join(clean(value).split())
