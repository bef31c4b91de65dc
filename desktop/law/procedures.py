"""thời hạn giải quyết: how many days a step of the procedure takes (catalogue §4.1, §4.4).

The law leaves most of it to provinces, whose published procedures disagree. So the answer is the
row the office may localise, unverified until it does; what was read elsewhere is told beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.law.reading import Json, by_regime
from desktop.law.rows import ByRegime, Confidence
from desktop.law.terms import AwardType, RecipientKind
from desktop.vietnamese.labels import Labelled


class Step(Labelled):
    """A step of the procedure that has a time limit."""

    DECIDE = "DECIDE", "Giải quyết, từ ngày nhận đủ hồ sơ"
    DECIDE_CONSULTED = "DECIDE_CONSULTED", "Giải quyết khi phải lấy ý kiến hiệp y"
    NOTIFY_REFUSAL = "NOTIFY_REFUSAL", "Thông báo trường hợp không được khen thưởng"
    CONSULT = "CONSULT", "Cơ quan được hiệp y trả lời"
    DELIVER = "DELIVER", "Công bố, trao quyết định"
    PUBLIC_CONSULTATION = "PUBLIC_CONSULTATION", "Lấy ý kiến Nhân dân"
    PROPOSE_SUDDEN = "PROPOSE_SUDDEN", "Đề nghị khen thưởng đột xuất"


class DayUnit(Labelled):
    """What is counted."""

    WORKING = "WORKING", "ngày làm việc"
    CALENDAR = "CALENDAR", "ngày"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureRule(ByRegime):
    """A time limit.

    Attributes:
        awards: codes; empty for all.
        days: how many ``unit``; the least of a span.
        days_at_most: the end of the span, None where it is one number.
        place: whose published procedure it was read in; "" for nowhere.
    """

    step: Step
    awards: frozenset[str]
    types: frozenset[AwardType]
    recipients: frozenset[RecipientKind]
    days: int
    days_at_most: int | None
    unit: DayUnit
    place: str

    @property
    def is_default(self) -> bool:
        """Whether it is the row an office makes its own."""
        return self.confidence in {Confidence.LOCAL, Confidence.OFFICE}


@dataclass(frozen=True, slots=True)
class DueDays:
    """How long a step takes.

    Attributes:
        rule: what to reckon with.
        strictest: the shortest limit read in a source anywhere, to know; None where none was.
        disagree: whether the rows known give different limits.
    """

    rule: ProcedureRule
    strictest: ProcedureRule | None
    disagree: bool

    @property
    def verified(self) -> bool:
        """Whether it binds here: the office's own reading, or a row read for no one place."""
        own = self.rule.confidence is Confidence.OFFICE
        return own or (self.rule.verified and not self.rule.place)

    @property
    def citation(self) -> str:
        """The procedure as printed; "" unless it binds here."""
        return self.rule.citation if self.verified else ""


@dataclass(frozen=True, slots=True)
class Procedures:
    """All time limits."""

    rules: tuple[ProcedureRule, ...]

    @classmethod
    def read(cls, document: Json) -> Procedures:
        """Build them from the parsed file.

        Raises:
            KeyError, ValueError: the document does not follow its schema.
        """
        return cls(tuple(_rule(row) for row in document["rows"]))

    def due_days(
        self,
        step: Step,
        award: str,
        award_type: AwardType,
        recipient: RecipientKind,
        on: date,
        regime: str,
    ) -> DueDays | None:
        """Return how long a step takes for an award; None where nothing is known.

        Args:
            step: of the procedure.
            award: code of the award.
            award_type: loại hình.
            recipient: who is put forward.
            on: the day the dossier was received.
            regime: code of the regime in force on that day.
        """
        rows = [
            rule
            for rule in self.rules
            if rule.step is step
            and rule.holds(regime, on)
            and (not rule.awards or award in rule.awards)
            and award_type in rule.types
            and recipient in rule.recipients
        ]
        if not rows:
            return None
        found = [rule for rule in rows if rule.confidence is Confidence.FOUND]
        strictest = min(found, key=_length, default=None)
        return DueDays(_default(rows), strictest, len({_length(rule) for rule in rows}) > 1)


def _default(rows: list[ProcedureRule]) -> ProcedureRule:
    """Return the office's own row; else the shipped default; else the first known."""
    return min(rows, key=lambda rule: (not rule.is_default, not rule.verified))


def _length(rule: ProcedureRule) -> tuple[int, bool]:
    """Order limits by days; of as many days, calendar ones end first."""
    return rule.days, rule.unit is DayUnit.WORKING


def _rule(row: Json) -> ProcedureRule:
    return ProcedureRule(
        step=Step(row["step"]),
        awards=frozenset(row["awards"]),
        types=frozenset(map(AwardType, row["types"])),
        recipients=frozenset(map(RecipientKind, row["recipients"])),
        days=row["days"],
        days_at_most=row.get("days_at_most"),
        unit=DayUnit(row["unit"]),
        place=row["place"],
        **by_regime(row),
    )
