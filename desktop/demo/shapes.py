"""The shapes of the demo's data. Keys are permanent: a scene derives the records' ids from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from inspect import cleandoc

from desktop.law.terms import (
    AwardType,
    CampaignKind,
    CampaignLevel,
    EvidenceKind,
    ExemplarStage,
    Gender,
    Grade,
    RankGroup,
    RecipientKind,
    Seat,
    Tier,
    UnitKind,
)


def prose(block: str) -> str:
    """Return a text written over several lines: one line per paragraph, parted by blank lines."""
    paragraphs = cleandoc(block).split("\n\n")
    return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOffice:
    """cơ quan: an office with its own installation.

    Attributes:
        area: «xã Đồng Mơ», as running text writes it.
        place: the word before the date on papers.
            officer_name: who works in the program and signs in as ``officer_login``.
    """

    key: str
    name: str
    area: str
    place: str
    tier: Tier
    seat: Seat
    parent: str | None
    parent_name: str
    chair: str
    chair_title: str
    deputy: str
    officer_name: str
    officer_post: str
    officer_login: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoUnitName:
    """A name the unit had before."""

    name: str
    valid_from: date | None
    valid_to: date
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoUnit:
    """đơn vị of a commune; ``key`` is «commune/unit», ``head_title`` the post of its head."""

    key: str
    commune: str
    name: str
    kind: UnitKind
    head_title: str
    parent: str | None = None
    field: str = ""
    headcount: int | None = None
    address: str = ""
    names: tuple[DemoUnitName, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPriorAward:
    """An award held from earlier years."""

    year: int
    award_code: str
    decision_number: str
    decided_on: date
    decided_by: str
    achievement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """cá nhân; ``leads`` says that this person is the head of the unit."""

    key: str
    commune: str
    unit: str
    full_name: str
    gender: Gender
    birth_date: date
    post: str
    rank_group: RankGroup
    leads: bool = False
    education: str = ""
    evaluations: tuple[tuple[int, Grade], ...] = ()
    prior_awards: tuple[DemoPriorAward, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoHousehold:
    """hộ gia đình, known by its head."""

    key: str
    commune: str
    unit: str
    head_name: str
    head_gender: Gender
    head_birth_year: int
    address: str
    members: int
    contribution: str


@dataclass(frozen=True, slots=True)
class DemoCriterion:
    """One criterion of a campaign; ``applies_to`` None means everybody."""

    name: str
    target: str = ""
    applies_to: RecipientKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCampaign:
    """phong trào thi đua.

    Attributes:
        offices: keys of the offices that keep it in their list.
        plan_reference: paragraph of the district's plan; "" for a commune's own.
        upper: key of the campaign it carries out.
        dossiers_due_on: the last day for dossiers of it; None where none are asked for.
    """

    key: str
    offices: tuple[str, ...]
    plan_reference: str
    name: str
    level: CampaignLevel
    kind: CampaignKind
    launched_by: str
    launch_number: str = ""
    launched_on: date | None = None
    theme: str = ""
    starts_on: date
    ends_on: date
    targets: str
    upper: str | None = None
    dossiers_due_on: date | None = None
    criteria: tuple[DemoCriterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRegistration:
    """đăng ký thi đua of a unit or a person, by key."""

    campaign: str
    unit: str | None = None
    person: str | None = None
    award_code: str = ""
    registered_on: date
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoStep:
    """One step of an example's road map."""

    task: str
    due_on: date
    responsible: str
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoEvidence:
    """What shows that the example is one."""

    kind: EvidenceKind
    title: str
    content: str
    dated: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCopy:
    """Who copies the example: a unit here, or a name from elsewhere."""

    unit: str | None
    name: str
    since: date
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoExemplar:
    """điển hình tiên tiến; ``recipient`` is the key of a person, unit or household."""

    key: str
    commune: str
    title: str
    recipient_kind: RecipientKind
    recipient: str
    campaign: str
    stage: ExemplarStage
    stage_since: date
    field: str
    criteria: str
    summary: str
    responsible: str
    steps: tuple[DemoStep, ...]
    evidence: tuple[DemoEvidence, ...]
    copies: tuple[DemoCopy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOneOff:
    """A recipient who is in no list of the office."""

    name: str
    gender: Gender = Gender.UNKNOWN
    birth_year: int | None = None
    post: str = ""
    unit: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoNomination:
    """đề nghị khen thưởng.

    Attributes:
        recipient: key of a person, unit or household; None with ``one_off``.
        achievement: the words of the certificate.
        summary: two to four sentences for the list beside the tờ trình.
        report: báo cáo thành tích, one line per paragraph.
        initiative: title of the recognised initiative, where the title needs one.
        exemplar: key of the example it grew from.
    """

    recipient_kind: RecipientKind
    recipient: str | None
    award_code: str
    achievement: str
    summary: str
    report: str
    one_off: DemoOneOff | None = None
    initiative: str = ""
    exemplar: str | None = None
    period_from: date = date(2023, 1, 1)
    period_to: date = date(2023, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoDecision:
    """The decision that answers a dossier: its number, day and who signs."""

    number: str
    decided_on: date
    signatory_name: str
    signatory_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoDossier:
    """hồ sơ with its tờ trình; ``receiver`` None means that the office decides itself.

    Attributes:
        minutes: text of the minutes of the meeting, which a scene attaches as a paper; "" for none.
        decision: None for a dossier that is still on its way.
    """

    key: str
    office: str
    receiver: str | None
    title: str
    award_type: AwardType
    campaign: str | None
    letter_number: str
    letter_date: date
    signatory_name: str
    signatory_title: str
    opening: str
    minutes: str
    decision: DemoDecision | None
    nominations: tuple[DemoNomination, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoCast:
    """Everybody and everything of one story.

    Attributes:
        year: when it plays; grades of that year are given at its end.
        receiver: the office above the ``senders``.
        initiatives_on: the day the initiatives of the nominations were recognised.
    """

    year: int
    receiver: DemoOffice
    senders: tuple[DemoOffice, ...]
    units: tuple[DemoUnit, ...]
    people: tuple[DemoPerson, ...]
    households: tuple[DemoHousehold, ...]
    campaigns: tuple[DemoCampaign, ...]
    registrations: tuple[DemoRegistration, ...]
    exemplars: tuple[DemoExemplar, ...]
    dossiers: tuple[DemoDossier, ...]
    initiatives_on: date

    @property
    def offices(self) -> tuple[DemoOffice, ...]:
        """Every office, the one above first."""
        return (self.receiver, *self.senders)
