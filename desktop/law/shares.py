"""Shares a plan asks to raise: direct workers among people, small collectives among collectives.

P:II.2.1 and catalogue §2.3 X10 name no number: the target and what counts as small are parameters
of the office. Who cannot be told apart, for want of a rank group or a headcount, is counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from desktop.law.parameters import Parameter, Parameters
from desktop.law.terms import RankGroup, RecipientKind
from desktop.vietnamese.labels import Labelled


class ShareKind(Labelled):
    """What is counted, of what."""

    DIRECT = "DIRECT", "Người lao động trực tiếp trong số cá nhân"
    SMALL = "SMALL", "Tập thể nhỏ trong số tập thể"


_TARGETS = {ShareKind.DIRECT: "DIRECT_SHARE_TARGET", ShareKind.SMALL: "SMALL_SHARE_TARGET"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One recipient of a list; None for what is not entered."""

    kind: RecipientKind
    rank_group: RankGroup | None = None
    headcount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLine:
    """One share of a list.

    Attributes:
        counted, of: how many, among how many.
        unknown: how many of those cannot be told.
        last: last year's share in percent, None where there was no list.
        target: the parameter; its ``value`` is None until the office sets one.
    """

    kind: ShareKind
    counted: int
    of: int
    unknown: int
    last: Decimal | None
    target: Parameter | None

    @property
    def percent(self) -> Decimal | None:
        """The share in percent to one place; None of an empty list."""
        return _percent(self.counted, self.of)

    @property
    def change(self) -> Decimal | None:
        """Percentage points more than last year; None where either year has none."""
        if self.percent is None or self.last is None:
            return None
        return self.percent - self.last

    @property
    def lacks(self) -> int | None:
        """How many of the list should be others to reach the target; None where none is set."""
        if self.target is None or self.target.value is None:
            return None
        wanted = (self.target.value * self.of / 100).to_integral_value("ROUND_CEILING")
        return max(0, int(wanted) - self.counted)


def shares(
    listed: Iterable[Listed], last_year: Iterable[Listed], parameters: Parameters, day: date
) -> tuple[ShareLine, ShareLine]:
    """Return both shares of a list beside those of last year's awards and the targets of a day."""
    now, before = list(listed), list(last_year)
    return (
        _line(ShareKind.DIRECT, now, before, parameters, day),
        _line(ShareKind.SMALL, now, before, parameters, day),
    )


def _line(
    kind: ShareKind, now: list[Listed], before: list[Listed], parameters: Parameters, day: date
) -> ShareLine:
    limit = parameters.value("SMALL_HEADCOUNT", day)
    known = [_is_counted(kind, one, limit) for one in now if _is_among(kind, one)]
    last = [_is_counted(kind, one, limit) for one in before if _is_among(kind, one)]
    return ShareLine(
        kind=kind,
        counted=known.count(True),
        of=len(known),
        unknown=known.count(None),
        last=_percent(last.count(True), len(last)),
        target=parameters.row(_TARGETS[kind], day),
    )


def _is_among(kind: ShareKind, one: Listed) -> bool:
    wanted = RecipientKind.INDIVIDUAL if kind is ShareKind.DIRECT else RecipientKind.COLLECTIVE
    return one.kind is wanted


def _is_counted(kind: ShareKind, one: Listed, limit: Decimal | None) -> bool | None:
    """Whether a recipient counts; None where it cannot be told."""
    if kind is ShareKind.DIRECT:
        return None if one.rank_group is None else one.rank_group is RankGroup.DIRECT
    if one.headcount is None or limit is None:
        return None
    return one.headcount <= limit


def _percent(counted: int, of: int) -> Decimal | None:
    if not of:
        return None
    return (Decimal(counted * 100) / of).quantize(Decimal("0.1"), ROUND_HALF_UP)
