"""hộ gia đình: households that may be rewarded, known by their head (Luật 2022 Điều 2)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.problems import Problem, ProblemCode
from desktop.law.terms import Gender, RecipientKind
from desktop.models import Exemplar, Hold, Household, Nomination, Unit
from desktop.overrides import override
from desktop.services.awards import PriorAwardLine, name_prior_awards
from desktop.services.fields import Draft, choice, integer, lines, long_text, reference, text
from desktop.services.holds import SECTION as HOLDS
from desktop.services.holds import HoldLine, held_ids
from desktop.services.people import homonyms
from desktop.services.records import RecordService
from desktop.vietnamese.sorting import name_sort_key
from desktop.vietnamese.text import fold


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """One line of the table of households; ``search_key`` holds head, address and unit.

    ``held`` tells whether something is under way against it, so that an award waits.
    """

    id: UUID
    head_name: str
    head_gender: Gender
    head_birth_year: int | None
    unit: str
    unit_id: UUID | None
    address: str
    members: int | None
    contribution: str
    held: bool
    archived: bool
    search_key: str
    sort_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdDraft(Draft):
    """What the form of a household edits."""

    head_name: str = text("Họ và tên chủ hộ", required=True, maximum=200, section="Chủ hộ")
    head_gender: Gender = choice("Giới tính", Gender.UNKNOWN, section="Chủ hộ")
    head_birth_year: int | None = integer("Năm sinh", minimum=1900, maximum=2100, section="Chủ hộ")
    head_person_id: UUID | None = reference(
        "Có trong danh sách cá nhân", "people", section="Chủ hộ", hint="nếu chủ hộ đã được nhập"
    )
    phone: str = text("Điện thoại", maximum=40, section="Chủ hộ")
    unit_id: UUID | None = reference("Thôn, tổ dân phố", "units", section="Hộ gia đình")
    address: str = text("Địa chỉ", section="Hộ gia đình")
    members: int | None = integer("Số nhân khẩu", minimum=1, maximum=100, section="Hộ gia đình")
    contribution: str = long_text(
        "Đóng góp nổi bật", section="Hộ gia đình", hint="hiến đất, làm đường, giúp hộ nghèo …"
    )
    holds: tuple[HoldLine, ...] = lines(HOLDS, HoldLine, section=HOLDS)
    prior_awards: tuple[PriorAwardLine, ...] = lines(
        "Khen thưởng đã nhận (nhập từ hồ sơ cũ)", PriorAwardLine, section="Khen thưởng đã nhận"
    )
    note: str = long_text("Ghi chú", section="Ghi chú")


class HouseholdService(RecordService[Household, HouseholdDraft, HouseholdRow]):
    """Use cases of households."""

    subject = "households"
    model = Household
    draft_class = HouseholdDraft

    @override
    def list_rows(self) -> Sequence[HouseholdRow]:
        """Return all households by the given name of their head."""
        query = (
            sa.select(
                Household.id,
                Household.head_name,
                Household.head_gender,
                Household.head_birth_year,
                Unit.name.label("unit"),
                Household.unit_id,
                Household.address,
                Household.members,
                Household.contribution,
                Household.archived_at.is_not(None).label("archived"),
                Household.search_key,
                Household.sort_key,
            )
            .outerjoin(Unit, Household.unit_id == Unit.id)
            .order_by(Household.sort_key, Household.id)
        )
        with self._store.reading() as session:
            held = held_ids(session, Hold.household_id, self._store.today())
            return [_row(found, held) for found in session.execute(query)]

    @override
    def _title(self, record: Household) -> str:
        return record.head_name

    @override
    def _sort_key(self, record: Household) -> str:
        return name_sort_key(record.head_name)

    @override
    def _subtitle(self, session: Session, record: Household) -> str:
        unit = session.get(Unit, record.unit_id) if record.unit_id else None
        return " · ".join(
            part for part in ("Hộ", record.address, unit.name if unit else "") if part
        )

    @override
    def _problems(self, session: Session, draft: HouseholdDraft) -> list[Problem]:
        born = draft.head_birth_year
        found = list(homonyms(session, Household, draft.head_name, born, draft.id, "head_name"))
        if born is not None and born > self._store.today().year:
            data: dict[str, object] = {"label": "Năm sinh"}
            found.insert(0, Problem("head_birth_year", ProblemCode.DATE_IN_FUTURE, data=data))
        return found

    @override
    def _after_save(self, session: Session, record: Household) -> None:
        name_prior_awards(record.prior_awards, RecipientKind.HOUSEHOLD, record.head_name)

    @override
    def _before_archive(self, session: Session, record: Household) -> None:
        self.refuse_in_use(session, (Nomination.household_id, Exemplar.household_id), record.id)


def _row(found: Any, held: Collection[UUID]) -> HouseholdRow:
    unit, address = found.unit or "", found.address
    return HouseholdRow(
        found.id,
        found.head_name,
        found.head_gender,
        found.head_birth_year,
        unit,
        found.unit_id,
        address,
        found.members,
        found.contribution,
        found.id in held,
        found.archived,
        f"{found.search_key} {fold(f'{address} {unit}')}",
        found.sort_key,
    )
