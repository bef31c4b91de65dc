"""The conditions of a standard, as data over facts; the vocabulary of catalogue §2.2.

Each leaf answers two questions of a ``Case``: ``gap``, how many facts stand between the recipient
and the condition (0 is met), and ``missing``, which of them are simply not recorded. A gap with
nothing missing is a condition certainly not met. The kinds of leaf are in ``condition_kinds.py``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from desktop.law.recipient_facts import MemberFacts, RecipientFacts
from desktop.law.terms import AwardType
from desktop.vietnamese.labels import Labelled

WORD = -1
"""The gap of a condition that only a person's word can fill."""
OUT_OF_REACH = 1_000
"""The gap of a condition that no single fact could fill."""

_NO_MEMBERS = MemberFacts()


class MissingField(Labelled):
    """Which field of which record is not filled; ``{year}`` and ``{award}`` stand in the label."""

    EVALUATION = "EVALUATION", "xếp loại năm {year}"
    TITLE = "TITLE", "{award} năm {year}"
    TITLE_PROPOSED = "TITLE_PROPOSED", "kết quả xét {award} năm {year}"
    INITIATIVE = "INITIATIVE", "sáng kiến năm {year}"
    INITIATIVE_YEAR = "INITIATIVE_YEAR", "năm công nhận của sáng kiến"
    INITIATIVE_SHARE = "INITIATIVE_SHARE", "tỷ lệ đóng góp vào sáng kiến"
    DISCIPLINE_DAY = "DISCIPLINE_DAY", "ngày quyết định kỷ luật"
    REGISTRATION = "REGISTRATION", "đăng ký thi đua năm {year}"
    STARTED_ON = "STARTED_ON", "ngày bắt đầu công tác"
    HEADCOUNT = "HEADCOUNT", "số người của tập thể năm {year}"
    MEMBERS_TITLED = "MEMBERS_TITLED", "số người đạt {award} năm {year}"
    MEMBERS_DONE = "MEMBERS_DONE", "số người hoàn thành nhiệm vụ năm {year}"
    MEMBERS_DISCIPLINED = "MEMBERS_DISCIPLINED", "số người bị kỷ luật năm {year}"
    AWARD_TYPE = "AWARD_TYPE", "loại hình khen thưởng"


@dataclass(frozen=True, slots=True)
class MissingFact:
    """One fact that is not recorded, with the year and the award it concerns."""

    field: MissingField
    year: int | None = None
    award: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """What is judged: a recipient, the year of the award, and the award type where chosen."""

    facts: RecipientFacts
    year: int
    award_type: AwardType | None = None

    @property
    def members(self) -> MemberFacts:
        """The members of a collective in the year; empty where nothing is entered."""
        return self.facts.members.get(self.year, _NO_MEMBERS)

    def certainly_lacks(self, award: str, year: int) -> bool:
        """Whether a title that is not recorded certainly is not held."""
        complete = self.facts.titles_complete_from
        return (
            complete is not None and year >= complete and (award, year) not in self.facts.proposed
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf(ABC):
    """One condition.

    Attributes:
        code: permanent name, under which a person's word on it is kept.
        text: what it asks, as the screen shows it.
        is_evidence: whether being met says something for the recipient, as a title does and the
            absence of discipline does not; an award is due only where a record speaks for it.
    """

    code: str
    text: str
    is_evidence: ClassVar[bool] = True

    @abstractmethod
    def gap(self, case: Case) -> int:
        """Return how many facts are wanting; 0 where the condition is met."""

    @abstractmethod
    def missing(self, case: Case) -> tuple[MissingFact, ...]:
        """Return the facts not recorded; none where the condition is certainly not met."""

    def speaks(self, case: Case) -> bool:  # noqa: ARG002 -- a group asks its parts about the case
        """Whether the condition, being met, says something for the recipient."""
        return self.is_evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Several conditions under one code: every one of them, or any one of them."""

    code: str
    text: str
    parts: tuple[Condition, ...]
    any_one: bool

    def gap(self, case: Case) -> int:
        """Return what the records lack; a part that only a word can fill is passed over."""
        gaps = [gap for part in self.parts if (gap := part.gap(case)) != WORD]
        if not gaps:
            return WORD
        return min(gaps) if self.any_one else sum(gaps)

    def speaks(self, case: Case) -> bool:
        """Whether a record of a part that is met says something for the recipient."""
        return any(part.gap(case) == 0 and part.speaks(case) for part in self.parts)


Condition = Leaf | Group


def leaves(conditions: Iterable[Condition]) -> Iterable[Leaf]:
    """Yield every single condition of a tree, in order."""
    for condition in conditions:
        if isinstance(condition, Group):
            yield from leaves(condition.parts)
        else:
            yield condition
