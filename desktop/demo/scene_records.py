"""Filling a demo office's lists: units, people, households, movements, examples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.demo.scene_offices import Seat, id_of
from desktop.demo.scene_papers import draw_launch, draw_photo
from desktop.demo.shapes import (
    DemoCampaign,
    DemoExemplar,
    DemoHousehold,
    DemoPerson,
    DemoPriorAward,
    DemoRegistration,
    DemoUnit,
)
from desktop.law.terms import EvidenceKind, RecipientKind
from desktop.services.awards import PriorAwardLine
from desktop.services.campaigns import CampaignDraft, CriterionLine, RegistrationLine
from desktop.services.exemplars import CopyLine, EvidenceLine, ExemplarDraft, StepLine
from desktop.services.households import HouseholdDraft
from desktop.services.people import EvaluationLine, PersonDraft
from desktop.services.units import UnitDraft, UnitNameLine

_SUBJECTS = {
    RecipientKind.INDIVIDUAL: ("person_id", "people"),
    RecipientKind.COLLECTIVE: ("unit_id", "units"),
    RecipientKind.HOUSEHOLD: ("household_id", "households"),
}


def recipient_link(kind: RecipientKind, key: str) -> tuple[str, UUID]:
    """Return the field that names a recipient, and the recipient's id."""
    field, subject = _SUBJECTS[kind]
    return field, id_of(subject, key)


def load_units_and_people(seat: Seat) -> tuple[int, int]:
    """Load a commune's units and people, heads included; return how many of each."""
    own_units = [u for u in seat.cast.units if u.commune == seat.office.key]
    own_people = [p for p in seat.cast.people if p.commune == seat.office.key]
    drafts = [_unit(u) for u in own_units]
    saved = {r.id: r.version for r in save_all(seat.desk.units, drafts)}
    save_all(seat.desk.people, [_person(p, seat.cast.year) for p in own_people])
    heads = {p.unit: id_of("people", p.key) for p in own_people if p.leads}
    led = [
        replace(draft, head_id=heads[unit.key], version=saved[draft.id])
        for unit, draft in zip(own_units, drafts, strict=True)
        if unit.key in heads
    ]
    save_all(seat.desk.units, led)
    return len(own_units), len(own_people)


def load_households(seat: Seat) -> int:
    """Load a commune's households, each tied to its head where the head is known."""
    known = {(p.unit, p.full_name): id_of("people", p.key) for p in seat.cast.people}
    own = [h for h in seat.cast.households if h.commune == seat.office.key]
    save_all(seat.desk.households, [_household(h, known) for h in own])
    return len(own)


def load_campaigns(seat: Seat) -> int:
    """Load the movements an office keeps, with who registered at it."""
    own = [c for c in seat.cast.campaigns if seat.office.key in c.offices]
    prefix = f"{seat.office.key}/"
    joined = [r for r in seat.cast.registrations if (r.unit or r.person or "").startswith(prefix)]
    save_all(seat.desk.campaigns, [_campaign(c, joined) for c in own])
    return len(own)


def load_exemplars(seat: Seat) -> int:
    """Load a commune's examples, in the stages they have come to."""
    own = [e for e in seat.cast.exemplars if e.commune == seat.office.key]
    save_all(seat.desk.exemplars, [_exemplar(e) for e in own])
    return len(own)


def attach_launch_papers(seat: Seat, desktop: Path) -> int:
    """Attach to each movement the office launched itself the plan that launched it."""
    own = [c for c in seat.cast.campaigns if c.offices == (seat.office.key,)]
    for campaign in own:
        file = desktop / f"ke-hoach-{campaign.key}.pdf"
        draw_launch(file, seat.office, campaign)
        seat.desk.attachments.add("campaigns", id_of("campaigns", campaign.key), "", file)
    return len(own)


def attach_photos(seat: Seat, desktop: Path) -> int:
    """Attach the pictures the examples' evidence names."""
    named = [
        (exemplar.key, evidence.content)
        for exemplar in seat.cast.exemplars
        for evidence in exemplar.evidence
        if exemplar.commune == seat.office.key and evidence.kind is EvidenceKind.PHOTO
    ]
    for seed, (key, name) in enumerate(named):
        draw_photo(desktop / name, seed)
        seat.desk.attachments.add("exemplars", id_of("exemplars", key), "", desktop / name)
    return len(named)


def grade_the_year(seat: Seat) -> int:
    """Add the grade of the year that ends to everybody who is graded; return how many."""
    graded, last = [], seat.cast.year
    for person in seat.cast.people:
        grades = [grade for year, grade in person.evaluations if year == last]
        if person.commune == seat.office.key and grades:
            draft = seat.desk.people.open_draft(id_of("people", person.key))
            line = EvaluationLine(year=last, grade=grades[0])
            graded.append(replace(draft, evaluations=(*draft.evaluations, line)))
    save_all(seat.desk.people, graded)
    return len(graded)


def save_all(service: Any, drafts: Sequence[Any]) -> list[Any]:
    """Save drafts in one transaction; demo data that the rules refuse is our own mistake."""
    reports: list[Any] = service.save_many(drafts)
    assert all(r.saved for r in reports), [r.problems for r in reports if not r.saved]
    return reports


def _unit(unit: DemoUnit) -> UnitDraft:
    return UnitDraft(
        id=id_of("units", unit.key),
        name=unit.name,
        kind=unit.kind,
        parent_id=id_of("units", unit.parent) if unit.parent else None,
        field=unit.field,
        headcount=unit.headcount,
        head_title=unit.head_title,
        address=unit.address,
        names=tuple(
            UnitNameLine(name=n.name, valid_from=n.valid_from, valid_to=n.valid_to, basis=n.basis)
            for n in unit.names
        ),
    )


def _person(person: DemoPerson, ungraded: int) -> PersonDraft:
    return PersonDraft(
        id=id_of("people", person.key),
        full_name=person.full_name,
        gender=person.gender,
        birth_date=person.birth_date,
        unit_id=id_of("units", person.unit),
        post=person.post,
        rank_group=person.rank_group,
        education=person.education,
        evaluations=tuple(
            EvaluationLine(year=year, grade=grade)
            for year, grade in person.evaluations
            if year != ungraded
        ),
        prior_awards=tuple(_prior(a) for a in person.prior_awards),
    )


def _prior(award: DemoPriorAward) -> PriorAwardLine:
    return PriorAwardLine(
        year=award.year,
        award_code=award.award_code,
        decision_number=award.decision_number,
        decided_on=award.decided_on,
        decided_by=award.decided_by,
        achievement=award.achievement,
    )


def _household(household: DemoHousehold, known: dict[tuple[str, str], UUID]) -> HouseholdDraft:
    return HouseholdDraft(
        id=id_of("households", household.key),
        head_name=household.head_name,
        head_gender=household.head_gender,
        head_birth_year=household.head_birth_year,
        head_person_id=known.get((household.unit, household.head_name)),
        unit_id=id_of("units", household.unit),
        address=household.address,
        members=household.members,
        contribution=household.contribution,
    )


def _campaign(campaign: DemoCampaign, joined: Iterable[DemoRegistration]) -> CampaignDraft:
    return CampaignDraft(
        id=id_of("campaigns", campaign.key),
        name=campaign.name,
        level=campaign.level,
        kind=campaign.kind,
        theme=campaign.theme,
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        dossiers_due_on=campaign.dossiers_due_on,
        launched_by=campaign.launched_by,
        launch_number=campaign.launch_number,
        launched_on=campaign.launched_on,
        upper_campaign_id=id_of("campaigns", campaign.upper) if campaign.upper else None,
        plan_reference=campaign.plan_reference,
        targets=campaign.targets,
        criteria=tuple(
            CriterionLine(name=c.name, target=c.target, applies_to=c.applies_to)
            for c in campaign.criteria
        ),
        registrations=tuple(_registration(r) for r in joined if r.campaign == campaign.key),
    )


def _registration(registration: DemoRegistration) -> RegistrationLine:
    return RegistrationLine(
        unit_id=id_of("units", registration.unit) if registration.unit else None,
        person_id=id_of("people", registration.person) if registration.person else None,
        award_code=registration.award_code,
        registered_on=registration.registered_on,
        content=registration.content,
    )


def _exemplar(exemplar: DemoExemplar) -> ExemplarDraft:
    field, recipient = recipient_link(exemplar.recipient_kind, exemplar.recipient)
    linked: dict[str, Any] = {field: recipient}
    return ExemplarDraft(
        id=id_of("exemplars", exemplar.key),
        title=exemplar.title,
        recipient_kind=exemplar.recipient_kind,
        field=exemplar.field,
        campaign_id=id_of("campaigns", exemplar.campaign),
        stage=exemplar.stage,
        stage_since=exemplar.stage_since,
        responsible=exemplar.responsible,
        summary=exemplar.summary,
        criteria=exemplar.criteria,
        steps=tuple(
            StepLine(task=s.task, responsible=s.responsible, due_on=s.due_on, done_on=s.done_on)
            for s in exemplar.steps
        ),
        evidence=tuple(
            EvidenceLine(kind=e.kind, title=e.title, content=e.content, dated=e.dated)
            for e in exemplar.evidence
        ),
        copies=tuple(
            CopyLine(
                unit_id=id_of("units", c.unit) if c.unit else None,
                name="" if c.unit else c.name,
                since=c.since,
                result=c.result,
            )
            for c in exemplar.copies
        ),
        **linked,
    )
