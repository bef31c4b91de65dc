"""Taking in what the office above answers beside receipts: return and decision.

Each is written in the caller's transaction. The other end's moves are followed as its events tell
them, so an answer that overtakes an earlier one brings what that one would have brought.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.errors import PackageRefused
from desktop.law.lifecycle import DossierState
from desktop.law.terms import DecisionKind, Outcome, Verdict
from desktop.models import Attachment, Decision, Dossier, Nomination, PackageRecord
from desktop.sealing.data import load_data
from desktop.sealing.header import PackageHeader, PackageKind
from desktop.sealing.limits import LIMITS
from desktop.sealing.verification import OpenedPackage
from desktop.services.answer_documents import papers_of
from desktop.services.appraisal_rows import live_nominations
from desktop.services.attachments import attachment_rows
from desktop.services.award_records import add_award_records
from desktop.services.decision_dossiers import dossiers_of, link_dossiers
from desktop.services.fields import clean
from desktop.services.forwarding_down import hand_down
from desktop.services.forwarding_notices import take_in_passed_on
from desktop.services.inbox_cancelling import take_back, take_back_told, told_to_keep
from desktop.services.inbox_content import Arrival
from desktop.services.inbox_following import follow, keep_history, misfit, own_dossier
from desktop.services.moves import SUBJECT
from desktop.services.package_streams import checked_media_type
from desktop.services.settlement import OutboxState, sent_submission, settle_accepted
from desktop.services.store import Store
from desktop.vietnamese.text import fold

_Code = PackageRefused.Code


@dataclass(frozen=True, slots=True)
class StagedPaper:
    """A paper that came with a decision, already in the blob store; ``size`` in bytes."""

    file_name: str
    media_type: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class StagedAnswer:
    """An answer whose data was checked and whose papers are in the blob store."""

    header: PackageHeader
    document: Mapping[str, Any]
    papers: tuple[StagedPaper, ...] = ()

    @property
    def dossier_id(self) -> UUID:
        """The dossier it is about."""
        return UUID(self.document["dossier_id"])

    @property
    def revision(self) -> int:
        """Which revision of it."""
        return int(self.document["revision"])

    @property
    def is_news(self) -> bool:
        """Whether it only tells how the dossier fares further up; nothing is sent back by it."""
        return self.header.kind is PackageKind.RETURN and "outcomes" in self.document

    def take_in(self, store: Store, session: Session, arrival: Arrival) -> None:
        """Write what it says about the dossier."""
        take_in_answer(store, session, self, chosen=arrival.chosen)
        data: dict[str, Any] = {
            "package_id": str(arrival.package_id),
            "kind": self.header.kind.value,
            **told_to_keep(self.document),
        }
        store.record_event(session, SUBJECT, self.dossier_id, "package_taken_in", data=data)


def stage_answer(store: Store, package: OpenedPackage, header: PackageHeader) -> StagedAnswer:
    """Check an answer's data, and keep the papers it carries.

    Raises:
        PackageRefused: DATA_BAD, ATTACHMENT_BAD, or MISSING_ENTRY for a paper that is not there.
        StorageError: the disk is full or cannot be written.
    """
    document = load_data(header.kind, package.read(header.kind.data_entry, LIMITS.data))
    entries = [paper["entry"] for paper in document.get("papers", [])]
    papers = tuple(_stage_paper(store, package, entry) for entry in entries)
    return StagedAnswer(header, document, papers)


def _stage_paper(store: Store, package: OpenedPackage, entry: str) -> StagedPaper:
    name = PurePosixPath(entry).name
    with package.stream(entry) as content:
        size = content.size
    media_type = checked_media_type(package, entry, name, size)
    with package.stream(entry) as content:
        sha256, size = store.blobs.put(cast("BinaryIO", content))
    return StagedPaper(name, media_type, sha256, size)


def take_in_answer(
    store: Store, session: Session, answer: StagedAnswer, *, chosen: bool = False
) -> None:
    """Write a staged answer about a dossier of this office.

    Args:
        store: whose office asked.
        session: the caller's transaction.
        answer: what was staged.
        chosen: that a person believes it, whatever state the dossier is in here.

    Raises:
        PackageRefused: UNKNOWN_DOSSIER, OLD_REVISION or DATA_BAD; nothing was changed.
        ConflictFound: ANSWER_MISFIT; nothing was changed.
    """
    sender = answer.header.sender.office_id
    dossier = own_dossier(session, answer.dossier_id, sender)
    sent = sent_submission(session, dossier.id, answer.revision)
    if not chosen:
        if _agrees_with_recall(answer, dossier, sent):
            keep_history(store, session, dossier, answer.document, sender)
            return
        _refuse_misfit(dossier, answer, sent)
    follow(store, session, dossier, answer.document, sender, chosen=chosen)
    if sent is not None:
        settle_accepted(store, session, sent, sent.settled_at or answer.header.created_at)
    decision_id = None
    if answer.header.kind is PackageKind.DECISION:
        _write_decision(store, session, dossier, answer)
        decision_id = UUID(answer.document["decision"]["id"])
    else:
        take_in_passed_on(session, dossier, answer.document.get("outcomes", ()))
    hand_down(store, session, dossier, decision_id)
    if dossier.state is DossierState.SENT:
        # Whatever it answers, the other end must at least have taken the dossier in.
        raise PackageRefused(_Code.DATA_BAD, path="events")


def _agrees_with_recall(answer: StagedAnswer, dossier: Dossier, sent: PackageRecord | None) -> bool:
    """Return whether the receiver gave back what this office had recalled: both want the same."""
    is_recalled = sent is not None and sent.state == OutboxState.RECALLED
    is_earlier = answer.revision < dossier.revision
    return answer.header.kind is PackageKind.RETURN and is_recalled and is_earlier


def _refuse_misfit(dossier: Dossier, answer: StagedAnswer, sent: PackageRecord | None) -> None:
    """Refuse an overtaken return, and let a person look at any other answer that does not fit."""
    if answer.revision < dossier.revision and answer.header.kind is PackageKind.RETURN:
        held = dossier.revision
        raise PackageRefused(_Code.OLD_REVISION, revision=answer.revision, held=held)
    if answer.revision != dossier.revision or sent is None:
        raise misfit(dossier, answer.document)


def _write_decision(store: Store, session: Session, dossier: Dossier, answer: StagedAnswer) -> None:
    """Write a decision, or what it says of one more dossier where another package brought it."""
    decision = _decision_of(session, dossier, answer)
    link_dossiers(session, decision.id, [dossier.id])
    _keep_papers(store, session, decision, answer)
    if decision.kind is DecisionKind.CANCEL:
        take_back(session, dossier, decision, answer.document.get("cancelled", []))
        return
    if not answer.document["outcomes"]:
        raise PackageRefused(_Code.DATA_BAD, path="outcomes")
    granted = _write_outcomes(session, dossier, decision, answer.document["outcomes"])
    numbers = {
        UUID(item["nomination_id"]): _line(item["certificate_number"] or "")
        for item in answer.document["outcomes"]
    }
    add_award_records(session, decision, granted, numbers)
    take_back_told(session, dossier)


def _keep_papers(store: Store, session: Session, decision: Decision, answer: StagedAnswer) -> None:
    kept = {row.sha256 for row in attachment_rows(session, papers_of(decision.id))}
    for paper in answer.papers:
        if paper.sha256 not in kept:
            session.add(_paper(store, decision, paper))


def _decision_of(session: Session, dossier: Dossier, answer: StagedAnswer) -> Decision:
    fields = answer.document["decision"]
    known = session.get(Decision, UUID(fields["id"]))
    if known is None:
        known = _new_decision(answer, dossier)
        session.add(known)
        session.flush()
    elif not _is_one_more_dossier(session, known, dossier, answer):
        raise PackageRefused(_Code.DATA_BAD, path="decision.id")
    return known


def _is_one_more_dossier(
    session: Session, known: Decision, dossier: Dossier, answer: StagedAnswer
) -> bool:
    """Return whether a decision that came before is the same one, on a dossier not yet told of."""
    fields, sender = answer.document["decision"], answer.header.sender.office_id
    same = (known.deciding_office_id, known.number, known.decided_on.isoformat()) == (
        sender,
        _line(fields["number"]),
        fields["date"],
    )
    told = {answered.id for answered in dossiers_of(session, known.id)}
    return same and not known.made_here and dossier.id not in told


def _new_decision(answer: StagedAnswer, dossier: Dossier) -> Decision:
    fields = answer.document["decision"]
    return Decision(
        id=UUID(fields["id"]),
        number=_line(fields["number"]),
        decided_on=date.fromisoformat(fields["date"]),
        deciding_office_id=answer.header.sender.office_id,
        deciding_office=_line(fields["deciding_office"]),
        signatory_name=_line(fields["signatory_name"]),
        signatory_title=_line(fields["signatory_title"]),
        subject=_line(fields.get("subject", "")),
        made_here=False,
        kind=DecisionKind(fields.get("kind", DecisionKind.AWARD.value)),
        ground=_line(fields.get("ground", "")),
        search_key=fold(f"{fields['number']} {dossier.title}"),
    )


def _write_outcomes(
    session: Session, dossier: Dossier, decision: Decision, outcomes: Sequence[Mapping[str, Any]]
) -> list[Nomination]:
    """Write what became of each nomination, and return those this decision grants, in order.

    What another decision has given is told here too: it is taken over only until that decision's
    own package has come, which may be before or after this one.
    """
    nominations = live_nominations(session, dossier.id)
    by_id = {n.id: n for n in nominations}
    granted = set()
    for item in outcomes:
        nomination = by_id.get(UUID(item["nomination_id"]))
        if nomination is None:
            raise PackageRefused(_Code.DATA_BAD, path="outcomes.nomination_id")
        # Before format 1.2 a dossier had one decision, which gave every outcome told.
        gave = item.get("decision_id", str(decision.id) if item["outcome"] else None)
        is_own = gave == str(decision.id)
        if is_own or nomination.decision_id is None:
            _write_outcome(nomination, item, decision.id if is_own else None)
        if is_own and nomination.outcome is Outcome.GRANTED:
            granted.add(nomination.id)
    return [n for n in nominations if n.id in granted]


def _write_outcome(
    nomination: Nomination, item: Mapping[str, Any], decision_id: UUID | None
) -> None:
    nomination.verdict = Verdict(item["verdict"]) if item["verdict"] else None
    nomination.verdict_reason = clean(item["verdict_reason"] or "")
    if decision_id is None and nomination.outcome is not None and not item["outcome"]:
        return  # An older package than the one that told of an outcome.
    nomination.outcome = Outcome(item["outcome"]) if item["outcome"] else None
    nomination.outcome_reason = clean(item["reason"] or "")
    nomination.decision_id = decision_id


def _paper(store: Store, decision: Decision, paper: StagedPaper) -> Attachment:
    return Attachment(
        owner_subject="decisions",
        owner_id=decision.id,
        file_name=paper.file_name,
        media_type=paper.media_type,
        size=paper.size,
        sha256=paper.sha256,
        added_at=store.clock(),
    )


def _line(value: str) -> str:
    return " ".join(clean(value).split())
