"""giấy mời to the ceremony where a decision is read out: one for all with a list, or one each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.documents.answer_head import AnswerHead
from desktop.documents.award_groups import RecipientLine
from desktop.documents.paper import (
    Align,
    Annex,
    Column,
    OfficialPaper,
    Paragraph,
    Row,
    Table,
    known,
    known_date,
    require,
)
from desktop.documents.paper_texts import SHIPPED, PaperTexts
from desktop.vietnamese.dates import long_date

TITLE = "Giấy mời"


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a giấy mời is made from.

    Attributes:
        head: of the office that invites; its date is the letter's.
        number: số, ký hiệu of the giấy mời, «12/GM-UBND».
        subject: what the decision is about, «khen thưởng thành tích năm 2022».
        decision_number: «45/QĐ-UBND».
        decided_on: the day of the decision.
        guests: those rewarded, in the order of the decision's list.
        ceremony_on: the day; None while it is not known.
        ceremony_at: the hour, «08 giờ 00»; may be empty.
        ceremony_place: where.
    """

    head: AnswerHead
    number: str
    subject: str
    decision_number: str
    decided_on: date
    guests: tuple[RecipientLine, ...]
    ceremony_on: date | None
    ceremony_at: str
    ceremony_place: str


def invitation(
    invited: Invitation, guest: RecipientLine | None = None, texts: PaperTexts = SHIPPED
) -> OfficialPaper:
    """Return a giấy mời for one guest, or for all of them with a list.

    Raises:
        DocumentFailed: VALUE_MISSING without guests.
        TemplateRefused: a sentence the office has changed cannot be used.
    """
    require(**{"danh sách khách mời": "".join(line.name for line in invited.guests)})
    decision = {"number": invited.decision_number, "date": long_date(invited.decided_on)}
    agency = invited.head.agency_name
    invites = (
        texts.say("invitation.guest", agency=agency, guest=_addressed(guest), **decision)
        if guest
        else texts.say("invitation.guests", agency=agency, **decision)
    )
    return invited.head.paper(
        TITLE,
        texts.say("invitation.subject", subject=invited.subject),
        (
            Paragraph(invites),
            Paragraph(_time(invited, texts), lead="Thời gian:"),
            Paragraph(_place(invited, texts), lead="Địa điểm:"),
            Paragraph(texts.say("invitation.closing", agency=agency)),
        ),
        number=known(invited.number, "số giấy mời"),
        annexes=() if guest else (_guests(invited, texts),),
    )


def _addressed(guest: RecipientLine) -> str:
    return ", ".join(filter(None, (guest.addressed, guest.post_unit)))


def _time(invited: Invitation, texts: PaperTexts) -> str:
    day = known_date(invited.ceremony_on, "ngày trao tặng")
    return texts.say("invitation.time", ceremony_at=invited.ceremony_at, ceremony_on=day)


def _place(invited: Invitation, texts: PaperTexts) -> str:
    place = known(invited.ceremony_place.rstrip(" ."), "địa điểm trao tặng")
    return texts.say("invitation.place", ceremony_place=place)


def _guests(invited: Invitation, texts: PaperTexts) -> Annex:
    columns = (
        Column("STT", 14, Align.CENTER),
        Column("Họ và tên; tên tập thể, hộ gia đình", 66),
        Column("Chức vụ, đơn vị công tác hoặc địa chỉ", 85),
    )
    rows = (
        Row((str(number), f"{line.honorific} {line.name}".strip(), line.post_unit))
        for number, line in enumerate(invited.guests, start=1)
    )
    day = known_date(invited.ceremony_on, "ngày trao tặng")
    subtitle = texts.say("invitation.annex", agency=invited.head.agency_name, ceremony_on=day)
    return Annex("Danh sách khách mời", subtitle, (Table(columns, tuple(rows)),))
