"""The styles of a paper in Word: each part of the decree's layout is one, named as people say.

Word shows the names in its list of styles; an official changes a part everywhere by changing its
style. Figures come from ``paper_style``; Word counts letters in half points and lengths in twips.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import quoteattr

from desktop.documents import paper_style as style
from desktop.documents.layout import MM
from desktop.documents.paper import Align

FONT = "Times New Roman"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ALIGN = {
    Align.LEFT: "left",
    Align.CENTER: "center",
    Align.RIGHT: "right",
    Align.JUSTIFY: "both",
}
_TWIPS_A_POINT = 20
_SINGLE = 240


def twips(millimetres: float) -> int:
    """Return a length in Word's unit, a twentieth of a point."""
    return points(millimetres * MM)


def points(length: float) -> int:
    """Return a length given in points in Word's unit."""
    return round(length * _TWIPS_A_POINT)


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; lengths in millimetres, size in points.

    Attributes:
        code: what paragraphs refer to.
        name: shown in Word.
        line: height of a line as part of a single one.
        exact: height of every line in points, whatever stands in it; 0 for none.
        keeps_next: whether it stays on the page of what follows.
    """

    code: str
    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: Align = Align.CENTER
    indent: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    exact: float = 0.0
    keeps_next: bool = False

    def xml(self) -> str:
        """Return the style's definition."""
        keeps = "<w:keepNext/>" if self.keeps_next else ""
        indent = f'<w:ind w:firstLine="{twips(self.indent)}"/>' if self.indent else ""
        marks = "<w:b/>" * self.bold + "<w:i/>" * self.italic
        size = f'<w:sz w:val="{self.size * 2:.0f}"/><w:szCs w:val="{self.size * 2:.0f}"/>'
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{self.code}">'
            f'<w:name w:val={quoteattr(self.name)}/><w:basedOn w:val="Normal"/><w:qFormat/>'
            f"<w:pPr>{keeps}{self._spacing()}{indent}"
            f'<w:jc w:val="{ALIGN[self.align]}"/></w:pPr>'
            f"<w:rPr>{marks}{size}</w:rPr></w:style>"
        )

    def _spacing(self) -> str:
        before, after = twips(self.before), twips(self.after)
        if self.exact:
            line = f'w:line="{points(self.exact)}" w:lineRule="exact"'
        else:
            line = f'w:line="{_SINGLE * self.line:.0f}" w:lineRule="auto"'
        return f'<w:spacing w:before="{before}" w:after="{after}" {line}/>'


def _body(code: str, name: str, **changes: bool) -> Style:
    return Style(
        code,
        name,
        style.BODY_SIZE,
        align=Align.JUSTIFY,
        indent=style.FIRST_LINE,
        after=style.PARAGRAPH_GAP,
        line=style.LINE_SPACING,
        **changes,
    )


# Its border adds its own height.
_RULE = (style.RULE_HEIGHT - style.RULE_LINE) * MM

STYLES = (
    Style("QuocHieu", "Quốc hiệu", style.HEAD_SIZE, bold=True),
    Style("TieuNgu", "Tiêu ngữ", style.MOTTO_SIZE, bold=True),
    Style("CoQuanChuQuan", "Cơ quan chủ quản", style.HEAD_SIZE),
    Style("CoQuan", "Cơ quan ban hành", style.HEAD_SIZE, bold=True),
    Style("SoKyHieu", "Số, ký hiệu", style.NUMBER_SIZE, before=style.NUMBER_GAP),
    Style(
        "DiaDanhNgay", "Địa danh, ngày", style.PLACE_DATE_SIZE, italic=True, before=style.NUMBER_GAP
    ),
    Style("TenLoai", "Tên loại", style.TITLE_SIZE, bold=True, before=style.HEAD_GAP),
    Style("TrichYeu", "Trích yếu", style.TITLE_SIZE, bold=True),
    Style("KinhGui", "Kính gửi", style.BODY_SIZE, after=style.TITLE_GAP),
    Style("NoiKinhGui", "Nơi kính gửi", style.BODY_SIZE, align=Align.LEFT),
    Style("ThamQuyen", "Thẩm quyền ban hành", style.TITLE_SIZE, bold=True, after=style.ISSUER_GAP),
    _body("CanCu", "Căn cứ", italic=True),
    _body("NoiDung", "Nội dung"),
    _body("Dieu", "Điều"),
    _body("Muc", "Mục", bold=True, keeps_next=True),
    Style("TieuDeCot", "Tiêu đề cột", style.TABLE_SIZE, bold=True, keeps_next=True),
    Style("OBang", "Ô bảng", style.TABLE_SIZE, align=Align.LEFT),
    Style("OBangDam", "Ô bảng đậm", style.TABLE_SIZE, bold=True, align=Align.LEFT),
    Style("ODanhDau", "Ô đánh dấu", style.BOX_SIZE),
    Style("ChucVuKy", "Chức vụ người ký", style.BODY_SIZE, bold=True, keeps_next=True),
    Style("GhiChuKy", "Ghi chú ký", style.NOTE_SIZE, italic=True, keeps_next=True),
    Style("HoTenKy", "Họ tên người ký", style.BODY_SIZE, bold=True, before=style.SIGN_SPACE),
    Style(
        "NoiNhan",
        "Nơi nhận",
        style.RECIPIENTS_TITLE_SIZE,
        bold=True,
        italic=True,
        align=Align.LEFT,
        keeps_next=True,
    ),
    Style("DanhSachNoiNhan", "Danh sách nơi nhận", style.RECIPIENTS_SIZE, align=Align.LEFT),
    Style("PhuLuc", "Phụ lục", style.TITLE_SIZE, bold=True, after=style.ANNEX_GAP, keeps_next=True),
    Style("KemTheo", "Kèm theo", style.NOTE_SIZE, italic=True, keeps_next=True),
    Style("SoTrang", "Số trang", style.PAGE_NUMBER_SIZE),
    # A line is the border of an empty paragraph: it keeps its place while the text above changes.
    Style("DuongKe", "Đường kẻ", 1, exact=_RULE, keeps_next=True),
    Style("KhoangCach", "Khoảng cách", 1, exact=style.PARAGRAPH_GAP * MM),
    Style("CuoiPhan", "Cuối phần", 1, exact=1),
)

_TABLE_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def cell_margins(*, is_framed: bool) -> str:
    """Return the room inside cells; LibreOffice does not take it from a table's style."""
    above = points(style.CELL_ABOVE * MM) if is_framed else 0
    # Word adds the line between rows to the height; the drawn table does not.
    below = points((style.CELL_BELOW - style.TABLE_LINE) * MM) if is_framed else 0
    sides = points(style.CELL_SIDE * MM) if is_framed else 0
    sizes = (("top", above), ("left", sides), ("bottom", below), ("right", sides))
    marks = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in sizes)
    return f"<w:tblCellMar>{marks}</w:tblCellMar>"


def _table_style(code: str, name: str, properties: str) -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{code}"><w:name w:val="{name}"/>'
        f"<w:tblPr>{properties}</w:tblPr></w:style>"
    )


@cache
def styles_part() -> bytes:
    """Return ``word/styles.xml``."""
    fonts = " ".join(f'w:{kind}="{FONT}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    size = f"{style.BODY_SIZE * 2:.0f}"
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:sz w:val="{size}"/>'
        f'<w:szCs w:val="{size}"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="vi-VN"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/><w:pPr><w:widowControl/></w:pPr></w:style>"
        '<w:style w:type="character" w:customStyle="1" w:styleId="ConThieu">'
        '<w:name w:val="Còn thiếu"/><w:qFormat/><w:rPr><w:b/></w:rPr></w:style>'
    )
    borders = f"<w:tblBorders>{_TABLE_BORDERS}</w:tblBorders>"
    tables = _table_style("Bang", "Bảng", borders + cell_margins(is_framed=True)) + _table_style(
        "Khung", "Khung không kẻ", cell_margins(is_framed=False)
    )
    listed = "".join(each.xml() for each in STYLES)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:styles {NAMESPACE}>{defaults}{normal}{listed}{tables}</w:styles>"
    ).encode()
