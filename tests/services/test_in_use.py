"""Who may be archived: whoever no dossier under way, live example or live campaign needs."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from desktop.errors import MoveRefused
from desktop.law.lifecycle import DossierState
from desktop.law.terms import RecipientKind
from desktop.models import Dossier
from desktop.services.campaigns import CampaignDraft, RegistrationLine
from desktop.services.desk import Desk
from desktop.services.exemplars import CopyLine, ExemplarDraft
from tests.services.commune_dossier import Commune, saved


@pytest.fixture
def commune(office: Desk) -> Commune:
    return Commune(office)


def _refused(archive: Callable[[UUID, str], None], record_id: UUID) -> object:
    with pytest.raises(MoveRefused) as refusal:
        archive(record_id, "chuyển đi")
    assert refusal.value.code is MoveRefused.Code.IN_USE
    return refusal.value.data["count"]


def _end(office: Desk, dossier_id: UUID, state: DossierState) -> None:
    with office.store.writing() as session:
        dossier = session.get(Dossier, dossier_id)
        assert dossier is not None
        dossier.state = state
        session.commit()


def test_whoever_is_nominated_stays_until_the_dossier_has_run_its_course(
    office: Desk, commune: Commune
) -> None:
    dossier = commune.dossier()
    office.nominations.add_recipients(
        dossier, [(kind, record) for kind, record, _ in commune.recipients]
    )

    assert _refused(office.people.archive, commune.teacher) == 1
    assert _refused(office.households.archive, commune.household) == 1
    _end(office, dossier, DossierState.DECIDED)

    office.people.archive(commune.teacher, "nghỉ hưu")
    office.households.archive(commune.household, "chuyển đi")


@pytest.mark.parametrize(
    "state", [DossierState.SENT, DossierState.RETURNED, DossierState.APPRAISED]
)
def test_a_dossier_on_its_way_still_needs_its_campaign(
    office: Desk, commune: Commune, state: DossierState
) -> None:
    campaign = saved(office.campaigns, CampaignDraft(name="Chuyển đổi số"))
    dossier = commune.dossier(campaign_id=campaign)
    _end(office, dossier, state)

    assert _refused(office.campaigns.archive, campaign) == 1
    _end(office, dossier, DossierState.REFUSED)
    office.campaigns.archive(campaign, "xong")


def test_an_example_nominated_stays_on_the_board(office: Desk, commune: Commune) -> None:
    exemplar = saved(office.exemplars, ExemplarDraft(title="Gương", person_id=commune.teacher))
    dossier = commune.dossier()
    draft = office.nominations.draft_from_exemplar(dossier, exemplar)
    saved(office.nominations, draft)

    assert _refused(office.exemplars.archive, exemplar) == 1
    office.dossiers.archive(dossier, "lập nhầm")
    office.exemplars.archive(exemplar, "đã tổng kết")


def test_a_unit_stays_while_it_takes_part_is_followed_or_is_an_example(
    office: Desk, commune: Commune
) -> None:
    unit = commune.village
    for person in (commune.teacher, commune.farmer):
        office.people.archive(person, "chuyển đi")
    office.households.archive(commune.household, "chuyển đi")
    campaign = saved(
        office.campaigns,
        CampaignDraft(name="Thi đua", registrations=(RegistrationLine(unit_id=unit),)),
    )
    exemplar = saved(
        office.exemplars,
        ExemplarDraft(
            title="Thôn sạch",
            recipient_kind=RecipientKind.COLLECTIVE,
            unit_id=unit,
            copies=(CopyLine(unit_id=unit),),
        ),
    )

    assert _refused(office.units.archive, unit) == 3
    office.campaigns.archive(campaign, "xong")
    assert _refused(office.units.archive, unit) == 2
    office.exemplars.archive(exemplar, "xong")
    office.units.archive(unit, "sáp nhập")
