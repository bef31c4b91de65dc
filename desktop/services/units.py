"""đơn vị: the units of a commune as a tree, with the names they had.

This is the shape every subject copies: the row of the table, the draft of the form with its lines,
then the service with what is its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.law.problems import Problem, ProblemCode
from desktop.law.terms import RecipientKind, UnitKind
from desktop.models import (
    Exemplar,
    ExemplarCopy,
    Hold,
    Household,
    Nomination,
    Person,
    Registration,
    Unit,
)
from desktop.overrides import override
from desktop.services.awards import PriorAwardLine, name_prior_awards
from desktop.services.fields import (
    Draft,
    Line,
    choice,
    day,
    integer,
    lines,
    long_text,
    reference,
    text,
)
from desktop.services.holds import SECTION as HOLDS
from desktop.services.holds import HoldLine, held_ids
from desktop.services.people import EvaluationLine, repeated_years
from desktop.services.records import RecordService
from desktop.services.tree import would_loop


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One line of the table of units; ``depth`` is its level in the tree, 0 at the top.

    ``held`` tells whether something is under way against it, so that an award waits.
    """

    id: UUID
    name: str
    kind: UnitKind
    parent: str
    head: str
    headcount: int | None
    depth: int
    people: int
    held: bool
    archived: bool
    search_key: str
    sort_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitNameLine(Line):
    """A name the unit had for a time."""

    name: str = text("Tên", required=True)
    valid_from: date | None = day("Từ ngày")
    valid_to: date | None = day("Đến ngày", not_before="valid_from")
    basis: str = text("Căn cứ (quyết định, nghị quyết)")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDraft(Draft):
    """What the form of a unit edits."""

    name: str = text("Tên đơn vị", required=True, section="Thông tin chung")
    kind: UnitKind = choice("Loại đơn vị", UnitKind.VILLAGE, section="Thông tin chung")
    parent_id: UUID | None = reference("Trực thuộc", "units", section="Thông tin chung")
    code: str = text("Mã đơn vị", maximum=40, section="Thông tin chung")
    field: str = text("Lĩnh vực hoạt động", section="Thông tin chung")
    headcount: int | None = integer("Số người", section="Thông tin chung")
    head_id: UUID | None = reference("Người đứng đầu", "people", section="Người đứng đầu, liên hệ")
    head_title: str = text("Chức danh người đứng đầu", section="Người đứng đầu, liên hệ")
    address: str = text("Địa chỉ", section="Người đứng đầu, liên hệ")
    phone: str = text("Điện thoại", maximum=40, section="Người đứng đầu, liên hệ")
    founded_on: date | None = day("Ngày thành lập", past_only=True, section="Thời gian hoạt động")
    closed_on: date | None = day(
        "Ngày giải thể, sáp nhập", not_before="founded_on", section="Thời gian hoạt động"
    )
    names: tuple[UnitNameLine, ...] = lines(
        "Tên qua các thời kỳ", UnitNameLine, section="Tên qua các thời kỳ"
    )
    evaluations: tuple[EvaluationLine, ...] = lines(
        "Xếp loại hằng năm", EvaluationLine, section="Đánh giá hằng năm"
    )
    holds: tuple[HoldLine, ...] = lines(HOLDS, HoldLine, section=HOLDS)
    prior_awards: tuple[PriorAwardLine, ...] = lines(
        "Khen thưởng đã nhận (nhập từ hồ sơ cũ)", PriorAwardLine, section="Khen thưởng đã nhận"
    )
    note: str = long_text("Ghi chú", section="Ghi chú")


class UnitService(RecordService[Unit, UnitDraft, UnitRow]):
    """Use cases of units."""

    subject = "units"
    model = Unit
    draft_class = UnitDraft

    @override
    def list_rows(self) -> Sequence[UnitRow]:
        """Return all units in tree order: each below the one it belongs to, by name."""
        parent, head = aliased(Unit), aliased(Person)
        people = (
            sa.select(Person.unit_id, sa.func.count().label("people"))
            .where(Person.archived_at.is_(None))
            .group_by(Person.unit_id)
            .subquery()
        )
        query = (
            sa.select(
                Unit.id,
                Unit.parent_id,
                Unit.name,
                Unit.kind,
                parent.name.label("parent"),
                head.full_name.label("head"),
                Unit.headcount,
                people.c.people,
                Unit.archived_at,
                Unit.search_key,
                Unit.sort_key,
            )
            .outerjoin(parent, Unit.parent_id == parent.id)
            .outerjoin(head, Unit.head_id == head.id)
            .outerjoin(people, people.c.unit_id == Unit.id)
            .order_by(Unit.sort_key, Unit.id)
        )
        with self._store.reading() as session:
            found = session.execute(query).all()
            held = held_ids(session, Hold.unit_id, self._store.today())
        return [
            UnitRow(
                u.id,
                u.name,
                u.kind,
                u.parent or "",
                u.head or "",
                u.headcount,
                depth,
                u.people or 0,
                u.id in held,
                u.archived_at is not None,
                u.search_key,
                u.sort_key,
            )
            for u, depth in _in_tree_order(found)
        ]

    @override
    def _title(self, record: Unit) -> str:
        return record.name

    @override
    def _search_text(self, record: Unit) -> str:
        former = " ".join(n.name for n in record.names)
        return f"{record.name} {record.code} {record.field} {former}"

    @override
    def _subtitle(self, session: Session, record: Unit) -> str:
        return record.kind.label

    @override
    def _problems(self, session: Session, draft: UnitDraft) -> list[Problem]:
        if draft.id and would_loop(session, Unit, draft.id, draft.parent_id):
            return [Problem("parent_id", ProblemCode.PARENT_LOOP)]
        return list(repeated_years(draft.evaluations))

    @override
    def _after_save(self, session: Session, record: Unit) -> None:
        name_prior_awards(record.prior_awards, RecipientKind.COLLECTIVE, record.name)

    @override
    def _before_archive(self, session: Session, record: Unit) -> None:
        pointing = (
            Unit.parent_id,
            Person.unit_id,
            Household.unit_id,
            Nomination.unit_id,
            Exemplar.unit_id,
            ExemplarCopy.unit_id,
            Registration.unit_id,
        )
        self.refuse_in_use(session, pointing, record.id)


def _in_tree_order(units: Sequence[sa.Row[Any]]) -> list[tuple[sa.Row[Any], int]]:
    """Return (unit, depth), every unit below its parent; siblings keep the given order."""
    ids = {u.id for u in units}
    below: dict[UUID | None, list[sa.Row[Any]]] = {}
    for unit in units:
        parent = unit.parent_id if unit.parent_id in ids else None
        below.setdefault(parent, []).append(unit)
    ordered: list[tuple[sa.Row[Any], int]] = []
    waiting = [(u, 0) for u in reversed(below.get(None, []))]
    while waiting:
        unit, depth = waiting.pop()
        ordered.append((unit, depth))
        waiting.extend((u, depth + 1) for u in reversed(below.get(unit.id, [])))
    return ordered
