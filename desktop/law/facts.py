"""What the rules ask about a dossier: plain values that services read from their records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from desktop.law.problems import Problem
from desktop.law.recipient_facts import RecipientFacts
from desktop.law.terms import AwardType, RecipientKind, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentFact:
    """One attached file: which dossier item it stands for ("" for none) and its size in bytes."""

    item_code: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorAward:
    """One award the recipient already holds; ``decision`` is its number as printed."""

    award_code: str
    year: int | None = None
    period_from: date | None = None
    period_to: date | None = None
    decision: str = ""
    decided_on: date | None = None
    award_type: AwardType | None = None

    @property
    def for_year(self) -> int | None:
        """The year it counts for: as written, else the achievement's last, else the decision's."""
        if self.year is not None:
            return self.year
        last = self.period_to or self.decided_on
        return last.year if last else None


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationFacts:
    """One nomination.

    Attributes:
        recipient_id: id of the person, unit or household; None for a one-off recipient.
        attachments: files attached to this nomination alone.
        recipient: what the records here say of the recipient; None where there is no record.
        contradictory_years: years for which two grades are recorded.
        noted: what the records themselves say against it, found where they were read.
    """

    id: UUID
    recipient_kind: RecipientKind
    name: str
    recipient_id: UUID | None = None
    unit: str = ""
    birth_year: int | None = None
    is_enterprise: bool = False
    award_code: str = ""
    award_type: AwardType | None = None
    achievement: str = ""
    period_from: date | None = None
    period_to: date | None = None
    report: str = ""
    attachments: tuple[AttachmentFact, ...] = ()
    prior_awards: tuple[PriorAward, ...] = ()
    recipient: RecipientFacts | None = None
    contradictory_years: tuple[int, ...] = ()
    noted: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFacts:
    """One dossier at the office that prepares or decides it.

    Attributes:
        office_tier: tier of this office.
        receiver_tier: tier of the office it goes to; None when it is to be decided here.
        received_on: day the deciding side received it, which then chooses the regime.
        attachments: files attached to the dossier as a whole.
        has_minutes: the council's sessions held here make complete minutes (item BIEN_BAN).
    """

    office_tier: Tier
    receiver_tier: Tier | None = None
    letter_number: str = ""
    letter_date: date | None = None
    signatory_name: str = ""
    received_on: date | None = None
    attachments: tuple[AttachmentFact, ...] = ()
    has_minutes: bool = False
    nominations: tuple[NominationFacts, ...] = ()

    def regime_day(self, today: date) -> date:
        """Return the day whose rules apply: received, else the letter's, else today.

        A dossier received for appraisal before a new law stays under the old one (catalogue §1.1).
        """
        return self.received_on or self.letter_date or today

    @property
    def attached_bytes(self) -> int:
        """Size of everything attached."""
        nested = (file for nomination in self.nominations for file in nomination.attachments)
        return sum(file.size for file in (*self.attachments, *nested))
