"""lễ trao tặng of a decision made here: when, where, and the number of its giấy mời."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from desktop.errors import MoveRefused, StaleRecord
from desktop.law.problems import Problem, ProblemCode
from desktop.models import Decision
from desktop.services.decision_rows import find_decision
from desktop.services.fields import Draft, clean, day, problems_of, specs_of, text, to_plain
from desktop.services.records import SaveReport
from desktop.services.store import Store

_FIELDS = ("ceremony_on", "ceremony_at", "ceremony_place", "invitation_number")


@dataclass(frozen=True, slots=True, kw_only=True)
class CeremonyDraft(Draft):
    """What is asked about the ceremony; all of it may be settled later."""

    ceremony_on: date | None = day("Ngày trao tặng")
    ceremony_at: str = text("Giờ", maximum=40, hint="08 giờ 00")
    ceremony_place: str = text("Địa điểm", hint="Hội trường Ủy ban nhân dân …")
    invitation_number: str = text("Số, ký hiệu giấy mời", maximum=80, hint="12/GM-UBND")


class CeremonyService:
    """Use cases of the ceremony."""

    subject = "decisions"

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, decision_id: UUID) -> CeremonyDraft:
        """Return what is known of the ceremony of a decision.

        Raises:
            NotFound: there is no such decision.
        """
        with self._store.reading() as session:
            return _draft(find_decision(session, decision_id))

    def save(self, draft: CeremonyDraft) -> SaveReport:
        """Keep what was typed, as one event of the decision.

        Raises:
            NotFound: there is no such decision.
            MoveRefused: WRONG_SEAT; those who decided hold the ceremony.
            StaleRecord: it was changed since it was opened.
        """
        draft, decision_id = _cleaned(draft), draft.id
        assert decision_id is not None  # opened from a decision
        with self._store.writing() as session:
            decision = find_decision(session, decision_id)
            if not decision.made_here:
                raise MoveRefused(MoveRefused.Code.WRONG_SEAT, move="ceremony_set")
            if decision.version != draft.version:
                raise StaleRecord(StaleRecord.Code.CHANGED, subject=self.subject)
            problems = tuple(self._problems(draft, decision))
            if problems:
                return SaveReport(None, draft.version, problems)
            before, after = to_plain(_draft(decision)), to_plain(draft)
            changes = {n: [before[n], after[n]] for n in _FIELDS if before[n] != after[n]}
            if changes:
                for name in changes:
                    setattr(decision, name, getattr(draft, name))
                session.flush()
                self._store.record_event(
                    session, self.subject, decision.id, "ceremony_set", data={"changes": changes}
                )
                session.commit()
            return SaveReport(decision.id, decision.version)

    def _problems(self, draft: CeremonyDraft, decision: Decision) -> list[Problem]:
        problems = problems_of(draft, self._store.today())
        if draft.ceremony_on is not None and draft.ceremony_on < decision.decided_on:
            label = specs_of(CeremonyDraft)["ceremony_on"].label
            data: dict[str, object] = {"label": label, "before": "Ngày quyết định"}
            problems.append(Problem("ceremony_on", ProblemCode.DATE_ORDER, data=data))
        return problems


def _draft(decision: Decision) -> CeremonyDraft:
    values = {name: getattr(decision, name) for name in _FIELDS}
    return CeremonyDraft(id=decision.id, version=decision.version, **values)


def _cleaned(draft: CeremonyDraft) -> CeremonyDraft:
    texts: dict[str, Any] = {
        name: " ".join(clean(getattr(draft, name)).split()) for name in _FIELDS[1:]
    }
    return replace(draft, **texts)
