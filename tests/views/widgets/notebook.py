"""A small subject for the tests of form and page: notes, kept by a service made by hand."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from desktop.errors import MoveRefused, StaleRecord
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.terms import Grade, RankGroup
from desktop.services.fields import (
    Draft,
    Line,
    check,
    choice,
    day,
    integer,
    lines,
    long_text,
    option,
    optional_choice,
    reference,
    text,
)
from desktop.services.journal import Kept
from desktop.services.records import Match, SaveReport
from desktop.vietnamese.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Line):
    what: str = text("Việc", required=True)
    due: date | None = day("Hạn")
    who_id: UUID | None = reference("Ai làm", "notes")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDraft(Draft):
    title: str = text("Tên", required=True, section="Chung", maximum=40)
    grade: Grade = choice("Xếp loại", Grade.GOOD, section="Chung")
    rank: RankGroup | None = optional_choice("Hạng", RankGroup, section="Chung")
    on: date | None = day("Ngày", section="Chung")
    count: int | None = integer("Số người", section="Chung")
    award: str = option("Danh hiệu", "awards", section="Chung")
    above_id: UUID | None = reference("Thuộc", "notes", section="Chung")
    done: bool = check("Đã xong", section="Chung")
    steps: tuple[Step, ...] = lines("Các bước", Step, section="Các bước")
    secret: str = text("Không hiện", section="Chung")
    story: str = long_text("Ghi chú", section="Ghi chú")


@dataclass(frozen=True, slots=True)
class NoteRow:
    id: UUID
    title: str
    archived: bool
    search_key: str
    sort_key: str


class Notes:
    """Keeps notes in memory and answers like a record service."""

    def __init__(self, *titles: str) -> None:
        self.kept: dict[UUID, NoteDraft] = {}
        self.archived: set[UUID] = set()
        self.told: list[tuple[str, Any]] = []
        # Closed by a test that wants a save to take long.
        self.gate = threading.Event()
        self.gate.set()
        for title in titles:
            self.save_draft(NoteDraft(title=title))

    def id_of(self, title: str) -> UUID:
        return next(note_id for note_id, note in self.kept.items() if note.title == title)

    def list_rows(self) -> Sequence[NoteRow]:
        return [
            NoteRow(n.id, n.title, n.id in self.archived, fold(n.title), fold(n.title))
            for n in self.kept.values()
            if n.id is not None
        ]

    def new_draft(self) -> NoteDraft:
        return NoteDraft()

    def open_draft(self, note_id: UUID) -> NoteDraft:
        return self.kept[note_id]

    def save_draft(self, draft: NoteDraft) -> SaveReport:
        self.gate.wait(5)
        if not draft.title:
            problem = Problem("title", ProblemCode.REQUIRED, data={"label": "Tên"})
            return SaveReport(None, draft.version, (problem,))
        known = self.kept.get(draft.id) if draft.id else None
        if known is not None and known.version != draft.version:
            raise StaleRecord(StaleRecord.Code.CHANGED)
        saved = replace(draft, id=draft.id or uuid4(), version=draft.version + 1)
        assert saved.id is not None
        self.kept[saved.id] = saved
        same = [n for n in self.kept.values() if n.title == saved.title]
        warning = Problem("title", ProblemCode.HOMONYM, Severity.WARNING, {"name": saved.title})
        return SaveReport(saved.id, saved.version, (warning,) if len(same) > 1 else ())

    def archive(self, note_id: UUID, reason: str) -> None:
        if self.kept[note_id].title == "Đang dùng":
            raise MoveRefused(MoveRefused.Code.IN_USE, count=3)
        self.archived.add(note_id)
        self.told.append(("archive", reason))

    def restore(self, note_id: UUID) -> None:
        self.archived.discard(note_id)

    def history(self, _note_id: UUID) -> tuple[Any, ...]:
        at = datetime(2023, 11, 20, 8, 30, tzinfo=UTC)
        return (
            SimpleNamespace(
                at=at,
                actor="Nguyễn Thị Mơ",
                office_name="UBND xã Đông An",
                event="created",
                label="Thêm mới",
                from_state="",
                to_state="",
                reason="",
            ),
        )

    def find(self, typed: str) -> list[Match]:
        words = fold(typed).split()
        rows = [r for r in self.list_rows() if all(word in r.search_key for word in words)]
        return [Match(r.id, r.title) for r in rows]

    def titles(self, ids: Sequence[UUID]) -> dict[UUID, str]:
        return {note_id: self.kept[note_id].title for note_id in ids}


@dataclass
class Journal:
    """Keeps unsaved forms in memory."""

    entries: dict[str, Kept] = field(default_factory=dict)

    def keep(self, key: str, state: dict[str, Any]) -> None:
        at = datetime(2023, 11, 20, 8, 30, tzinfo=UTC)
        self.entries[key] = Kept(at, "Nguyễn Thị Mơ", state)

    def drop(self, key: str) -> None:
        self.entries.pop(key, None)

    def kept(self, key: str) -> Kept | None:
        return self.entries.get(key)

    def keys(self, prefix: str = "") -> tuple[str, ...]:
        return tuple(key for key in self.entries if key.startswith(prefix))
