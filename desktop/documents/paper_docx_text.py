"""Paragraphs, lines and tables in the words of a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from desktop.documents import paper_style as style
from desktop.documents.paper import BOX, Align, Column, Row, RowKind, Table
from desktop.documents.paper_docx_styles import ALIGN, cell_margins, points, twips
from desktop.documents.paper_lengths import column_widths
from desktop.documents.paper_lines import lines, pieces

# Rows longer than this part of a page may be cut by a page's end, or they would fit on none.
_HIGH_LINES = 12
_LETTER = 0.45  # width of a letter as part of its size, on average

_MISSING = '<w:rPr><w:rStyle w:val="ConThieu"/><w:highlight w:val="yellow"/></w:rPr>'
_LEAD = "<w:rPr><w:b/></w:rPr>"


def paragraph(code: str, content: str, *, lead: str = "", marks: str = "", layout: str = "") -> str:
    """Return a paragraph in a style.

    Args:
        code: of the style.
        content: one line of text; missing values are still marked.
        lead: printed before it in bold.
        marks: run properties that differ from the style.
        layout: paragraph properties that differ from the style, in the schema's order.
    """
    runs = _runs(f"{lead} " if content else lead, _LEAD) if lead else ""
    runs += _runs(content, f"<w:rPr>{marks}</w:rPr>" if marks else "")
    return f'<w:p><w:pPr><w:pStyle w:val="{code}"/>{layout}</w:pPr>{runs}</w:p>'


def texts(code: str, content: str, layout: str = "") -> str:
    """Return a text that is one paragraph whatever line breaks it has, as titles and cells are."""
    return paragraph(code, " ".join(lines(content)), layout=layout)


def _runs(content: str, properties: str) -> str:
    return "".join(
        f"<w:r>{_MISSING if piece.is_missing else properties}"
        f'<w:t xml:space="preserve">{escape(piece.text)}</w:t></w:r>'
        for piece in pieces(content)
    )


def rule(length: float, width: float, gap: float = 0.0) -> str:
    """Return a solid line in the middle of ``width``, with ``gap`` below; lengths in points."""
    side = points((width - length) / 2)
    layout = (
        '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
        f'<w:spacing w:after="{points(gap)}"/><w:ind w:left="{side}" w:right="{side}"/>'
    )
    return paragraph("DuongKe", "", layout=layout)


def gap(height: float, *, keeps_next: bool = False) -> str:
    """Return room of ``height`` millimetres; two tables without any would become one."""
    keep = "<w:keepNext/>" if keeps_next else ""
    exact = f'<w:spacing w:line="{twips(height)}" w:lineRule="exact"/>'
    return paragraph("KhoangCach", "", layout=keep + exact)


def frame(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> str:
    """Return a table without lines that holds parts side by side.

    Args:
        rows: cells, each as ready paragraphs; a row of one cell spans the table.
        widths: of the columns, in points.
    """
    drawn = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_frame_cells(row, widths)}</w:tr>" for row in rows
    )
    return f"{_table_head('Khung', widths)}{drawn}</w:tbl>"


def _frame_cells(row: Sequence[str], widths: Sequence[float]) -> str:
    if len(row) == 1 < len(widths):
        return _cell(row[0], sum(widths), span=len(widths))
    return "".join(_cell(cell, width) for cell, width in zip(row, widths, strict=True))


def _table_head(code: str, widths: Sequence[float]) -> str:
    columns = "".join(f'<w:gridCol w:w="{points(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{code}"/>'
        f'<w:tblW w:w="{points(sum(widths))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"{cell_margins(is_framed=code == 'Bang')}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )


def _cell(content: str, width: float, *, span: int = 1, middle: str = "") -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{points(width)}" w:type="dxa"/>{spanned}{middle}</w:tcPr>'
        f"{content}</w:tc>"
    )


def table(given: Table, width: float, *, keeps_next: bool = False) -> str:
    """Return a table ``width`` points wide: titles on each page, rows whole, and room below.

    Args:
        given: the table.
        width: between the margins.
        keeps_next: whether all of it stays on the page of what follows.
    """
    widths = column_widths(given, width)
    titles = "".join(
        _cell(texts("TieuDeCot", column.title), each, middle=_MIDDLE)
        for column, each in zip(given.columns, widths, strict=True)
    )
    following = [*given.rows[1:], None][: len(given.rows)]
    rows = "".join(
        _row(row, given.columns, widths, keeps_next=keeps_next or _is_tied(row, after))
        for row, after in zip(given.rows, following, strict=True)
    )
    below = gap(style.PARAGRAPH_GAP, keeps_next=keeps_next)
    head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{titles}</w:tr>"
    return f"{_table_head('Bang', widths)}{head}{rows}</w:tbl>{below}"


_MIDDLE = '<w:vAlign w:val="center"/>'


def _is_tied(row: Row, after: Row | None) -> bool:
    """Whether a row stays with the next: a group's title with a row, the last row with a total."""
    return after is not None and (row.kind is RowKind.GROUP or after.kind is RowKind.TOTAL)


def _row(row: Row, columns: Sequence[Column], widths: list[float], *, keeps_next: bool) -> str:
    keep = "<w:keepNext/>" if keeps_next else ""
    is_high = _is_high(row, widths)
    if row.kind is RowKind.GROUP:
        title = texts("OBangDam", row.cells[0], keep)
        cells = _cell(title, sum(widths), span=len(columns), middle=_MIDDLE)
    else:
        cells = "".join(
            _cell(_content(text, column, row, keep), width, middle="" if is_high else _MIDDLE)
            for text, column, width in zip(row.cells, columns, widths, strict=True)
        )
    whole = "" if is_high else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{whole}{cells}</w:tr>"


def _content(text: str, column: Column, row: Row, keep: str) -> str:
    if text == BOX:
        return texts("ODanhDau", text, keep)
    code = "OBangDam" if column.is_bold or row.kind is RowKind.TOTAL else "OBang"
    align = "" if column.align is Align.LEFT else f'<w:jc w:val="{ALIGN[column.align]}"/>'
    return texts(code, text, keep + align)


def _is_high(row: Row, widths: Sequence[float]) -> bool:
    letter = style.TABLE_SIZE * _LETTER
    return any(
        len(cell) * letter > _HIGH_LINES * width or cell.count("\n") >= _HIGH_LINES
        for cell, width in zip(row.cells, widths, strict=False)
    )
