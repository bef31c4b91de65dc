"""tiền thưởng of decisions: frozen when one is written, then told line by line and in all.

The base salary and the coefficients of the day of the decision hold, as this office reads the law
that day; a correction made later never changes what a decision has said. What another office has
decided is paid there, so its amounts are not worked out here.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.bonus import Bonus
from desktop.law.bonus_rows import PayerRule
from desktop.law.catalogue import Catalogue
from desktop.law.concurrent_bonuses import Claim, NotPaid, payments
from desktop.law.rows import AwardNature
from desktop.models import AwardRecord, Decision
from desktop.services.fields import require_year
from desktop.services.law_book import law_of
from desktop.services.prior_awards import award_name
from desktop.services.store import Store


@dataclass(frozen=True, slots=True)
class BonusLine:
    """The bonus of one award of a decision.

    Attributes:
        id: of the award record.
        times_base: coefficient and factor together; None where none was worked out.
        base: base salary, đồng a month.
        raw: before rounding, đồng.
        amount: what is paid, đồng: 0 where another award's bonus is paid instead, or the award was
            cancelled; None where none was worked out.
        why_not: why nothing is paid, in words; "" where it is.
        verified: whether all the law it rests on was read.
        citation: the articles that were read.
    """

    id: UUID
    position: int
    name: str
    award_code: str
    award: str
    times_base: Decimal | None
    base: int | None
    raw: Decimal | None
    amount: int | None
    why_not: str
    verified: bool
    citation: str


@dataclass(frozen=True, slots=True)
class DecisionBonuses:
    """The bonuses of one decision.

    Attributes:
        lines: in the order of the decision's list.
        total: paid in all, đồng.
        payer: whose fund pays, in words; "" where no row says so or it is not this office's.
        verified: whether every line is.
    """

    lines: tuple[BonusLine, ...]
    total: int
    payer: str
    verified: bool


@dataclass(frozen=True, slots=True)
class DecisionTotal:
    """One decision of a year with what its bonuses cost, đồng."""

    id: UUID
    number: str
    decided_on: date
    subject: str
    awards: int
    total: int


@dataclass(frozen=True, slots=True)
class YearBonuses:
    """What a year's decisions made here cost this office's fund, đồng."""

    year: int
    decisions: tuple[DecisionTotal, ...]
    total: int


class BonusService:
    """Use cases of bonus money."""

    subject = "bonuses"

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_decision(self, decision_id: UUID) -> DecisionBonuses:
        """Return the bonuses of a decision; no lines for one that is unknown."""
        with self._store.reading() as session:
            return bonuses_of(session, decision_id)

    def of_year(self, year: int) -> YearBonuses:
        """Return what the decisions made here in a year cost, the latest first.

        Raises:
            UsageError: BAD_VALUE, no date lies in such a year.
        """
        require_year(year)
        paid = sa.func.coalesce(sa.func.sum(_PAID), 0).label("total")
        query = (
            sa.select(
                Decision.id,
                Decision.number,
                Decision.decided_on,
                Decision.subject,
                sa.func.count(AwardRecord.id).label("awards"),
                paid,
            )
            .outerjoin(AwardRecord, AwardRecord.decision_id == Decision.id)
            .where(
                Decision.made_here,
                Decision.decided_on.between(date(year, 1, 1), date(year, 12, 31)),
            )
            .group_by(
                Decision.id,
                Decision.number,
                Decision.decided_on,
                Decision.subject,
                Decision.sort_key,
            )
            .order_by(Decision.decided_on.desc(), Decision.sort_key.desc())
        )
        with self._store.reading() as session:
            rows = session.execute(query).all()
        decisions = tuple(
            DecisionTotal(r.id, r.number, r.decided_on, r.subject, r.awards, int(r.total))
            for r in rows
        )
        return YearBonuses(year, decisions, sum(d.total for d in decisions))


_PAID = sa.case((AwardRecord.cancelled_on.is_(None), AwardRecord.bonus_amount), else_=0)


def freeze_bonuses(session: Session, decision: Decision, records: Sequence[AwardRecord]) -> None:
    """Write what each award of a decision made here is worth, in the caller's transaction.

    Args:
        session: to read the office's law with.
        decision: dated.
        records: its award records.
    """
    law, on = law_of(session), decision.decided_on
    regime = law.regime_on(on)
    if not decision.made_here or regime is None:
        return
    worth = {
        record.id: (record, found)
        for record in records
        if (found := law.bonus.bonus(record.award_code, record.recipient_kind, on, regime.code))
    }
    claims = [_claim(record, found, on, law) for record, found in worth.values()]
    for payment in payments(claims, law.bonus, regime.code):
        record, found = worth[_id_of(payment.claim)]
        record.bonus_coefficient = f"{found.times_base.normalize():f}"
        record.bonus_base = found.base_salary
        record.bonus_raw = f"{found.raw.normalize():f}"
        record.bonus_amount = payment.paid
        record.bonus_note = payment.why_not or ""


def bonuses_of(session: Session, decision_id: UUID) -> DecisionBonuses:
    """Return the bonuses of a decision inside the caller's transaction."""
    decision = session.get(Decision, decision_id)
    query = (
        sa.select(AwardRecord)
        .where(AwardRecord.decision_id == decision_id)
        .order_by(AwardRecord.position)
    )
    law = law_of(session)
    lines = tuple(_line(record, law) for record in session.scalars(query))
    payer = _payer(decision, law) if decision else None
    return DecisionBonuses(
        lines,
        sum(line.amount or 0 for line in lines),
        payer.payer.label if payer else "",
        bool(lines) and all(line.verified for line in lines),
    )


def _payer(decision: Decision, law: Catalogue) -> PayerRule | None:
    regime = law.regime_on(decision.decided_on)
    if regime is None or not decision.made_here:
        return None
    return law.bonus.payer(decision.decided_on, regime.code)


def _claim(record: AwardRecord, found: Bonus, on: date, law: Catalogue) -> Claim:
    award = law.find_award(record.award_code)
    return Claim(
        key=record.id,
        recipient=_recipient(record),
        award=record.award_code,
        nature=award.nature if award else AwardNature.COMMENDATION_FORM,
        amount=found.amount,
        decided_on=on,
        period=(record.period_from, record.period_to),
        year=record.year or on.year,
    )


def _recipient(record: AwardRecord) -> Hashable:
    """Return by what one recipient's awards are known; a name from elsewhere goes with its unit."""
    linked = record.person_id or record.unit_id or record.household_id
    return linked or (record.recipient_kind, record.search_key, record.recipient_unit)


def _id_of(claim: Claim) -> UUID:
    assert isinstance(claim.key, UUID)
    return claim.key


def _line(record: AwardRecord, law: Catalogue) -> BonusLine:
    rests_on = _same_bonus(record, law)
    cancelled = record.cancelled_on is not None
    amount = 0 if cancelled and record.bonus_amount is not None else record.bonus_amount
    return BonusLine(
        record.id,
        record.position,
        record.recipient_name,
        record.award_code,
        award_name(record.award_code),
        Decimal(record.bonus_coefficient) if record.bonus_coefficient else None,
        record.bonus_base,
        Decimal(record.bonus_raw) if record.bonus_raw else None,
        amount,
        "Khen thưởng đã hủy" if cancelled else _why_not(record.bonus_note),
        rests_on is not None and rests_on.verified,
        rests_on.citation if rests_on else "",
    )


def _same_bonus(record: AwardRecord, law: Catalogue) -> Bonus | None:
    """Return the law's bonus if it is what is paid; None where the law reads otherwise now.

    What is kept back rests on rules nobody has read (B3, B4), so it is never verified either.
    """
    on = record.decided_on
    regime = law.regime_on(on) if on else None
    if on is None or regime is None or not record.bonus_raw:
        return None
    found = law.bonus.bonus(record.award_code, record.recipient_kind, on, regime.code)
    if found is None or found.raw != Decimal(record.bonus_raw):
        return None
    return found if found.amount == record.bonus_amount else None


def _why_not(note: str) -> str:
    known = {why.value: why.label for why in NotPaid}
    return known.get(note, note)
