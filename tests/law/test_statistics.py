"""The rows of forms 0601.N and 0603.N (catalogue §7.3, FOUND[S27]) and who is counted in which."""

from itertools import product

import pytest

from desktop.law.catalogue import Catalogue
from desktop.law.statistics import CountedAward, CountedCampaign
from desktop.law.terms import AwardType, CampaignKind, CampaignLevel, RankGroup, RecipientKind

STATISTICS = Catalogue.load().statistics
CN, TT, HGD = RecipientKind.INDIVIDUAL, RecipientKind.COLLECTIVE, RecipientKind.HOUSEHOLD


def codes_of(award: CountedAward) -> list[str]:
    return [row.code for row in STATISTICS.rows_of_award(award)]


@pytest.mark.parametrize(
    ("award", "codes"),
    [
        (CountedAward(recipient=TT, award_type=AwardType.MERIT), ["COLLECTIVE", "TYPE_MERIT"]),
        (
            CountedAward(recipient=TT, award_type=AwardType.SUDDEN, is_enterprise=True),
            ["COLLECTIVE", "ENTERPRISE", "TYPE_SUDDEN"],
        ),
        (
            CountedAward(recipient=HGD, award_type=AwardType.CAMPAIGN),
            ["HOUSEHOLD", "TYPE_CAMPAIGN"],
        ),
        (
            CountedAward(recipient=CN, award_type=AwardType.MERIT, rank_group=RankGroup.DIRECT),
            ["INDIVIDUAL", "RANK_DIRECT", "TYPE_MERIT"],
        ),
        (CountedAward(recipient=CN, award_type=AwardType.FOREIGN), ["INDIVIDUAL", "TYPE_FOREIGN"]),
    ],
)
def test_an_award_is_counted_in_the_rows_of_its_recipient_and_type(
    award: CountedAward, codes: list[str]
) -> None:
    assert codes_of(award) == codes


def test_every_kind_rank_and_type_has_its_row() -> None:
    for kind, award_type in product(RecipientKind, AwardType):
        assert len(codes_of(CountedAward(recipient=kind, award_type=award_type))) == 2
    for rank in RankGroup:
        award = CountedAward(recipient=CN, award_type=AwardType.MERIT, rank_group=rank)
        assert len(codes_of(award)) == 3


@pytest.mark.parametrize(
    ("years", "code"),
    [
        (0.5, "LASTS_UNDER_1"),
        (1, "LASTS_1"),
        (1.5, "LASTS_UNDER_3"),
        (2.99, "LASTS_UNDER_3"),
        (3, "LASTS_UNDER_5"),
        (4.9, "LASTS_UNDER_5"),
        (5, "LASTS_5"),
        (10, "LASTS_5"),
    ],
)
def test_a_campaign_is_counted_by_how_long_it_lasts(years: float, code: str) -> None:
    campaign = CountedCampaign(level=CampaignLevel.COMMUNE, kind=CampaignKind.REGULAR, years=years)
    lasting = [r.code for r in STATISTICS.rows_of_campaign(campaign) if r.years is not None]
    assert lasting == [code]


def test_every_level_and_kind_of_campaign_has_its_row() -> None:
    for level, kind in product(CampaignLevel, CampaignKind):
        campaign = CountedCampaign(level=level, kind=kind, years=1)
        assert len(STATISTICS.rows_of_campaign(campaign)) == 4


def test_parts_stand_below_their_whole() -> None:
    for row in STATISTICS.rows:
        above = [r.code for r in STATISTICS.form(row.form)]
        assert not row.parent or above.index(row.parent) < above.index(row.code)
