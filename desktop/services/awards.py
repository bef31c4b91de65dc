"""lần khen thưởng: the awards a recipient holds, entered from old papers or decided since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from desktop.law.terms import AwardType, RecipientKind
from desktop.models import AwardRecord
from desktop.services.fields import Line, choice, day, integer, option, text
from desktop.services.store import Store
from desktop.vietnamese.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorAwardLine(Line):
    """One earlier award as typed from old papers."""

    year: int | None = integer("Năm", required=True, minimum=1945, maximum=2100)
    award_code: str = option("Danh hiệu, hình thức", "awards", required=True)
    award_type: AwardType = choice("Loại hình", AwardType.MERIT)
    decision_number: str = text("Số quyết định", maximum=80)
    decided_on: date | None = day("Ngày quyết định", past_only=True)
    decided_by: str = text("Cơ quan quyết định")
    achievement: str = text("Thành tích", maximum=2_000)
    period_from: date | None = day("Thành tích từ ngày")
    period_to: date | None = day("Đến ngày", not_before="period_from")


@dataclass(frozen=True, slots=True)
class AwardRow:
    """One award of a recipient's history, wherever it is known from."""

    id: UUID
    year: int | None
    award_code: str
    recipient_name: str
    achievement: str
    decision_number: str
    decided_on: date | None
    decided_by: str
    certificate_number: str
    source: str
    cancelled: bool


def name_prior_awards(
    awards: Iterable[AwardRecord], kind: RecipientKind, name: str, born: int | None = None
) -> None:
    """Write who holds awards typed from old papers, as known today, for lists and comparisons."""
    for award in awards:
        award.recipient_kind = kind
        award.recipient_name = name
        award.search_key = fold(name)
        award.recipient_birth_year = born


def born_in(year: int | None, day: date | None) -> int | None:
    """Return the year of birth, from the date where the year alone was not written."""
    return day.year if year is None and day is not None else year


class AwardService:
    """Reading the award records."""

    subject = "awards"

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_recipient(
        self,
        *,
        person_id: UUID | None = None,
        unit_id: UUID | None = None,
        household_id: UUID | None = None,
    ) -> list[AwardRow]:
        """Return the awards of one recipient, newest first."""
        keys = {
            AwardRecord.person_id: person_id,
            AwardRecord.unit_id: unit_id,
            AwardRecord.household_id: household_id,
        }
        clauses = [column == value for column, value in keys.items() if value is not None]
        return self._rows(sa.or_(*clauses)) if clauses else []

    def list_rows(self) -> list[AwardRow]:
        """Return every award record known here, newest first."""
        return self._rows(sa.true())

    def _rows(self, clause: sa.ColumnElement[bool]) -> list[AwardRow]:
        query = (
            sa.select(AwardRecord)
            .where(clause)
            .order_by(AwardRecord.year.desc(), AwardRecord.decided_on.desc(), AwardRecord.position)
        )
        with self._store.reading() as session:
            return [
                AwardRow(
                    a.id,
                    a.year,
                    a.award_code,
                    a.recipient_name,
                    a.achievement,
                    a.decision_number,
                    a.decided_on,
                    a.decided_by,
                    a.certificate_number,
                    a.source,
                    a.cancelled_on is not None,
                )
                for a in session.scalars(query)
            ]
