"""Dossiers as if they had come from communes below, written straight into a district's records."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from desktop.law.lifecycle import DossierState, MoveKind
from desktop.law.terms import AwardType, Gender, RecipientKind, Tier
from desktop.models import Attachment, Dossier, Nomination, Office
from desktop.services.desk import Desk
from desktop.services.moves import SUBJECT
from desktop.vietnamese.sorting import name_sort_key, sort_key
from desktop.vietnamese.text import fold

NAMES = (
    "Nguyễn Thị Phương Thảo",
    "Trần Đặng Quốc Khánh",
    "Lê Hoàng Mỹ Duyên",
    "Phạm Ngọc Ánh Tuyết",
    "Vũ Đình Trường Giang",
    "Đỗ Thị Thanh Hương Giang",
    "Bùi Nguyễn Khánh Huyền",
    "Công Tằng Tôn Nữ Ngọc Uyển Nhi",
)
LETTERS = ("An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Khoa", "Lâm")


def put_commune(desk: Desk, name: str) -> UUID:
    """Let the district know a commune below it."""
    office = Office(
        id=uuid4(),
        name=name,
        tier=Tier.COMMUNE,
        parent_id=desk.store.actor.office_id,
        search_key=fold(name),
        sort_key=sort_key(name),
    )
    with desk.store.writing() as session:
        session.add(office)
        session.flush()
        made = office.id
        session.commit()
    return made


def put_received(
    desk: Desk,
    sender: UUID,
    count: int = 3,
    *,
    title: str = "Đề nghị khen thưởng tổng kết phong trào thi đua năm 2023",
    campaign: str = "",
    received_on: date = date(2023, 11, 20),
    state: DossierState = DossierState.RECEIVED,
    **more: Any,
) -> UUID:
    """Write a dossier of ``count`` people as taken in from ``sender``; ``more`` goes to each."""
    dossier = Dossier(
        id=uuid4(),
        title=title,
        award_type=AwardType.MERIT,
        origin_office_id=sender,
        campaign_name=campaign,
        letter_number="12/TTr-UBND",
        letter_date=date(2023, 11, 17),
        signatory_name="Đỗ Văn Ước",
        revision=1,
        state=state,
        state_since=desk.store.clock(),
        received_on=received_on,
        search_key=fold(title),
        sort_key=sort_key(title),
    )
    with desk.store.writing() as session:
        session.add(dossier)
        session.flush()
        session.add_all(_nomination(dossier.id, place, **more) for place in range(count))
        data = {"revision": 1}
        desk.store.record_event(
            session,
            SUBJECT,
            dossier.id,
            MoveKind.RECEIVE.value,
            to_state=DossierState.RECEIVED.value,
            data=data,
        )
        made = dossier.id
        session.commit()
    return made


def put_file(
    desk: Desk,
    owner: tuple[str, UUID],
    name: str,
    content: bytes,
    media_type: str = "application/pdf",
    item_code: str = "",
) -> UUID:
    """Attach a file to a received dossier or nomination, whatever its content is."""
    sha256, size = desk.store.blobs.put(io.BytesIO(content))
    file = Attachment(
        id=uuid4(),
        owner_subject=owner[0],
        owner_id=owner[1],
        item_code=item_code,
        file_name=name,
        media_type=media_type,
        size=size,
        sha256=sha256,
        added_at=desk.store.clock(),
    )
    with desk.store.writing() as session:
        session.add(file)
        session.flush()
        made = file.id
        session.commit()
    return made


def nominations_of(desk: Desk, dossier_id: UUID) -> list[UUID]:
    """Return a dossier's nominations in the order of its list."""
    query = sa.select(Nomination.id).where(Nomination.dossier_id == dossier_id)
    with desk.store.reading() as session:
        return list(session.scalars(query.order_by(Nomination.position)))


def name_of(place: int) -> str:
    """Return the name of the one at a place of a list, long as people's names may be."""
    name = NAMES[place % len(NAMES)]
    return name if place < len(NAMES) else f"{name} {LETTERS[place // len(NAMES) % len(LETTERS)]}"


def _nomination(dossier_id: UUID, place: int, **more: Any) -> Nomination:
    name = name_of(place)
    made = {
        "recipient_name": name,
        "recipient_birth_year": 1960 + place % 40,
        "recipient_post": "Giáo viên, Tổ trưởng tổ chuyên môn Ngữ văn",
        "recipient_unit": f"Trường Trung học cơ sở xã Đông An số {place % 7 + 1}",
        "award_code": "CSTDCS",
        "achievement": f"Hoàn thành xuất sắc nhiệm vụ năm học 2022 – 2023, việc thứ {place + 1}",
        "period_from": date(2023, 1, 1),
        "period_to": date(2023, 12, 31),
        "report": "Năm 2023, đã hoàn thành tốt nhiệm vụ được giao.",
        **more,
    }
    return Nomination(
        id=uuid4(),
        dossier_id=dossier_id,
        position=place,
        recipient_kind=RecipientKind.INDIVIDUAL,
        recipient_gender=Gender.FEMALE,
        award_type=AwardType.MERIT,
        search_key=fold(str(made["recipient_name"])),
        sort_key=name_sort_key(str(made["recipient_name"])),
        **made,
    )
