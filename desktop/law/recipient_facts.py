"""What the standards ask about one recipient: plain values that services read from their records.

Unknown is not none. A year absent from ``evaluations``, ``registrations`` or ``members`` is not
entered yet; an initiative or title that is not recorded may exist on paper. Only disciplines and
holds are taken as complete: none recorded counts as none, and the screen shows it as such.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop.law.terms import (
    DisciplineLevel,
    Grade,
    HoldKind,
    InitiativeKind,
    InitiativeLevel,
    RecipientKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeFact:
    """sáng kiến the person is an author of; ``share`` is the part contributed, in percent."""

    level: InitiativeLevel
    year: int | None = None
    kind: InitiativeKind = InitiativeKind.INITIATIVE
    share: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisciplineFact:
    """kỷ luật: one disciplinary decision."""

    level: DisciplineLevel
    decided_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldFact:
    """What is under way against a recipient, so that an award waits (catalogue §2.3 X1)."""

    kind: HoldKind
    since: date | None = None
    ended_on: date | None = None

    def is_open(self, day: date) -> bool:
        """Whether it is under way on ``day``; one without a first day has always been."""
        begun = self.since is None or self.since <= day
        return begun and (self.ended_on is None or day < self.ended_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFacts:
    """The members of a collective in one year; None is not entered.

    Attributes:
        headcount: how many people are counted, those excused left out.
        titled: how many hold a title for the year, by award code; an absent code is not counted.
        titles_complete: whether ``titled`` counts every title, so that too few is certain.
        done: how many at least completed their tasks (HTNV).
        disciplined: how many were disciplined in the year, by level; None is not looked up.
    """

    headcount: int | None = None
    titled: Mapping[str, int] = field(default_factory=dict)
    titles_complete: bool = False
    done: int | None = None
    disciplined: Mapping[DisciplineLevel, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientFacts:
    """One person, collective or household, as the records of the office know them.

    Attributes:
        evaluations: xếp loại by year.
        titles: awards held, as (award code, year).
        titles_complete_from: first year whose titles are all recorded; a title missing from then on
            is certainly not held. None where no year is known to be complete.
        proposed: awards the recipient stands for in a live dossier, as (award code, year).
        initiatives: those recorded; an empty tuple says nothing about what exists on paper.
        registrations: whether the recipient registered for emulation, by year (R2003, delta D1).
        started_on: first day of work.
        members: facts about members, by year; for collectives.
        attestations: a person's word by condition code: True holds, False does not.
    """

    kind: RecipientKind
    evaluations: Mapping[int, Grade] = field(default_factory=dict)
    titles: frozenset[tuple[str, int]] = frozenset()
    titles_complete_from: int | None = None
    proposed: frozenset[tuple[str, int]] = frozenset()
    initiatives: tuple[InitiativeFact, ...] = ()
    disciplines: tuple[DisciplineFact, ...] = ()
    holds: tuple[HoldFact, ...] = ()
    registrations: Mapping[int, bool] = field(default_factory=dict)
    started_on: date | None = None
    members: Mapping[int, MemberFacts] = field(default_factory=dict)
    attestations: Mapping[str, bool] = field(default_factory=dict)
