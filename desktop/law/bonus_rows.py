"""Rows of ``base_salary.json`` and ``bonuses.json``: what a bonus is worked out from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Any

from desktop.law.reading import by_regime, dated
from desktop.law.rows import ByRegime, Dated
from desktop.law.terms import RecipientKind
from desktop.vietnamese.labels import Labelled

Json = Mapping[str, Any]


class RoundingMode(Labelled):
    """How a raw amount becomes one that is paid (catalogue B2, B2')."""

    CEIL = "CEIL", "Làm tròn lên"
    NEAREST = "NEAREST", "Làm tròn đến số gần nhất"
    NONE = "NONE", "Không làm tròn"


class ConcurrentCase(Labelled):
    """How awards of one recipient, decided at one time, stand to one another (catalogue B3)."""

    SAME_ACHIEVEMENT = "SAME_ACHIEVEMENT", "Cùng thời điểm, cùng thành tích"
    DIFFERENT_PERIODS = "DIFFERENT_PERIODS", "Cùng thời điểm, thành tích của các thời kỳ khác nhau"
    TITLE_AND_FORM = "TITLE_AND_FORM", "Vừa danh hiệu thi đua vừa hình thức khen thưởng"


class Pays(Labelled):
    """Which of several bonuses is paid."""

    HIGHEST = "HIGHEST", "Chỉ chi mức cao nhất"
    ALL = "ALL", "Chi tất cả"


class Payer(Labelled):
    """Whose fund pays."""

    DECIDER = "DECIDER", "Quỹ thi đua, khen thưởng của cấp ra quyết định"


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseSalary(Dated):
    """lương cơ sở, đồng a month (catalogue §5.2); ``decree`` is the paper that sets it."""

    amount: int
    decree: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient(ByRegime):
    """hệ số of an award × base salary (catalogue §5.1).

    Attributes:
        recipients: whom it is for; of a form, everybody, before the factor.
        coefficient: of a form, that of a person.
        at_most: the law sets a ceiling only.
    """

    award: str
    recipients: frozenset[RecipientKind]
    coefficient: Decimal
    at_most: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor(ByRegime):
    """By how much a form's bonus of a collective or household exceeds a person's."""

    awards: frozenset[str]
    recipient: RecipientKind
    factor: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding(ByRegime):
    """làm tròn: «CEIL_10000» and the like; ``step`` is in đồng."""

    rule: str
    mode: RoundingMode
    step: int

    def of(self, raw: Decimal) -> int:
        """Return the amount paid, in whole đồng; without a rule, to the nearest đồng."""
        up = ROUND_CEILING if self.mode is RoundingMode.CEIL else ROUND_HALF_UP
        return int((raw / self.step).to_integral_value(up)) * self.step


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcurrentRule(ByRegime):
    """What is paid of several awards decided at one time (B3)."""

    case: ConcurrentCase
    pays: Pays


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder(ByRegime):
    """Titles of which the higher presupposes the lower in the same year (B4)."""

    awards: tuple[str, ...]
    pays: Pays


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerRule(ByRegime):
    """Whose fund pays the bonus (Luật 2022 Điều 11 khoản 4)."""

    payer: Payer


def base_salaries(document: Json) -> tuple[BaseSalary, ...]:
    """Return the base salaries in order of time."""
    return tuple(
        BaseSalary(amount=row["amount"], decree=row["decree"], **dated(row))
        for row in document["rows"]
    )


def coefficients(document: Json) -> tuple[Coefficient, ...]:
    """Return the coefficients of all awards and regimes."""
    return tuple(
        Coefficient(
            award=row["award"],
            recipients=frozenset(map(RecipientKind, row["recipients"])),
            coefficient=Decimal(row["coefficient"]),
            at_most=row.get("at_most", False),
            **by_regime(row),
        )
        for row in document["coefficients"]
    )


def factors(document: Json) -> tuple[Factor, ...]:
    """Return the factors of collectives and households."""
    return tuple(
        Factor(
            awards=frozenset(row["awards"]),
            recipient=RecipientKind(row["recipient"]),
            factor=Decimal(row["factor"]),
            **by_regime(row),
        )
        for row in document["factors"]
    )


def roundings(document: Json) -> tuple[Rounding, ...]:
    """Return the rounding rules."""
    return tuple(_rounding(row) for row in document["rounding"])


def _rounding(row: Json) -> Rounding:
    mode, _, step = row["rule"].partition("_")
    return Rounding(
        rule=row["rule"], mode=RoundingMode(mode), step=int(step or "1"), **by_regime(row)
    )


def concurrent_rules(document: Json) -> tuple[ConcurrentRule, ...]:
    """Return what is paid of awards decided at one time."""
    return tuple(
        ConcurrentRule(case=ConcurrentCase(row["case"]), pays=Pays(row["pays"]), **by_regime(row))
        for row in document["concurrent"]
    )


def ladders(document: Json) -> tuple[Ladder, ...]:
    """Return the nested ladders of titles, lowest first in each."""
    return tuple(
        Ladder(awards=tuple(row["awards"]), pays=Pays(row["pays"]), **by_regime(row))
        for row in document["ladders"]
    )


def payers(document: Json) -> tuple[PayerRule, ...]:
    """Return whose fund pays."""
    return tuple(
        PayerRule(payer=Payer(row["payer"]), **by_regime(row)) for row in document["payers"]
    )
