"""The page with an office's recovery code, to be printed once and locked away.

Not an official paper: it bears no national title. The code opens the office's data when every
password is lost, so it stands on paper only.
"""

# mypy: allow-untyped-calls
# reportlab has no annotations.

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.documents.layout import MM
from desktop.documents.paper import Align, require
from desktop.documents.paper_letters import require_text
from desktop.vietnamese.dates import long_date

if TYPE_CHECKING:
    from reportlab.platypus.flowables import Flowable

_CODE_SIZE = 30.0
_GROUPS_A_LINE = 3
_TITLE = "MÃ KHÔI PHỤC"
_WHAT_FOR = (
    "Mã dưới đây mở được toàn bộ dữ liệu thi đua, khen thưởng của đơn vị khi không còn ai nhớ mật "
    "khẩu. Phần mềm không lưu mã này ở bất cứ đâu; mất cả mật khẩu lẫn mã thì không ai mở lại được "
    "dữ liệu."
)
_RULES = (
    """
In trang này thành 02 bản. Cho vào phong bì, niêm phong, ghi tên đơn vị và ngày niêm phong bên
 ngoài.
Giao một bản cho lãnh đạo đơn vị giữ, một bản cất trong két hoặc tủ có khóa. Không để cùng chỗ với
 máy tính.
Không chụp ảnh, không gửi qua thư điện tử, Zalo hay tin nhắn, không lưu tệp trên máy tính hoặc USB.
 In xong thì xóa tệp này.
Khi cần dùng: mở chương trình, bấm “Quên mật khẩu?”, gõ mã theo đúng từng nhóm, tên đăng nhập và mật
 khẩu mới. Gõ chữ hoa hay chữ thường đều được.
Dùng xong, mã này hết hiệu lực và chương trình cấp một mã mới. Hãy in lại trang này và hủy bản cũ.
""".strip()
    .replace("\n ", " ")
    .split("\n")
)


@dataclass(frozen=True, slots=True)
class RecoveryPage:
    """What the page says.

    Attributes:
        office: name of the office, «Ủy ban nhân dân xã Đông An».
        code: as it is to be typed, its groups parted by dashes.
        made_on: day the code was made; an older page is void.
    """

    office: str
    code: str
    made_on: date


def recovery_pdf(page: RecoveryPage) -> bytes:
    """Return the page as PDF.

    Raises:
        DocumentFailed: VALUE_MISSING without office or code; LETTER_MISSING_IN_FONT.
    """
    require(office=page.office, code=page.code)
    require_text(page.office)
    # The drawing library takes 140 ms to import; the window must not wait for it.
    from desktop.documents.paper_pages import draw_story

    return draw_story(_story(page), f"Mã khôi phục - {page.office}", page.office)


def _story(page: RecoveryPage) -> list[Flowable]:
    from reportlab.platypus.flowables import Spacer

    from desktop.documents.paper_text import body_text, text

    centered: dict[str, Any] = {"align": Align.CENTER}
    return [
        text(page.office.upper(), 14, bold=True, gap=4, **centered),
        text(_TITLE, 26, bold=True, gap=3, **centered),
        text(f"Lập {long_date(page.made_on)}", 13, italic=True, gap=6, **centered),
        body_text(_WHAT_FOR),
        Spacer(1, 3 * MM),
        _code(page.code.split("-")),
        Spacer(1, 6 * MM),
        *(body_text(f"{number}. {rule}") for number, rule in enumerate(_RULES, start=1)),
    ]


def _code(groups: Sequence[str]) -> Flowable:
    """Return the code in a frame, a cell per group, so that a hand-held copy stays readable."""
    from reportlab.lib.colors import black
    from reportlab.platypus.tables import Table

    from desktop.documents.paper_flow import WIDTH
    from desktop.documents.paper_lengths import face
    from desktop.documents.paper_text import text

    across = min(_GROUPS_A_LINE, len(groups))
    shown = [*(f"{group} -" for group in groups[:-1]), groups[-1]]
    cells = [text(group, _CODE_SIZE, bold=True, align=Align.CENTER) for group in shown]
    cells += [text("", _CODE_SIZE)] * (-len(cells) % across)
    rows = [cells[start : start + across] for start in range(0, len(cells), across)]
    style = [
        ("FONTNAME", (0, 0), (-1, -1), face()),
        ("BOX", (0, 0), (-1, -1), 1.5, black),
        ("TOPPADDING", (0, 0), (-1, -1), 3 * MM),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4 * MM),
    ]
    return Table(rows, colWidths=[WIDTH / across] * across, style=style)
