"""cơ quan: this office, the one above and those below; the officer at work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.errors import MoveRefused
from desktop.law.problems import Problem, ProblemCode
from desktop.law.terms import Seat, Tier
from desktop.models import Dossier, Office
from desktop.overrides import override
from desktop.services.fields import Draft, Line, choice, day, lines, long_text, reference, text
from desktop.services.records import RecordService
from desktop.services.tree import would_loop


@dataclass(frozen=True, slots=True)
class OfficeInfo:
    """This office as papers and packages name it."""

    id: UUID
    name: str
    tier: Tier
    seat: Seat
    parent_id: UUID | None
    parent_name: str
    parent_tier: Tier | None
    place: str
    superior_agency: str
    agency: str
    symbol: str
    signatory_name: str
    signatory_title: str


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """One line of the table of offices known here."""

    id: UUID
    name: str
    tier: Tier
    relation: str
    parent: str
    archived: bool
    search_key: str
    sort_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeNameLine(Line):
    """A name and tier the office had for a time."""

    name: str = text("Tên", required=True)
    tier: Tier = choice("Cấp", Tier.COMMUNE)
    valid_from: date | None = day("Từ ngày")
    valid_to: date | None = day("Đến ngày", not_before="valid_from")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeDraft(Draft):
    """What the form of an office edits."""

    name: str = text("Tên cơ quan", required=True, section="Thông tin chung")
    tier: Tier = choice("Cấp", Tier.COMMUNE, section="Thông tin chung")
    parent_id: UUID | None = reference("Cơ quan cấp trên", "offices", section="Thông tin chung")
    code: str = text("Mã định danh", maximum=60, section="Thông tin chung")
    address: str = text("Địa chỉ", section="Thông tin chung")
    superior_agency: str = text(
        "Tên cơ quan chủ quản trên văn bản",
        section="Trên văn bản",
        hint="ỦY BAN NHÂN DÂN TỈNH … (HUYỆN … trước 01/7/2025)",
    )
    agency: str = text(
        "Tên cơ quan ban hành trên văn bản", section="Trên văn bản", hint="ỦY BAN NHÂN DÂN XÃ …"
    )
    symbol: str = text("Ký hiệu cơ quan", maximum=40, section="Trên văn bản", hint="UBND")
    place: str = text("Địa danh", maximum=80, section="Trên văn bản")
    signatory_name: str = text("Người ký thường lệ", section="Trên văn bản")
    signatory_title: str = text("Chức vụ người ký", section="Trên văn bản", hint="CHỦ TỊCH")
    names: tuple[OfficeNameLine, ...] = lines(
        "Tên qua các thời kỳ", OfficeNameLine, section="Tên qua các thời kỳ"
    )
    note: str = long_text("Ghi chú", section="Ghi chú")


class OfficeService(RecordService[Office, OfficeDraft, OfficeRow]):
    """Use cases of the offices known here."""

    subject = "offices"
    model = Office
    draft_class = OfficeDraft

    def own(self) -> OfficeInfo:
        """Return this office."""
        parent = aliased(Office)
        query = (sa.select(Office, parent).outerjoin(parent, Office.parent_id == parent.id)).where(
            Office.is_self
        )
        with self._store.reading() as session:
            found = session.execute(query).one()
            office = found[0]
            above: Office | None = found[1]
            return OfficeInfo(
                office.id,
                office.name,
                office.tier,
                office.seat or Seat.BOTH,
                office.parent_id,
                above.name if above is not None else "",
                above.tier if above is not None else None,
                office.place,
                office.superior_agency,
                office.agency,
                office.symbol,
                office.signatory_name,
                office.signatory_title,
            )

    @override
    def list_rows(self) -> Sequence[OfficeRow]:
        """Return this office first, then the one above, then the others by name."""
        parent = aliased(Office)
        query = (
            sa.select(Office, parent.name)
            .outerjoin(parent, Office.parent_id == parent.id)
            .order_by(Office.is_self.desc(), Office.sort_key)
        )
        with self._store.reading() as session:
            found = session.execute(query).all()
            own = next(o for o, _ in found if o.is_self)
            return [
                OfficeRow(
                    o.id,
                    o.name,
                    o.tier,
                    _relation(o, own),
                    above or "",
                    o.archived_at is not None,
                    o.search_key,
                    o.sort_key,
                )
                for o, above in found
            ]

    @override
    def _title(self, record: Office) -> str:
        return record.name

    @override
    def _subtitle(self, session: Session, record: Office) -> str:
        return record.tier.label

    @override
    def _problems(self, session: Session, draft: OfficeDraft) -> list[Problem]:
        if draft.id and would_loop(session, Office, draft.id, draft.parent_id):
            return [Problem("parent_id", ProblemCode.PARENT_LOOP)]
        return []

    @override
    def _before_archive(self, session: Session, record: Office) -> None:
        if record.is_self:
            raise MoveRefused(MoveRefused.Code.OWN_OFFICE)
        self.refuse_in_use(session, (Office.parent_id, Dossier.origin_office_id), record.id)


def _relation(office: Office, own: Office) -> str:
    if office.is_self:
        return "Cơ quan này"
    if office.id == own.parent_id:
        return "Cấp trên"
    return "Cấp dưới" if office.parent_id == own.id else "Khác"
