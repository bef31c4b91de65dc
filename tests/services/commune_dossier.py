"""What tests of dossiers start from: a commune, small true files, a dossier to complete."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.law.terms import Gender, RecipientKind, UnitKind
from desktop.services.desk import Desk
from desktop.services.dossiers import DossierDraft
from desktop.services.fields import Draft
from desktop.services.households import HouseholdDraft
from desktop.services.people import PersonDraft
from desktop.services.units import UnitDraft

REASON = "Đã đối chiếu với bản giấy"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def png() -> bytes:
    """Return a white picture of one pixel."""
    parts = (
        (b"IHDR", struct.pack(">LLBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\xff")),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">L", len(body)) + name + body + struct.pack(">L", zlib.crc32(name + body))
        for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def jpeg() -> bytes:
    """Return the head of a photograph as a camera writes it, and some of its data."""
    jfif = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\1\1\0\0\1\0\1\0\0"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 3000, 4000, 1) + b"\1\x11\0"
    return b"\xff\xd8" + jfif + frame + b"\xff\xda" + b"\0" * 64 + b"\xff\xd9"


def office_file(*parts: str) -> bytes:
    """Return a zip with the parts named, as Word and Excel write theirs."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, "<xml/>")
    return whole.getvalue()


def saved(service: Any, draft: Draft) -> UUID:
    """Save a draft and return the record's id."""
    report = service.save_draft(draft)
    assert report.saved, report.problems
    assert isinstance(report.id, UUID)
    return report.id


class Commune:
    """A few records of a commune: two who share a name, a village, a household."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.village = saved(desk.units, UnitDraft(name="Thôn Đoài", kind=UnitKind.VILLAGE))
        self.teacher = saved(
            desk.people,
            PersonDraft(
                full_name="Đặng Thị Ước",
                gender=Gender.FEMALE,
                birth_date=date(1984, 3, 8),
                post="Giáo viên",
                unit_id=self.village,
            ),
        )
        self.farmer = saved(
            desk.people,
            PersonDraft(
                full_name="Đặng Thị Ước",
                gender=Gender.FEMALE,
                birth_year=1961,
                post="Nông dân",
                unit_id=self.village,
            ),
        )
        self.household = saved(
            desk.households,
            HouseholdDraft(
                head_name="Nguyễn Văn Ơn", head_gender=Gender.MALE, unit_id=self.village
            ),
        )

    @property
    def recipients(self) -> list[tuple[RecipientKind, UUID, str]]:
        """One recipient of each kind with the award the district decides for it in 2023."""
        return [
            (RecipientKind.INDIVIDUAL, self.teacher, "CSTDCS"),
            (RecipientKind.COLLECTIVE, self.village, "TTLDTT"),
            (RecipientKind.HOUSEHOLD, self.household, "GK_HUYEN"),
        ]

    def dossier(self, **more: Any) -> UUID:
        """Make an empty draft dossier with its letter."""
        made = {
            "title": "Đề nghị khen thưởng tổng kết năm 2023",
            "letter_number": "45/TTr-UBND",
            "letter_date": date(2023, 11, 17),
        }
        new = self.desk.dossiers.new_draft()
        draft = DossierDraft(
            **{
                "receiver_office_id": new.receiver_office_id,
                "signatory_name": new.signatory_name,
                "signatory_title": new.signatory_title,
                **made,
                **more,
            }
        )
        return saved(self.desk.dossiers, draft)

    def complete_dossier(self, folder: Path, **more: Any) -> UUID:
        """Make a draft dossier that lacks nothing, with its minutes attached as a PDF."""
        dossier_id = self.dossier(**more)
        for kind, record_id, award in self.recipients:
            draft = self.desk.nominations.draft_for(dossier_id, kind, record_id)
            saved(
                self.desk.nominations,
                replace(
                    draft,
                    award_code=award,
                    achievement="Đã có thành tích xuất sắc trong phong trào thi đua năm 2023",
                    period_from=date(2023, 1, 1),
                    period_to=date(2023, 12, 31),
                    report="Năm 2023, đã hoàn thành tốt nhiệm vụ được giao.",
                ),
            )
        minutes = folder / "Biên bản họp xét.pdf"
        minutes.write_bytes(PDF)
        self.desk.attachments.add("dossiers", dossier_id, "BIEN_BAN", minutes)
        return dossier_id

    def ready_dossier(self, folder: Path, **more: Any) -> UUID:
        """Make a dossier ready to be sent, with its minutes and the household's photo."""
        dossier_id = self.complete_dossier(folder, **more)
        photo = folder / "Ảnh hiến đất.JPG"
        photo.write_bytes(jpeg())
        household = self.desk.nominations.rows(dossier_id)[2].id
        self.desk.attachments.add("nominations", household, "HINH_ANH", photo)
        assert self.desk.dossiers.mark_ready(dossier_id, REASON).ready
        return dossier_id
