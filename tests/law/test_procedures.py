"""Days of the procedure, by place (catalogue §4.1, §4.4)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import desktop
from desktop.law.catalogue import Catalogue
from desktop.law.procedures import DayUnit, DueDays, Procedures, Step
from desktop.law.terms import AwardType, RecipientKind, Tier

LAW = Catalogue.load()
PERSON, GROUP, FAMILY = RecipientKind
MERIT, CAMPAIGN, SUDDEN = AwardType.MERIT, AwardType.CAMPAIGN, AwardType.SUDDEN
OLD, NEW, NOW = date(2023, 6, 1), date(2024, 6, 1), date(2026, 11, 22)


def days(
    step: Step,
    award: str,
    award_type: AwardType,
    kind: RecipientKind,
    on: date,
    procedures: Procedures = LAW.procedures,
) -> DueDays | None:
    regime = LAW.regime_on(on)
    assert regime is not None
    return procedures.due_days(step, award, award_type, kind, on, regime.code)


@pytest.mark.parametrize(
    ("step", "award", "award_type", "kind", "on", "limit", "strictest", "place"),
    [
        # §4.1, each place as published; the answer is the local row.
        (Step.DECIDE, "GK_XA", MERIT, PERSON, OLD, 10, 10, "Thừa Thiên Huế"),
        (Step.DECIDE, "GK_XA", CAMPAIGN, FAMILY, OLD, 10, 10, "Thừa Thiên Huế"),
        (Step.DECIDE, "GK_HUYEN", SUDDEN, PERSON, OLD, 10, 8, "Hà Nam"),
        (Step.DECIDE, "LDTT", MERIT, PERSON, OLD, 20, 10, "huyện Ba Vì, Hà Nội"),
        (Step.DECIDE, "LDTT", MERIT, PERSON, NEW, 20, 20, "Cần Thơ"),
        (Step.DECIDE, "CSTDCS", MERIT, PERSON, OLD, 20, 20, "Hội An, Quảng Nam"),
        (Step.DECIDE, "BK_TINH", SUDDEN, GROUP, NEW, 25, 25, "Hải Dương"),
        (Step.DECIDE, "BK_TINH", MERIT, FAMILY, OLD, 25, 25, ""),
        (Step.DECIDE, "TTLDTT", MERIT, GROUP, NEW, 20, None, ""),
        (Step.DECIDE, "TTLDXS", MERIT, GROUP, NOW, 25, None, ""),
        (Step.DECIDE, "GDVH", MERIT, FAMILY, NOW, 10, None, ""),
        (Step.DECIDE_CONSULTED, "GK_XA", SUDDEN, PERSON, OLD, 20, 20, "Phường 7"),
        (Step.NOTIFY_REFUSAL, "GK_XA", SUDDEN, PERSON, OLD, 5, 5, "Phường 7"),
        (Step.NOTIFY_REFUSAL, "LDTT", MERIT, PERSON, NOW, 5, None, ""),
        # §4.4
        (Step.CONSULT, "BK_TINH", MERIT, PERSON, OLD, 10, None, ""),
        (Step.DELIVER, "GK_XA", MERIT, PERSON, NOW, 10, None, ""),
        (Step.PUBLIC_CONSULTATION, "CSTDTQ", MERIT, PERSON, NOW, 10, 10, "Hà Nội"),
        (Step.PROPOSE_SUDDEN, "GK_XA", SUDDEN, PERSON, NOW, 2, None, ""),
    ],
)
def test_the_local_limit_is_answered_and_the_strictest_read_one_told(
    step: Step,
    award: str,
    award_type: AwardType,
    kind: RecipientKind,
    on: date,
    limit: int,
    strictest: int | None,
    place: str,
) -> None:
    found = days(step, award, award_type, kind, on)
    assert found is not None
    assert found.rule.days == limit
    assert not found.verified
    assert not found.citation
    assert (found.strictest and found.strictest.days) == strictest
    if found.strictest is not None:
        assert found.strictest.place.startswith(place)


def test_places_that_disagree_are_seen() -> None:
    household = days(Step.DECIDE, "GK_XA", MERIT, FAMILY, OLD)
    annual = days(Step.DECIDE, "CSTDCS", MERIT, PERSON, OLD)
    assert household is not None
    assert annual is not None
    assert (household.disagree, annual.disagree) == (True, False)


def test_of_as_many_days_the_calendar_ones_are_stricter() -> None:
    found = days(Step.DECIDE, "GK_XA", SUDDEN, PERSON, OLD)
    assert found is not None
    assert found.strictest is not None
    assert found.strictest.unit is DayUnit.CALENDAR


@pytest.mark.parametrize(
    ("step", "award", "award_type", "kind", "on"),
    [
        (Step.DECIDE, "GK_HUYEN", MERIT, PERSON, NOW),  # no district level any more
        (Step.DECIDE, "LDTT", MERIT, FAMILY, OLD),
        (Step.PUBLIC_CONSULTATION, "GK_XA", MERIT, PERSON, NOW),
        (Step.PROPOSE_SUDDEN, "GK_XA", MERIT, PERSON, NOW),
    ],
)
def test_where_nothing_is_known_nothing_is_answered(
    step: Step, award: str, award_type: AwardType, kind: RecipientKind, on: date
) -> None:
    assert days(step, award, award_type, kind, on) is None


def test_what_the_office_has_read_binds_and_is_cited() -> None:
    folder = Path(desktop.__file__).parent / "resources" / "law"
    document = json.loads((folder / "procedures.json").read_text("utf-8"))
    for row in document["rows"]:
        if row["id"].startswith("procedures.DECIDE.LDTT.local."):
            row |= {"days": 15, "confidence": "OFFICE", "citation": "Quyết định số 12/QĐ-UBND"}
    found = days(Step.DECIDE, "LDTT", MERIT, PERSON, OLD, Procedures.read(document))
    assert found is not None
    assert (found.rule.days, found.verified) == (15, True)
    assert found.citation == "Quyết định số 12/QĐ-UBND"


def test_every_award_decided_here_has_a_limit_in_every_regime_it_exists_in() -> None:
    for on in (OLD, NEW, NOW):
        for award in LAW.awards_for(None, on):
            if Tier.CENTRAL in LAW.deciding_tiers(award.code, on):
                continue  # decided by the state: no limit of ours
            for kind in award.recipients:
                assert days(Step.DECIDE, award.code, MERIT, kind, on), (award.code, kind, on)
