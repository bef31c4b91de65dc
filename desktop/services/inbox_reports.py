"""What the inbox says about packages: what came of one, what one is, and the list of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import AppError
from desktop.models import Dossier, PackageRecord
from desktop.sealing.header import PackageKind
from desktop.sealing.trust import SignatureOutcome, SignatureReason
from desktop.sealing.verification import PackageReport
from desktop.vietnamese.labels import Labelled
from desktop.vietnamese.text import fold


class ReceiveResult(Labelled):
    """What came of taking a package in; the codes are those of the command line."""

    NEW = "new", "Đã tiếp nhận"
    ALREADY = "already received", "Đã tiếp nhận từ trước"
    REFUSED = "refused", "Từ chối"
    UNDECIDED = "undecided", "Chưa kết luận được người ký"
    CONFLICT = "conflict", "Mâu thuẫn, chờ người chọn"


class InboxState(Labelled):
    """Where a package that came in stands."""

    QUARANTINED = "QUARANTINED", "Chờ xác nhận người ký"
    ACCEPTED = "ACCEPTED", "Đã tiếp nhận"
    REFUSED = "REFUSED", "Từ chối"
    CONFLICT = "CONFLICT", "Mâu thuẫn"


@dataclass(frozen=True, slots=True)
class SignatureDetail:
    """A package's signature in plain words.

    Attributes:
        outcome: valid, cannot be decided, or invalid.
        signer: whose certificate signed, "" where the signature does not hold.
        organization: the signer's office as the certificate names it.
        short_code: what the sender reads out over the telephone.
        signed_at: the time the signer claims.
        reasons: everything that speaks against plain validity.
    """

    outcome: SignatureOutcome
    signer: str
    organization: str
    short_code: str
    signed_at: datetime | None
    reasons: tuple[SignatureReason, ...]


@dataclass(frozen=True, slots=True)
class ReceiveReport:
    """What came of one package.

    Attributes:
        file: the file that was given.
        result: in one word.
        refusal: why it was refused, cannot be decided, or has no receipt yet; None when all is
            well.
        record_id: its line in the inbox, for ``retry``; None where none was written.
        kind: what it carries; None where nobody vouches for its label.
        package_id: its id; None as ``kind``.
        dossier_id: the dossier it was about; None where nothing was written.
        receipt: the signed receipt in the outbox, of a refused package too where its sender is
            known; None for what is not answered.
        sender: the office it says it comes from; "" as ``kind``.
        conflict_id: the conflict it waits in; None for every other result.
        signature: what to think of its signature; None where it was not looked at.
        clock: what speaks against the clock of the machine it comes from, in words.
    """

    file: Path
    result: ReceiveResult
    refusal: AppError | None = None
    record_id: UUID | None = None
    kind: PackageKind | None = None
    package_id: UUID | None = None
    dossier_id: UUID | None = None
    receipt: Path | None = None
    sender: str = ""
    conflict_id: UUID | None = None
    signature: SignatureDetail | None = None
    clock: str = ""

    @property
    def code(self) -> str:
        """The refusal's code, "" where there is none."""
        return str(self.refusal.code) if self.refusal else ""

    @property
    def reasons(self) -> tuple[SignatureReason, ...]:
        """What speaks against the signature."""
        return self.signature.reasons if self.signature else ()


@dataclass(frozen=True, slots=True)
class InspectReport:
    """What a package is; nothing was changed by looking.

    Attributes:
        file: the file.
        outcome: valid, undecided or invalid.
        refusal: the defect that makes it no package; None where it is one.
        signature: None where the defect came before the signature.
        kind: what it carries; None where nobody vouches for its label.
        package_id: its id.
        sender: the office it comes from.
        receiver: the office it is for.
        created_at: when it was made.
        entries: name and size in bytes of every signed file.
        sha256: of the whole file.
        size: of the whole file in bytes.
        encrypted: whether only its receiver and its sender can read it.
    """

    file: Path
    outcome: SignatureOutcome
    refusal: AppError | None = None
    signature: SignatureDetail | None = None
    kind: PackageKind | None = None
    package_id: UUID | None = None
    sender: str = ""
    receiver: str = ""
    created_at: datetime | None = None
    entries: tuple[tuple[str, int], ...] = ()
    sha256: str = ""
    size: int = 0
    encrypted: bool = False


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One package that came in; ``title`` is its dossier's, "" for none."""

    id: UUID
    package_id: UUID
    kind: str
    title: str
    dossier_id: UUID | None
    sender: str
    state: InboxState
    came_at: datetime
    size: int
    file_name: str
    signer: str
    outcome: str
    reasons: dict[str, Any]

    @property
    def search_key(self) -> str:
        """What the list is searched by: sender, dossier and signer, without marks."""
        return fold(f"{self.sender} {self.title} {self.signer} {self.file_name}")

    @property
    def kind_label(self) -> str:
        """What it carries, "" where nobody vouches for its label."""
        if self.is_news:
            return "Tin về hồ sơ trình cấp trên"
        return PackageKind(self.kind).label if self.kind else ""

    @property
    def is_news(self) -> bool:
        """Whether it only tells how a dossier of this office fares further up."""
        return bool(self.reasons.get("news"))

    @property
    def clock(self) -> str:
        """What speaks against the clock of the machine it comes from, in words."""
        return str(self.reasons.get("clock", ""))

    @property
    def doubts(self) -> tuple[str, ...]:
        """What spoke against its signature when it was judged, in plain words."""
        return tuple(SignatureReason(code).label for code in self.reasons.get("codes", ()))


def inbox_rows(session: Session) -> list[InboxRow]:
    """Return every package that came in, the latest first."""
    query = (
        sa.select(PackageRecord, Dossier.title)
        .outerjoin(Dossier, Dossier.id == PackageRecord.dossier_id)
        .where(PackageRecord.direction == "in")
        .order_by(PackageRecord.created_at.desc())
    )
    return [
        InboxRow(
            p.id,
            p.package_id,
            p.kind,
            title or "",
            p.dossier_id,
            p.sender_name,
            InboxState(p.state),
            p.created_at,
            p.size,
            p.file_name,
            p.signer,
            p.outcome,
            p.reasons,
        )
        for p, title in session.execute(query)
    ]


def signature_of(package: PackageReport) -> SignatureDetail:
    """Return a package's signature in plain words."""
    signature = package.signature
    signer = signature.signer
    return SignatureDetail(
        signature.outcome,
        signer.subject if signer else "",
        signer.organization if signer else "",
        signer.short_code if signer else "",
        signature.signed_at,
        signature.reasons,
    )
