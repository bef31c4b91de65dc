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

Json = Mapping[str, Any]


def day_of(written: str | None) -> date | None:
    """Return a day written as ISO 8601, or None."""
    return date.fromisoformat(written) if written else None


def row_of(row: Json) -> dict[str, Any]:
    """Return what every row carries."""
    return {
        "id": row["id"],
        "confidence": Confidence(row["confidence"]),
        "sources": tuple(row["sources"]),
        "citation": row.get("citation", ""),
    }


def dated(row: Json) -> dict[str, Any]:
    """Return what a row with its days carries, as keywords of ``Dated``."""
    return {
        **row_of(row),
        "valid_from": day_of(row.get("from")),
        "valid_to": day_of(row.get("to")),
    }


def by_regime(row: Json) -> dict[str, Any]:
    """Return what a row that holds in some regimes carries, as keywords of ``ByRegime``."""
    return {**dated(row), "regimes": frozenset(row["regimes"])}


def sources(document: Json) -> dict[str, str]:
    """Return the title of each source by its id."""
    return {row["code"]: row["title"] for row in document["rows"]}


def regimes(document: Json) -> tuple[Regime, ...]:
    """Return the regimes in order of time."""
    return tuple(
        Regime(code=row["code"], name=row["name"], **dated(row)) for row in document["rows"]
    )


def legal_bases(document: Json) -> tuple[LegalBasis, ...]:
    """Return the papers to cite, laws first."""
    return tuple(
        LegalBasis(
            code=row["code"],
            cited_as=row["cited_as"],
            number=row["number"],
            issued=day_of(row["issued"]),
            awards=frozenset(row["awards"]),
            **dated(row),
        )
        for row in document["rows"]
    )


def award_types(document: Json) -> tuple[AwardTypeName, ...]:
    """Return the names of the award types."""
    return tuple(
        AwardTypeName(
            award_type=AwardType(row["code"]),
            name=row["name"],
            statistics=row["statistics"],
            local=row["local"],
            **by_regime(row),
        )
        for row in document["rows"]
    )


def principles(document: Json) -> tuple[Principle, ...]:
    """Return the general rules of awarding."""
    return tuple(
        Principle(code=row["code"], name=row["name"], **by_regime(row)) for row in document["rows"]
    )


def awards(document: Json) -> tuple[AwardKind, ...]:
    """Return the award kinds in the order lists show them."""
    return tuple(_award(row) for row in document["rows"])


def _award(row: Json) -> AwardKind:
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
        in_force=Dated(**dated(row["in_force"])),
        certificates=tuple(
            CertificateRule(has_certificate=rule["has"], **by_regime(rule))
            for rule in certificate["objects"]
        ),
        annual=tuple(ByRegime(**by_regime(rule)) for rule in row["annual"]),
        deciders=tuple(
            DecidingRule(tiers=tuple(map(Tier, rule["tiers"])), **by_regime(rule))
            for rule in row["deciders"]
        ),
    )


def dossier_items(document: Json) -> tuple[tuple[DossierItem, ...], tuple[RequiredItem, ...]]:
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


def _requirements(group: Json, items: Mapping[str, DossierItem]) -> list[RequiredItem]:
    """Return the needs of a group, then the same in the regimes it is only assumed to reach."""
    found: list[RequiredItem] = []
    for need in group["needs"]:
        if not need.get("needed", True):
            continue
        common = _needed(group, need, items)
        read = dated(need)
        if read["confidence"].is_verified and not read["citation"]:
            # The group's procedure is cited only for the papers that were read in it.
            read["citation"] = group["citation"]
        regimes, carried = frozenset(group["regimes"]), frozenset(group["carried_to"])
        if read["confidence"] is Confidence.OFFICE:
            # The office has read its own procedure, which holds whichever regime its days lie in.
            found.append(RequiredItem(regimes=regimes | carried, **read, **common))
            continue
        found.append(RequiredItem(regimes=regimes, **read, **common))
        if carried:
            # Nobody has read the later procedures, so what is carried over warns, never blocks.
            days = {key: read[key] for key in ("valid_from", "valid_to")}
            row = RequiredItem(
                regimes=carried, confidence=Confidence.MEM_M, id=read["id"], **days, **common
            )
            found.append(row)
    return found


def _needed(group: Json, need: Json, items: Mapping[str, DossierItem]) -> dict[str, Any]:
    return {
        "item": items[need["item"]],
        "awards": frozenset(group["awards"]),
        "types": frozenset(map(AwardType, group["types"])),
        "recipients": frozenset(map(RecipientKind, group["recipients"])),
        "place": group["place"],
        "enterprise_only": need.get("enterprise_only", False),
    }
