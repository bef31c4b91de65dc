"""The demo's examples and households."""

from desktop.demo.campaigns_2023 import CAMPAIGNS
from desktop.demo.exemplars import EXEMPLARS
from desktop.demo.households_2023 import HOUSEHOLDS
from desktop.demo.names import people
from desktop.demo.places import units
from desktop.law.terms import ExemplarStage, RecipientKind

KEYS = {
    RecipientKind.INDIVIDUAL: {person.key for person in people()},
    RecipientKind.COLLECTIVE: {unit.key for unit in units()},
    RecipientKind.HOUSEHOLD: {household.key for household in HOUSEHOLDS},
}


def test_there_are_8_households_in_villages_of_their_commune() -> None:
    assert len(HOUSEHOLDS) == len(KEYS[RecipientKind.HOUSEHOLD]) == 8
    for household in HOUSEHOLDS:
        assert household.unit in KEYS[RecipientKind.COLLECTIVE]
        assert household.unit.startswith(f"{household.commune}/thon-")


def test_six_examples_stand_in_all_four_stages() -> None:
    assert len(EXEMPLARS) == 6
    assert {exemplar.stage for exemplar in EXEMPLARS} == set(ExemplarStage)


def test_each_example_has_a_recipient_a_campaign_criteria_a_road_map_and_evidence() -> None:
    campaigns = {campaign.key for campaign in CAMPAIGNS}
    for exemplar in EXEMPLARS:
        assert exemplar.recipient in KEYS[exemplar.recipient_kind]
        assert exemplar.campaign in campaigns
        assert exemplar.criteria
        assert exemplar.steps
        assert exemplar.evidence
        assert all(copy.unit in {None, *KEYS[RecipientKind.COLLECTIVE]} for copy in exemplar.copies)


def test_what_is_being_replicated_is_copied_by_somebody_outside() -> None:
    (replicated,) = [e for e in EXEMPLARS if e.stage is ExemplarStage.REPLICATE]
    assert any(copy.unit is None for copy in replicated.copies)
