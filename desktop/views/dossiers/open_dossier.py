"""What the page knows of the open dossier: read in one job, shown by every tab."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.law.lifecycle import EDITABLE, DossierState, MoveKind
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.terms import Outcome
from desktop.services.dossiers import DossierDraft
from desktop.services.outbox import OutboxState

if TYPE_CHECKING:
    from desktop.services.conflicts import ConflictRow
    from desktop.services.decision_rows import DecidedAward, DecisionDetail
    from desktop.services.desk import Desk
    from desktop.services.dossiers import DossierRow
    from desktop.services.nominations import NominationRow
    from desktop.services.outbox import PackageRow
    from desktop.services.store import EventRow


@dataclass(frozen=True, slots=True)
class RaisedPoint:
    """One thing the receiver asked to be mended; ``nomination`` None means the whole dossier."""

    text: str
    nomination: UUID | None = None


@dataclass(frozen=True, slots=True)
class NominationLine:
    """One line of the table of nominations: the row, with what is missing and what came of it.

    Attributes:
        blocking: how many problems must be solved.
        warnings: how many want a second look.
        certificate: its number in the register of certificates, "" for none.
        reason: why it was refused, left out or held, "" where it was not.
    """

    row: NominationRow
    blocking: int = 0
    warnings: int = 0
    certificate: str = ""
    reason: str = ""

    @property
    def id(self) -> UUID:
        """The nomination's id, as a table wants it."""
        return self.row.id

    @property
    def search_key(self) -> str:
        """What the search of the table looks in."""
        return self.row.search_key


@dataclass(frozen=True, slots=True)
class OpenDossier:
    """A dossier laid open for its sender.

    Attributes:
        may_decide_here: whether every award asked for is within this office's own power.
        package: what was sent of the present revision, None while nothing was.
        decisions: made on it, here or at the receiver.
        points: what the receiver asked to be mended when it last sent the dossier back.
        reasons: why nominations were refused, left out or held, where the receiver said so.
        refusal: why the receiver refused the dossier as a whole, "" where it did not.
        conflict: about it, waiting for a person to choose; None for none.
    """

    draft: DossierDraft
    row: DossierRow
    nominations: tuple[NominationRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    may_decide_here: bool = False
    package: PackageRow | None = None
    decisions: tuple[DecisionDetail, ...] = ()
    points: tuple[RaisedPoint, ...] = ()
    certificates: dict[UUID, str] = field(default_factory=dict)
    reasons: dict[UUID, str] = field(default_factory=dict)
    refusal: str = ""
    conflict: ConflictRow | None = None

    @property
    def id(self) -> UUID:
        """The dossier's id."""
        return self.row.id

    @property
    def state(self) -> DossierState:
        """Where it stands."""
        return self.row.state

    @property
    def is_refused_there(self) -> bool:
        """Whether the receiver would not take in the package it was sent in."""
        if self.state is not DossierState.SENT or self.package is None:
            return False
        return self.package.state is OutboxState.REFUSED

    @property
    def frozen(self) -> str:
        """Why nothing of it may be edited; "" while it is a draft."""
        if self.row.archived:
            return "Hồ sơ đã lưu trữ, chỉ đọc được."
        if self.state in EDITABLE:
            return ""
        return _FROZEN.get(self.state, f"Hồ sơ ở trạng thái «{self.state.label}», chỉ đọc được.")

    @property
    def may_stay(self) -> bool:
        """Whether a draft on its way up asks only for what this office may decide itself."""
        is_draft = self.state is DossierState.DRAFT and not self.row.archived
        return is_draft and self.may_decide_here and self.draft.receiver_office_id is not None

    @property
    def blocking(self) -> int:
        """How many problems keep it from being ready."""
        return sum(1 for p in self.problems if p.severity is Severity.BLOCKING)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What may stand when a reason is given."""
        return tuple(p for p in self.problems if p.severity is Severity.WARNING)

    @property
    def unasked_warnings(self) -> int:
        """How many warnings say something else than that a point raised stands unanswered."""
        return sum(1 for p in self.warnings if p.code is not ProblemCode.POINT_UNANSWERED)

    @property
    def live(self) -> tuple[NominationRow, ...]:
        """The nominations that were not taken out, in the order of the list."""
        return tuple(n for n in self.nominations if not n.archived)

    @property
    def lines(self) -> tuple[NominationLine, ...]:
        """The table of nominations."""
        return tuple(self._line(n) for n in self.live)

    def _line(self, row: NominationRow) -> NominationLine:
        own = [p.severity for p in self.problems if p.record == row.id]
        return NominationLine(
            row,
            own.count(Severity.BLOCKING),
            own.count(Severity.WARNING),
            self.certificates.get(row.id, ""),
            self.reasons.get(row.id, ""),
        )

    def counted(self, outcome: Outcome) -> int:
        """Return how many nominations had an outcome."""
        return sum(1 for n in self.live if n.outcome is outcome)


# Where it may still be decided here instead of being sent.
_DECIDABLE = {DossierState.DRAFT, DossierState.READY}
# Where the receiver may have said something of each nomination.
_JUDGED = {DossierState.APPRAISED, DossierState.DECIDED, DossierState.FORWARDED}
_FROZEN = {
    DossierState.READY: "Hồ sơ đã sẵn sàng nên chỉ đọc được. Bấm «Mở lại để sửa» nếu cần sửa.",
    DossierState.SENT: "Hồ sơ đã ký và gửi đi: nội dung phải đúng như gói đã gửi.",
    DossierState.RETURNED: "Nơi nhận đã trả lại hồ sơ. Bấm «Bổ sung, chỉnh sửa» để làm lần sau.",
    DossierState.DECIDED: "Hồ sơ đã có quyết định.",
}


def read_dossier(desk: Desk, dossier_id: UUID) -> OpenDossier:
    """Read everything the page shows of a dossier; runs in a job.

    Raises:
        NotFound: there is no such dossier.
    """
    draft = desk.dossiers.open_draft(dossier_id)
    row = next(r for r in desk.dossiers.list_rows() if r.id == dossier_id)
    nominations = tuple(desk.nominations.rows(dossier_id))
    decided = [d.id for d in desk.decisions.list_rows() if d.answers(dossier_id)]
    decisions = tuple(desk.decisions.open(decision_id) for decision_id in decided)
    is_draft = row.state in EDITABLE
    events = desk.dossiers.history(dossier_id)
    return OpenDossier(
        draft,
        row,
        nominations,
        tuple(desk.dossiers.check(dossier_id)) if is_draft else (),
        row.state in _DECIDABLE and desk.dossiers.can_decide_here(dossier_id),
        _sent_package(desk, row),
        decisions,
        _points(events, row.state),
        _certificates(nominations, [a for d in decisions for a in d.awards]),
        _reasons(desk, dossier_id) if row.state in _JUDGED else {},
        _refusal(events) if row.state is DossierState.REFUSED else "",
        _conflict(desk, dossier_id),
    )


def _conflict(desk: Desk, dossier_id: UUID) -> ConflictRow | None:
    waiting = (r for r in desk.conflicts.list_rows() if r.is_open and r.dossier_id == dossier_id)
    return next(waiting, None)


def _reasons(desk: Desk, dossier_id: UUID) -> dict[UUID, str]:
    judged = desk.appraisal.open(dossier_id).nominations
    return {n.id: n.outcome_reason or n.verdict_reason for n in judged}


def _refusal(events: tuple[EventRow, ...]) -> str:
    refused = (e.reason for e in reversed(events) if e.event == MoveKind.REFUSE.value)
    return next(refused, "")


def _sent_package(desk: Desk, row: DossierRow) -> PackageRow | None:
    return next(
        (
            p
            for p in desk.outbox.list_rows()
            if p.dossier_id == row.id and p.revision == row.revision
        ),
        None,
    )


def _points(events: tuple[EventRow, ...], state: DossierState) -> tuple[RaisedPoint, ...]:
    """Return what was asked for last; once sent again, the points count as answered."""
    if state not in {DossierState.DRAFT, DossierState.READY, DossierState.RETURNED}:
        return ()
    returned = [e for e in events if e.event == MoveKind.RETURN.value]
    if not returned:
        return ()
    raised = returned[-1].data.get("points") or [{"text": returned[-1].reason}]
    return tuple(
        RaisedPoint(
            str(point.get("text", "")),
            UUID(point["nomination_id"]) if point.get("nomination_id") else None,
        )
        for point in raised
    )


def _certificates(
    nominations: tuple[NominationRow, ...], awards: list[DecidedAward]
) -> dict[UUID, str]:
    """Return certificate numbers by nomination, met through what the award was written from."""
    numbers: dict[tuple[str, ...], list[str]] = {}
    for award in awards:
        key = (award.name, award.post, award.unit, award.award_code)
        numbers.setdefault(key, []).append(award.certificate_number)
    found: dict[UUID, str] = {}
    for row in nominations:
        waiting = numbers.get((row.name, row.post, row.unit, row.award_code))
        if row.outcome is Outcome.GRANTED and waiting:
            found[row.id] = waiting.pop(0)
    return found
