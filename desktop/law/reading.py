"""How the law's JSON files become typed rows. Their shape is checked by the schemas beside them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop.law.rows import (
    AwardKind,
    AwardNature,
    AwardTypeName,
    ByRegime,
    CertificateRule,
    Confidence,
    Dated,
    DecidingRule,
    DossierItem,
    ItemScope,
    LegalBasis,
    MadeBy,
    Principle,
    Regime,
    RequiredItem,
)
from desktop.law.terms import AwardType, RecipientKind, Tier

_Json = Mapping[str, Any]


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _row(row: _Json) -> dict[str, Any]:
    """Return what every row carries."""
    return {
        "confidence": Confidence(row["confidence"]),
        "sources": tuple(row["sources"]),
        "citation": row.get("citation", ""),
    }


def _dated(row: _Json) -> dict[str, Any]:
    return {**_row(row), "valid_from": _day(row["from"]), "valid_to": _day(row["to"])}


def _by_regime(row: _Json) -> dict[str, Any]:
    return {**_row(row), "regimes": frozenset(row["regimes"])}


def sources(document: _Json) -> dict[str, str]:
    """Return the title of each source by its id."""
    return {row["code"]: row["title"] for row in document["rows"]}


def regimes(document: _Json) -> tuple[Regime, ...]:
    """Return the regimes in order of time."""
    return tuple(
        Regime(code=row["code"], name=row["name"], **_dated(row)) for row in document["rows"]
    )


def legal_bases(document: _Json) -> tuple[LegalBasis, ...]:
    """Return the papers to cite, laws first."""
    return tuple(
        LegalBasis(
            code=row["code"],
            cited_as=row["cited_as"],
            number=row["number"],
            issued=_day(row["issued"]),
            awards=frozenset(row["awards"]),
            **_dated(row),
        )
        for row in document["rows"]
    )


def award_types(document: _Json) -> tuple[AwardTypeName, ...]:
    """Return the names of the award types."""
    return tuple(
        AwardTypeName(
            award_type=AwardType(row["code"]),
            name=row["name"],
            statistics=row["statistics"],
            local=row["local"],
            **_by_regime(row),
        )
        for row in document["rows"]
    )


def principles(document: _Json) -> tuple[Principle, ...]:
    """Return the general rules of awarding."""
    return tuple(
        Principle(code=row["code"], name=row["name"], **_by_regime(row)) for row in document["rows"]
    )


def awards(document: _Json) -> tuple[AwardKind, ...]:
    """Return the award kinds in the order lists show them."""
    return tuple(_award(row) for row in document["rows"])


def _award(row: _Json) -> AwardKind:
    certificate = row["certificate"]
    return AwardKind(
        code=row["code"],
        name=row["name"],
        short_name=row["short_name"],
        nature=AwardNature(row["nature"]),
        recipients=tuple(map(RecipientKind, row["recipients"])),
        phrase=row["phrase"],
        certificate_verb=certificate["verb"],
        certificate_title=certificate["title"],
        in_force=Dated(**_dated(row["in_force"])),
        certificates=tuple(
            CertificateRule(has_certificate=rule["has"], **_by_regime(rule))
            for rule in certificate["objects"]
        ),
        annual=tuple(ByRegime(**_by_regime(rule)) for rule in row["annual"]),
        deciders=tuple(
            DecidingRule(tiers=tuple(map(Tier, rule["tiers"])), **_by_regime(rule))
            for rule in row["deciders"]
        ),
    )


def dossier_items(document: _Json) -> tuple[tuple[DossierItem, ...], tuple[RequiredItem, ...]]:
    """Return the kinds of paper, and which award needs which."""
    items = {
        row["code"]: DossierItem(
            code=row["code"],
            label=row["label"],
            made_by=MadeBy(row["made_by"]),
            scope=ItemScope(row["scope"]),
        )
        for row in document["items"]
    }
    required = [need for group in document["requirements"] for need in _requirements(group, items)]
    return tuple(items.values()), tuple(required)


def _requirements(group: _Json, items: Mapping[str, DossierItem]) -> list[RequiredItem]:
    """Return the needs of a group, then the same in the regimes it is only assumed to reach."""
    found: list[RequiredItem] = []
    for need in group["needs"]:
        common = _needed(group, need, items)
        read = {**_row(need), "citation": group["citation"]}
        found.append(RequiredItem(regimes=frozenset(group["regimes"]), **read, **common))
        if carried := frozenset(group["carried_to"]):
            # Nobody has read the later procedures, so what is carried over warns, never blocks.
            found.append(RequiredItem(regimes=carried, confidence=Confidence.MEM_M, **common))
    return found


def _needed(group: _Json, need: _Json, items: Mapping[str, DossierItem]) -> dict[str, Any]:
    return {
        "item": items[need["item"]],
        "awards": frozenset(group["awards"]),
        "types": frozenset(map(AwardType, group["types"])),
        "recipients": frozenset(map(RecipientKind, group["recipients"])),
        "place": group["place"],
        "enterprise_only": need.get("enterprise_only", False),
    }
