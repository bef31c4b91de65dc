"""đề nghị khen thưởng: the nominations of a dossier, one recipient and one award each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import MoveRefused, NotFound, StaleRecord
from desktop.law.catalogue import Catalogue
from desktop.law.problems import Problem, ProblemCode
from desktop.law.terms import AwardType, Gender, RankGroup, RecipientKind
from desktop.models import Dossier, Exemplar, Household, Nomination, Person, Unit
from desktop.overrides import override
from desktop.services.attestations import forget_all
from desktop.services.consolidation_settling import refuse_for_meeting
from desktop.services.fields import (
    Draft,
    check,
    choice,
    day,
    integer,
    long_text,
    option,
    reference,
    specs_of,
    text,
)
from desktop.services.moves import dossier_of, editable_dossier
from desktop.services.nomination_rows import (
    NominationRow,
    last_position,
    nomination_rows,
    standing_in,
)
from desktop.services.recipients import RecipientOnPaper, RecipientRef, on_paper
from desktop.services.records import RecordService
from desktop.vietnamese.sorting import name_sort_key, sort_key
from desktop.vietnamese.text import fold

__all__ = ["AddReport", "NominationDraft", "NominationRow", "NominationService"]

_WHO, _WHAT = "Đối tượng", "Đề nghị"
# The link that fits a kind of recipient; the others stay empty.
_LINKS = {
    RecipientKind.INDIVIDUAL: "person_id",
    RecipientKind.COLLECTIVE: "unit_id",
    RecipientKind.HOUSEHOLD: "household_id",
}


@dataclass(frozen=True, slots=True)
class AddReport:
    """What came of adding recipients.

    Attributes:
        added: ids of the new nominations, in the order given.
        already: how many stood in the dossier for the same award before, and were left alone.
    """

    added: tuple[UUID, ...]
    already: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationDraft(Draft):
    """What the form of a nomination edits; ``recipient_*`` is what every paper prints."""

    dossier_id: UUID | None = reference("Hồ sơ", "dossiers", required=True, section=_WHO)
    recipient_kind: RecipientKind = choice("Loại đối tượng", RecipientKind.INDIVIDUAL, section=_WHO)
    person_id: UUID | None = reference("Cá nhân", "people", section=_WHO)
    unit_id: UUID | None = reference("Đơn vị", "units", section=_WHO)
    household_id: UUID | None = reference("Hộ gia đình", "households", section=_WHO)
    recipient_name: str = text(
        "Tên ghi trên giấy tờ", required=True, section=_WHO, hint="Họ và tên, tên tập thể, chủ hộ"
    )
    recipient_gender: Gender = choice("Giới tính", Gender.UNKNOWN, section=_WHO)
    recipient_birth_date: date | None = day("Ngày sinh", past_only=True, section=_WHO)
    recipient_birth_year: int | None = integer("Năm sinh", minimum=1880, maximum=2100, section=_WHO)
    recipient_post: str = text("Chức vụ, nghề nghiệp", section=_WHO)
    recipient_unit: str = text("Đơn vị công tác, nơi ở", section=_WHO)
    recipient_address: str = text("Địa chỉ", section=_WHO)
    rank_group: RankGroup | None = choice(
        "Nhóm đối tượng thống kê", RankGroup.DIRECT, required=False, section=_WHO
    )
    is_enterprise: bool = check("Là doanh nghiệp, hợp tác xã", section=_WHO)
    award_code: str = option("Danh hiệu, hình thức", "awards", section=_WHAT)
    award_type: AwardType = choice("Loại hình khen thưởng", AwardType.MERIT, section=_WHAT)
    achievement: str = text(
        "Thành tích ghi trên giấy khen",
        maximum=400,
        section=_WHAT,
        hint="Đã có thành tích xuất sắc trong …",
    )
    period_from: date | None = day("Thành tích từ ngày", section=_WHAT)
    period_to: date | None = day("Đến ngày", not_before="period_from", section=_WHAT)
    exemplar_id: UUID | None = reference("Từ điển hình", "exemplars", section=_WHAT)
    report: str = long_text("Báo cáo thành tích", section="Báo cáo thành tích")


class NominationService(RecordService[Nomination, NominationDraft, NominationRow]):
    """Use cases of nominations; all of them work on a draft dossier only."""

    subject = "nominations"
    model = Nomination
    draft_class = NominationDraft

    @override
    def list_rows(self) -> Sequence[NominationRow]:
        """Return the nominations of every dossier, each dossier's in the order of its list."""
        with self._store.reading() as session:
            return nomination_rows(session, sa.true())

    def rows(self, dossier_id: UUID) -> Sequence[NominationRow]:
        """Return one dossier's nominations in the order of its list, those taken out last."""
        with self._store.reading() as session:
            return nomination_rows(session, Nomination.dossier_id == dossier_id)

    def draft_for(self, dossier_id: UUID, kind: RecipientKind, record_id: UUID) -> NominationDraft:
        """Return a draft for a person, unit or household, as written on the letter's day.

        Raises:
            NotFound: the dossier or the recipient is not here.
        """
        with self._store.reading() as session:
            return self._draft(session, dossier_id, kind, record_id)

    def draft_from_exemplar(self, dossier_id: UUID, exemplar_id: UUID) -> NominationDraft:
        """Return a draft for the one an example is about, its summary as the report's beginning.

        Raises:
            NotFound: the dossier or the example is not here.
        """
        with self._store.reading() as session:
            exemplar = session.get(Exemplar, exemplar_id)
            if exemplar is None:
                raise NotFound(NotFound.Code.RECORD, subject="exemplars", id=str(exemplar_id))
            kind = exemplar.recipient_kind
            about = {"exemplar_id": exemplar_id, "report": exemplar.summary}
            return self._draft(session, dossier_id, kind, getattr(exemplar, _LINKS[kind]), **about)

    def add_recipients(
        self,
        dossier_id: UUID,
        recipients: Sequence[RecipientRef],
        award_code: str = "",
        year: int | None = None,
    ) -> AddReport:
        """Nominate many at once for one award; whoever stands there for it already is left alone.

        Args:
            dossier_id: a draft dossier.
            recipients: who is nominated.
            award_code: for what; "" to be chosen one by one.
            year: the year whose achievement is rewarded; None leaves the period open.

        Raises:
            MoveRefused: the dossier is frozen.
            NotFound: the dossier or a recipient is not here; nothing is added then.
        """
        with self._store.writing() as session:
            dossier = editable_dossier(session, dossier_id)
            refuse_for_meeting(dossier)
            standing = standing_in(session, dossier_id, award_code)
            wanted = [r for r in dict.fromkeys(recipients) if r not in standing]
            position = last_position(session, dossier_id)
            about: dict[str, Any] = {"award_code": award_code}
            if year is not None:
                about |= {"period_from": date(year, 1, 1), "period_to": date(year, 12, 31)}
            added = []
            for written in on_paper(session, wanted, self._day(dossier)):
                position += 1
                added.append(self._insert(session, dossier, written, position, **about))
            session.commit()
        return AddReport(tuple(added), len(recipients) - len(wanted))

    def reorder(self, dossier_id: UUID, ids: Sequence[UUID]) -> None:
        """Put the dossier's live nominations in the order given.

        Raises:
            MoveRefused: the dossier is frozen.
            StaleRecord: ``ids`` are not exactly those in the dossier now.
        """
        with self._store.writing() as session:
            editable_dossier(session, dossier_id)
            live = sa.select(Nomination.id).where(
                Nomination.dossier_id == dossier_id, Nomination.archived_at.is_(None)
            )
            if sorted(session.scalars(live)) != sorted(ids):
                raise StaleRecord(StaleRecord.Code.CHANGED, subject=self.subject)
            # As plain SQL, past the version: a form that is open on one of them is still good.
            move = sa.update(Nomination).where(Nomination.id == sa.bindparam("moved"))
            places = [{"moved": n, "place": place} for place, n in enumerate(ids, 1)]
            if places:
                moved = move.values(position=sa.bindparam("place"))
                session.connection().execute(moved, places)
            self._store.record_event(session, "dossiers", dossier_id, "reordered")
            session.commit()

    @override
    def restore(self, record_id: UUID) -> None:
        """Put a nomination that was taken out back at the end of the list.

        Raises:
            MoveRefused: the dossier is frozen.
        """
        with self._store.writing() as session:
            nomination = self._get(session, record_id)
            editable_dossier(session, nomination.dossier_id)
            _refuse_gathered(nomination)
            nomination.position = last_position(session, nomination.dossier_id) + 1
            nomination.archived_at = None
            self._store.record_event(session, self.subject, record_id, "restored")
            session.commit()

    def _draft(
        self,
        session: Session,
        dossier_id: UUID,
        kind: RecipientKind,
        record_id: UUID,
        **more: Any,
    ) -> NominationDraft:
        dossier = dossier_of(session, dossier_id)
        (written,) = on_paper(session, [(kind, record_id)], self._day(dossier))
        return _drafted(dossier, written, **more)

    def _day(self, dossier: Dossier) -> date:
        return dossier.letter_date or self._store.today()

    def _insert(
        self,
        session: Session,
        dossier: Dossier,
        written: RecipientOnPaper,
        position: int,
        **about: Any,
    ) -> UUID:
        draft = _drafted(dossier, written, **about)
        nomination = Nomination(dossier_id=dossier.id, position=position)
        self._copy(session, nomination, draft)
        nomination.search_key = fold(self._search_text(nomination))
        nomination.sort_key = self._sort_key(nomination)
        session.flush()
        self._store.record_event(session, self.subject, nomination.id, "created")
        return nomination.id

    @override
    def _title(self, record: Nomination) -> str:
        return record.recipient_name

    @override
    def _subtitle(self, session: Session, record: Nomination) -> str:
        award = Catalogue.load().find_award(record.award_code)
        return award.name if award else record.award_type.label

    @override
    def _search_text(self, record: Nomination) -> str:
        return f"{record.recipient_name} {record.recipient_post} {record.recipient_unit}"

    @override
    def _sort_key(self, record: Nomination) -> str:
        is_collective = record.recipient_kind is RecipientKind.COLLECTIVE
        return (sort_key if is_collective else name_sort_key)(record.recipient_name)

    @override
    def _problems(self, session: Session, draft: NominationDraft) -> list[Problem]:
        wrong = [
            name
            for name, model in _REFERENCES.items()
            if (record_id := getattr(draft, name)) and session.get(model, record_id) is None
        ]
        made_in = sa.select(Nomination.dossier_id).where(Nomination.id == draft.id)
        if (session.scalar(made_in) or draft.dossier_id) != draft.dossier_id:
            wrong.append("dossier_id")
        labels = {name: spec.label for name, spec in specs_of(NominationDraft).items()}
        return [Problem(n, ProblemCode.NOT_A_CHOICE, data={"label": labels[n]}) for n in wrong]

    @override
    def _record_for(
        self, session: Session, draft: NominationDraft
    ) -> tuple[Nomination, str, dict[str, Any]]:
        assert draft.dossier_id is not None  # required, and checked before
        dossier = editable_dossier(session, draft.dossier_id)
        record, event, before = super()._record_for(session, draft)
        _refuse_gathered(record)
        if event == "created":
            refuse_for_meeting(dossier)
        return record, event, before

    @override
    def _copy(self, session: Session, record: Nomination, draft: NominationDraft) -> None:
        if not record.position:
            assert draft.dossier_id is not None
            record.position = last_position(session, draft.dossier_id) + 1
        super()._copy(session, record, draft)
        for kind, link in _LINKS.items():
            if kind is not draft.recipient_kind:
                setattr(record, link, None)
        if draft.recipient_birth_date:
            record.recipient_birth_year = draft.recipient_birth_date.year

    @override
    def _record_saved(
        self, session: Session, record: Nomination, event: str, data: dict[str, Any]
    ) -> None:
        super()._record_saved(session, record, event, data)
        if event == "saved" and set(data["changes"]) & _WHOM:
            forget_all(self._store, session, record.id, "Đề nghị chuyển sang đối tượng khác")

    @override
    def _before_archive(self, session: Session, record: Nomination) -> None:
        editable_dossier(session, record.dossier_id)
        _refuse_gathered(record)


def _refuse_gathered(nomination: Nomination) -> None:
    """Refuse to change by itself what says what another office's nomination says.

    Raises:
        MoveRefused: COPIED, with the ``sender``.
    """
    if nomination.origin_id is not None:
        raise MoveRefused(MoveRefused.Code.COPIED, sender=nomination.proposed_by)


# What a word on somebody does not outlive; a name mended on the same record does not count.
_WHOM = {"recipient_kind", *_LINKS.values()}
_REFERENCES: dict[str, type[Any]] = {
    "dossier_id": Dossier,
    "person_id": Person,
    "unit_id": Unit,
    "household_id": Household,
    "exemplar_id": Exemplar,
}


def _drafted(dossier: Dossier, written: RecipientOnPaper, **more: Any) -> NominationDraft:
    return NominationDraft(
        dossier_id=dossier.id, award_type=dossier.award_type, **{**asdict(written), **more}
    )
