"""The parts of a paper in a Word file, in the order ``paper_flow`` draws them."""

from __future__ import annotations

from desktop.documents import paper_lengths as lengths
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
from desktop.documents.paper_docx_parts import section
from desktop.documents.paper_docx_styles import ALIGN, points, twips
from desktop.documents.paper_docx_text import frame, gap, paragraph, rule, table, texts
from desktop.documents.paper_lines import (
    LABEL_ADDRESSED,
    LABEL_RECIPIENTS,
    addressee_lines,
    annex_label,
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

_KEEP = "<w:keepNext/><w:keepLines/>"


def body_part(paper: OfficialPaper) -> str:
    """Return the paper and its annexes, each a section of its own."""
    sections = [_paper(paper)]
    turned = [False]
    for index, annex in enumerate(paper.annexes):
        sections.append(_annex(annex, annex_label(index, len(paper.annexes))))
        turned.append(annex.is_landscape)
    *others, last = [section(is_landscape=is_landscape) for is_landscape in turned]
    # A section's properties stand in its last paragraph; those of the last one end the document.
    ends = [*(paragraph("CuoiPhan", "", layout=end) for end in others), _LAST + last]
    return "".join(part + end for part, end in zip(sections, ends, strict=True))


# Neither a document nor a cell ends without a paragraph.
_LAST = paragraph("CuoiPhan", "")


def _paper(paper: OfficialPaper) -> str:
    width = lengths.text_width()
    head = _head(paper) + _title(paper) + _addressees(paper) + _bases(paper)
    signed = _signatures(paper)
    *others, last = ended(paper.body)
    body = "".join(_block(block, width) for block in others)
    # The titles over the last block stay with it by their style.
    kept = bool(signed) and kept_with_signatures(paper.body) > 0
    return head + body + _block(last, width, keeps_next=kept) + signed


def _head(paper: OfficialPaper) -> str:
    left = lengths.agency_width()
    right = lengths.text_width() - left
    agency = [
        *(paragraph("CoQuanChuQuan", capitals(line)) for line in lines(paper.superior_agency)),
        *(paragraph("CoQuan", capitals(line)) for line in lines(paper.agency)),
        rule(lengths.agency_rule(paper), left),
    ]
    nation = [
        paragraph("QuocHieu", style.NATIONAL_TITLE),
        paragraph("TieuNgu", style.MOTTO),
        rule(lengths.motto_rule(), right),
    ]
    number, day = number_line(paper), paper.place_date
    second = [texts("SoKyHieu", number), texts("DiaDanhNgay", day)]
    rows = [
        ["".join(agency) if paper.has_agency else _LAST, "".join(nation)],
        *[second] * bool(number or day),
    ]
    return frame(rows, [left, right])


def _title(paper: OfficialPaper) -> str:
    subject = lines(paper.subject)
    below = "" if subject else f'<w:spacing w:after="{twips(style.TITLE_GAP)}"/>'
    title = texts("TenLoai", capitals(paper.title), below)
    if not subject:
        return title
    drawn = rule(lengths.subject_rule(paper), lengths.text_width(), style.TITLE_GAP * MM)
    return title + "".join(paragraph("TrichYeu", line) for line in subject) + drawn


def _addressees(paper: OfficialPaper) -> str:
    listed = addressee_lines(paper)
    if len(listed) < 2:
        return "".join(paragraph("KinhGui", line) for line in listed)
    widths = [lengths.text_width() * share for share in style.ADDRESSED_SHARES]
    label = paragraph("NoiKinhGui", LABEL_ADDRESSED, layout='<w:jc w:val="right"/>')
    aside = f'<w:ind w:left="{twips(style.ADDRESSED_GAP)}"/>'
    lined = "".join(paragraph("NoiKinhGui", line, layout=aside) for line in listed)
    return frame([[label, lined]], widths) + gap(style.TITLE_GAP)


def _bases(paper: OfficialPaper) -> str:
    issuer = texts("ThamQuyen", capitals(paper.issuer)) if paper.issuer else ""
    return issuer + "".join(paragraph("CanCu", line) for line in base_lines(paper))


def _block(block: Block, width: float, *, keeps_next: bool = False) -> str:
    keep = _KEEP if keeps_next else ""
    if isinstance(block, Table):
        return table(block, width, keeps_next=keeps_next)
    if isinstance(block, PageBreak):
        return (
            '<w:p><w:pPr><w:pStyle w:val="CuoiPhan"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>'
        )
    if isinstance(block, Heading):
        return texts(
            "Muc", block.text, _aligned(block.align, is_indented=block.align is Align.LEFT)
        )
    printed_lines = list(paragraphs(block))
    last = len(printed_lines) - 1
    return "".join(
        _paragraph(block, lead, line, keep if index == last else "")
        for index, (lead, line) in enumerate(printed_lines)
    )


def _paragraph(block: Paragraph | Article, lead: str, line: str, keep: str) -> str:
    if isinstance(block, Article):
        return paragraph("Dieu", line, lead=lead, layout=keep)
    layout = keep + _aligned(block.align, is_indented=block.is_indented)
    marks = "<w:b/>" * block.bold + "<w:i/>" * block.italic
    return paragraph("NoiDung", line, lead=lead, marks=marks, layout=layout)


def _aligned(align: Align, *, is_indented: bool) -> str:
    indent = "" if is_indented else '<w:ind w:firstLine="0"/>'
    return indent + ("" if align is Align.JUSTIFY else f'<w:jc w:val="{ALIGN[align]}"/>')


def _signatures(paper: OfficialPaper) -> str:
    before, after = lengths.sign_spaces(paper)
    right = _signature(paper.signature, after)
    beside = paper.left_signature
    left = _signature(beside, before) if beside else _recipients(paper)
    if not (left or right or paper.lower_signature):
        return ""
    width = lengths.text_width()
    widths = [width * style.LEFT_SIGN_SHARE, width * (1 - style.LEFT_SIGN_SHARE)]
    rows = [[left or _LAST, right or _LAST]]
    if paper.lower_signature:
        rows.append([_signature(paper.lower_signature, style.SIGN_SPACE * MM, is_lower=True)])
    if beside and paper.recipients:
        rows.append([_recipients(paper, above=style.LOWER_SIGN_GAP)])
    return gap(style.SIGN_GAP, keeps_next=True) + frame(rows, widths)


def _signature(block: SignatureBlock | None, space: float, *, is_lower: bool = False) -> str:
    """Return a signature with ``space`` points for the hand."""
    if block is None:
        return ""
    above = f'<w:spacing w:before="{twips(style.LOWER_SIGN_GAP)}"/>' if is_lower else ""
    lined = "".join(
        texts("ChucVuKy", capitals(line), "" if index else above)
        for index, line in enumerate(block.authority)
    )
    note = texts("GhiChuKy", block.note) if block.note else ""
    more = "" if space == style.SIGN_SPACE * MM else f'<w:spacing w:before="{points(space)}"/>'
    return lined + note + texts("HoTenKy", block.name, more)


def _recipients(paper: OfficialPaper, above: float = 0.0) -> str:
    """Return Nơi nhận with ``above`` millimetres over it."""
    if not paper.recipients:
        return ""
    space = f'<w:spacing w:before="{twips(above)}"/>' if above else ""
    listed = "".join(paragraph("DanhSachNoiNhan", line) for line in recipient_lines(paper))
    return texts("NoiNhan", LABEL_RECIPIENTS, space) + listed


def _annex(annex: Annex, label: str) -> str:
    width = lengths.text_width(is_landscape=annex.is_landscape)
    drawn = rule(width * style.ANNEX_RULE, width, style.TITLE_GAP * MM)
    head = (
        texts("PhuLuc", label)
        + texts("PhuLuc", capitals(annex.title))
        + texts("KemTheo", annex_subtitle(annex))
    )
    return head + drawn + "".join(_block(block, width) for block in annex.blocks)
