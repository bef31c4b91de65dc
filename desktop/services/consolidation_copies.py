"""Nominations in a consolidated dossier: copied from where they came, compared with it, brought up.

A copy says what its origin says and is never edited by itself; its files are those of its origin
(``consolidation_files.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.law.lifecycle import DossierState
from desktop.law.problems import Problem, ProblemCode
from desktop.law.terms import RecipientKind
from desktop.models import Attachment, Dossier, Nomination
from desktop.services.consolidation_files import (
    bring_files,
    bring_whole,
    files_differ,
    origins_with_other_files,
    rows_of,
)
from desktop.services.consolidation_sources import (
    VERDICT_FOR,
    Purpose,
    gathered,
    purpose_of,
    rank_of_awards,
)
from desktop.services.law_book import law_of
from desktop.services.store import Store
from desktop.vietnamese.labels import Labelled
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold

_SAME = (
    "recipient_kind",
    "recipient_name",
    "recipient_gender",
    "recipient_birth_date",
    "recipient_birth_year",
    "recipient_post",
    "recipient_unit",
    "recipient_address",
    "rank_group",
    "is_enterprise",
    "award_code",
    "award_type",
    "achievement",
    "period_from",
    "period_to",
    "report",
)
# As the list under a decision has them.
_KINDS = (RecipientKind.COLLECTIVE, RecipientKind.INDIVIDUAL, RecipientKind.HOUSEHOLD)


class OriginChange(Labelled):
    """What happened to the origin of a nomination since it was gathered."""

    RETURNED = "returned", "hồ sơ gốc đã trả lại để bổ sung"
    REFUSED = "refused", "hồ sơ gốc đã bị từ chối"
    LEFT = "left", "không còn trong hồ sơ gốc"
    DECIDED = "decided", "đã có kết quả ở hồ sơ gốc"
    VERDICT = "verdict", "kết quả thẩm định đã đổi"
    CONTENT = "content", "nội dung hồ sơ gốc đã thay đổi"
    NOT_FINISHED = "not_finished", "hồ sơ gốc chưa thẩm định xong"

    @property
    def takes_away(self) -> bool:
        """Whether bringing the dossier up to date takes the nomination out of it."""
        return self not in {OriginChange.CONTENT, OriginChange.NOT_FINISHED}


def write_copies(
    store: Store,
    session: Session,
    dossier: Dossier,
    origins: Sequence[Nomination],
    senders: Mapping[UUID, str],
) -> list[Nomination]:
    """Write nominations into a consolidated dossier; one taken away before takes its row back.

    Args:
        store: whose clock tells when the files were added.
        session: the caller's transaction.
        dossier: a draft, flushed.
        origins: as received.
        senders: name of the office each origin's dossier came from, by that dossier's id.
    """
    query = sa.select(Nomination).where(
        Nomination.dossier_id == dossier.id, Nomination.origin_id.is_not(None)
    )
    held = {copy.origin_id: copy for copy in session.scalars(query)}
    copies = []
    for origin in origins:
        copy = held.get(origin.id) or Nomination(id=uuid4(), dossier_id=dossier.id)
        copy.archived_at = None
        copy_words(copy, origin, senders[origin.dossier_id])
        copies.append(copy)
    session.add_all(copies)
    session.flush()
    bring_files(store, session, copies)
    return copies


def copy_words(copy: Nomination, origin: Nomination, sender: str) -> None:
    """Write what the origin says into a copy; who put it forward first stays named."""
    copy.origin_id = origin.id
    copy.proposed_by = origin.proposed_by or sender
    for name in _SAME:
        setattr(copy, name, getattr(origin, name))
    words = (origin.recipient_name, origin.recipient_post, origin.recipient_unit)
    copy.search_key = fold(" ".join((*words, copy.proposed_by)))
    copy.sort_key = origin.sort_key


def put_in_order(session: Session, dossier_id: UUID, senders: Mapping[UUID, str]) -> None:
    """Number the live nominations as the annex lists them: award, kind, sender, sender's order.

    Args:
        session: the caller's transaction.
        dossier_id: whose.
        senders: name of the office by the id of the dossier received.
    """
    origin = aliased(Nomination)
    query = (
        sa.select(Nomination, origin.dossier_id, origin.position)
        .outerjoin(origin, origin.id == Nomination.origin_id)
        .where(Nomination.dossier_id == dossier_id, Nomination.archived_at.is_(None))
    )
    rows = session.execute(query).all()
    ranks = rank_of_awards(law_of(session), {n.award_code for n, _, _ in rows})
    keys = {dossier: sort_key(name) for dossier, name in senders.items()}

    def place(row: Any) -> tuple[Any, ...]:
        nomination, source, position = row
        # This office's own come after those gathered for the same award and kind.
        order = (1, "", nomination.position) if source is None else (0, keys[source], position)
        kind = _KINDS.index(nomination.recipient_kind)
        return ranks[nomination.award_code], kind, order, str(source)

    for number, (nomination, _, _) in enumerate(sorted(rows, key=place), 1):
        if nomination.position != number:
            nomination.position = number
    session.flush()


def origin_changes(session: Session, dossier: Dossier) -> dict[UUID, OriginChange]:
    """Return what happened to the origins of a consolidated dossier, by the copy's id.

    Copies that have an outcome already are past it.
    """
    purpose = purpose_of(dossier)
    origin, source = aliased(Nomination), aliased(Dossier)
    query = (
        sa.select(Nomination, origin, source.state)
        .join(origin, origin.id == Nomination.origin_id)
        .join(source, source.id == origin.dossier_id)
        .where(
            Nomination.dossier_id == dossier.id,
            Nomination.archived_at.is_(None),
            Nomination.outcome.is_(None),
        )
        .order_by(Nomination.position)
    )
    rows = session.execute(query).all()
    files = rows_of(session, "nominations", [i for copy, one, _ in rows for i in (copy.id, one.id)])
    other_files = origins_with_other_files(session, dossier)
    found = {}
    for copy, one, state in rows:
        change = _change(one, state, purpose)
        if change is None and (one.dossier_id in other_files or _differ(copy, one, files)):
            change = OriginChange.CONTENT
        if change is not None:
            found[copy.id] = change
    return found


def origin_problems(session: Session, dossier: Dossier) -> list[Problem]:
    """Return what keeps a consolidated dossier from being ready: its origins say otherwise now."""
    if not dossier.is_consolidated:
        return []
    changes = origin_changes(session, dossier)
    if not changes:
        return []
    columns = (Nomination.id, Nomination.recipient_name, Nomination.proposed_by)
    query = sa.select(*columns).where(Nomination.dossier_id == dossier.id)
    return [
        Problem(
            "nominations",
            ProblemCode.ORIGIN_CHANGED,
            data={"name": name, "sender": sender, "what": changes[copy_id].label},
            record=copy_id,
        )
        for copy_id, name, sender in session.execute(query.order_by(Nomination.position))
        if copy_id in changes
    ]


_CLOSED = {
    DossierState.RETURNED: OriginChange.RETURNED,
    DossierState.REFUSED: OriginChange.REFUSED,
}


def _change(origin: Nomination, state: DossierState, purpose: Purpose) -> OriginChange | None:
    if state in _CLOSED:
        return _CLOSED[state]
    if origin.archived_at is not None:
        return OriginChange.LEFT
    if origin.outcome is not None:
        return OriginChange.DECIDED
    is_open = state is DossierState.RECEIVED
    if origin.verdict is VERDICT_FOR[purpose]:
        # The meeting may be prepared while the last of a dossier are still judged.
        return OriginChange.NOT_FINISHED if is_open and purpose is Purpose.ABOVE else None
    # Sent again, it waits to be judged anew; it need not leave the list for that.
    waits = is_open and origin.verdict is None
    return OriginChange.NOT_FINISHED if waits else OriginChange.VERDICT


def _differ(
    copy: Nomination, origin: Nomination, rows: Mapping[UUID, Sequence[Attachment]]
) -> bool:
    if any(getattr(copy, name) != getattr(origin, name) for name in _SAME):
        return True
    return files_differ(copy, origin, rows)


def drop_gathered_elsewhere(store: Store, session: Session, dossier: Dossier) -> None:
    """Take out of a dossier that comes back what another one has gathered meanwhile."""
    if not dossier.is_consolidated:
        return
    taken = gathered(session, purpose_of(dossier))
    query = sa.select(Nomination).where(
        Nomination.dossier_id == dossier.id, Nomination.archived_at.is_(None)
    )
    for copy in session.scalars(query):
        if copy.origin_id in taken:
            copy.archived_at = store.clock()
    session.flush()
    bring_whole(store, session, dossier)
