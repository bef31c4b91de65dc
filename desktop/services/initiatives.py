"""sáng kiến: recognised initiatives, who made them and how far they reach (catalogue §7.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.terms import InitiativeKind, InitiativeLevel
from desktop.models import Initiative, InitiativeAuthor, Person
from desktop.overrides import override
from desktop.services.fields import (
    Draft,
    Line,
    choice,
    day,
    integer,
    lines,
    long_text,
    reference,
    specs_of,
    text,
)
from desktop.services.records import RecordService
from desktop.vietnamese.text import fold

_WHOLE = 100  # percent


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """One line of the table of initiatives.

    Attributes:
        authors: their names with their shares, in the order typed.
    """

    id: UUID
    title: str
    kind: InitiativeKind
    level: InitiativeLevel
    year: int | None
    authors: str
    recognised_on: date | None
    recognised_by: str
    decision_number: str
    archived: bool
    search_key: str
    sort_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorLine(Line):
    """tác giả, đồng tác giả: somebody of the list of people, or a name from elsewhere."""

    person_id: UUID | None = reference("Cá nhân", "people")
    full_name: str = text("Họ và tên", maximum=200)
    share: int | None = integer("Tỷ lệ đóng góp (%)", maximum=_WHOLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeDraft(Draft):
    """What the form of an initiative edits."""

    title: str = text("Tên sáng kiến", required=True, maximum=500, section="Sáng kiến")
    kind: InitiativeKind = choice("Loại", InitiativeKind.INITIATIVE, section="Sáng kiến")
    level: InitiativeLevel = choice("Phạm vi ảnh hưởng", InitiativeLevel.BASE, section="Sáng kiến")
    year: int | None = integer(
        "Năm",
        minimum=1945,
        maximum=2100,
        section="Sáng kiến",
        hint="để trống: lấy năm của ngày công nhận",
    )
    authors: tuple[AuthorLine, ...] = lines("Tác giả", AuthorLine, section="Tác giả")
    recognised_on: date | None = day("Ngày công nhận", past_only=True, section="Công nhận")
    recognised_by: str = text("Cơ quan công nhận", section="Công nhận")
    decision_number: str = text("Số quyết định", maximum=80, section="Công nhận")
    effect: str = long_text("Hiệu quả áp dụng", section="Hiệu quả áp dụng")
    note: str = long_text("Ghi chú", section="Ghi chú")


class InitiativeService(RecordService[Initiative, InitiativeDraft, InitiativeRow]):
    """Use cases of initiatives."""

    subject = "initiatives"
    model = Initiative
    draft_class = InitiativeDraft

    @override
    def list_rows(self) -> Sequence[InitiativeRow]:
        """Return all initiatives, the newest year first."""
        query = sa.select(
            Initiative.id,
            Initiative.title,
            Initiative.kind,
            Initiative.level,
            Initiative.year,
            Initiative.recognised_on,
            Initiative.recognised_by,
            Initiative.decision_number,
            Initiative.archived_at.is_not(None).label("archived"),
            Initiative.search_key,
            Initiative.sort_key,
        ).order_by(Initiative.year.desc(), Initiative.sort_key)
        with self._store.reading() as session:
            authors = _authors(session)
            return [
                InitiativeRow(**found._asdict(), authors=authors.get(found.id, ""))
                for found in session.execute(query)
            ]

    @override
    def _title(self, record: Initiative) -> str:
        return record.title

    @override
    def _search_text(self, record: Initiative) -> str:
        # The title comes first: initiatives of the same name are found from the key's start.
        names = " ".join(author.full_name for author in record.authors)
        return f"{record.title} {record.decision_number} {record.recognised_by} {names}"

    @override
    def _subtitle(self, session: Session, record: Initiative) -> str:
        return f"{record.kind.label} · {record.year}" if record.year else record.kind.label

    @override
    def _copy(self, session: Session, record: Initiative, draft: InitiativeDraft) -> None:
        super()._copy(session, record, draft)
        if record.year is None and record.recognised_on is not None:
            record.year = record.recognised_on.year
        with session.no_autoflush:
            for author in record.authors:
                person = session.get(Person, author.person_id) if author.person_id else None
                if person is not None:
                    author.full_name = person.full_name

    @override
    def _problems(self, session: Session, draft: InitiativeDraft) -> list[Problem]:
        return [
            *_same_title(session, draft),
            *_author_problems(draft),
            *_namesakes(session, draft),
        ]


def _authors(session: Session) -> dict[UUID, str]:
    """Return the authors of every initiative as one text."""
    query = sa.select(
        InitiativeAuthor.initiative_id, InitiativeAuthor.full_name, InitiativeAuthor.share
    ).order_by(InitiativeAuthor.position)
    named: dict[UUID, list[str]] = {}
    for initiative_id, name, share in session.execute(query):
        told = name if share in {None, _WHOLE} else f"{name} ({share}%)"
        named.setdefault(initiative_id, []).append(told)
    return {initiative_id: ", ".join(names) for initiative_id, names in named.items()}


def _same_title(session: Session, draft: InitiativeDraft) -> Iterator[Problem]:
    """Yield one warning when a live initiative has the same title, marks and case aside."""
    wanted = fold(draft.title)
    if not wanted:
        return
    query = sa.select(Initiative.title).where(
        Initiative.search_key.startswith(wanted, autoescape=True),
        Initiative.archived_at.is_(None),
    )
    if draft.id is not None:
        query = query.where(Initiative.id != draft.id)
    if any(fold(title) == wanted for title in session.scalars(query)):
        data: dict[str, object] = {"label": "Tên sáng kiến"}
        yield Problem("title", ProblemCode.SAME_TITLE, Severity.WARNING, data)


def _namesakes(session: Session, draft: InitiativeDraft) -> Iterator[Problem]:
    """Yield authors of the same name, unless both were chosen from the list of people."""
    ids = [line.person_id for line in draft.authors if line.person_id]
    query = sa.select(Person.id, Person.full_name).where(Person.id.in_(ids))
    names: dict[UUID | None, str] = {
        person.id: person.full_name for person in session.execute(query)
    }
    seen: dict[str, bool] = {}
    for place, line in enumerate(draft.authors):
        name = names.get(line.person_id, line.full_name)
        is_chosen = line.person_id is not None
        if name and fold(name) in seen and not (is_chosen and seen[fold(name)]):
            field = f"authors[{place}].{'person_id' if is_chosen else 'full_name'}"
            data: dict[str, object] = {"name": name}
            yield Problem(field, ProblemCode.MEMBER_TWICE, Severity.WARNING, data)
        seen[fold(name)] = is_chosen and seen.get(fold(name), True)


def _author_problems(draft: InitiativeDraft) -> Iterator[Problem]:
    """Yield what is wrong: each line names somebody, nobody twice, no more than the whole."""
    labels = {name: spec.label for name, spec in specs_of(AuthorLine).items()}
    seen: set[UUID] = set()
    total = 0
    for number, line in enumerate(draft.authors):
        where = f"authors[{number}]"
        if line.person_id is None and not line.full_name:
            label = f"{labels['person_id']} hoặc {labels['full_name'].lower()}"
            yield Problem(f"{where}.person_id", ProblemCode.REQUIRED, data={"label": label})
        elif line.person_id in seen:
            data: dict[str, object] = {"label": labels["person_id"]}
            yield Problem(f"{where}.person_id", ProblemCode.ALREADY_TAKEN, data=data)
        if line.person_id:
            seen.add(line.person_id)
        total += line.share or 0
        if total > _WHOLE:
            yield Problem(f"{where}.share", ProblemCode.SHARES_TOO_MANY, data={"total": total})
            return
