"""giấy khen: layouts of blanks, printers' calibrations, proofs signed off, and what was printed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.law.terms import PrintState, RecipientKind, SheetState
from desktop.models.base import Base, LineRecord, Record


class CertificateLayout(Record):
    """mẫu trình bày: a layout of this office, whole or as changes to the one it inherits from.

    ``base_code`` is the code of a bundled or another own layout, "" for one that stands alone.
    ``content`` is the layout or the changes as JSON (``documents/layout_file``). With
    ``award_code`` and ``recipient_kind`` it is chosen by itself for what they name; either may be
    empty for all. ``scan_sha256`` names the blank's picture among the attached files.
    """

    __tablename__ = "certificate_layouts"
    __table_args__ = (UniqueConstraint("code"),)

    code: Mapped[str]
    name: Mapped[str]
    base_code: Mapped[str] = mapped_column(default="")
    award_code: Mapped[str] = mapped_column(default="")
    recipient_kind: Mapped[RecipientKind | None]
    content: Mapped[dict[str, Any]]
    scan_sha256: Mapped[str] = mapped_column(default="")
    scan_media_type: Mapped[str] = mapped_column(default="")
    scan_name: Mapped[str] = mapped_column(default="")


class CertificateChange(Record):
    """sửa riêng: what one certificate has otherwise than its layout; kept however often printed."""

    __tablename__ = "certificate_changes"

    award_record_id: Mapped[UUID] = mapped_column(ForeignKey("award_records.id"), unique=True)
    content: Mapped[dict[str, Any]]


class PrinterCalibration(Record):
    """căn chỉnh máy in: how a printer's tray misses the paper, as last measured.

    ``shift_*`` in millimetres, ``scale_*`` as factors, ``rotation`` and ``skew`` in degrees;
    ``readings`` are the measurements typed. How they correct a page is the business of
    ``documents/calibration``.
    """

    __tablename__ = "printer_calibrations"
    __table_args__ = (UniqueConstraint("printer", "tray", "paper"),)

    printer: Mapped[str]
    tray: Mapped[str] = mapped_column(default="")
    paper: Mapped[str] = mapped_column(default="")
    shift_x: Mapped[float] = mapped_column(default=0.0)
    shift_y: Mapped[float] = mapped_column(default=0.0)
    scale_x: Mapped[float] = mapped_column(default=1.0)
    scale_y: Mapped[float] = mapped_column(default=1.0)
    rotation: Mapped[float] = mapped_column(default=0.0)
    skew: Mapped[float] = mapped_column(default=0.0)
    readings: Mapped[dict[str, Any]]
    measured_at: Mapped[datetime]
    measured_by: Mapped[str] = mapped_column(default="")


class ProofSignOff(Base):
    """ký bản soát: who read which proof; ``digest`` is over every text, number, order and box.

    ``pages`` holds the order of the award records read and the digest of each one's page, so that
    a later refusal can name what changed since.
    """

    __tablename__ = "proof_sign_offs"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decisions.id"), index=True)
    digest: Mapped[str]
    certificates: Mapped[int]
    layout_code: Mapped[str] = mapped_column(default="")
    is_overlay: Mapped[bool] = mapped_column(default=True)
    pages: Mapped[dict[str, Any]]
    signed_by: Mapped[str]
    signed_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")


class PrintRun(Record):
    """lượt in: one pile of certificates sent to one printer, sheet after sheet.

    ``reason`` says why certificates already printed are printed again, ``next_serial`` what number
    the next blank bears; "" where nobody notes them.
    """

    __tablename__ = "print_runs"

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decisions.id"), index=True)
    layout_code: Mapped[str] = mapped_column(default="")
    printer: Mapped[str] = mapped_column(default="")
    tray: Mapped[str] = mapped_column(default="")
    calibration_id: Mapped[UUID | None] = mapped_column(ForeignKey("printer_calibrations.id"))
    is_overlay: Mapped[bool] = mapped_column(default=True)
    digest: Mapped[str] = mapped_column(default="")
    state: Mapped[PrintState]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    started_by: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    next_serial: Mapped[str] = mapped_column(default="")
    sheets: Mapped[list[PrintedSheet]] = relationship(
        order_by="PrintedSheet.position", lazy="raise", passive_deletes="all"
    )


class PrintedSheet(LineRecord):
    """tờ in: one blank of a run; a spoiled one keeps its reason, a reprint names the one before."""

    __tablename__ = "printed_sheets"

    run_id: Mapped[UUID] = mapped_column(ForeignKey("print_runs.id"), index=True)
    award_record_id: Mapped[UUID] = mapped_column(ForeignKey("award_records.id"), index=True)
    certificate_number: Mapped[str] = mapped_column(default="")
    serial: Mapped[str] = mapped_column(default="")
    copy: Mapped[int] = mapped_column(default=1)
    state: Mapped[SheetState]
    reason: Mapped[str] = mapped_column(default="")
    printed_at: Mapped[datetime | None]
    printed_by: Mapped[str] = mapped_column(default="")
    reprint_of: Mapped[UUID | None] = mapped_column(ForeignKey("printed_sheets.id"))
