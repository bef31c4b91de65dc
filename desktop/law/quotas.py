"""tỷ lệ: how many may stand for an award, counted while the list is built (``quotas.json``).

A quota counts on those who reach another award, not on headcount (catalogue §2.2, row CSTDCS
quota); where that award has a quota of its own, no more than that quota count: quotas nest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from desktop.law.reading import Json, by_regime
from desktop.law.rows import ByRegime
from desktop.law.terms import UnitKind
from desktop.vietnamese.labels import Labelled


class Rounding(Labelled):
    """cách làm tròn phần lẻ; the law leaves it to local rules, down where none is set."""

    FLOOR = "FLOOR", "Làm tròn xuống"
    HALF_UP = "HALF_UP", "Làm tròn đến số gần nhất"
    CEILING = "CEILING", "Làm tròn lên"


_MODES = {
    Rounding.FLOOR: ROUND_FLOOR,
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.CEILING: ROUND_CEILING,
}


class QuotaScope(Labelled):
    """phạm vi tính tỷ lệ."""

    UNIT = "UNIT", "Từng đơn vị"
    OFFICE = "OFFICE", "Toàn cơ quan"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaRule(ByRegime):
    """tỷ lệ of one award.

    Attributes:
        award: code of the award limited.
        base_award: award whose reachers are counted; "" counts everyone eligible.
        percent: percent of the base; None where local rules set none.
        maximum: a plain number instead of, or beside, the percentage.
        exempt_kinds: kinds of unit it does not bind.
    """

    award: str
    base_award: str
    percent: Decimal | None
    maximum: int | None
    rounding: Rounding
    scope: QuotaScope
    exempt_kinds: frozenset[UnitKind]

    @property
    def is_set(self) -> bool:
        """Whether there is a number to count with."""
        return self.percent is not None or self.maximum is not None

    def allowed(self, base: int) -> int | None:
        """Return how many may stand on a base; None where no number is set."""
        limits = [] if self.maximum is None else [self.maximum]
        if self.percent is not None:
            exact = self.percent * base / 100
            limits.append(int(exact.to_integral_value(_MODES[self.rounding])))
        return min(limits, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitList:
    """What one unit proposes.

    Attributes:
        unit: the unit's id or name, as the caller knows it; given back in the line.
        eligible: people who may be considered at all; headcount less those excused.
        reaching: how many reach an award, by its code, decided or proposed.
        asked: how many are proposed for an award, by its code.
    """

    unit: str
    name: str = ""
    kind: UnitKind | None = None
    eligible: int = 0
    reaching: Mapping[str, int] = field(default_factory=dict)
    asked: Mapping[str, int] = field(default_factory=dict)


class QuotaState(Labelled):
    """so với tỷ lệ; ``{n}`` stands for how many."""

    OVER = "OVER", "thừa {n}"
    UNDER = "UNDER", "thiếu {n}"
    EXACT = "EXACT", "vừa đủ"
    NOT_SET = "NOT_SET", "chưa có tỷ lệ, địa phương quy định"
    EXEMPT = "EXEMPT", "không tính tỷ lệ"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaLine:
    """One line under a list being built: how many were counted on, are allowed and are asked.

    ``unit`` is "" for the office as a whole; ``allowed`` None where nothing limits.
    """

    rule: QuotaRule
    unit: str
    name: str
    base: int
    allowed: int | None
    asked: int
    exempt: bool = False

    @property
    def over(self) -> int:
        """How many too many are asked for."""
        return 0 if self.allowed is None else max(0, self.asked - self.allowed)

    @property
    def under(self) -> int:
        """How many more might be asked for."""
        return 0 if self.allowed is None else max(0, self.allowed - self.asked)

    @property
    def state(self) -> QuotaState:
        """Where the list stands."""
        if self.exempt:
            return QuotaState.EXEMPT
        if self.allowed is None:
            return QuotaState.NOT_SET
        if self.over:
            return QuotaState.OVER
        return QuotaState.UNDER if self.under else QuotaState.EXACT

    @property
    def words(self) -> str:
        """«thừa n», «thiếu n» or why there is no number."""
        return self.state.label.format(n=self.over or self.under)


def count(
    rule: QuotaRule, lists: Iterable[UnitList], others: Sequence[QuotaRule] = ()
) -> list[QuotaLine]:
    """Return a line per unit, or one for the whole office, whichever the rule counts by.

    ``others`` are the quotas in force on other awards, for nesting.
    """
    by_award = {other.award: other for other in others if other.award != rule.award}
    if rule.scope is QuotaScope.OFFICE:
        bound = [unit for unit in lists if unit.kind not in rule.exempt_kinds]
        return [_line(rule, _summed(bound), by_award)]
    return [_line(rule, unit, by_award) for unit in lists]


def _line(rule: QuotaRule, unit: UnitList, others: Mapping[str, QuotaRule]) -> QuotaLine:
    base = _base(rule, unit, others)
    exempt = unit.kind in rule.exempt_kinds
    return QuotaLine(
        rule=rule,
        unit=unit.unit,
        name=unit.name,
        base=base,
        allowed=None if exempt else rule.allowed(base),
        asked=unit.asked.get(rule.award, 0),
        exempt=exempt,
    )


def _base(rule: QuotaRule, unit: UnitList, others: Mapping[str, QuotaRule]) -> int:
    """Return what the quota counts on: those who reach the base award within its own quota."""
    if not rule.base_award:
        return unit.eligible
    reaching = unit.reaching.get(rule.base_award, 0)
    inner = others.get(rule.base_award)
    if inner is None or unit.kind in inner.exempt_kinds:
        return reaching
    # A quota already followed is left out, so that a circle of quotas ends (``consistency``).
    rest = {award: other for award, other in others.items() if award != rule.base_award}
    allowed = inner.allowed(_base(inner, unit, rest))
    return reaching if allowed is None else min(reaching, allowed)


def _summed(lists: Sequence[UnitList]) -> UnitList:
    return UnitList(
        unit="",
        eligible=sum(unit.eligible for unit in lists),
        reaching=_added(unit.reaching for unit in lists),
        asked=_added(unit.asked for unit in lists),
    )


def _added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for one in counts:
        for award, number in one.items():
            total[award] = total.get(award, 0) + number
    return total


def read(document: Json) -> tuple[QuotaRule, ...]:
    """Return the rows of ``quotas.json``."""
    return tuple(
        QuotaRule(
            award=row["award"],
            base_award=row["base_award"],
            percent=None if row["percent"] is None else Decimal(str(row["percent"])),
            maximum=row["maximum"],
            rounding=Rounding(row["rounding"]),
            scope=QuotaScope(row["scope"]),
            exempt_kinds=frozenset(map(UnitKind, row["exempt_kinds"])),
            **by_regime(row),
        )
        for row in document["rows"]
    )
