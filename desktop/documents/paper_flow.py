"""The parts of an official paper in reading order: head, title, bases, body, signature, annexes."""

# mypy: allow-untyped-calls
# reportlab has no annotations.

from __future__ import annotations

from itertools import chain

from reportlab.platypus.flowables import CondPageBreak, Flowable, KeepTogether, Spacer
from reportlab.platypus.flowables import PageBreak as NewPage
from reportlab.platypus.tables import Table as Grid

from desktop.documents import paper_style as style
from desktop.documents.layout import MM
from desktop.documents.paper import (
    Align,
    Annex,
    Article,
    Block,
    Heading,
    OfficialPaper,
    PageBreak,
    Paragraph,
    SignatureBlock,
    Table,
)
from desktop.documents.paper_lengths import (
    agency_rule,
    agency_width,
    face,
    motto_rule,
    sign_spaces,
    subject_rule,
    text_width,
)
from desktop.documents.paper_lines import (
    LABEL_ADDRESSED,
    LABEL_RECIPIENTS,
    addressee_lines,
    annex_subtitle,
    base_lines,
    capitals,
    ended,
    kept_with_signatures,
    lines,
    number_line,
    paragraphs,
    recipient_lines,
)
from desktop.documents.paper_table import table_flow
from desktop.documents.paper_text import body_text, text

WIDTH = text_width()
_BARE = [
    ("FONTNAME", (0, 0), (-1, -1), face()),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def paper_flow(paper: OfficialPaper) -> list[Flowable]:
    """Return everything of the paper but its annexes."""
    story = [_head(paper), *_title(paper), *_addressees(paper), *_bases(paper)]
    flows = _blocks(ended(paper.body), WIDTH)
    signed = _signatures(paper)
    if not signed:
        return [*story, *chain(*flows)]
    before, together = _parted(flows, kept_with_signatures(paper.body))
    signed = [Spacer(1, style.SIGN_GAP * MM), *signed]
    return [*story, *before, KeepTogether([*together, *signed])]


def _parted(flows: list[list[Flowable]], kept: int) -> tuple[list[Flowable], list[Flowable]]:
    """Return what may stand on an earlier page than the signatures, and what may not.

    Of a last block of several paragraphs the last one is enough; of a title its text.
    """
    if not kept:
        return list(chain(*flows)), []
    *last, end = flows[-1]
    titles = 0 if last else kept - 1
    first = len(flows) - 1 - titles
    return [*chain(*flows[:first]), *last], [*(flow[-1] for flow in flows[first:-1]), end]


def annex_flow(annex: Annex, label: str, width: float) -> list[Flowable]:
    """Return an annex that bears ``label``, between margins ``width`` points apart."""
    return [
        text(label, style.TITLE_SIZE, bold=True, align=Align.CENTER, gap=style.ANNEX_GAP),
        text(
            capitals(annex.title),
            style.TITLE_SIZE,
            bold=True,
            align=Align.CENTER,
            gap=style.ANNEX_GAP,
        ),
        text(annex_subtitle(annex), style.NOTE_SIZE, italic=True, align=Align.CENTER),
        _Rule(width * style.ANNEX_RULE, width, space=style.TITLE_GAP * MM),
        *chain(*_blocks(annex.blocks, width)),
    ]


class _Rule(Flowable):
    """A solid line in the middle, with room below."""

    def __init__(self, length: float, width: float, space: float = 0.0) -> None:
        super().__init__()
        self._length, self._width, self._space = length, width, space

    def wrap(self, _available: float, _height: float) -> tuple[float, float]:
        return self._width, style.RULE_HEIGHT * MM + self._space

    def draw(self) -> None:
        start = (self._width - self._length) / 2
        self.canv.setLineWidth(style.RULE_LINE * MM)
        self.canv.line(start, self._space, start + self._length, self._space)


def _head(paper: OfficialPaper) -> Flowable:
    """Return agency and number on the left, national title and place with date on the right."""
    left = agency_width()
    right = WIDTH - left
    number, day = number_line(paper), paper.place_date
    second = [
        text(number, style.NUMBER_SIZE, align=Align.CENTER),
        text(day, style.PLACE_DATE_SIZE, italic=True, align=Align.CENTER),
    ]
    rows = [[_agency(paper, left), _national_title(right)], *[second] * bool(number or day)]
    space = ("TOPPADDING", (0, 1), (-1, 1), style.NUMBER_GAP * MM)
    return Grid(
        rows, colWidths=[left, right], style=[*_BARE, space], spaceAfter=style.HEAD_GAP * MM
    )


def _agency(paper: OfficialPaper, width: float) -> list[Flowable]:
    size = style.HEAD_SIZE
    if not paper.has_agency:
        return []
    return [
        *(text(capitals(s), size, align=Align.CENTER) for s in lines(paper.superior_agency)),
        *(
            text(capitals(line), size, bold=True, align=Align.CENTER)
            for line in lines(paper.agency)
        ),
        _Rule(agency_rule(paper), width),
    ]


def _national_title(width: float) -> list[Flowable]:
    return [
        text(style.NATIONAL_TITLE, style.HEAD_SIZE, bold=True, align=Align.CENTER),
        text(style.MOTTO, style.MOTTO_SIZE, bold=True, align=Align.CENTER),
        _Rule(motto_rule(), width),
    ]


def _title(paper: OfficialPaper) -> list[Flowable]:
    found = [text(capitals(paper.title), style.TITLE_SIZE, bold=True, align=Align.CENTER)]
    if not lines(paper.subject):
        return [*found, Spacer(1, style.TITLE_GAP * MM)]
    found += [
        text(line, style.TITLE_SIZE, bold=True, align=Align.CENTER) for line in lines(paper.subject)
    ]
    return [*found, _Rule(subject_rule(paper), WIDTH, space=style.TITLE_GAP * MM)]


def _addressees(paper: OfficialPaper) -> list[Flowable]:
    listed = addressee_lines(paper)
    if len(listed) < 2:
        return [
            text(line, style.BODY_SIZE, align=Align.CENTER, gap=style.TITLE_GAP) for line in listed
        ]
    cell = [text(line, style.BODY_SIZE) for line in listed]
    label = text(LABEL_ADDRESSED, style.BODY_SIZE, align=Align.RIGHT)
    widths = [WIDTH * share for share in style.ADDRESSED_SHARES]
    gap = ("LEFTPADDING", (1, 0), (1, 0), style.ADDRESSED_GAP * MM)
    return [
        Grid(
            [[label, cell]], colWidths=widths, style=[*_BARE, gap], spaceAfter=style.TITLE_GAP * MM
        )
    ]


def _bases(paper: OfficialPaper) -> list[Flowable]:
    found: list[Flowable] = []
    if paper.issuer:
        found.append(
            text(
                capitals(paper.issuer),
                style.TITLE_SIZE,
                bold=True,
                align=Align.CENTER,
                gap=style.ISSUER_GAP,
            )
        )
    return [*found, *(body_text(line, italic=True) for line in base_lines(paper))]


# With a heading on its page: two lines of a text; a table's titles and first rows.
_TWO_LINES = 2 * style.BODY_SIZE * style.SINGLE * style.LINE_SPACING
_TOP_OF_TABLE = 7 * style.TABLE_SIZE * style.SINGLE + 3 * (style.CELL_ABOVE + style.CELL_BELOW) * MM


def _blocks(blocks: tuple[Block, ...], width: float) -> list[list[Flowable]]:
    """Return what draws each block; a heading never stands at a page's foot without its text."""
    flows = []
    following: Block | None = None
    room = 0.0
    for block in reversed(blocks):
        drawn = _block(block, width)
        if isinstance(block, Heading):
            if not isinstance(following, Heading):
                room = _TOP_OF_TABLE if isinstance(following, Table) else _TWO_LINES
            room += drawn[-1].wrap(width, 0)[1] + style.PARAGRAPH_GAP * MM
            drawn.insert(0, CondPageBreak(room))
        flows.append(drawn)
        following = block
    return flows[::-1]


def _block(block: Block, width: float) -> list[Flowable]:
    if isinstance(block, Table):
        return [table_flow(block, width)]
    if isinstance(block, PageBreak):
        return [NewPage()]
    if isinstance(block, Heading):
        indent = style.FIRST_LINE if block.align is Align.LEFT else 0.0
        return [body_text(block.text, bold=True, align=block.align, indent=indent)]
    if isinstance(block, Article):
        return [body_text(line, lead=lead) for lead, line in paragraphs(block)]
    return [_paragraph(block, line, lead) for lead, line in paragraphs(block)]


def _paragraph(block: Paragraph, line: str, lead: str) -> Flowable:
    return body_text(
        line,
        lead=lead,
        bold=block.bold,
        italic=block.italic,
        align=block.align,
        indent=style.FIRST_LINE if block.is_indented else 0.0,
    )


def _signatures(paper: OfficialPaper) -> list[Flowable]:
    before, after = sign_spaces(paper)
    beside = paper.left_signature
    left = _signature(beside, before) if beside else _recipients(paper)
    right = _signature(paper.signature, after) if paper.signature else []
    if not left and not right and paper.lower_signature is None:
        return []
    both = Grid(
        [[left, right]],
        colWidths=[WIDTH * style.LEFT_SIGN_SHARE, WIDTH * (1 - style.LEFT_SIGN_SHARE)],
        style=_BARE,
    )
    found: list[Flowable] = [both]
    if paper.lower_signature is not None:
        lower = _signature(paper.lower_signature, style.SIGN_SPACE * MM)
        found += [Spacer(1, style.LOWER_SIGN_GAP * MM), *lower]
    if beside and paper.recipients:
        found += [Spacer(1, style.LOWER_SIGN_GAP * MM), *_recipients(paper)]
    return found


def _signature(block: SignatureBlock, space: float) -> list[Flowable]:
    """Return a signature with ``space`` points for the hand."""
    size = style.BODY_SIZE
    name = text(block.name, size, bold=True, align=Align.CENTER)
    return [
        *(text(capitals(line), size, bold=True, align=Align.CENTER) for line in block.authority),
        *([text(block.note, style.NOTE_SIZE, italic=True, align=Align.CENTER)] * bool(block.note)),
        Spacer(1, space),
        # A name another hand will write takes its line too.
        name if block.name.strip() else Spacer(1, size * style.SINGLE),
    ]


def _recipients(paper: OfficialPaper) -> list[Flowable]:
    if not paper.recipients:
        return []
    return [
        text(LABEL_RECIPIENTS, style.RECIPIENTS_TITLE_SIZE, bold=True, italic=True),
        *(text(line, style.RECIPIENTS_SIZE) for line in recipient_lines(paper)),
    ]
