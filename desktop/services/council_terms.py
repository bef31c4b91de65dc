"""nhiệm kỳ Hội đồng Thi đua, khen thưởng: who sits on the council, with which duty, from when.

A member who leaves keeps the line with the day, so that the sessions of that time still show who
was there. Who is a member on a day tells ``members_on``, for sessions and their papers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.terms import CouncilDuty
from desktop.models import CouncilMember, CouncilSession, CouncilTerm, Person
from desktop.overrides import override
from desktop.services.council_members import (
    is_same_member,
    removed_problems,
    with_known_lines,
)
from desktop.services.fields import Draft, Line, choice, day, lines, long_text, reference, text
from desktop.services.records import RecordService, SaveReport
from desktop.vietnamese.text import fold

_COMMITTEE = "Ủy ban nhân dân"
_MEMBERS = "Thành viên"
_DECISION = "Quyết định thành lập, kiện toàn"


@dataclass(frozen=True, slots=True)
class CouncilTermRow:
    """One line of the table of terms; ``members`` are those who sit there today."""

    id: UUID
    name: str
    decision_number: str
    starts_on: date | None
    ends_on: date | None
    chair: str
    secretary: str
    members: int
    archived: bool
    search_key: str
    sort_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilMemberLine(Line):
    """One member with the duty; the name is taken from the person where one is chosen."""

    person_id: UUID | None = reference("Chọn trong danh sách cá nhân", "people")
    full_name: str = text("Hoặc ghi họ và tên")
    post: str = text("Chức vụ, đơn vị")
    duty: CouncilDuty = choice("Nhiệm vụ trong Hội đồng", CouncilDuty.MEMBER)
    joined_on: date | None = day("Từ ngày")
    left_on: date | None = day("Đến ngày", not_before="joined_on")

    def sits_on(self, on: date) -> bool:
        """Whether the member belongs to the council on a day; open ends run on."""
        return (self.joined_on is None or self.joined_on <= on) and (
            self.left_on is None or on <= self.left_on
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilTermDraft(Draft):
    """What the form of a council's term edits."""

    name: str = text(
        "Tên Hội đồng",
        required=True,
        section="Hội đồng",
        hint="Hội đồng Thi đua - Khen thưởng xã …",
    )
    starts_on: date | None = day("Từ ngày", section="Hội đồng")
    ends_on: date | None = day("Đến ngày", not_before="starts_on", section="Hội đồng")
    decision_number: str = text(
        "Số, ký hiệu quyết định", maximum=80, section=_DECISION, hint="15/QĐ-UBND"
    )
    decided_on: date | None = day("Ngày quyết định", past_only=True, section=_DECISION)
    members: tuple[CouncilMemberLine, ...] = lines(_MEMBERS, CouncilMemberLine, section=_MEMBERS)
    note: str = long_text("Ghi chú", section="Ghi chú")

    def covers(self, on: date) -> bool:
        """Whether a day lies in the term; open ends run on."""
        return (self.starts_on is None or self.starts_on <= on) and (
            self.ends_on is None or on <= self.ends_on
        )

    def members_on(self, on: date) -> tuple[CouncilMemberLine, ...]:
        """Return who sits on the council on a day, in the order of the decision."""
        return tuple(member for member in self.members if member.sits_on(on))


class CouncilTermService(RecordService[CouncilTerm, CouncilTermDraft, CouncilTermRow]):
    """Use cases of councils and their members."""

    subject = "council_terms"
    model = CouncilTerm
    draft_class = CouncilTermDraft

    @override
    def new_draft(self) -> CouncilTermDraft:
        """Return an empty council named after this office, from today on."""
        name = self._store.actor.office_name
        area = name[len(_COMMITTEE) :] if fold(name).startswith(fold(_COMMITTEE)) else f" {name}"
        return CouncilTermDraft(
            name=f"Hội đồng Thi đua - Khen thưởng{area}", starts_on=self._store.today()
        )

    @override
    def list_rows(self) -> Sequence[CouncilTermRow]:
        """Return all terms, the one that began last first."""
        today = self._store.today()
        query = sa.select(CouncilTerm).order_by(
            CouncilTerm.starts_on.desc().nulls_last(), CouncilTerm.sort_key
        )
        with self._store.reading() as session:
            found = session.scalars(query).all()
            seated = _seated(session, today)
            return [_row(term, seated.get(term.id, [])) for term in found]

    def term_on(self, on: date) -> UUID | None:
        """Return the live term a day lies in, the latest begun where several do."""
        rows = [row for row in self.list_rows() if not row.archived]
        inside = [
            row
            for row in rows
            if (row.starts_on is None or row.starts_on <= on)
            and (row.ends_on is None or on <= row.ends_on)
        ]
        return inside[0].id if inside else None

    @override
    def _title(self, record: CouncilTerm) -> str:
        return record.name

    @override
    def _search_text(self, record: CouncilTerm) -> str:
        names = " ".join(member.full_name for member in record.members)
        return f"{record.name} {record.decision_number} {names}"

    @override
    def _subtitle(self, session: Session, record: CouncilTerm) -> str:
        years = [str(d.year) for d in (record.starts_on, record.ends_on) if d]
        return "–".join(dict.fromkeys(years))

    @override
    def _save(self, session: Session, draft: CouncilTermDraft) -> SaveReport:
        return super()._save(session, with_known_lines(session, draft))

    @override
    def _problems(self, session: Session, draft: CouncilTermDraft) -> list[Problem]:
        # Last, for of several problems of the same field the form shows the last one.
        removed = removed_problems(session, draft)
        return [*term_problems(draft, self._store.today()), *removed]

    @override
    def _after_save(self, session: Session, record: CouncilTerm) -> None:
        wanted = [m.person_id for m in record.members if m.person_id]
        query = sa.select(Person.id, Person.full_name, Person.post).where(Person.id.in_(wanted))
        people = {person.id: person for person in session.execute(query)}
        for member in record.members:
            person = people.get(member.person_id)
            if person is not None:
                member.full_name = member.full_name or person.full_name
                member.post = member.post or person.post
        record.search_key = fold(self._search_text(record))

    @override
    def _before_archive(self, session: Session, record: CouncilTerm) -> None:
        self.refuse_in_use(session, (CouncilSession.term_id,), record.id)


def term_problems(draft: CouncilTermDraft, today: date) -> Iterator[Problem]:
    """Yield what is wrong with a council: names, doubles, chair and secretary.

    Two chairs at one time cannot be; a council still without chair or secretary only warns, for
    its members are typed one by one.
    """
    for number, member in enumerate(draft.members):
        if member.person_id is None and not member.full_name:
            label: dict[str, object] = {"label": "họ và tên thành viên"}
            yield Problem(f"members[{number}].full_name", ProblemCode.REQUIRED, data=label)
    yield from _doubles(draft)
    on = today if draft.covers(today) else (draft.starts_on or today)
    seated = draft.members_on(on)
    yield from _two_chairs(draft)
    if not any(m.duty is CouncilDuty.CHAIR for m in seated):
        yield Problem("members", ProblemCode.COUNCIL_NO_CHAIR, Severity.WARNING)
    if not any(m.duty is CouncilDuty.SECRETARY for m in seated):
        yield Problem("members", ProblemCode.COUNCIL_NO_SECRETARY, Severity.WARNING)


def _overlap(one: CouncilMemberLine, other: CouncilMemberLine) -> bool:
    first, last = date.min, date.max
    return (one.joined_on or first) <= (other.left_on or last) and (other.joined_on or first) <= (
        one.left_on or last
    )


def _doubles(draft: CouncilTermDraft) -> Iterator[Problem]:
    """Yield who sits there twice at one time; coming back after having left is no double."""
    for (_, one), (place, other) in combinations(enumerate(draft.members), 2):
        if is_same_member(one, other) and _overlap(one, other):
            field = "person_id" if other.person_id else "full_name"
            data: dict[str, object] = {"name": other.full_name or one.full_name or "Thành viên"}
            yield Problem(f"members[{place}].{field}", ProblemCode.MEMBER_TWICE, data=data)


def _two_chairs(draft: CouncilTermDraft) -> Iterator[Problem]:
    chairs = [(n, m) for n, m in enumerate(draft.members) if m.duty is CouncilDuty.CHAIR]
    for (_, one), (place, other) in combinations(chairs, 2):
        if _overlap(one, other):
            data: dict[str, object] = {
                "first": one.full_name or "người thứ nhất",
                "second": other.full_name or "người thứ hai",
            }
            yield Problem(f"members[{place}].duty", ProblemCode.COUNCIL_TWO_CHAIRS, data=data)


def _seated(session: Session, today: date) -> dict[UUID, list[Any]]:
    """Return who sits on each council today, by its id."""
    query = (
        sa.select(CouncilMember.term_id, CouncilMember.full_name, CouncilMember.duty)
        .where(
            sa.or_(CouncilMember.joined_on.is_(None), CouncilMember.joined_on <= today),
            sa.or_(CouncilMember.left_on.is_(None), CouncilMember.left_on >= today),
        )
        .order_by(CouncilMember.position)
    )
    found: dict[UUID, list[Any]] = {}
    for member in session.execute(query):
        found.setdefault(member.term_id, []).append(member)
    return found


def _row(term: CouncilTerm, seated: Sequence[Any]) -> CouncilTermRow:
    counted = Counter(member.duty for member in seated)
    names = {m.duty: m.full_name for m in seated if counted[m.duty] == 1}
    return CouncilTermRow(
        term.id,
        term.name,
        term.decision_number,
        term.starts_on,
        term.ends_on,
        names.get(CouncilDuty.CHAIR, ""),
        names.get(CouncilDuty.SECRETARY, ""),
        len(seated),
        term.archived_at is not None,
        term.search_key,
        term.sort_key,
    )
