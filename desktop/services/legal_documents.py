"""văn bản căn cứ: the legal register, the program's own bases and those the office keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.rows import Confidence, LegalBasis
from desktop.models import LegalDocument
from desktop.overrides import override
from desktop.services.fields import Draft, day, long_text, specs_of, text
from desktop.services.law_book import law_of
from desktop.services.law_rows import id_of
from desktop.services.letters import letter_problems
from desktop.services.records import RecordService
from desktop.vietnamese.dates import short_date
from desktop.vietnamese.labels import Labelled
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold


class InForce(Labelled):
    """hiệu lực of a document on a day."""

    NOW = "NOW", "Còn hiệu lực"
    OVER = "OVER", "Hết hiệu lực"
    AHEAD = "AHEAD", "Chưa có hiệu lực"


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One document of the register.

    Attributes:
        code: by which a paper remembers that it cites it; the office's own have their id.
        cited_as: the words after «Căn cứ».
        awards: codes it concerns; empty for all.
        shipped: comes with the program; its wording is corrected in the law data.
        state: on the day asked.
    """

    id: UUID
    code: str
    cited_as: str
    number: str
    issuer: str
    issued_on: date | None
    holds_from: date | None
    holds_to: date | None
    awards: frozenset[str]
    confidence: Confidence
    shipped: bool
    state: InForce
    archived: bool
    search_key: str
    sort_key: str

    @property
    def title(self) -> str:
        """The document as lists of every subject name their records."""
        return self.cited_as

    @property
    def verified(self) -> bool:
        """Whether its days were read, so that they may block."""
        return self.confidence.is_verified

    def on(self, day: date) -> RegisterRow:
        """Return the same document as it stands on another day."""
        return replace(self, state=_state(self.holds_from, self.holds_to, day))

    @property
    def state_words(self) -> str:
        """Say beside its name: «hết hiệu lực từ 01/01/2024»; "" for one in force."""
        if self.state is InForce.OVER and self.holds_to is not None:
            return f"hết hiệu lực từ {short_date(self.holds_to + timedelta(days=1))}"
        if self.state is InForce.AHEAD and self.holds_from is not None:
            return f"chưa có hiệu lực, có từ {short_date(self.holds_from)}"
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalDocumentDraft(Draft):
    """What the form of a document edits."""

    cited_as: str = text(
        "Cách ghi sau chữ «Căn cứ»",
        required=True,
        maximum=600,
        hint="Kế hoạch số 05/KH-UBND ngày 10 tháng 01 năm 2023 của Ủy ban nhân dân huyện …",
    )
    number: str = text("Số, ký hiệu", maximum=80)
    issued_on: date | None = day("Ngày ban hành", past_only=True)
    issuer: str = text("Cơ quan ban hành")
    holds_from: date | None = day("Có hiệu lực từ", not_before="issued_on")
    holds_to: date | None = day("Hết hiệu lực sau ngày", not_before="holds_from")
    note: str = long_text("Ghi chú")


class LegalDocumentService(RecordService[LegalDocument, LegalDocumentDraft, RegisterRow]):
    """Use cases of the legal register."""

    subject = "legal_documents"
    model = LegalDocument
    draft_class = LegalDocumentDraft

    @override
    def list_rows(self) -> Sequence[RegisterRow]:
        """Return the whole register as of today: laws first, then the office's own by name."""
        with self._store.reading() as session:
            return register(session, self._store.today())

    @override
    def open_draft(self, record_id: UUID) -> LegalDocumentDraft:
        """Return a document; one that comes with the program is only to be read."""
        with self._store.reading() as session:
            shipped = next((b for b in law_of(session).bases if id_of(b.id) == record_id), None)
        return _shipped_draft(shipped) if shipped else super().open_draft(record_id)

    @override
    def _title(self, record: LegalDocument) -> str:
        return record.cited_as

    @override
    def _search_text(self, record: LegalDocument) -> str:
        return f"{record.cited_as} {record.number} {record.issuer}"

    @override
    def _problems(self, session: Session, draft: LegalDocumentDraft) -> list[Problem]:
        if draft.id in {id_of(basis.id) for basis in law_of(session).bases}:
            return [Problem("", ProblemCode.SHIPPED_ROW)]
        label = specs_of(LegalDocumentDraft)["cited_as"].label
        return [*letter_problems("cited_as", label, draft.cited_as), *_twice(session, draft)]


def _twice(session: Session, draft: LegalDocumentDraft) -> list[Problem]:
    """Return the warning that a document with the same number, day and words is known already."""
    same = (fold(draft.number), draft.issued_on, fold(draft.cited_as))
    for row in register(session, date.max):
        told = (fold(row.number), row.issued_on, fold(row.cited_as))
        if row.id != draft.id and not row.archived and told == same and draft.cited_as:
            data: dict[str, object] = {"name": row.cited_as}
            return [Problem("cited_as", ProblemCode.SAME_DOCUMENT, Severity.WARNING, data)]
    return []


def register(session: Session, on: date) -> list[RegisterRow]:
    """Return every document known here, with whether it is in force on a day."""
    shipped = [_shipped_row(basis, on) for basis in law_of(session).bases]
    query = sa.select(LegalDocument).order_by(LegalDocument.sort_key)
    return _one_each(shipped) + [_own_row(record, on) for record in session.scalars(query)]


def _one_each(rows: Sequence[RegisterRow]) -> list[RegisterRow]:
    """Keep of a basis the office has divided by days the part in force, or else its last."""
    found: dict[str, RegisterRow] = {}
    for row in rows:
        if row.code not in found or found[row.code].state is not InForce.NOW:
            found[row.code] = row
    return list(found.values())


def _state(first: date | None, last: date | None, on: date) -> InForce:
    if first is not None and on < first:
        return InForce.AHEAD
    return InForce.OVER if last is not None and last < on else InForce.NOW


def _shipped_row(basis: LegalBasis, on: date) -> RegisterRow:
    return RegisterRow(
        id=id_of(basis.id),
        code=basis.code,
        cited_as=basis.cited_as,
        number=basis.number,
        issuer="",
        issued_on=basis.issued,
        holds_from=basis.valid_from,
        holds_to=basis.valid_to,
        awards=basis.awards,
        confidence=basis.confidence,
        shipped=True,
        state=_state(basis.valid_from, basis.valid_to, on),
        archived=False,
        search_key=fold(f"{basis.cited_as} {basis.number}"),
        sort_key=sort_key(basis.cited_as),
    )


def _own_row(record: LegalDocument, on: date) -> RegisterRow:
    return RegisterRow(
        id=record.id,
        code=str(record.id),
        cited_as=record.cited_as,
        number=record.number,
        issuer=record.issuer,
        issued_on=record.issued_on,
        holds_from=record.holds_from,
        holds_to=record.holds_to,
        awards=frozenset(),
        confidence=Confidence.OFFICE,
        shipped=False,
        state=_state(record.holds_from, record.holds_to, on),
        archived=record.archived_at is not None,
        search_key=record.search_key,
        sort_key=record.sort_key,
    )


def _shipped_draft(basis: LegalBasis) -> LegalDocumentDraft:
    return LegalDocumentDraft(
        id=id_of(basis.id),
        cited_as=basis.cited_as,
        number=basis.number,
        issued_on=basis.issued,
        holds_from=basis.valid_from,
        holds_to=basis.valid_to,
    )
