"""cá nhân: people who may be rewarded; the one list that may hold hundreds of thousands of rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.terms import DisciplineLevel, Gender, Grade, RankGroup, RecipientKind
from desktop.models import Exemplar, Household, Nomination, Person, Registration, Unit
from desktop.overrides import override
from desktop.services.awards import PriorAwardLine, born_in, name_prior_awards
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
from desktop.services.holds import HoldLine
from desktop.services.person_rows import PersonRow, birth_text, person_rows
from desktop.services.records import RecordService
from desktop.vietnamese.dates import short_date
from desktop.vietnamese.sorting import name_sort_key
from desktop.vietnamese.text import fold

_EARLIEST_BIRTH = 1900
# Twelve digits since 2016, nine on the identity cards before; Arabic-Indic digits are none.
_IDENTITY = re.compile(r"[0-9]{12}|[0-9]{9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationLine(Line):
    """The grade of one year."""

    year: int | None = integer("Năm", required=True, minimum=1945, maximum=2100)
    grade: Grade = choice("Xếp loại", Grade.GOOD)
    note: str = text("Ghi chú")


@dataclass(frozen=True, slots=True, kw_only=True)
class DisciplineLine(Line):
    """One disciplinary decision."""

    level: DisciplineLevel = choice("Hình thức", DisciplineLevel.REPRIMAND)
    decided_on: date | None = day("Ngày quyết định", past_only=True)
    ended_on: date | None = day("Hết hiệu lực", not_before="decided_on")
    number: str = text("Số quyết định", maximum=80)
    reason: str = text("Lý do")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDraft(Draft):
    """What the form of a person edits."""

    full_name: str = text("Họ và tên", required=True, maximum=200, section="Thông tin chung")
    gender: Gender = choice("Giới tính", Gender.UNKNOWN, section="Thông tin chung")
    birth_date: date | None = day("Ngày sinh", past_only=True, section="Thông tin chung")
    birth_year: int | None = integer(
        "Năm sinh",
        minimum=_EARLIEST_BIRTH,
        maximum=2100,
        section="Thông tin chung",
        hint="khi chỉ biết năm",
    )
    home_town: str = text("Quê quán", section="Thông tin chung")
    address: str = text("Nơi ở", section="Thông tin chung")
    phone: str = text("Điện thoại", maximum=40, section="Thông tin chung")
    identity_number: str = text(
        "Số định danh cá nhân",
        maximum=12,
        section="Thông tin chung",
        hint="12 chữ số, không bắt buộc",
    )
    unit_id: UUID | None = reference("Đơn vị", "units", section="Công tác")
    post: str = text("Chức vụ, nghề nghiệp", section="Công tác")
    rank_group: RankGroup = choice("Hạng cán bộ (thống kê)", RankGroup.DIRECT, section="Công tác")
    started_on: date | None = day("Ngày vào làm việc", not_before="birth_date", section="Công tác")
    education: str = text("Trình độ", section="Công tác")
    evaluations: tuple[EvaluationLine, ...] = lines(
        "Xếp loại hằng năm", EvaluationLine, section="Đánh giá hằng năm"
    )
    disciplines: tuple[DisciplineLine, ...] = lines("Kỷ luật", DisciplineLine, section="Kỷ luật")
    holds: tuple[HoldLine, ...] = lines(HOLDS, HoldLine, section=HOLDS)
    prior_awards: tuple[PriorAwardLine, ...] = lines(
        "Khen thưởng đã nhận (nhập từ hồ sơ cũ)", PriorAwardLine, section="Khen thưởng đã nhận"
    )
    note: str = long_text("Ghi chú", section="Ghi chú")


class PersonService(RecordService[Person, PersonDraft, PersonRow]):
    """Use cases of people."""

    subject = "people"
    model = Person
    draft_class = PersonDraft

    @override
    def list_rows(self) -> Sequence[PersonRow]:
        """Return all people by given name."""
        with self._store.reading() as session:
            found = session.execute(sa.select(Unit.id, Unit.name))
            units = {unit_id: name for unit_id, name in found}  # noqa: C416 - rows, not pairs
            # Sorted here: following the index from row to row takes the database twice as long.
            rows = person_rows(session, units, self._store.today())
            # Namesakes by age, and always in the same order, however the database gave them.
            return sorted(rows, key=attrgetter("sort_key", "birth_order", "id"))

    def row(self, record_id: UUID) -> PersonRow:
        """Return one person's line, for a list that need not be read again whole.

        Raises:
            NotFound: there is no such person.
        """
        with self._store.reading() as session:
            unit_id = self._get(session, record_id).unit_id
            unit = session.get(Unit, unit_id) if unit_id else None
            units = {unit.id: unit.name} if unit else {}
            return next(person_rows(session, units, self._store.today(), record_id))

    @override
    def _title(self, record: Person) -> str:
        return record.full_name

    @override
    def _sort_key(self, record: Person) -> str:
        return name_sort_key(record.full_name)

    @override
    def _subtitle(self, session: Session, record: Person) -> str:
        unit = session.get(Unit, record.unit_id) if record.unit_id else None
        born = birth_text(record.birth_date, record.birth_year)
        known = (f"sinh {born}" if born else "", record.post, unit.name if unit else "")
        return " · ".join(part for part in known if part)

    @override
    def _problems(self, session: Session, draft: PersonDraft) -> list[Problem]:
        return [
            *_birth_problems(draft, self._store.today()),
            *_identity_problems(session, draft),
            *repeated_years(draft.evaluations),
            *homonyms(
                session,
                Person,
                draft.full_name,
                draft.birth_date.year if draft.birth_date else draft.birth_year,
                draft.id,
                "full_name",
            ),
        ]

    @override
    def _after_save(self, session: Session, record: Person) -> None:
        born = born_in(record.birth_year, record.birth_date)
        name_prior_awards(record.prior_awards, RecipientKind.INDIVIDUAL, record.full_name, born)

    @override
    def _before_archive(self, session: Session, record: Person) -> None:
        pointing = (
            Nomination.person_id,
            Exemplar.person_id,
            Registration.person_id,
            Household.head_person_id,
            Unit.head_id,
        )
        self.refuse_in_use(session, pointing, record.id)


def homonyms(
    session: Session,
    model: type[Person | Household],
    name: str,
    born: int | None,
    own_id: UUID | None,
    field: str,
) -> Iterator[Problem]:
    """Yield one warning when others of the same name, marks aside, may be the same person.

    Args:
        session: the caller's transaction.
        model: people, or households by their head.
        name: the name as typed.
        born: the year of birth; an unknown one may be anybody's.
        own_id: the record being saved, which is no homonym of itself.
        field: the field of the draft the warning stands beside.
    """
    known = (
        sa.func.coalesce(Person.birth_year, sa.extract("year", Person.birth_date))
        if model is Person
        else Household.head_birth_year
    )
    query = sa.select(sa.func.count()).select_from(model).where(model.search_key == fold(name))
    if born is not None:
        query = query.where(sa.or_(known.is_(None), known == born))
    if own_id is not None:
        query = query.where(model.id != own_id)
    count = session.scalar(query) or 0
    if name and count:
        yield Problem(field, ProblemCode.HOMONYM, Severity.WARNING, {"name": name, "count": count})


def _birth_problems(draft: PersonDraft, today: date) -> Iterator[Problem]:
    if draft.birth_year is None:
        return
    if draft.birth_date and draft.birth_date.year != draft.birth_year:
        data: dict[str, object] = {"day": short_date(draft.birth_date), "year": draft.birth_year}
        yield Problem("birth_year", ProblemCode.BIRTH_CONTRADICTS, data=data)
    elif draft.birth_year > today.year:
        yield Problem("birth_year", ProblemCode.DATE_IN_FUTURE, data={"label": "Năm sinh"})


def _identity_problems(session: Session, draft: PersonDraft) -> Iterator[Problem]:
    """Yield what is wrong with the identity number, without ever repeating it."""
    number = draft.identity_number
    if not number:
        return
    if not _IDENTITY.fullmatch(number):
        yield Problem("identity_number", ProblemCode.IDENTITY_FORM)
        return
    query = sa.select(Person.id).where(
        Person.identity_number == number, Person.archived_at.is_(None)
    )
    if draft.id is not None:
        query = query.where(Person.id != draft.id)
    if session.scalar(query.limit(1)) is not None:
        yield Problem("identity_number", ProblemCode.IDENTITY_TAKEN)


def repeated_years(evaluations: Sequence[EvaluationLine]) -> Iterator[Problem]:
    """Yield a problem for each year graded a second time."""
    seen: set[int] = set()
    for number, line in enumerate(evaluations):
        if line.year in seen:
            data: dict[str, object] = {"label": "Năm", "value": line.year}
            yield Problem(f"evaluations[{number}].year", ProblemCode.ALREADY_TAKEN, data=data)
        if line.year is not None:
            seen.add(line.year)
