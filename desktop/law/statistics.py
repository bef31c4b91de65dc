"""trục thống kê: which rows of the statistical forms a recipient or a campaign is counted in.

The rows are those of forms 0601.N and 0603.N (catalogue §7.3). The national forms stop at
ministries and provinces; communes and districts count along the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.law.reading import Json, dated
from desktop.law.rows import Dated
from desktop.law.terms import AwardType, CampaignKind, CampaignLevel, RankGroup, RecipientKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsRow(Dated):
    """One row of a form; a criterion that is empty does not narrow what the row counts.

    Attributes:
        form: «0603.N».
        parent: code of the row it is a part of, "" at the top.
        enterprise: True where only enterprises and cooperatives count.
        years: how long a campaign lasts, from and below; the same number twice means exactly.
    """

    form: str
    code: str
    label: str
    parent: str = ""
    recipients: frozenset[RecipientKind] = frozenset()
    rank_groups: frozenset[RankGroup] = frozenset()
    enterprise: bool = False
    award_types: frozenset[AwardType] = frozenset()
    levels: frozenset[CampaignLevel] = frozenset()
    campaign_kinds: frozenset[CampaignKind] = frozenset()
    years: tuple[float, float | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedAward:
    """What form 0603.N asks about one award."""

    recipient: RecipientKind
    award_type: AwardType
    rank_group: RankGroup | None = None
    is_enterprise: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedCampaign:
    """What form 0601.N asks about one campaign; ``years`` is how long it lasts."""

    level: CampaignLevel
    kind: CampaignKind
    years: float


@dataclass(frozen=True, slots=True)
class Statistics:
    """Every row of every form, in the order printed."""

    rows: tuple[StatisticsRow, ...]

    @classmethod
    def read(cls, document: Json) -> Statistics:
        """Return the rows of ``statistics.json``."""
        return cls(tuple(_row(row) for row in document["rows"]))

    def form(self, code: str) -> tuple[StatisticsRow, ...]:
        """Return the rows of a form, «0603.N»."""
        return tuple(row for row in self.rows if row.form == code)

    def rows_of_award(self, award: CountedAward) -> tuple[StatisticsRow, ...]:
        """Return the rows of form 0603.N an award is counted in."""
        return tuple(row for row in self.form("0603.N") if _counts_award(row, award))

    def rows_of_campaign(self, campaign: CountedCampaign) -> tuple[StatisticsRow, ...]:
        """Return the rows of form 0601.N a campaign is counted in."""
        return tuple(row for row in self.form("0601.N") if _counts_campaign(row, campaign))


def _counts_award(row: StatisticsRow, award: CountedAward) -> bool:
    return (
        (not row.recipients or award.recipient in row.recipients)
        and (not row.rank_groups or award.rank_group in row.rank_groups)
        and (not row.award_types or award.award_type in row.award_types)
        and (award.is_enterprise or not row.enterprise)
    )


def _counts_campaign(row: StatisticsRow, campaign: CountedCampaign) -> bool:
    return (
        (not row.levels or campaign.level in row.levels)
        and (not row.campaign_kinds or campaign.kind in row.campaign_kinds)
        and (row.years is None or _lasts(campaign.years, *row.years))
    )


def _lasts(years: float, least: float, below: float | None) -> bool:
    """Whether a time lies in a row's span; «trên 1 đến dưới 3» leaves out the exact year."""
    if least == below:
        return years == least
    above = years > least if least == 1 else years >= least
    return above and (below is None or years < below)


def _row(row: Json) -> StatisticsRow:
    years = row.get("years")
    return StatisticsRow(
        form=row["form"],
        code=row["code"],
        label=row["label"],
        parent=row["parent"],
        recipients=frozenset(map(RecipientKind, row.get("recipients", ()))),
        rank_groups=frozenset(map(RankGroup, row.get("rank_groups", ()))),
        enterprise=row.get("enterprise", False),
        award_types=frozenset(map(AwardType, row.get("award_types", ()))),
        levels=frozenset(map(CampaignLevel, row.get("levels", ()))),
        campaign_kinds=frozenset(map(CampaignKind, row.get("campaign_kinds", ()))),
        years=(years[0], years[1]) if years else None,
        **dated(row),
    )
