"""xác nhận điều kiện as they travel: what a sender's people said, told to the receiver as theirs.

They go with the submission and are read back from the revision kept of it. No rule counts them: at
the receiving office nobody has said anything yet, and whoever appraises judges by the papers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.catalogue import Catalogue
from desktop.law.conditions import leaves
from desktop.models import Dossier, Nomination
from desktop.services.attestations import rows_of
from desktop.services.chunks import chunks
from desktop.services.dossier_revisions import revision_document
from desktop.services.fields import clean
from desktop.services.law_book import law_of


@dataclass(frozen=True, slots=True)
class SentWord:
    """One word of a sender's: on which condition, whether it holds, who said so and when."""

    text: str
    holds: bool
    note: str
    attested_by: str
    attested_at: datetime


def words_to_send(
    session: Session, nominations: Sequence[Nomination]
) -> dict[UUID, list[dict[str, Any]]]:
    """Return by nomination the words that go with it, as the document has them.

    One gathered from a dossier received carries the words that came with it there.
    """
    texts = _texts(law_of(session))
    found = _brought(session, {n.id: n.origin_id for n in nominations if n.origin_id})
    for nomination_id, rows in rows_of(session, [n.id for n in nominations]).items():
        found[nomination_id] += [
            {
                "condition": row.condition,
                "text": texts.get(row.condition, row.condition),
                "holds": row.holds,
                "note": row.note or None,
                "attested_by": row.attested_by,
                "attested_at": row.attested_at,
            }
            for row in rows
        ]
    return found


def sent_words(session: Session, dossier: Dossier) -> dict[UUID, tuple[SentWord, ...]]:
    """Return by nomination what the sender of a dossier received has said of its conditions."""
    return {
        nomination: tuple(map(_word, words))
        for nomination, words in _kept(session, dossier.id, dossier.revision).items()
    }


def _word(said: Mapping[str, Any]) -> SentWord:
    return SentWord(
        " ".join(clean(said["text"]).split()),
        said["holds"],
        clean(said["note"] or ""),
        " ".join(clean(said["attested_by"]).split()),
        datetime.fromisoformat(said["attested_at"]),
    )


def _kept(session: Session, dossier_id: UUID, revision: int) -> dict[UUID, list[dict[str, Any]]]:
    document = revision_document(session, dossier_id, revision) or {}
    return {
        UUID(item["id"]): item["attestations"]
        for item in document.get("nominations", ())
        if item.get("attestations")
    }


def _brought(
    session: Session, origins: Mapping[UUID, UUID]
) -> defaultdict[UUID, list[dict[str, Any]]]:
    """Return by copy the words its origin came with."""
    query = (
        sa.select(Dossier.id, Dossier.revision)
        .join(Nomination, Nomination.dossier_id == Dossier.id)
        .distinct()
    )
    sources = {
        (dossier_id, revision)
        for some in chunks(list(set(origins.values())))
        for dossier_id, revision in session.execute(query.where(Nomination.id.in_(some)))
    }
    known: dict[UUID, list[dict[str, Any]]] = {}
    for dossier_id, revision in sources:
        known |= _kept(session, dossier_id, revision)
    found: defaultdict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for copy, origin in origins.items():
        if words := known.get(origin):
            found[copy] = list(words)
    return found


def _texts(law: Catalogue) -> dict[str, str]:
    """Return the words of each condition by its permanent name, as the law reads last."""
    return {leaf.code: leaf.text for leaf in _leaves(law)}


def _leaves(law: Catalogue) -> Iterable[Any]:
    for row in law.standards.rows:
        yield from leaves(row.conditions)
