"""Which references to a record still count when it is to be archived.

A nomination of a dossier that has run its course, or a line of a campaign or example that is
itself archived, keeps its link for ever and holds nobody back.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from desktop.law.lifecycle import DossierState, moves_from
from desktop.models import Campaign, Dossier, Exemplar, ExemplarCopy, Nomination, Registration

_UNDER_WAY = [s for s in DossierState if any(m.target is not s for m in moves_from(s))]


def still_counts(model: type[Any]) -> list[sa.ColumnElement[bool]]:
    """Return the conditions under which a row of ``model`` still needs what it refers to."""
    conditions = []
    if hasattr(model, "archived_at"):
        conditions.append(model.archived_at.is_(None))
    if model is Nomination:
        under_way = sa.select(Dossier.id).where(
            Dossier.state.in_(_UNDER_WAY), Dossier.archived_at.is_(None)
        )
        conditions.append(Nomination.dossier_id.in_(under_way))
    if model is Dossier:
        conditions.append(Dossier.state.in_(_UNDER_WAY))
    if model is Registration:
        live = sa.select(Campaign.id).where(Campaign.archived_at.is_(None))
        conditions.append(Registration.campaign_id.in_(live))
    if model is ExemplarCopy:
        live = sa.select(Exemplar.id).where(Exemplar.archived_at.is_(None))
        conditions.append(ExemplarCopy.exemplar_id.in_(live))
    return conditions
