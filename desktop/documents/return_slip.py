"""phiếu trả hồ sơ: what a sender is asked to mend, point by point, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.documents.answer_head import AnswerHead
from desktop.documents.paper import (
    Align,
    Column,
    OfficialPaper,
    Paragraph,
    Row,
    Table,
    known,
    require,
)
from desktop.documents.paper_texts import SHIPPED, PaperTexts
from desktop.vietnamese.dates import long_date
from desktop.vietnamese.numbers import counted

WHOLE = "Cả hồ sơ"
"""Stands for a name where a point concerns the dossier as a whole."""


@dataclass(frozen=True, slots=True)
class RaisedPoint:
    """One point.

    Attributes:
        about: whom it concerns, «Bà Trần Thị Ánh, Lao động tiên tiến»; ``WHOLE`` for all.
        item: which paper of the dossier, «Báo cáo thành tích»; may be empty.
        text: what is missing or wrong.
    """

    about: str
    item: str
    text: str


@dataclass(frozen=True, slots=True)
class ReturnSlip:
    """What a phiếu trả hồ sơ is made from.

    Attributes:
        head: of the office that returns the dossier.
        sender: whose dossier it is, «Ủy ban nhân dân xã Đông An».
        title: of the dossier.
        letter_number: of its tờ trình; may be empty.
        letter_date: of its tờ trình.
        points: at least one.
        deadline: until when it is to come back; None where no day was set.
    """

    head: AnswerHead
    sender: str
    title: str
    points: tuple[RaisedPoint, ...]
    letter_number: str = ""
    letter_date: date | None = None
    deadline: date | None = None


def return_slip(slip: ReturnSlip, texts: PaperTexts = SHIPPED) -> OfficialPaper:
    """Return the phiếu trả hồ sơ.

    Raises:
        DocumentFailed: VALUE_MISSING without a point.
        TemplateRefused: a sentence the office has changed cannot be used.
    """
    require(**{"điểm phải bổ sung": "".join(point.text for point in slip.points)})
    who = {"agency": slip.head.agency_name, "sender": slip.sender}
    opening = texts.say(
        "return_slip.opening",
        letter=slip.letter_number,
        letter_date=long_date(slip.letter_date) if slip.letter_date else "",
        points=counted(len(slip.points)),
        **who,
    )
    deadline = long_date(slip.deadline) if slip.deadline else ""
    closing = texts.say("return_slip.closing", deadline=deadline, **who)
    return slip.head.paper(
        texts.say("return_slip.title", title=slip.title),
        texts.say("return_slip.subject", title=slip.title),
        (Paragraph(opening), _points(slip.points), Paragraph(closing)),
    )


def _points(points: tuple[RaisedPoint, ...]) -> Table:
    columns = (
        Column("STT", 14, Align.CENTER),
        Column("Đối tượng, danh hiệu đề nghị", 50),
        Column("Giấy tờ", 36),
        Column("Nội dung phải bổ sung, chỉnh sửa", 65),
    )
    rows = (
        Row((str(number), point.about, point.item, known(point.text, "nội dung yêu cầu")))
        for number, point in enumerate(points, start=1)
    )
    return Table(columns, tuple(rows))
