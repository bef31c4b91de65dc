"""Writing the demo's dossiers at their communes: letter, nominations, papers, then ready."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

from desktop.demo.scene_offices import Seat, id_of, office_id
from desktop.demo.scene_papers import draw_initiative, draw_minutes
from desktop.demo.scene_records import recipient_link, save_all
from desktop.demo.shapes import DemoDossier, DemoNomination, DemoOffice
from desktop.law.terms import Tier
from desktop.services.dossiers import DossierDraft
from desktop.services.initiatives import AuthorLine, InitiativeDraft
from desktop.services.nominations import NominationDraft

# Nobody of the demo fought; an alternative nobody claims is left without a word.
_UNTRUE = ".combat"
_WORD = "Hội đồng đã xét tại cuộc họp."
_REASON = (
    "Danh sách Lao động tiên tiến của các trường, trạm do thủ trưởng đơn vị quyết định, gửi kèm; "
    "các nội dung chưa đối chiếu đã được Hội đồng xem xét."
)


def dossier_id(key: str) -> UUID:
    """Return the id of a demo dossier."""
    return id_of("dossiers", key)


def nomination_id(key: str, place: int) -> UUID:
    """Return the id of a nomination by its place in its dossier, from 1."""
    return id_of("nominations", key, str(place))


def write_dossier(seat: Seat, dossier: DemoDossier, desktop: Path, held_on: date) -> UUID:
    """Write a dossier with all it needs and leave it a draft.

    Args:
        seat: the office that writes it.
        dossier: what to write.
        desktop: a folder for the papers to attach, emptied by whoever made it.
        held_on: the day of the meeting its minutes tell of.
    """
    made = dossier_id(dossier.key)
    save_all(seat.desk.dossiers, [_dossier(dossier)])
    save_all(seat.desk.nominations, _nominations(seat, made, dossier))
    if dossier.minutes:
        file = desktop / f"bien-ban-hop-xet-{held_on:%d-%m-%Y}.pdf"
        draw_minutes(file, seat.office, held_on, dossier.title, dossier.minutes)
        seat.desk.attachments.add("dossiers", made, "BIEN_BAN", file)
    _attach_initiatives(seat, dossier, desktop)
    return made


def make_ready(seat: Seat, dossier: UUID) -> None:
    """Give the office's word on what no record proves, then declare the dossier complete."""
    asked = [
        (nomination, waiting.condition)
        for waiting in seat.desk.standings.to_attest(dossier)
        if not waiting.condition.endswith(_UNTRUE)
        for nomination, _ in waiting.nominations
    ]
    seat.desk.attestations.attest_many(asked, holds=True, note=_WORD)
    report = seat.desk.dossiers.mark_ready(dossier, reason=_REASON)
    assert report.ready, report.blocking


def _dossier(dossier: DemoDossier) -> DossierDraft:
    return DossierDraft(
        id=dossier_id(dossier.key),
        title=dossier.title,
        award_type=dossier.award_type,
        campaign_id=id_of("campaigns", dossier.campaign) if dossier.campaign else None,
        receiver_office_id=office_id(dossier.receiver) if dossier.receiver else None,
        letter_number=dossier.letter_number,
        letter_date=dossier.letter_date,
        signatory_name=dossier.signatory_name,
        signatory_title=dossier.signatory_title,
        opening=dossier.opening,
    )


def _nominations(seat: Seat, dossier: UUID, told: DemoDossier) -> Sequence[NominationDraft]:
    return [
        replace(
            _recipient(seat, dossier, nomination, told),
            id=nomination_id(told.key, place),
            award_code=nomination.award_code,
            achievement=nomination.achievement,
            period_from=nomination.period_from,
            period_to=nomination.period_to,
            report=nomination.report,
            exemplar_id=id_of("exemplars", nomination.exemplar) if nomination.exemplar else None,
        )
        for place, nomination in enumerate(told.nominations, 1)
    ]


def _recipient(
    seat: Seat, dossier: UUID, nomination: DemoNomination, told: DemoDossier
) -> NominationDraft:
    if nomination.recipient:
        kind = nomination.recipient_kind
        _, record_id = recipient_link(kind, nomination.recipient)
        return seat.desk.nominations.draft_for(dossier, kind, record_id)
    assert nomination.one_off is not None  # told in place, then
    one_off = nomination.one_off
    return NominationDraft(
        dossier_id=dossier,
        recipient_kind=nomination.recipient_kind,
        recipient_name=one_off.name,
        recipient_gender=one_off.gender,
        recipient_birth_year=one_off.birth_year,
        recipient_post=one_off.post,
        recipient_unit=one_off.unit,
        recipient_address=one_off.address,
        award_type=told.award_type,
    )


def _attach_initiatives(seat: Seat, dossier: DemoDossier, desktop: Path) -> None:
    by_key = {p.key: p for p in seat.cast.people}
    for place, nomination in enumerate(dossier.nominations, 1):
        if not nomination.initiative:
            continue
        assert nomination.recipient is not None  # only a person known here has an initiative
        author = by_key[nomination.recipient]
        file = desktop / f"chung-nhan-sang-kien-{author.key.partition('/')[2]}.pdf"
        by, number = _recogniser(seat, author.key)
        on = seat.cast.initiatives_on
        draw_initiative(file, by, number, author.full_name, author.post, nomination.initiative, on)
        owner = nomination_id(dossier.key, place)
        seat.desk.attachments.add("nominations", owner, "SANG_KIEN", file)
        record = id_of("initiatives", dossier.key, str(place))
        save_all(seat.desk.initiatives, [_initiative(record, nomination, by, number, on)])
        seat.desk.attachments.add("initiatives", record, "", file)


def _recogniser(seat: Seat, author: str) -> tuple[DemoOffice, str]:
    """Return who recognises a base-level initiative, and the number: the commune once alone."""
    above = seat.cast.receiver
    if above.tier is Tier.DISTRICT:
        return above, ""
    commune = author.partition("/")[0]
    return next(o for o in seat.cast.senders if o.key == commune), "487/QĐ-UBND"


def _initiative(
    record: UUID, nomination: DemoNomination, by: DemoOffice, number: str, on: date
) -> InitiativeDraft:
    assert nomination.recipient is not None
    author = AuthorLine(person_id=id_of("people", nomination.recipient), share=100)
    return InitiativeDraft(
        id=record,
        title=nomination.initiative,
        recognised_on=on,
        recognised_by=f"Chủ tịch {by.name}" if number else by.name,
        decision_number=number,
        authors=(author,),
    )
