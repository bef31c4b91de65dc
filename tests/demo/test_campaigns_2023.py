"""The movements of the plan and who registered."""

from desktop.demo.campaigns_2023 import CAMPAIGNS
from desktop.demo.names import people
from desktop.demo.places import OFFICES, units
from desktop.demo.registrations_2023 import REGISTRATIONS
from desktop.law.catalogue import Catalogue
from desktop.law.terms import CampaignLevel


def test_every_paragraph_of_the_plan_that_launches_a_movement_is_there() -> None:
    references = {campaign.plan_reference for campaign in CAMPAIGNS}
    assert {f"P:II.1.{number}" for number in range(1, 8)} <= references


def test_the_six_movements_the_plan_names_are_there_by_name() -> None:
    names = [c.name for c in CAMPAIGNS if c.plan_reference == "P:II.1.6"]
    for named in (
        "Cán bộ, công chức, viên chức, người lao động thi đua thực hiện văn hóa công sở",
        "Toàn dân đoàn kết xây dựng đời sống văn hóa",
        "Cả nước chung sức xây dựng nông thôn mới",
        "Vì người nghèo - không để ai bị bỏ lại phía sau",
        "Chuyển đổi số giai đoạn 2021 - 2025",
    ):
        assert named in names
    assert any("Covid-19" in name for name in names)


def test_campaigns_carry_out_one_above_them_and_keep_their_windows() -> None:
    keys = [campaign.key for campaign in CAMPAIGNS]
    offices = {office.key for office in OFFICES}
    assert len(set(keys)) == len(keys)
    for place, campaign in enumerate(CAMPAIGNS):
        assert campaign.upper is None or campaign.upper in keys[:place]
        assert campaign.starts_on < campaign.ends_on
        assert set(campaign.offices) <= offices
        assert campaign.criteria
        assert campaign.targets


def test_levels_run_from_the_centre_to_the_commune() -> None:
    levels = {campaign.level for campaign in CAMPAIGNS}
    assert levels == set(CampaignLevel) - {CampaignLevel.BLOCK}


def test_registrations_point_at_campaigns_units_people_and_awards_that_exist() -> None:
    campaigns = {campaign.key: campaign for campaign in CAMPAIGNS}
    unit_keys, person_keys = {u.key for u in units()}, {p.key for p in people()}
    for found in REGISTRATIONS:
        assert (found.unit in unit_keys) != (found.person in person_keys)
        assert campaigns[found.campaign].starts_on <= found.registered_on
        assert Catalogue.load().find_award(found.award_code) is not None
