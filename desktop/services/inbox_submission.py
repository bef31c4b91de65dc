"""Taking a submission in: staged while it is open, then written in the caller's transaction.

Records keep the ids they were born with, recipients the words they were written in. Whatever the
package says about records of another office than its sender's is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import PurePath
from typing import Any, BinaryIO, NamedTuple, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import ConflictFound, MoveRefused, PackageRefused
from desktop.law.lifecycle import Actor, DossierState, MoveKind
from desktop.law.terms import AwardType, Gender, RankGroup, RecipientKind
from desktop.models import Attachment, Dossier, Event, Nomination, PackageRecord
from desktop.sealing.data import check_attachments, load_data
from desktop.sealing.header import PackageHeader
from desktop.sealing.limits import LIMITS
from desktop.sealing.names import ENCRYPTION_CERTIFICATE, HEADER
from desktop.sealing.verification import OpenedPackage
from desktop.services.attachments import stored_name
from desktop.services.dossier_revisions import keep_revision, revision_document
from desktop.services.fields import clean
from desktop.services.inbox_content import Arrival
from desktop.services.inbox_recall import refuse_recalled
from desktop.services.moves import SUBJECT, enter, record_move, state_of
from desktop.services.package_events import moves_told, refuse_taken
from desktop.services.package_streams import checked_media_type
from desktop.services.store import EventRow, Store
from desktop.vietnamese.sorting import name_sort_key, sort_key
from desktop.vietnamese.text import fold

_Code = PackageRefused.Code
_OF_THE_SENDER = frozenset({HEADER, ENCRYPTION_CERTIFICATE})
# In one statement for the many, whichever of their fields are empty.
_ADD_NOMINATIONS = sa.insert(Nomination).execution_options(render_nulls=True)
_LETTER, _LETTER_ITEM = "papers/to-trinh.pdf", "TO_TRINH"


class Letter(NamedTuple):
    """The letter a submission brought, as it was signed: its bytes' count and digest."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission whose data was checked and whose attachments are in the blob store.

    ``body_sha256`` is over everything in it but its label: two packages of one revision that agree
    in it say the same, whichever database numbered them.
    """

    header: PackageHeader
    document: Mapping[str, Any]
    body_sha256: str = ""
    letter: Letter | None = None

    @property
    def dossier_id(self) -> UUID:
        """The dossier it brings."""
        return UUID(self.document["dossier"]["id"])

    @property
    def revision(self) -> int:
        """Which revision of it."""
        return int(self.document["dossier"]["revision"])

    def take_in(self, store: Store, session: Session, arrival: Arrival) -> UUID | None:
        """Write it as a received dossier; its receipt tells of that move.

        Returns:
            that move's event; None for a second copy of what was taken in before.
        """
        refuse_recalled(session, self.header, self.dossier_id, self.revision)
        held = session.get(Dossier, self.dossier_id)
        if held is not None and _is_second_copy(session, self, held):
            return None
        about = {
            "package_id": str(arrival.package_id),
            "sha256": arrival.sha256,
            "content_sha256": arrival.content_sha256,
            "body_sha256": self.body_sha256,
            "signature": arrival.signature,
            **({"clock": arrival.clock} if arrival.clock else {}),
        }
        event = take_in(store, session, self, held, about, chosen=arrival.chosen)
        keep_revision(
            session,
            self.dossier_id,
            self.revision,
            arrival.package_id,
            event.at,
            self.document,
        )
        return event.id


def stage_submission(store: Store, package: OpenedPackage, header: PackageHeader) -> Submission:
    """Check a submission's data against what the package carries, and keep its attachments.

    A copy of an attachment that in the end nobody refers to is harmless: it is found by its content
    and used when the package comes again.

    Raises:
        PackageRefused: DATA_BAD or ATTACHMENT_BAD, with ``entry``.
        StorageError: the disk is full or cannot be written.
    """
    document = load_data(header.kind, package.read(header.kind.data_entry, LIMITS.data))
    check_attachments(document, package.report.entries)
    for item in document["attachments"]:
        checked_media_type(package, item["entry"], item["file_name"], item["size"])
        if not store.blobs.has(item["sha256"]):
            with package.stream(item["entry"]) as content:
                store.blobs.put(cast("BinaryIO", content))
    return Submission(header, document, _body_of(package), _kept_letter(store, package))


def _kept_letter(store: Store, package: OpenedPackage) -> Letter | None:
    """Keep the letter as it was signed; the data says it, but not in the words that were signed."""
    for entry in package.report.entries:
        if entry.name == _LETTER:
            checked_media_type(package, entry.name, PurePath(_LETTER).name, entry.size)
            if not store.blobs.has(entry.sha256):
                with package.stream(entry.name) as content:
                    store.blobs.put(cast("BinaryIO", content))
            return Letter(entry.size, entry.sha256)
    return None


def _body_of(package: OpenedPackage) -> str:
    own = sorted(
        (entry.name, entry.sha256)
        for entry in package.report.entries
        if entry.name not in _OF_THE_SENDER
    )
    return sha256(repr(own).encode()).hexdigest()


def _is_second_copy(session: Session, submission: Submission, held: Dossier) -> bool:
    """Return whether the dossier here says the same already, from another machine of the sender."""
    is_same = (
        held.origin_office_id == submission.header.sender.office_id
        and held.revision == submission.revision
    )
    if not is_same:
        return False
    query = sa.select(Event.data).where(
        Event.subject == SUBJECT,
        Event.record_id == submission.dossier_id,
        Event.event == MoveKind.RECEIVE.value,
    )
    last = session.scalar(query.order_by(Event.sequence.desc()).limit(1)) or {}
    if body := last.get("body_sha256"):
        return bool(body == submission.body_sha256)
    # Taken in before this was kept: the data alone is compared.
    known = revision_document(session, submission.dossier_id, submission.revision)
    return known == dict(submission.document)


def take_in(
    store: Store,
    session: Session,
    submission: Submission,
    held: Dossier | None,
    about_package: Mapping[str, Any],
    *,
    chosen: bool = False,
) -> EventRow:
    """Write a staged submission as a received dossier, and return the event the receipt tells of.

    Args:
        store: whose office receives.
        session: the caller's transaction.
        submission: what was staged.
        held: the dossier as it is here; None for a new one.
        about_package: what the event keeps of the package: id, digest, signature.
        chosen: that a person wants this content in the place of what is here.

    Raises:
        PackageRefused: OLD_REVISION, STATE_CONFLICT or DATA_BAD; nothing was changed.
        ConflictFound: REVISION_TWICE, REVISION_FORKED or REVISION_TOO_EARLY.
        MoveRefused: CHOICE_IMPOSSIBLE, chosen for a dossier already appraised.
    """
    dossier = _dossier_for(session, submission, held, chosen=chosen)
    is_new = sa.inspect(dossier).transient
    _refuse_foreign_ids(session, submission)
    source = state_of(dossier)
    if chosen and source is DossierState.RECEIVED:
        dossier.state_since = store.clock()
    else:
        enter(store, dossier, MoveKind.RECEIVE)
    dossier.received_on = store.today()
    write_dossier(dossier, submission.document)
    write_nominations(session, dossier, submission.document["nominations"])
    _write_attachments(store, session, submission, is_new=is_new)
    session.flush()
    sender = submission.header.sender.office_id
    told = moves_told(submission.document["events"], sender, Actor.SENDER, {})
    store.adopt_events(session, SUBJECT, dossier.id, told)
    return record_move(store, session, dossier, MoveKind.RECEIVE, source, data=dict(about_package))


def _dossier_for(
    session: Session, submission: Submission, held: Dossier | None, *, chosen: bool
) -> Dossier:
    """Return the dossier to write into: a new one, or the returned one a new revision follows."""
    if held is None:
        return Dossier(
            id=submission.dossier_id, origin_office_id=submission.header.sender.office_id
        )
    if held.origin_office_id != submission.header.sender.office_id:
        raise PackageRefused(_Code.STATE_CONFLICT, state=held.state.value)
    if chosen:
        if held.state not in {DossierState.RECEIVED, DossierState.RETURNED}:
            raise MoveRefused(MoveRefused.Code.CHOICE_IMPOSSIBLE)
        return held
    code = _contradiction(session, submission, held)
    if code is not None:
        about = {"revision": submission.revision, "held": held.revision}
        sender = submission.header.sender.name
        raise ConflictFound(
            code, dossier_id=held.id, state=held.state.value, sender=sender, **about
        )
    return held


def _contradiction(
    session: Session, submission: Submission, held: Dossier
) -> ConflictFound.Code | None:
    """Return how a submission contradicts the dossier held; None where it follows it.

    Raises:
        PackageRefused: OLD_REVISION, an earlier one of the same database that came late.
    """
    code = ConflictFound.Code
    if submission.revision == held.revision:
        return code.REVISION_TWICE
    if submission.revision < held.revision:
        if _database_of(session, held) == submission.header.database_id:
            about = {"revision": submission.revision, "held": held.revision}
            raise PackageRefused(_Code.OLD_REVISION, **about)
        return code.REVISION_FORKED
    return None if held.state is DossierState.RETURNED else code.REVISION_TOO_EARLY


def _database_of(session: Session, held: Dossier) -> UUID | None:
    """Return which database of the sender the revision held came from."""
    query = sa.select(PackageRecord.database_id).where(
        PackageRecord.direction == "in",
        PackageRecord.state == "ACCEPTED",
        PackageRecord.kind == "submission",
        PackageRecord.dossier_id == held.id,
        PackageRecord.revision == held.revision,
    )
    return session.scalar(query.order_by(PackageRecord.created_at.desc()).limit(1))


def _refuse_foreign_ids(session: Session, submission: Submission) -> None:
    """Refuse ids that already belong to records of another dossier, and ids given twice."""
    document, dossier_id = submission.document, submission.dossier_id
    nominations = [UUID(n["id"]) for n in document["nominations"]]
    owners = {dossier_id, *nominations}
    refuse_taken(session, Nomination.id, nominations, Nomination.dossier_id != dossier_id)
    if files := [UUID(a["id"]) for a in document["attachments"]]:
        refuse_taken(session, Attachment.id, files, Attachment.owner_id.not_in(owners))
    events = [UUID(e["id"]) for e in document["events"]]
    refuse_taken(session, Event.id, events, Event.record_id != dossier_id)


def write_dossier(dossier: Dossier, document: Mapping[str, Any]) -> None:
    """Write what a submission says of the dossier itself.

    Raises:
        PackageRefused: DATA_BAD with ``path``.
    """
    fields = document["dossier"]
    letter, campaign = fields["letter"], fields["campaign"] or {}
    dossier.title = _line(fields["title"])
    dossier.award_type = _member(AwardType, fields["award_type"], "dossier.award_type")
    dossier.campaign_name = _line(campaign.get("name"))
    dossier.letter_number = _line(letter["number"])
    dossier.letter_date = _day(letter["date"])
    dossier.signatory_name = _line(letter["signatory_name"])
    dossier.signatory_title = _line(letter["signatory_title"])
    dossier.revision = int(fields["revision"])
    words = f"{dossier.title} {dossier.letter_number} {dossier.campaign_name}"
    dossier.search_key = fold(words)
    dossier.sort_key = sort_key(dossier.title)


def write_nominations(
    session: Session, dossier: Dossier, fields: Iterable[Mapping[str, Any]]
) -> None:
    """Write the nominations; those the new revision leaves out stay, put away."""
    is_new = sa.inspect(dossier).transient
    session.add(dossier)
    session.flush()
    query = sa.select(Nomination).where(Nomination.dossier_id == dossier.id)
    held = {} if is_new else {n.id: n for n in session.scalars(query)}
    added = []
    for item in fields:
        values = _nomination_values(item)
        nomination = held.pop(UUID(item["id"]), None)
        if nomination is None:
            added.append({"id": UUID(item["id"]), "dossier_id": dossier.id, **values})
        else:
            for name, value in values.items():
                setattr(nomination, name, value)
    for gone in held.values():
        gone.archived_at = gone.archived_at or dossier.state_since
    if added:
        session.execute(_ADD_NOMINATIONS, added)


def _nomination_values(item: Mapping[str, Any]) -> dict[str, Any]:
    recipient = item["recipient"]
    kind = RecipientKind(recipient["kind"])
    name, post = _line(recipient["name"]), _line(recipient["post"])
    unit, group = _line(recipient["unit"]), recipient["rank_group"]
    key = sort_key if kind is RecipientKind.COLLECTIVE else name_sort_key
    return {
        "position": item["position"],
        "recipient_kind": kind,
        "recipient_name": name,
        "recipient_gender": Gender(recipient["gender"] or Gender.UNKNOWN),
        "recipient_birth_date": _day(recipient["birth_date"]),
        "recipient_birth_year": recipient["birth_year"],
        "recipient_post": post,
        "recipient_unit": unit,
        "recipient_address": _line(recipient["address"]),
        "rank_group": RankGroup(group) if group else None,
        "is_enterprise": recipient["is_enterprise"],
        "award_code": item["award_code"],
        "award_type": _member(AwardType, item["award_type"], "nominations.award_type"),
        "achievement": clean(item["achievement"]),
        "period_from": _day(item["period_from"]),
        "period_to": _day(item["period_to"]),
        "report": clean(item["report"] or ""),
        "proposed_by": _line(item.get("proposed_by")),
        "verdict": None,
        "verdict_reason": "",
        "outcome": None,
        "outcome_reason": "",
        "archived_at": None,
        "search_key": fold(f"{name} {post} {unit}"),
        "sort_key": key(name),
    }


def _write_attachments(
    store: Store, session: Session, submission: Submission, *, is_new: bool
) -> None:
    """Put the new revision's list of files in the place of the old one's."""
    nominations = [UUID(n["id"]) for n in submission.document["nominations"]]
    owners = [submission.dossier_id, *nominations]
    if not is_new:
        session.execute(
            sa.delete(Attachment).where(Attachment.owner_id.in_(owners)),
            execution_options={"synchronize_session": False},
        )
    for item in submission.document["attachments"]:
        owner = UUID(item["owner"])
        subject = "dossiers" if owner == submission.dossier_id else "nominations"
        session.add(
            Attachment(
                id=UUID(item["id"]),
                owner_subject=subject,
                owner_id=owner,
                item_code=item["item_code"] or "",
                file_name=_line(item["file_name"]),
                media_type=item["media_type"],
                size=item["size"],
                sha256=item["sha256"],
                added_at=store.clock(),
            )
        )
    if submission.letter is not None:
        session.add(_letter_row(store, submission, submission.letter))


def _letter_row(store: Store, submission: Submission, letter: Letter) -> Attachment:
    number = _line(submission.document["dossier"]["letter"]["number"]).replace("/", "-")
    return Attachment(
        owner_subject="dossiers",
        owner_id=submission.dossier_id,
        item_code=_LETTER_ITEM,
        file_name=stored_name(f"{' '.join(('Tờ trình', number)).strip()}.pdf"),
        media_type="application/pdf",
        size=letter.size,
        sha256=letter.sha256,
        added_at=store.clock(),
    )


def _line(value: str | None) -> str:
    return " ".join(clean(value or "").split())


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _member(kind: type[AwardType], code: str | None, path: str) -> AwardType:
    try:
        return kind(code or "")
    except ValueError as error:
        raise PackageRefused(_Code.DATA_BAD, path=path) from error
