"""A district with a decision of many certificates, made once per run and copied for each test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from desktop.law.terms import AwardType, RecipientKind
from desktop.models import AwardRecord, Decision, Office
from desktop.services.certificate_calibrations import CertificateCalibrationService
from desktop.services.certificate_order import CertificateOrderService
from desktop.services.certificate_pages import CertificatePages, Look
from desktop.services.certificate_print_log import CertificatePrintLogService
from desktop.services.certificate_proofs import CertificateProofService
from desktop.services.certificate_runs import CertificateRunService, RunDraft
from desktop.services.desk import Desk

ON_BLANKS = Look("a4-overlay", overlay=True)
_GIVEN = ("Ước", "Đạt", "Yến", "Hằng", "Nghĩa", "Ơn", "Đoài", "Bích", "Vỹ", "Trường")
_FAMILY = ("Nguyễn Thị", "Đặng Văn", "Phạm Quốc", "Lê Thị Hồng", "Vũ Đình", "Trần")


@dataclass
class PrintingOffice:
    """A district about to print, with the services it prints by."""

    desk: Desk
    decision_id: UUID

    def __post_init__(self) -> None:
        """Put the services together as the desk does."""
        store = self.desk.store
        self.order = CertificateOrderService(store)
        self.pages = CertificatePages(self.desk.certificates, self.desk.layouts.layouts_of)
        self.proofs = CertificateProofService(store, self.pages)
        self.runs = CertificateRunService(store, self.pages, self.proofs)
        self.log = CertificatePrintLogService(store)
        self.calibrations = CertificateCalibrationService(store)

    def sign(self, look: Look = ON_BLANKS) -> None:
        """Read the proof and sign it."""
        seen = self.proofs.state(self.decision_id, look).digest
        assert self.proofs.sign_off(self.decision_id, look, seen).is_signed

    def draft(self, **more: object) -> RunDraft:
        """Return a run of all certificates onto blanks."""
        return RunDraft(self.decision_id, ON_BLANKS, "PDF", **more)  # type: ignore[arg-type]

    def reopened(self, desk: Desk) -> PrintingOffice:
        """Return the same office as another window or a later start of the program has it."""
        return PrintingOffice(desk, self.decision_id)


def with_decision(desk: Desk, count: int) -> PrintingOffice:
    """Write a decision of ``count`` certificates into a district's database."""
    decision_id = uuid4()
    with desk.store.writing() as session:
        office = session.query(Office).filter(Office.is_self).one()
        session.add(
            Decision(
                id=decision_id,
                number="45/QĐ-UBND",
                decided_on=date(2023, 11, 20),
                deciding_office_id=office.id,
                deciding_office=office.name,
                signatory_name="Vũ Thị Hạnh",
                signatory_title="CHỦ TỊCH",
                subject="Về việc khen thưởng năm 2023",
            )
        )
        session.flush()
        session.add_all(_award(decision_id, position) for position in range(1, count + 1))
        session.commit()
    return PrintingOffice(desk, decision_id)


def _award(decision_id: UUID, position: int) -> AwardRecord:
    family = _FAMILY[position % len(_FAMILY)]
    return AwardRecord(
        position=position,
        source="decided",
        decision_id=decision_id,
        recipient_kind=RecipientKind.INDIVIDUAL,
        recipient_name=f"{family} {_GIVEN[position % len(_GIVEN)]}",
        recipient_post="Giáo viên",
        recipient_unit=f"Trường Tiểu học số {position}",
        award_code="GK_HUYEN",
        award_type=AwardType.MERIT,
        achievement="Có thành tích xuất sắc trong phong trào thi đua năm 2023",
        year=2023,
        decision_number="45/QĐ-UBND",
        decided_on=date(2023, 11, 20),
        decided_by="Ủy ban nhân dân huyện Thanh Bình",
        certificate_number=str(position),
        bonus_amount=450_000,
    )
