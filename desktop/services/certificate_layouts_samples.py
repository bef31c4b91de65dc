"""What the designer shows in its boxes: the certificates of a real decision, or invented ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from desktop.documents.certificate_text import CertificateText
from desktop.documents.certificates import CertificateReport, draw_certificates
from desktop.documents.layout import Layout
from desktop.errors import DocumentFailed, MoveRefused, NotFound
from desktop.law.terms import RecipientKind
from desktop.models import AwardRecord, Decision
from desktop.services.certificates import CertificateService
from desktop.services.store import Store

_MOST_DECISIONS = 20


@dataclass(frozen=True, slots=True)
class SampleSource:
    """A decision whose certificates may be shown.

    Attributes:
        decision_id: which; None for the invented certificates.
        number: the decision's number.
        year: when it was made.
        certificates: how many it has.
    """

    decision_id: UUID | None
    number: str
    year: int
    certificates: int


class SampleService:
    """Use cases of showing real words in a layout."""

    def __init__(self, store: Store, certificates: CertificateService) -> None:
        self._store, self._certificates = store, certificates

    def list_sources(self) -> list[SampleSource]:
        """Return the newest decisions made here that have certificates."""
        count = sa.func.count(AwardRecord.id)
        query = (
            sa.select(Decision.id, Decision.number, Decision.decided_on, count)
            .join(AwardRecord, AwardRecord.decision_id == Decision.id)
            .where(
                Decision.made_here,
                AwardRecord.certificate_number != "",
                AwardRecord.cancelled_on.is_(None),
            )
            .group_by(Decision.id)
            .order_by(Decision.decided_on.desc(), Decision.number.desc())
            .limit(_MOST_DECISIONS)
        )
        with self._store.reading() as session:
            return [
                SampleSource(decision_id, number, decided_on.year, certificates)
                for decision_id, number, decided_on, certificates in session.execute(query)
            ]

    def texts(self, decision_id: UUID | None) -> list[CertificateText]:
        """Return what the certificates of a decision say, or invented ones.

        Where the decision's own may not be printed yet, the invented ones stand in for them.
        """
        if decision_id is None:
            return list(INVENTED)
        try:
            return self._certificates.certificate_texts(decision_id) or list(INVENTED)
        except (DocumentFailed, MoveRefused, NotFound):
            return list(INVENTED)

    def write_test(
        self, layout: Layout, text: CertificateText, target: Path, *, overlay: bool
    ) -> CertificateReport:
        """Write one certificate as a PDF to look at or to try on plain paper; nothing is noted.

        Raises:
            DocumentFailed: a text does not fit, a font lacks a letter.
            StorageError: the file cannot be written.
        """
        return draw_certificates(target, [text], layout, overlay=overlay)


_PLAIN = CertificateText(
    number="12",
    authority="Chủ tịch Ủy ban nhân dân huyện Thanh Lâm",
    verb="Tặng",
    award_title="Giấy khen",
    honorific="Ông",
    name="Đỗ Ân",
    post_unit="Thôn Vạn Phúc, xã Đông An",
    achievement="Đã có thành tích xuất sắc trong phong trào thi đua năm 2023",
    decision_line="Quyết định số 12/QĐ-UBND ngày 05 tháng 01 năm 2024",
    register_line="Vào sổ khen thưởng số 12",
    place_date="Thanh Lâm, ngày 05 tháng 01 năm 2024",
    signer_title="CHỦ TỊCH",
    signer_name="Nguyễn Thị Phương Khuyên",
    check_code="7K3M-9QTZ",
)
INVENTED: tuple[CertificateText, ...] = (
    replace(
        _PLAIN,
        honorific="Bà",
        name="Công Tằng Tôn Nữ Nguyễn Thị Phượng Quỳnh",
        post_unit="Phó Chủ tịch Hội Liên hiệp Phụ nữ kiêm Trưởng ban Công tác Mặt trận thôn "
        "Ngọc Sơn, xã Đông An",
        achievement="Đã có thành tích đặc biệt xuất sắc trong phong trào «Toàn dân đoàn kết xây "
        "dựng nông thôn mới, đô thị văn minh» và công tác vận động nhân dân hiến đất, đóng góp "
        "ngày công làm đường giao thông liên thôn giai đoạn 2021 – 2025",
        register_line="Vào sổ khen thưởng số 13",
        number="13",
        signer_title="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    ),
    _PLAIN,
    replace(
        _PLAIN,
        honorific="Tập thể",
        name="Tổ hợp tác Nuôi trồng thủy sản và Dịch vụ nông nghiệp thôn Đông Thượng",
        post_unit="Xã Đông An, huyện Thanh Lâm",
        kind=RecipientKind.COLLECTIVE,
        register_line="Vào sổ khen thưởng số 14",
        number="14",
    ),
    replace(
        _PLAIN,
        honorific="Hộ gia đình ông",
        name="Bùi Quang Khuyến",
        kind=RecipientKind.HOUSEHOLD,
        register_line="Vào sổ khen thưởng số 15",
        number="15",
    ),
)
"""Invented certificates: a name of eight words, one of two, a collective, a household."""
