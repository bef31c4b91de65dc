"""Whether the rows of the law agree with one another: asked before a corrected row is used.

Each collection says what one of its rows answers (its ``subjects``); two rows in force on one day
that answer the same contradict. The shipped data has no fault, and a test holds it to that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from desktop.law.catalogue import Catalogue
from desktop.law.quotas import QuotaRule
from desktop.law.rows import ByRegime, Dated
from desktop.vietnamese.labels import Labelled

_NUMBERS = ("coefficient", "factor", "percent", "value", "present", "amount")


class LawFaultCode(Labelled):
    """What is wrong between rows; ``{detail}`` says with what."""

    OVERLAP = "OVERLAP", "hai dòng cùng có hiệu lực trong một thời gian{detail}"
    DAYS_REVERSED = "DAYS_REVERSED", "ngày bắt đầu sau ngày kết thúc{detail}"
    OUTSIDE_REGIMES = "OUTSIDE_REGIMES", "dòng không nằm trong thời gian của bộ văn bản nào{detail}"
    QUOTA_CYCLE = "QUOTA_CYCLE", "tỷ lệ tính vòng quanh lẫn nhau{detail}"
    NOT_A_NUMBER = "NOT_A_NUMBER", "giá trị không phải là số{detail}"
    OUT_OF_RANGE = "OUT_OF_RANGE", "số nằm ngoài khoảng cho phép{detail}"
    UNKNOWN_AWARD = "UNKNOWN_AWARD", "không có danh hiệu, hình thức này{detail}"


@dataclass(frozen=True, slots=True)
class LawFault:
    """One fault, with the permanent names of the rows it lies between."""

    code: LawFaultCode
    rows: tuple[str, ...]
    detail: str = ""

    @property
    def words(self) -> str:
        """What is wrong, as the screen says it: «… (LDTT)»."""
        return self.code.label.format(detail=f" ({self.detail})" if self.detail else "")


@dataclass(frozen=True, slots=True)
class _Held:
    """A row with the spans of days it holds, and what it answers."""

    row: Dated | ByRegime
    spans: tuple[tuple[date, date], ...]
    subjects: frozenset[Hashable]


def check_documents(documents: Mapping[str, Any]) -> list[LawFault]:
    """Return the faults of parsed files; rules are read only once every number is one.

    Raises:
        KeyError, ValueError: a document does not follow its schema.
    """
    faults = list(_not_numbers(documents))
    return faults or check_law(Catalogue.read(documents))


def check_law(law: Catalogue) -> list[LawFault]:
    """Return every fault between the rows of the law, none where they agree."""
    regimes = _spans(law)
    found: list[LawFault] = []
    for rows in _collections(law):
        held = [_Held(row, _days(row, regimes), frozenset(subjects)) for row, subjects in rows]
        inside = {one.row.id for one in held if one.spans}
        for one in held:
            found += _own_faults(one, inside)
        found += _overlaps(held)
    return [*found, *_cycles(law.quotas), *_out_of_range(law), *_unknown_awards(law)]


def _spans(law: Catalogue) -> dict[str, list[tuple[date, date]]]:
    """Return the days of each regime by its code."""
    found: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for regime in law.regimes:
        found[regime.code].append((regime.valid_from or date.min, regime.valid_to or date.max))
    return found


def _days(
    row: Dated | ByRegime, regimes: Mapping[str, list[tuple[date, date]]]
) -> tuple[tuple[date, date], ...]:
    """Return the spans of days a row holds, within its regimes where it has any."""
    first, last = row.valid_from or date.min, row.valid_to or date.max
    if isinstance(row, Dated):
        return ((first, last),) if first <= last else ()
    inside = [(max(first, a), min(last, b)) for code in row.regimes for a, b in regimes[code]]
    return tuple(span for span in inside if span[0] <= span[1])


def _own_faults(held: _Held, inside: Collection[str]) -> Iterator[LawFault]:
    row = held.row
    if row.valid_from and row.valid_to and row.valid_from > row.valid_to:
        yield LawFault(LawFaultCode.DAYS_REVERSED, (row.id,))
    elif not held.spans and row.id not in inside:
        # A correction divides a row by days; a piece left before its regime began does no harm.
        yield LawFault(LawFaultCode.OUTSIDE_REGIMES, (row.id,))


def _overlaps(rows: Iterable[_Held]) -> Iterator[LawFault]:
    """Yield each pair of rows that answer the same on one day."""
    by_subject: dict[Hashable, list[_Held]] = defaultdict(list)
    for held in rows:
        for subject in held.subjects:
            by_subject[subject].append(held)
    told: set[tuple[int, int]] = set()
    for same in by_subject.values():
        for one, other in combinations(same, 2):
            pair = (id(one), id(other))
            if pair not in told and _meet(one, other):
                told.add(pair)
                yield LawFault(LawFaultCode.OVERLAP, (one.row.id, other.row.id))


def _meet(one: _Held, other: _Held) -> bool:
    return any(a <= d and c <= b for (a, b), (c, d) in product(one.spans, other.spans))


_Rows = Iterable[tuple[Dated | ByRegime, Iterable[Hashable]]]


def _collections(law: Catalogue) -> Iterator[_Rows]:
    """Yield each collection as its rows with what each answers."""
    yield ((row, ("",)) for row in law.regimes)
    yield ((row, (row.code,)) for row in law.bases)
    yield ((row, (row.award_type,)) for row in law.type_names)
    yield ((row, (row.code,)) for row in law.principles)
    for award in law.awards:
        yield [(award.in_force, ("",))]
        for rules in (award.deciders, award.certificates, award.annual):
            yield ((row, ("",)) for row in rules)
    yield (
        (row, product((row.item.code,), row.awards, row.types, row.recipients))
        for row in law.requirements
    )
    yield ((row, product((row.part,), row.awards, row.recipients)) for row in law.standards.rows)
    yield ((row, (row.award,)) for row in law.quotas)
    for votes in (law.votes.quorums, law.votes.methods, law.votes.thresholds):
        yield ((row, row.awards or ("",)) for row in votes)
    yield ((row, (row.code,)) for row in law.parameters.rows)
    # What was read elsewhere is told beside the office's own row and may differ from it.
    yield (
        (row, product((row.step,), row.awards or ("",), row.types, row.recipients))
        for row in law.procedures.rules
        if row.is_default
    )
    yield from _bonus_collections(law)


def _bonus_collections(law: Catalogue) -> Iterator[_Rows]:
    bonus = law.bonus
    yield ((row, ("",)) for row in bonus.salaries)
    yield ((row, product((row.award,), row.recipients)) for row in bonus.coefficients)
    yield ((row, product(row.awards, (row.recipient,))) for row in bonus.factors)
    yield ((row, ("",)) for row in bonus.roundings)
    yield ((row, (row.case,)) for row in bonus.concurrent_rules)
    yield ((row, (row.awards,)) for row in bonus.ladders)
    yield ((row, ("",)) for row in bonus.payers)


def _cycles(quotas: Sequence[QuotaRule]) -> Iterator[LawFault]:
    """Yield each circle of quotas that count on one another in a regime, once."""
    told: set[frozenset[str]] = set()
    for regime in sorted({code for quota in quotas for code in quota.regimes}):
        rules = {q.award: q for q in quotas if regime in q.regimes}
        for start in rules.values():
            circle = _circle(start, rules)
            ids = frozenset(rule.id for rule in circle)
            if circle and ids not in told:
                told.add(ids)
                names = " → ".join([*(rule.award for rule in circle), start.award])
                rows = tuple(rule.id for rule in circle)
                yield LawFault(LawFaultCode.QUOTA_CYCLE, rows, names)


def _circle(start: QuotaRule, rules: Mapping[str, QuotaRule]) -> list[QuotaRule]:
    """Return the rules from one back to itself, nothing where its bases end."""
    path = [start]
    while (base := rules.get(path[-1].base_award)) is not None:
        if base is start:
            return path
        if base in path:
            return []
        path.append(base)
    return []


def _out_of_range(law: Catalogue) -> Iterator[LawFault]:
    """Yield percentages above a hundred and money below nothing."""
    percents: list[tuple[str, Decimal | None]] = [(q.id, q.percent) for q in law.quotas]
    percents += [(rule.id, rule.percent) for rule in law.votes.thresholds]
    percents += [(one.id, one.value) for one in law.parameters.rows if one.unit == "%"]
    for row, number in percents:
        if number is not None and not 0 <= number <= 100:
            yield LawFault(LawFaultCode.OUT_OF_RANGE, (row,), str(number))
    for rule in law.votes.quorums:
        if not 0 < rule.present <= 1:
            yield LawFault(LawFaultCode.OUT_OF_RANGE, (rule.id,), str(rule.present))


def _unknown_awards(law: Catalogue) -> Iterator[LawFault]:
    """Yield rows that speak of an award the law data does not have."""
    known = {award.code for award in law.awards}
    named: list[tuple[str, Iterable[str]]] = [(row.id, row.awards) for row in law.standards.rows]
    named += [(q.id, [q.award, *filter(None, [q.base_award])]) for q in law.quotas]
    for rules in (law.votes.quorums, law.votes.methods, law.votes.thresholds):
        named += [(row.id, row.awards) for row in rules]
    for row_id, awards in named:
        for code in sorted(set(awards) - known):
            yield LawFault(LawFaultCode.UNKNOWN_AWARD, (row_id,), code)


def _not_numbers(value: Any) -> Iterator[LawFault]:
    """Yield the rows of parsed files that write a number as something else."""
    if isinstance(value, list):
        for item in value:
            yield from _not_numbers(item)
    elif isinstance(value, Mapping):
        for key, member in value.items():
            if key in _NUMBERS and member is not None and not _is_number(member):
                code = LawFaultCode.NOT_A_NUMBER
                yield LawFault(code, (str(value.get("id", value.get("code", ""))),), str(member))
            yield from _not_numbers(member)


def _is_number(written: object) -> bool:
    try:
        return Decimal(str(written)).is_finite()
    except InvalidOperation:
        pass
    try:
        Fraction(str(written))
    except (ValueError, ZeroDivisionError):
        return False
    return True
