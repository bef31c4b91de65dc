"""One typed model of an official paper, as NĐ 30/2020/NĐ-CP lays it out (catalogue §6.2).

The model says what stands on the paper, never how it looks: the renderers (``paper_pdf``,
``paper_docx``) know sizes, margins and lines. Texts are plain; a line break inside a paragraph
starts a new paragraph. What nobody knows yet goes in as ``missing("số, ký hiệu")`` and is shown on
a yellow ground wherever it stands; it is never left out and never printed as dots.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.errors import DocumentFailed
from desktop.vietnamese.dates import long_date

BOX = "□"
"""A box for a hand to mark, on ballots: the only sign of its kind Times New Roman has."""

# Private-use characters: no text has them, and no cleaning of texts touches them.
_OPEN, _CLOSE = "\ue000", "\ue001"
MISSING = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
"""Finds each missing value in a text; its group is the label."""


def missing(label: str) -> str:
    """Return what stands for a value nobody knows yet: «[thiếu: số, ký hiệu]», highlighted."""
    inside = " ".join(MISSING.sub(r"\1", label).split())
    return f"{_OPEN}{inside}{_CLOSE}"


def known(value: str, label: str) -> str:
    """Return the value, or what stands for it where it is empty."""
    return value if value.strip() else missing(label)


def known_date(day: date | None, label: str) -> str:
    """Return «ngày 05 tháng 01 năm 2023», or what stands for it where there is no date."""
    return long_date(day) if day else missing(label)


def shown(text: str) -> str:
    """Return the text with its missing values as they are read: «[thiếu: …]»."""
    return MISSING.sub(r"[thiếu: \1]", text)


class Align(StrEnum):
    """How a text stands between the margins or in its cell."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``lead`` is printed before it in bold, as in «Họ và tên: »."""

    text: str
    lead: str = ""
    bold: bool = False
    italic: bool = False
    align: Align = Align.JUSTIFY
    is_indented: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside the paper: «QUYẾT ĐỊNH:», «I. SƠ LƯỢC LÝ LỊCH»."""

    text: str
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Article:
    """Điều: printed as «Điều 1. …»."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        title: printed on top, on each page.
        share: its part of the width against the others'.
        align: of the cells; a title is always centred.
        is_bold: whether its cells are bold, as a name on a ballot is.
    """

    title: str
    share: float
    align: Align = Align.LEFT
    is_bold: bool = False


class RowKind(StrEnum):
    """What a row of a table is."""

    BODY = "body"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a cell per column; a GROUP row has one cell, which spans the table."""

    cells: tuple[str, ...]
    kind: RowKind = RowKind.BODY


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose titles are repeated on each page it runs over.

    Raises:
        ValueError: a row does not have a cell per column, or a GROUP row more than one.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != (1 if row.kind is RowKind.GROUP else len(self.columns)):
                msg = f"a row of {len(row.cells)} cells in a table of {len(self.columns)} columns"
                raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


Block = Paragraph | Heading | Article | Table | PageBreak


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Who signs.

    Attributes:
        authority: lines in capitals, «TM. ỦY BAN NHÂN DÂN» then «CHỦ TỊCH».
        name: full name without titles; empty only where another hand will write it.
        note: an instruction in italics, «(Ký, ghi rõ họ tên)».
    """

    authority: tuple[str, ...]
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """Phụ lục, kèm theo: on pages of its own, numbered by themselves.

    Attributes:
        title: its name, printed in capitals.
        subtitle: «Kèm theo Tờ trình số … của …», without brackets.
        blocks: its content.
        is_landscape: whether the page lies on its side.
    """

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    is_landscape: bool = False


@dataclass(frozen=True, slots=True)
class OfficialPaper:
    """A paper of an office.

    Attributes:
        superior_agency: cơ quan chủ quản; empty where there is none. Lines may be broken.
        agency: cơ quan ban hành; lines may be broken; empty only without ``has_agency``.
        number: số, ký hiệu, «12/TTr-UBND»; empty only on papers that bear none.
        place: địa danh, «Đông An».
        date: of signing; shown as missing where it is None.
        title: tên loại, «TỜ TRÌNH».
        subject: trích yếu, «Về việc đề nghị khen thưởng …».
        signature: who signs on the right; None only on papers nobody signs, such as ballots.
        body: the content after the legal bases.
        addressed_to: Kính gửi, one line per addressee; empty on a decision.
        issuer: who decides, in capitals above the bases of a decision.
        bases: căn cứ, without closing marks.
        recipients: Nơi nhận, without dashes and closing marks, the last one is «Lưu: VT».
        left_signature: a second signature beside the first; the recipients then stand below.
        lower_signature: a third one, centred below.
        annexes: lists that go with it.
        has_agency: whether an office stands in the head; not on what a household or a villager
            writes, which bears the national title alone.
        has_place_date: whether place and date stand under the national title; not on minutes
            (Mẫu 1.9) and ballots, which then need neither.

    Raises:
        DocumentFailed: VALUE_MISSING with the ``field`` that is empty; a ``missing`` one is not.
    """

    superior_agency: str
    agency: str
    number: str
    place: str
    date: date | None
    title: str
    subject: str
    signature: SignatureBlock | None
    body: tuple[Block, ...]
    addressed_to: tuple[str, ...] = ()
    issuer: str = ""
    bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    left_signature: SignatureBlock | None = None
    lower_signature: SignatureBlock | None = None
    annexes: tuple[Annex, ...] = ()
    has_place_date: bool = True
    has_agency: bool = True

    def __post_init__(self) -> None:
        require(title=self.title)
        if self.has_agency:
            require(agency=self.agency)
        if self.has_place_date:
            require(place=self.place)
        if self.signature is not None:
            require(signer_title="".join(self.signature.authority))
        require(body="".join(text for block in self.body for text in _texts_of(block)))

    @property
    def place_date(self) -> str:
        """«Đông An, ngày 05 tháng 01 năm 2023»; empty on papers that bear none."""
        if not self.has_place_date:
            return ""
        return f"{self.place}, {known_date(self.date, 'ngày ký')}"

    def texts(self) -> Iterator[str]:
        """Yield everything printed, in reading order; missing values are still marked."""
        yield from (self.superior_agency, self.agency, self.number, self.place_date, self.title)
        yield from (self.subject, *self.addressed_to, self.issuer, *self.bases)
        yield from _texts_of_all(self.body)
        yield from self.recipients
        for signature in (self.left_signature, self.signature, self.lower_signature):
            if signature is not None:
                yield from (*signature.authority, signature.note, signature.name)
        for annex in self.annexes:
            yield from (annex.title, annex.subtitle)
            yield from _texts_of_all(annex.blocks)

    def missing(self) -> tuple[str, ...]:
        """Return the labels of the missing values, each once, in reading order."""
        return tuple(
            dict.fromkeys(label for text in self.texts() for label in MISSING.findall(text))
        )


def _texts_of_all(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield from _texts_of(block)


def _texts_of(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from (column.title for column in block.columns)
        yield from (cell for row in block.rows for cell in row.cells)
    elif isinstance(block, Paragraph):
        yield from (block.lead, block.text)
    elif not isinstance(block, PageBreak):
        yield block.text


def require(**values: str) -> None:
    """Refuse empty values: a paper never goes out with a gap for somebody to fill in.

    Raises:
        DocumentFailed: VALUE_MISSING with the first empty ``field``.
    """
    for field, value in values.items():
        if not value.strip():
            raise DocumentFailed(DocumentFailed.Code.VALUE_MISSING, field=field)


_OPENINGS = ("Căn cứ", "Xét", "Theo", "Thực hiện")


def ground(cited: str) -> str:
    """Return a legal basis as a paper opens it: law data cites «Luật …», papers «Căn cứ Luật …»."""
    return cited if cited.startswith(_OPENINGS) else f"Căn cứ {cited}"
