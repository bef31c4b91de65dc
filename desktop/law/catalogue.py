"""The law data, loaded once and asked by date: which regime, which awards, who decides, what items.

An award kind is added in ``desktop/resources/law/awards.json`` and nowhere else; what its dossier
holds, in ``dossier_items.json``. A rule that is not FOUND is still answered, with ``verified``
False: callers warn with it and never block.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from desktop.law import quotas, reading, standards
from desktop.law.bonus import BonusRules
from desktop.law.parameters import Parameters
from desktop.law.procedures import Procedures
from desktop.law.quotas import QuotaRule
from desktop.law.rows import (
    AwardKind,
    AwardTypeName,
    ByRegime,
    CertificateRule,
    DecidingRule,
    DossierItem,
    LegalBasis,
    Principle,
    Regime,
    RequiredItem,
)
from desktop.law.standards import Standards
from desktop.law.statistics import Statistics
from desktop.law.terms import AwardType, RecipientKind, Tier
from desktop.law.voting import VoteRule, VoteRules, concerns
from desktop.law.working_days import DayRules

FILES = (
    "sources",
    "regimes",
    "legal_bases",
    "principles",
    "award_types",
    "awards",
    "dossier_items",
    "base_salary",
    "bonuses",
    "holidays",
    "procedures",
    "standards",
    "quotas",
    "vote_rules",
    "parameters",
    "statistics",
)

_R = TypeVar("_R", bound=ByRegime)


@cache
def shipped() -> Mapping[str, Any]:
    """Return the parsed files shipped with the program, by name; nobody changes them in place."""
    folder = files("desktop") / "resources" / "law"
    return {name: json.loads((folder / f"{name}.json").read_text("utf-8")) for name in FILES}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the program knows of the law. Lookups by day use the regime in force on it."""

    regimes: tuple[Regime, ...]
    awards: tuple[AwardKind, ...]
    type_names: tuple[AwardTypeName, ...]
    items: tuple[DossierItem, ...]
    requirements: tuple[RequiredItem, ...]
    bases: tuple[LegalBasis, ...]
    principles: tuple[Principle, ...]
    sources: Mapping[str, str]
    bonus: BonusRules
    days: DayRules
    procedures: Procedures
    standards: Standards
    quotas: tuple[QuotaRule, ...]
    votes: VoteRules
    parameters: Parameters
    statistics: Statistics

    @staticmethod
    @cache
    def load() -> Catalogue:
        """Return the data shipped with the program, read once."""
        return Catalogue.read(shipped())

    @classmethod
    def read(cls, documents: Mapping[str, Any]) -> Catalogue:
        """Build a catalogue from parsed files, by their names without ``.json``.

        Raises:
            KeyError, ValueError: a document does not follow its schema.
        """
        items, requirements = reading.dossier_items(documents["dossier_items"])
        return cls(
            regimes=reading.regimes(documents["regimes"]),
            awards=reading.awards(documents["awards"]),
            type_names=reading.award_types(documents["award_types"]),
            items=items,
            requirements=requirements,
            bases=reading.legal_bases(documents["legal_bases"]),
            principles=reading.principles(documents["principles"]),
            sources=reading.sources(documents["sources"]),
            bonus=BonusRules.read(documents["base_salary"], documents["bonuses"]),
            days=DayRules.read(documents["holidays"]),
            procedures=Procedures.read(documents["procedures"]),
            standards=standards.read(documents["standards"]),
            quotas=quotas.read(documents["quotas"]),
            votes=VoteRules.read(documents["vote_rules"]),
            parameters=Parameters.read(documents["parameters"]),
            statistics=Statistics.read(documents["statistics"]),
        )

    def regime_on(self, day: date) -> Regime | None:
        """Return the rules in force on ``day``; for a dossier, the day it was received (R2026)."""
        return next((regime for regime in self.regimes if regime.holds_on(day)), None)

    def find_award(self, code: str) -> AwardKind | None:
        """Return the award of that code, or None."""
        return next((award for award in self.awards if award.code == code), None)

    def award(self, code: str) -> AwardKind:
        """Return the award of that code.

        Raises:
            LookupError: no such award.
        """
        if (found := self.find_award(code)) is None:
            msg = f"no award {code!r}"
            raise LookupError(msg)
        return found

    def awards_for(
        self, kind: RecipientKind | None, on: date, tier: Tier | None = None
    ) -> tuple[AwardKind, ...]:
        """Return the awards in force on a day for a recipient, of those ``tier`` may decide.

        None for ``kind`` means any recipient, None for ``tier`` any tier, enterprises included.
        """
        return tuple(
            award
            for award in self.awards
            if award.in_force.holds_on(on)
            and (kind is None or kind in award.recipients)
            and (tier is None or tier in self.deciding_tiers(award.code, on))
        )

    def decider(self, code: str, on: date) -> DecidingRule | None:
        """Return who decides an award on a day, with citation; None where the regime is silent."""
        return self.in_regime(self.award(code).deciders, on)

    def deciding_tiers(self, code: str, on: date) -> tuple[Tier, ...]:
        """Return the tiers that may decide an award on a day, lowest first."""
        rule = self.decider(code, on)
        return rule.tiers if rule else ()

    def annual(self, code: str, on: date) -> ByRegime | None:
        """Return the rule that the award is held once a year, or None where there is none (X6)."""
        return self.in_regime(self.award(code).annual, on)

    def certificate(self, code: str, on: date) -> CertificateRule | None:
        """Return whether a certificate goes with an award decided on a day."""
        return self.in_regime(self.award(code).certificates, on)

    def principle(self, code: str, on: date) -> Principle | None:
        """Return a general rule, such as X10, as it stands on a day."""
        return self.in_regime(tuple(p for p in self.principles if p.code == code), on)

    def award_types(self, on: date) -> tuple[AwardTypeName, ...]:
        """Return the award types (loại hình) as named on a day, in the order of the law."""
        regime = self.regime_on(on)
        return tuple(row for row in self.type_names if regime and row.holds(regime.code, on))

    def item(self, code: str) -> DossierItem:
        """Return a dossier item by its code.

        Raises:
            LookupError: no such item.
        """
        if (found := next((item for item in self.items if item.code == code), None)) is None:
            msg = f"no dossier item {code!r}"
            raise LookupError(msg)
        return found

    def items_for(
        self,
        award: str,
        award_type: AwardType,
        on: date,
        recipient: RecipientKind,
        *,
        enterprise: bool = False,
    ) -> tuple[RequiredItem, ...]:
        """Return the papers a nomination's dossier needs, in the order they are filed."""
        regime = self.regime_on(on)
        return tuple(
            row
            for row in self.requirements
            if regime is not None
            and row.holds(regime.code, on)
            and award in row.awards
            and award_type in row.types
            and recipient in row.recipients
            and (enterprise or not row.enterprise_only)
        )

    def bases_for(
        self, on: date, awards: Collection[str] = (), *, verified_only: bool = True
    ) -> tuple[LegalBasis, ...]:
        """Return the papers to cite on a day, laws first; by default only those read in a source.

        A basis that concerns certain awards comes only when one of ``awards`` is among them.
        """
        return tuple(
            basis
            for basis in self.bases
            if basis.holds_on(on)
            and (basis.verified or not verified_only)
            and (not basis.awards or basis.awards.intersection(awards))
        )

    def quotas_on(self, on: date) -> tuple[QuotaRule, ...]:
        """Return the quotas in force on a day, those without a number included."""
        regime = self.regime_on(on)
        return tuple(row for row in self.quotas if regime and row.holds(regime.code, on))

    def vote_rule(self, award: str, on: date) -> VoteRule:
        """Return what binds a vote on an award on a day; a part that no row gives is None."""
        rules = self.votes
        return VoteRule(
            award=award,
            quorum=self.in_regime(tuple(r for r in rules.quorums if concerns(r, award)), on),
            method=self.in_regime(tuple(r for r in rules.methods if concerns(r, award)), on),
            threshold=self.in_regime(tuple(r for r in rules.thresholds if concerns(r, award)), on),
        )

    def in_regime(self, rows: tuple[_R, ...], on: date) -> _R | None:
        """Return the row that holds on a day."""
        regime = self.regime_on(on)
        return next((row for row in rows if regime and row.holds(regime.code, on)), None)
