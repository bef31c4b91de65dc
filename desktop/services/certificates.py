"""giấy khen: the certificates of a decision made here, as one PDF in the order of its list.

Every word comes from the decision's award records, so the name on the certificate is the name in
the decision. How they stand on the page is a layout's business: the program's, this office's, or
one made for the award and the kind of recipient, with what a single certificate has otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.documents.certificate_text import CertificateText
from desktop.documents.certificates import Calibration, CertificateReport, draw_certificates
from desktop.documents.layout import Layout
from desktop.errors import DocumentFailed, MoveRefused, UsageError
from desktop.law.catalogue import Catalogue
from desktop.models import AwardRecord, Decision, Nomination, Office
from desktop.services.certificate_codes import CertificateCodeService
from desktop.services.certificate_layouts_chosen import (
    DEFAULT_LAYOUT,
    LayoutBook,
    layouts_of,
)
from desktop.services.certificate_order import IN_ORDER
from desktop.services.decision_dossiers import dossiers_of
from desktop.services.decision_rows import find_decision
from desktop.services.name_pairs import require_named_alike
from desktop.services.paper_sources import area_beside, senders_of
from desktop.services.paper_words import awarded, chair_of, chair_signature, place_of
from desktop.services.store import Store
from desktop.vietnamese.dates import long_date, place_date

__all__ = ["DEFAULT_LAYOUT", "Calibration", "CertificateReport", "CertificateService"]

T = TypeVar("T")
ReportProgress = Callable[[int, int, str], None]

_RANGE = re.compile(r"\s*([0-9]{1,6})\s*(?:-\s*([0-9]{1,6})\s*)?")
# What an achievement may begin with, and what a certificate then says before it.
_OPENINGS = (
    ("đã ", ""),
    ("vì đã ", ""),
    ("có thành tích", "Đã "),
    ("thành tích", "Đã có "),
    ("xuất sắc", "Đã có thành tích "),
)


class CertificateService:
    """Use cases of certificates."""

    subject = "certificates"

    def __init__(self, store: Store) -> None:
        self._store = store
        self._codes = CertificateCodeService(store)

    def layouts(self) -> list[tuple[str, str]]:
        """Return code and name of every layout: the program's by code, then the office's."""
        with self._store.reading() as session:
            return LayoutBook(session).names()

    def default_layout(self) -> str:
        """Return the code of the layout this office prints with unless another is asked for."""
        with self._store.reading() as session:
            return LayoutBook(session).default

    def certificate_texts(self, decision_id: UUID) -> list[CertificateText]:
        """Return what each certificate of a decision says, in print order.

        Raises:
            NotFound, MoveRefused, DocumentFailed: as ``listed``.
        """
        return [text for _, text in self.listed(decision_id)]

    def with_layouts(
        self, decision_id: UUID, layout: str = ""
    ) -> list[tuple[UUID, CertificateText, Layout]]:
        """Return award record, words and layout of each certificate of a decision, in print order.

        Args:
            decision_id: which decision.
            layout: code of the layout (the blank) asked for, "" for the office's own choice. One
                of this office made for an award or a kind of recipient takes its place there, and
                what a certificate has otherwise comes on top.

        Raises:
            NotFound, MoveRefused, DocumentFailed: as ``listed``; LAYOUT_BAD, "code" as ``field``
                where there is none of that code.
        """
        listed = self.listed(decision_id)
        with self._store.reading() as session:
            layouts = layouts_of(session, layout, [award_id for award_id, _ in listed])
        return [(*line, own) for line, own in zip(listed, layouts, strict=True)]

    def listed(self, decision_id: UUID) -> list[tuple[UUID, CertificateText]]:
        """Return what each certificate of a decision says, with its award record.

        Raises:
            NotFound: there is no such decision.
            MoveRefused: WRONG_SEAT; it was decided elsewhere, and is printed there.
            DocumentFailed: NAMES_DIFFER with the ``count``; a name, post or unit is not written
                alike in request, minutes and decision.
        """
        with self._store.reading() as session:
            decision = find_decision(session, decision_id)
            if not decision.made_here:
                raise MoveRefused(MoveRefused.Code.WRONG_SEAT, move="certificates_printed")
            require_named_alike(session, decision_id)
            return _texts(session, decision, self._codes)

    def write_pdf(
        self,
        decision_id: UUID,
        target: Path,
        layout: str = "",
        *,
        overlay: bool = False,
        calibration: Calibration | None = None,
        page_range: str = "",
        report: ReportProgress | None = None,
    ) -> CertificateReport:
        """Write the certificates of a decision as one PDF and note which were printed.

        Args:
            decision_id: which decision.
            target: the file to write.
            layout: code of a layout, as ``with_layouts``.
            overlay: leave out what a pre-printed blank already has.
            calibration: correction of one printer, in millimetres; none by default.
            page_range: «3-7» or «5», places in print order from 1; all when empty.
            report: told (done, total, step); may raise ``Cancelled``.

        Raises:
            NotFound, MoveRefused: as ``certificate_texts``.
            UsageError: BAD_VALUE for a range outside the list.
            DocumentFailed: a text does not fit or a font lacks a letter, with the certificate's
                ``number``; NOTHING_TO_PRINT; LAYOUT_BAD. Nothing was written.
            StorageError: the file cannot be written.
        """
        chosen = _in_range(self.with_layouts(decision_id, layout), page_range)
        written = draw_certificates(
            target,
            [text for _, text, _ in chosen],
            [own for _, _, own in chosen],
            overlay=overlay,
            calibration=calibration,
            report=report,
        )
        asked = layout or self.default_layout()
        data = {"numbers": list(written.numbers), "layout": asked, "overlay": overlay}
        with self._store.writing() as session:
            self._store.record_event(
                session, "decisions", decision_id, "certificates_printed", data=data
            )
            session.commit()
        return written


def _texts(
    session: Session, decision: Decision, codes: CertificateCodeService
) -> list[tuple[UUID, CertificateText]]:
    office = session.scalars(sa.select(Office).where(Office.is_self)).one()
    signature = chair_signature(decision.signatory_name, decision.signatory_title)
    senders = senders_of(session, dossiers_of(session, decision.id))
    query = (
        sa.select(AwardRecord, Nomination)
        .outerjoin(Nomination, Nomination.id == AwardRecord.nomination_id)
        .where(AwardRecord.decision_id == decision.id, AwardRecord.certificate_number != "")
        .where(AwardRecord.cancelled_on.is_(None))
        .order_by(*IN_ORDER)
    )
    decided = f"Quyết định số {decision.number} {long_date(decision.decided_on)}"
    texts = []
    for award, nomination in session.execute(query):
        kind = Catalogue.load().find_award(award.award_code)
        line = awarded(award, nomination, area_beside(nomination, senders))
        # Under the name in the register, which a check is made against.
        made = (award.certificate_number, award.recipient_name, decision.number)
        texts.append(
            (
                award.id,
                CertificateText(
                    number=award.certificate_number,
                    authority=chair_of(office.name),
                    verb=kind.certificate_verb if kind else "TẶNG",
                    award_title=kind.certificate_title if kind else award.award_code,
                    honorific=line.honorific,
                    name=line.name,
                    post_unit=line.post_unit,
                    achievement=as_sentence(award.achievement),
                    decision_line=decided,
                    register_line=f"Vào sổ khen thưởng số {award.certificate_number}",
                    place_date=place_date(place_of(office), decision.decided_on),
                    signer_title="\n".join(signature.authority),
                    signer_name=decision.signatory_name,
                    kind=award.recipient_kind,
                    check_code=codes.code(*made, decision.decided_on),
                ),
            )
        )
    return texts


def as_sentence(achievement: str) -> str:
    """Return an achievement as a certificate says it: «Đã có thành tích xuất sắc trong …»."""
    words = " ".join(achievement.split()).rstrip(" .;")
    if not words:
        return ""
    small = words.casefold()
    opening = next((said for start, said in _OPENINGS if small.startswith(start)), "Đã ")
    if not opening:
        return words[:1].upper() + words[1:]
    # «ĐHĐB» keeps its capitals: only a word that has small letters after the first loses it.
    lowered = words[:1].lower() + words[1:] if words[1:2].islower() else words
    return opening + lowered


def _in_range(texts: list[T], wanted: str) -> Sequence[T]:
    if not texts:
        raise DocumentFailed(DocumentFailed.Code.NOTHING_TO_PRINT)
    if not wanted.strip():
        return texts
    match = _RANGE.fullmatch(wanted)
    first = int(match[1]) if match else 0
    last = int(match[2] or match[1]) if match else 0
    if not 1 <= first <= last <= len(texts):
        raise UsageError(UsageError.Code.BAD_VALUE, value=wanted, name="range")
    return texts[first - 1 : last]
