"""điểm cần bổ sung: each point a returned dossier was sent back with, and what was done about it.

Both ends compare the revision that was returned with the present one: the sender with the draft as
it stands now, the receiver with what came. Whatever touches no point is told apart from those that
do, so that nothing changes unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.disk import whole_file
from desktop.errors import NotFound
from desktop.law.catalogue import Catalogue
from desktop.law.lifecycle import DossierState
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.models import Dossier, DossierRevision, Nomination
from desktop.services.dossier_revisions import revision_document
from desktop.services.draft_document import draft_document, without_drawn
from desktop.services.fields import clean
from desktop.services.moves import dossier_of, editable_dossier, is_frozen
from desktop.services.raised_points import (
    REPLY_AT_MOST,
    RaisedPoint,
    keep_reply,
    raised_points,
    replies_of,
)
from desktop.services.revision_diff import (
    WHOLE,
    Change,
    ChangeKind,
    compare_documents,
    unchanged_files,
)
from desktop.services.store import Store

ReportProgress = Callable[[int, int, str], None]

_AT_WORK = {DossierState.DRAFT, DossierState.READY, DossierState.RETURNED}
_GONE = "Đề nghị không còn trong hồ sơ"
_LABEL, _STEP = "Trả lời", "Mở tệp"
_CHUNK = 1 << 20
_TOLD = 120


@dataclass(frozen=True, slots=True)
class PointReport:
    """A point raised, what touches it, and what its sender says to it.

    Attributes:
        number: from 1, through all the points shown.
        where: «Cả hồ sơ» or «3. Đặng Thị Ước».
        item: the dossier item it names, as the law data calls it, "" for none.
        may_reply: whether the present draft may still answer it.
        is_compared: whether both revisions were kept; else ``changes`` says nothing.
        unchanged: files it is about that both revisions carry alike.
    """

    point: RaisedPoint
    number: int
    where: str
    item: str
    reply: str
    changes: tuple[Change, ...]
    may_reply: bool
    is_compared: bool = True
    unchanged: tuple[Change, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether something was changed or said about it."""
        return bool(self.changes or self.reply)


@dataclass(frozen=True, slots=True)
class RevisionChoice:
    """An earlier revision to compare with; ``returned_at`` is None for one never sent back."""

    revision: int
    returned_at: datetime | None


@dataclass(frozen=True, slots=True)
class RevisionReport:
    """One revision beside an earlier one.

    Attributes:
        revision: the later one; of a returned dossier not yet taken up, the one to come.
        against: the earlier one, None where there is none.
        choices: every earlier one, the latest first.
        missing: those of the two of which nothing was kept, so that nothing can be compared.
        is_draft: whether the later one is still being written here.
        points: those raised from the earlier one on.
        outside: changes that touch none of them.
        unchanged: every file both revisions carry alike, as changes of kind SAME.
    """

    dossier_id: UUID
    revision: int
    against: int | None
    choices: tuple[RevisionChoice, ...]
    missing: tuple[int, ...]
    is_draft: bool
    points: tuple[PointReport, ...]
    outside: tuple[Change, ...]
    unchanged: tuple[Change, ...] = ()

    @property
    def files(self) -> tuple[Change, ...]:
        """Every file of both revisions, each once: what became of it first, then those alike."""
        told = [*(c for p in self.points for c in p.changes), *self.outside]
        changed = {id(c): c for c in told if c.old_file or c.new_file}
        return (*changed.values(), *self.unchanged)


class ReturnedPointService:
    """Use cases of a dossier that was returned, at either end."""

    subject = "returned_points"

    def __init__(self, store: Store) -> None:
        self._store = store

    def compare(self, dossier_id: UUID, against: int | None = None) -> RevisionReport:
        """Return what became of each point since an earlier revision.

        Args:
            dossier_id: at either end.
            against: the earlier revision; the last one returned where not given.

        Raises:
            NotFound: there is no such dossier, or no such earlier revision of it.
        """
        with self._store.reading() as session:
            dossier = dossier_of(session, dossier_id)
            return compare_revisions(session, dossier, self._store.today(), against)

    def reply(self, dossier_id: UUID, point_id: UUID, text: str) -> tuple[Problem, ...]:
        """Write what the next revision says to a point; "" takes it back.

        Problems kept it from being saved. The same text again changes nothing.

        Raises:
            MoveRefused: FROZEN, the dossier is no draft of this office.
            NotFound: the revision before this one was not returned with such a point.
        """
        text = clean(text)
        if len(text) > REPLY_AT_MOST:
            data: dict[str, object] = {"label": _LABEL, "maximum": REPLY_AT_MOST}
            return (Problem("reply", ProblemCode.TOO_LONG, data=data),)
        with self._store.writing() as session:
            dossier = editable_dossier(session, dossier_id)
            asked = raised_points(session, dossier_id)
            if not any(p.id == point_id and p.revision == dossier.revision - 1 for p in asked):
                raise NotFound(NotFound.Code.RECORD, subject=self.subject, id=str(point_id))
            if replies_of(session, dossier_id).get(point_id, "") != text:
                keep_reply(self._store, session, dossier_id, point_id, text)
                session.commit()
        return ()

    def export_file(
        self, dossier_id: UUID, sha256: str, target: Path, report: ReportProgress | None = None
    ) -> None:
        """Write a copy of a file that some revision of a dossier carried, whole or not at all.

        Args:
            dossier_id: whose file.
            sha256: of its content, hex.
            target: where the copy goes.
            report: told (bytes done, bytes in all, step); may raise ``Cancelled``.

        Raises:
            NotFound: no revision of the dossier carries it.
            AttachmentRefused: the stored copy is missing or damaged.
            StorageError: the folder is full, missing or cannot be written.
        """
        with self._store.reading() as session:
            size = _sizes(session, dossier_of(session, dossier_id), self._store.today()).get(sha256)
        if size is None:
            raise NotFound(NotFound.Code.RECORD, subject="attachments", id=sha256)
        with self._store.blobs.open(sha256) as content, whole_file(target) as file:
            done = 0
            while chunk := content.read(_CHUNK):
                file.write(chunk)
                done += len(chunk)
                if report is not None:
                    report(done, size, _STEP)


def _sizes(session: Session, dossier: Dossier, today: date) -> dict[str, int]:
    query = sa.select(DossierRevision.document).where(DossierRevision.dossier_id == dossier.id)
    documents = list(session.scalars(query))
    if dossier.origin_office_id is None:
        documents.append(draft_document(session, dossier, today))
    return {file["sha256"]: file["size"] for d in documents for file in d["attachments"]}


def point_problems(session: Session, dossier: Dossier, today: date) -> list[Problem]:
    """Return a warning for each point of the last return that was neither acted on nor answered.

    Empty for a dossier that was never returned, and where the returned revision was not kept.
    """
    if dossier.revision == 1 or is_frozen(dossier):
        return []
    asked = {p.revision for p in raised_points(session, dossier.id)}
    if dossier.revision - 1 not in asked:
        return []
    report = compare_revisions(session, dossier, today, dossier.revision - 1)
    left = [] if report.missing else [point for point in report.points if not point.settled]
    return [
        Problem(
            "points",
            ProblemCode.POINT_UNANSWERED,
            Severity.WARNING,
            {"name": p.where, "text": _cut(p.point.text)},
            p.point.nomination_id,
        )
        for p in left
    ]


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TOLD else f"{line[:_TOLD]}…"


def compare_revisions(
    session: Session, dossier: Dossier, today: date, against: int | None = None
) -> RevisionReport:
    """Return the present revision of a dossier beside an earlier one, as ``compare`` does."""
    is_own = dossier.origin_office_id is None
    is_draft = is_own and dossier.state in _AT_WORK
    revision = dossier.revision + (is_own and dossier.state is DossierState.RETURNED)
    raised = [p for p in raised_points(session, dossier.id) if p.revision < revision]
    choices = _choices(session, dossier.id, raised, revision)
    chosen = _chosen(choices, against)
    if chosen is None:
        return RevisionReport(dossier.id, revision, None, (), (), is_draft, (), ())
    old = revision_document(session, dossier.id, chosen)
    if is_draft:
        new: dict[str, Any] | None = draft_document(session, dossier, today)
        old = without_drawn(old) if old else None
    else:
        new = revision_document(session, dossier.id, revision)
    changes = compare_documents(old, new) if old and new else ()
    alike = unchanged_files(old, new) if old and new else ()
    points = tuple(_told(session, dossier, raised, chosen, (*changes, *alike), old, new))
    touched = {id(change) for p in points for change in p.changes}
    return RevisionReport(
        dossier.id,
        revision,
        chosen,
        choices,
        tuple(n for n, document in ((chosen, old), (revision, new)) if document is None),
        is_draft,
        points,
        tuple(change for change in changes if id(change) not in touched),
        alike,
    )


def _choices(
    session: Session, dossier_id: UUID, raised: Iterable[RaisedPoint], revision: int
) -> tuple[RevisionChoice, ...]:
    query = sa.select(DossierRevision.revision).where(
        DossierRevision.dossier_id == dossier_id, DossierRevision.revision < revision
    )
    known: dict[int, datetime | None] = dict.fromkeys(session.scalars(query))
    known |= {point.revision: point.returned_at for point in raised}
    return tuple(RevisionChoice(n, known[n]) for n in sorted(known, reverse=True))


def _chosen(choices: tuple[RevisionChoice, ...], against: int | None) -> int | None:
    known = [choice.revision for choice in choices]
    if against is not None and against not in known:
        raise NotFound(NotFound.Code.RECORD, subject="dossier_revisions", id=str(against))
    returned = [choice.revision for choice in choices if choice.returned_at is not None]
    return against or next(iter([*returned, *known]), None)


def _told(
    session: Session,
    dossier: Dossier,
    raised: Iterable[RaisedPoint],
    against: int,
    changes: tuple[Change, ...],
    old: Mapping[str, Any] | None,
    new: Mapping[str, Any] | None,
) -> Iterable[PointReport]:
    """Return the points from a revision on, each with what touches it."""
    replies = replies_of(session, dossier.id)
    items = {item.code: item.label for item in Catalogue.load().items}
    names = _held(session, dossier.id) | _names(old) | _names(new)
    frozen = is_frozen(dossier)
    for number, point in enumerate((p for p in raised if p.revision >= against), 1):
        about = point.nomination_id
        touching = [change for change in changes if _touches(change, point)]
        yield PointReport(
            point,
            number,
            names.get(about, _GONE) if about else WHOLE,
            items.get(point.item_code, point.item_code),
            replies.get(point.id, ""),
            tuple(change for change in touching if change.kind is not ChangeKind.SAME),
            not frozen and point.revision == dossier.revision - 1,
            old is not None and new is not None,
            tuple(change for change in touching if change.kind is ChangeKind.SAME),
        )


def _held(session: Session, dossier_id: UUID) -> dict[UUID, str]:
    columns = (Nomination.id, Nomination.position, Nomination.recipient_name)
    query = sa.select(*columns).where(Nomination.dossier_id == dossier_id)
    return {known: f"{position}. {name}" for known, position, name in session.execute(query)}


def _names(document: Mapping[str, Any] | None) -> dict[UUID, str]:
    listed = document["nominations"] if document else ()
    return {UUID(n["id"]): f"{n['position']}. {n['recipient']['name']}" for n in listed}


def _touches(change: Change, point: RaisedPoint) -> bool:
    """Whether a change is about what a point is about.

    A point about the dossier as a whole is about its letter, its own files and its list, not about
    what single nominations say: else one general point would hide every change there is.
    """
    about = point.nomination_id
    if about is not None and about not in change.nominations:
        return False
    if point.item_code and point.item_code not in change.items:
        return about is not None and change.is_listing and change.kind is ChangeKind.REMOVED
    return bool(about or point.item_code or change.is_listing or not change.nominations)
