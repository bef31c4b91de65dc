"""phong trào thi đua: movements, their criteria, the units and people registered (P:II.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.problems import Problem, ProblemCode
from desktop.law.terms import CampaignKind, CampaignLevel, RecipientKind
from desktop.models import Campaign, Dossier, Exemplar, Registration
from desktop.overrides import override
from desktop.services.fields import (
    Draft,
    Line,
    choice,
    day,
    lines,
    long_text,
    option,
    optional_choice,
    reference,
    specs_of,
    text,
)
from desktop.services.records import RecordService, SaveReport
from desktop.vietnamese.labels import Labelled


class CampaignPhase(Labelled):
    """Where a campaign stands today, told from its window."""

    COMING = "COMING", "Sắp diễn ra"
    RUNNING = "RUNNING", "Đang diễn ra"
    OVER = "OVER", "Đã kết thúc"


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """One line of the table of campaigns."""

    id: UUID
    name: str
    level: CampaignLevel
    kind: CampaignKind
    phase: CampaignPhase
    launched_by: str
    launched_on: date | None
    starts_on: date | None
    ends_on: date | None
    dossiers_due_on: date | None
    registrations: int
    plan_reference: str
    archived: bool
    search_key: str
    sort_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionLine(Line):
    """One thing the campaign asks for."""

    name: str = text("Tiêu chí", required=True)
    target: str = text("Chỉ tiêu")
    applies_to: RecipientKind | None = optional_choice("Áp dụng cho", RecipientKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationLine(Line):
    """A unit or a person that takes part, and what it strives for."""

    unit_id: UUID | None = reference("Đơn vị", "units")
    person_id: UUID | None = reference("Cá nhân", "people")
    award_code: str = option("Danh hiệu đăng ký", "awards")
    registered_on: date | None = day("Ngày đăng ký", past_only=True)
    content: str = text("Nội dung đăng ký", maximum=2_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcuseLine(Line):
    """An office below that is asked for no dossier, and why."""

    office_id: UUID | None = reference("Nơi gửi", "offices", required=True)
    reason: str = text("Lý do", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignDraft(Draft):
    """What the form of a campaign edits."""

    name: str = text("Tên phong trào", required=True, maximum=500, section="Phong trào")
    level: CampaignLevel = choice("Cấp phát động", CampaignLevel.COMMUNE, section="Phong trào")
    kind: CampaignKind = choice("Phương thức", CampaignKind.REGULAR, section="Phong trào")
    theme: str = text("Chủ đề", maximum=500, section="Phong trào")
    starts_on: date | None = day("Bắt đầu", section="Phong trào")
    ends_on: date | None = day("Kết thúc", not_before="starts_on", section="Phong trào")
    dossiers_due_on: date | None = day(
        "Hạn gửi hồ sơ đề nghị khen",
        not_before="starts_on",
        section="Phong trào",
        hint="Để trống: không yêu cầu nơi nào gửi",
    )
    launched_by: str = text("Cơ quan phát động", section="Phát động")
    launch_number: str = text("Số văn bản phát động", maximum=80, section="Phát động")
    launched_on: date | None = day("Ngày văn bản", past_only=True, section="Phát động")
    upper_campaign_id: UUID | None = reference(
        "Hưởng ứng phong trào cấp trên", "campaigns", section="Phát động"
    )
    plan_reference: str = text(
        "Mục trong kế hoạch năm", maximum=40, section="Phát động", hint="P:II.1.4"
    )
    targets: str = long_text("Mục tiêu, chỉ tiêu", section="Mục tiêu, chỉ tiêu")
    criteria: tuple[CriterionLine, ...] = lines("Tiêu chí", CriterionLine, section="Tiêu chí")
    registrations: tuple[RegistrationLine, ...] = lines(
        "Đăng ký thi đua", RegistrationLine, section="Đăng ký thi đua"
    )
    excused: tuple[ExcuseLine, ...] = lines(
        "Nơi không phải gửi hồ sơ", ExcuseLine, section="Nơi không phải gửi"
    )
    note: str = long_text("Ghi chú", section="Ghi chú")


class CampaignService(RecordService[Campaign, CampaignDraft, CampaignRow]):
    """Use cases of campaigns."""

    subject = "campaigns"
    model = Campaign
    draft_class = CampaignDraft

    def excuse(self, campaign_id: UUID, office_id: UUID, reason: str) -> SaveReport:
        """Ask an office for no dossier of a campaign, or ask it again; one event.

        Args:
            campaign_id: the campaign.
            office_id: an office below.
            reason: why it need not send; "" asks it again.

        Raises:
            NotFound: there is no such campaign.
            StaleRecord: somebody changed it meanwhile.
        """
        draft = self.open_draft(campaign_id)
        others = tuple(line for line in draft.excused if line.office_id != office_id)
        added = (ExcuseLine(office_id=office_id, reason=reason),) if reason else ()
        return self.save_draft(replace(draft, excused=(*others, *added)))

    @override
    def list_rows(self) -> Sequence[CampaignRow]:
        """Return all campaigns, the newest first."""
        registered = (
            sa.select(Registration.campaign_id, sa.func.count().label("registrations"))
            .group_by(Registration.campaign_id)
            .subquery()
        )
        started = sa.func.coalesce(Campaign.starts_on, Campaign.launched_on)
        query = (
            sa.select(
                Campaign.id,
                Campaign.name,
                Campaign.level,
                Campaign.kind,
                Campaign.launched_by,
                Campaign.launched_on,
                Campaign.starts_on,
                Campaign.ends_on,
                Campaign.dossiers_due_on,
                registered.c.registrations,
                Campaign.plan_reference,
                Campaign.archived_at.is_not(None).label("archived"),
                Campaign.search_key,
                Campaign.sort_key,
            )
            .outerjoin(registered, registered.c.campaign_id == Campaign.id)
            .order_by(started.desc(), Campaign.sort_key)
        )
        today = self._store.today()
        with self._store.reading() as session:
            return [_row(found, today) for found in session.execute(query)]

    @override
    def _title(self, record: Campaign) -> str:
        return record.name

    @override
    def _search_text(self, record: Campaign) -> str:
        return (
            f"{record.name} {record.theme} {record.launch_number} {record.launched_by}"
            f" {record.plan_reference}"
        )

    @override
    def _subtitle(self, session: Session, record: Campaign) -> str:
        window = _window(record.starts_on, record.ends_on)
        return f"Cấp {record.level.label.lower()}{f' · {window}' if window else ''}"

    @override
    def _problems(self, session: Session, draft: CampaignDraft) -> list[Problem]:
        found = [*_registration_problems(draft), *_excuse_problems(draft)]
        if draft.id and _is_above(session, draft.upper_campaign_id, draft.id):
            found.insert(0, Problem("upper_campaign_id", ProblemCode.PARENT_LOOP))
        return found

    @override
    def _before_archive(self, session: Session, record: Campaign) -> None:
        pointing = (Campaign.upper_campaign_id, Exemplar.campaign_id, Dossier.campaign_id)
        self.refuse_in_use(session, pointing, record.id)


def phase_on(starts_on: date | None, ends_on: date | None, day: date) -> CampaignPhase:
    """Return where a campaign stands on ``day``; an open end runs on."""
    if starts_on and day < starts_on:
        return CampaignPhase.COMING
    return CampaignPhase.OVER if ends_on and day > ends_on else CampaignPhase.RUNNING


def _window(starts_on: date | None, ends_on: date | None) -> str:
    years = dict.fromkeys(str(d.year) for d in (starts_on, ends_on) if d)
    return "–".join(years)


def _row(found: sa.Row[Any], today: date) -> CampaignRow:
    return CampaignRow(
        found.id,
        found.name,
        found.level,
        found.kind,
        phase_on(found.starts_on, found.ends_on, today),
        found.launched_by,
        found.launched_on,
        found.starts_on,
        found.ends_on,
        found.dossiers_due_on,
        found.registrations or 0,
        found.plan_reference,
        found.archived,
        found.search_key,
        found.sort_key,
    )


def _is_above(session: Session, campaign_id: UUID | None, below: UUID) -> bool:
    """Return whether going up from ``campaign_id`` leads to ``below``."""
    seen: set[UUID] = set()
    while campaign_id and campaign_id not in seen:
        if campaign_id == below:
            return True
        seen.add(campaign_id)
        upper = sa.select(Campaign.upper_campaign_id).where(Campaign.id == campaign_id)
        campaign_id = session.scalar(upper)
    return False


def _registration_problems(draft: CampaignDraft) -> Iterator[Problem]:
    """Yield what is wrong: each line names one taker, and nobody registers twice for one award."""
    labels = {name: spec.label for name, spec in specs_of(RegistrationLine).items()}
    seen: set[tuple[UUID, str]] = set()
    for number, line in enumerate(draft.registrations):
        where = f"registrations[{number}]"
        taker = line.unit_id or line.person_id
        if taker is None:
            missing: dict[str, object] = {
                "label": f"{labels['unit_id']} hoặc {labels['person_id'].lower()}"
            }
            yield Problem(f"{where}.unit_id", ProblemCode.REQUIRED, data=missing)
        elif line.unit_id and line.person_id:
            both: dict[str, object] = {"label": labels["person_id"], "other": labels["unit_id"]}
            yield Problem(f"{where}.person_id", ProblemCode.ONE_OF_TWO, data=both)
        elif (taker, line.award_code) in seen:
            field = "unit_id" if line.unit_id else "person_id"
            twice: dict[str, object] = {"label": labels[field]}
            yield Problem(f"{where}.{field}", ProblemCode.ALREADY_TAKEN, data=twice)
        if taker:
            seen.add((taker, line.award_code))


def _excuse_problems(draft: CampaignDraft) -> Iterator[Problem]:
    """Yield an office that is excused twice."""
    label = specs_of(ExcuseLine)["office_id"].label
    seen: set[UUID | None] = set()
    for number, line in enumerate(draft.excused):
        if line.office_id in seen:
            field = f"excused[{number}].office_id"
            yield Problem(field, ProblemCode.ALREADY_TAKEN, data={"label": label})
        seen.add(line.office_id)
