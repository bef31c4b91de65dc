"""điển hình tiên tiến: typical examples on their way through the four stages (P:II.2.2).

The stage is changed by ``move_stage`` or in the form; either way the history gets an event of its
own, "stage_moved", and the days in the stage are counted anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.law.problems import Problem, ProblemCode
from desktop.law.terms import EvidenceKind, ExemplarStage, RecipientKind
from desktop.models import Exemplar, Nomination
from desktop.overrides import override
from desktop.services.exemplar_rows import ExemplarRow, row_of, row_query
from desktop.services.fields import (
    Draft,
    Line,
    choice,
    day,
    lines,
    long_text,
    reference,
    specs_of,
    text,
)
from desktop.services.records import RecordService

_LINK_STARTS = ("http://", "https://")
# Which field names the recipient of each kind.
REFERENCE_OF = {
    RecipientKind.INDIVIDUAL: "person_id",
    RecipientKind.COLLECTIVE: "unit_id",
    RecipientKind.HOUSEHOLD: "household_id",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine(Line):
    """One step of the road map."""

    task: str = text("Việc cần làm", required=True, maximum=1_000)
    responsible: str = text("Người chịu trách nhiệm")
    due_on: date | None = day("Hạn")
    done_on: date | None = day("Ngày xong", past_only=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine(Line):
    """A text, a photo or a link that shows what was done."""

    kind: EvidenceKind = choice("Loại", EvidenceKind.TEXT)
    title: str = text("Tiêu đề", required=True)
    content: str = text(
        "Nội dung, đường dẫn", maximum=4_000, hint="https://… hoặc tên tệp kèm theo"
    )
    dated: date | None = day("Ngày", past_only=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLine(Line):
    """Who copies the example: a unit known here, or a name."""

    unit_id: UUID | None = reference("Đơn vị học tập", "units")
    name: str = text("Hoặc tên nơi khác")
    since: date | None = day("Từ ngày")
    result: str = text("Kết quả", maximum=1_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemplarDraft(Draft):
    """What the form of an example edits."""

    title: str = text("Tên điển hình", required=True, maximum=500, section="Điển hình")
    recipient_kind: RecipientKind = choice(
        "Đối tượng", RecipientKind.INDIVIDUAL, section="Điển hình"
    )
    person_id: UUID | None = reference("Cá nhân", "people", section="Điển hình")
    unit_id: UUID | None = reference("Tập thể", "units", section="Điển hình")
    household_id: UUID | None = reference("Hộ gia đình", "households", section="Điển hình")
    field: str = text("Lĩnh vực", section="Điển hình", hint="nông nghiệp, giáo dục, an ninh …")
    campaign_id: UUID | None = reference("Trong phong trào", "campaigns", section="Điển hình")
    stage: ExemplarStage = choice("Khâu", ExemplarStage.DISCOVER, section="Đang ở khâu")
    stage_since: date | None = day(
        "Từ ngày", past_only=True, section="Đang ở khâu", hint="để trống là hôm nay"
    )
    responsible: str = text("Người phụ trách", section="Đang ở khâu")
    summary: str = long_text("Tóm tắt việc làm, thành tích", section="Nội dung")
    criteria: str = long_text("Tiêu chí xây dựng điển hình", section="Nội dung")
    steps: tuple[StepLine, ...] = lines("Lộ trình", StepLine, section="Lộ trình")
    evidence: tuple[EvidenceLine, ...] = lines("Minh chứng", EvidenceLine, section="Minh chứng")
    copies: tuple[CopyLine, ...] = lines("Nơi học tập, làm theo", CopyLine, section="Nhân rộng")


class ExemplarService(RecordService[Exemplar, ExemplarDraft, ExemplarRow]):
    """Use cases of typical examples."""

    subject = "exemplars"
    model = Exemplar
    draft_class = ExemplarDraft

    @override
    def list_rows(self) -> Sequence[ExemplarRow]:
        """Return all examples in stage order, in each stage the longest standing first."""
        today = self._store.today()
        order = {stage: place for place, stage in enumerate(ExemplarStage)}
        with self._store.reading() as session:
            found = session.execute(row_query(today)).all()
        rows = [row_of(one, today) for one in found]
        return sorted(rows, key=lambda r: (order[r.stage], r.stage_since, r.sort_key))

    def board(self) -> dict[ExemplarStage, tuple[ExemplarRow, ...]]:
        """Return the live examples of each of the four stages, the longest standing first."""
        live = [row for row in self.list_rows() if not row.archived]
        return {stage: tuple(r for r in live if r.stage is stage) for stage in ExemplarStage}

    def move_stage(
        self,
        record_id: UUID,
        stage: ExemplarStage,
        reason: str = "",
        since: date | None = None,
    ) -> None:
        """Move an example to another stage, forwards or back; the same stage changes nothing.

        Args:
            record_id: the example.
            stage: where it goes.
            reason: kept in the history, may be empty.
            since: the first day there; today unless a move is taken back.

        Raises:
            NotFound: there is no such example.
        """
        with self._store.writing() as session:
            record = self._get(session, record_id)
            if record.stage is stage:
                return
            self._enter(session, record, stage, since or self._store.today(), reason)
            session.commit()

    def _enter(
        self, session: Session, record: Exemplar, stage: ExemplarStage, since: date, reason: str
    ) -> None:
        left, record.stage, record.stage_since = record.stage, stage, since
        self._store.record_event(
            session,
            self.subject,
            record.id,
            "stage_moved",
            from_state=left.value,
            to_state=stage.value,
            reason=reason.strip(),
        )

    @override
    def _title(self, record: Exemplar) -> str:
        return record.title

    @override
    def _search_text(self, record: Exemplar) -> str:
        return f"{record.title} {record.field} {record.responsible}"

    @override
    def _subtitle(self, session: Session, record: Exemplar) -> str:
        return f"{record.recipient_kind.label} · {record.stage.label}"

    @override
    def _problems(self, session: Session, draft: ExemplarDraft) -> list[Problem]:
        return list(_content_problems(draft))

    @override
    def _copy(self, session: Session, record: Exemplar, draft: ExemplarDraft) -> None:
        # A record being made has no stage yet, whatever the mapped type says.
        known = (record.stage, record.stage_since) if draft.id and record.version else None
        super()._copy(session, record, draft)
        for kind, name in REFERENCE_OF.items():
            if kind is not draft.recipient_kind:
                setattr(record, name, None)
        since = draft.stage_since or self._store.today()
        record.stage_since = since
        if known and known[0] is not draft.stage:
            record.stage = known[0]
            moved_today = draft.stage_since == known[1]
            since = self._store.today() if moved_today else since
            self._enter(session, record, draft.stage, since, "")

    @override
    def _before_archive(self, session: Session, record: Exemplar) -> None:
        self.refuse_in_use(session, (Nomination.exemplar_id,), record.id)


def _content_problems(draft: ExemplarDraft) -> Iterator[Problem]:
    needed = REFERENCE_OF[draft.recipient_kind]
    if getattr(draft, needed) is None:
        label = specs_of(ExemplarDraft)[needed].label
        yield Problem(needed, ProblemCode.REQUIRED, data={"label": label})
    for number, evidence in enumerate(draft.evidence):
        link = evidence.kind is EvidenceKind.LINK
        if link and not evidence.content.lower().startswith(_LINK_STARTS):
            label = specs_of(EvidenceLine)["content"].label
            yield Problem(
                f"evidence[{number}].content", ProblemCode.NOT_A_LINK, data={"label": label}
            )
    for number, copy in enumerate(draft.copies):
        if copy.unit_id is None and not copy.name:
            label = specs_of(CopyLine)["unit_id"].label
            yield Problem(f"copies[{number}].unit_id", ProblemCode.REQUIRED, data={"label": label})
