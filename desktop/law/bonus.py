"""tiền thưởng: coefficient × factor × base salary, rounded as the rule says (catalogue §5).

The day of the decision chooses both the base salary and the coefficients (B1): the year 2023 has
two base salaries. Decimals throughout: 0,15 has no exact binary fraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from desktop.law import bonus_rows
from desktop.law.bonus_rows import (
    BaseSalary,
    Coefficient,
    ConcurrentRule,
    Factor,
    Json,
    Ladder,
    PayerRule,
    Rounding,
)
from desktop.law.rows import ByRegime, Row
from desktop.law.terms import RecipientKind

_R = TypeVar("_R", bound=ByRegime)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonus:
    """The bonus of one award to one recipient.

    Attributes:
        coefficient: hệ số of the award; of a form, a person's.
        factor: × for a collective or household with a form; 1 otherwise.
        base_salary: đồng a month, on the day of the decision.
        raw: before rounding, đồng.
        amount: paid, đồng.
        rounding: the rule applied.
        at_most: the law sets a ceiling only.
        rows: the rows it rests on.
    """

    award: str
    recipient: RecipientKind
    coefficient: Decimal
    factor: Decimal
    base_salary: int
    raw: Decimal
    amount: int
    rounding: Rounding
    at_most: bool
    rows: tuple[Row, ...]

    @property
    def times_base(self) -> Decimal:
        """Coefficient and factor together: ``raw`` is this × the base salary."""
        return self.coefficient * self.factor

    @property
    def verified(self) -> bool:
        """Whether every row it rests on was read in a source or by the office."""
        return all(row.verified for row in self.rows)

    @property
    def citation(self) -> str:
        """The articles of the rows that were read; "" where none was."""
        return cited(self.rows)


@dataclass(frozen=True, slots=True)
class BonusRules:
    """All rows on bonus money."""

    salaries: tuple[BaseSalary, ...]
    coefficients: tuple[Coefficient, ...]
    factors: tuple[Factor, ...]
    roundings: tuple[Rounding, ...]
    concurrent_rules: tuple[ConcurrentRule, ...]
    ladders: tuple[Ladder, ...]
    payers: tuple[PayerRule, ...]

    @classmethod
    def read(cls, salaries: Json, bonuses: Json) -> BonusRules:
        """Build the rules from the parsed files.

        Raises:
            KeyError, ValueError: a document does not follow its schema.
        """
        return cls(
            salaries=bonus_rows.base_salaries(salaries),
            coefficients=bonus_rows.coefficients(bonuses),
            factors=bonus_rows.factors(bonuses),
            roundings=bonus_rows.roundings(bonuses),
            concurrent_rules=bonus_rows.concurrent_rules(bonuses),
            ladders=bonus_rows.ladders(bonuses),
            payers=bonus_rows.payers(bonuses),
        )

    def base_salary(self, on: date) -> BaseSalary | None:
        """Return the base salary in force on a day; None before the history begins."""
        return next((row for row in self.salaries if row.holds_on(on)), None)

    def bonus(
        self, award: str, recipient: RecipientKind, decided_on: date, regime: str
    ) -> Bonus | None:
        """Return the bonus of an award; None where no row gives one.

        Args:
            award: code; one awards.json does not list may still have a coefficient.
            recipient: who is rewarded.
            decided_on: day of the decision; its base salary and its rules hold.
            regime: code of the regime in force on that day.
        """
        coefficient = self._coefficient(award, recipient, decided_on, regime)
        salary = self.base_salary(decided_on)
        rounding = held(self.roundings, regime, decided_on)
        if coefficient is None or salary is None or rounding is None:
            return None
        factor = self._factor(award, recipient, decided_on, regime)
        times = factor.factor if factor else Decimal(1)
        raw = coefficient.coefficient * times * salary.amount
        rows = (coefficient, *([factor] if factor else []), salary, rounding)
        return Bonus(
            award=award,
            recipient=recipient,
            coefficient=coefficient.coefficient,
            factor=times,
            base_salary=salary.amount,
            raw=raw,
            amount=rounding.of(raw),
            rounding=rounding,
            at_most=coefficient.at_most,
            rows=rows,
        )

    def payer(self, decided_on: date, regime: str) -> PayerRule | None:
        """Return whose fund pays what is decided on a day."""
        return held(self.payers, regime, decided_on)

    def _coefficient(
        self, award: str, recipient: RecipientKind, on: date, regime: str
    ) -> Coefficient | None:
        rows = [r for r in self.coefficients if r.award == award and recipient in r.recipients]
        return held(rows, regime, on)

    def _factor(self, award: str, recipient: RecipientKind, on: date, regime: str) -> Factor | None:
        rows = [r for r in self.factors if award in r.awards and r.recipient is recipient]
        return held(rows, regime, on)


def held(rows: Sequence[_R], regime: str, on: date) -> _R | None:
    """Return the row in force on a day that lies in ``regime``."""
    return next((row for row in rows if row.holds(regime, on)), None)


def cited(rows: Iterable[Row]) -> str:
    """Return the articles of rows that were read, each once, as one text."""
    return "; ".join(dict.fromkeys(row.citation for row in rows if row.verified and row.citation))
