"""Every text of every ready layout lies in its box to 0.3 mm, seen at 600 dots an inch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from desktop.documents.certificate_canvas import draw_pages
from desktop.documents.certificate_text import CertificateText
from desktop.documents.certificates import place_all
from desktop.documents.layout import Box, Layout
from desktop.documents.layout_file import list_layouts, load_layout
from desktop.law.terms import RecipientKind
from tests.documents.samples import certificate

_DPI = 600
_PX = _DPI / 25.4
_SLACK = 0.3

_MARKED = certificate(
    "1284",
    name="Công Tằng Tôn Nữ Ẵng Ngưỡng Quỳnh Giỡ",
    honorific="Hộ gia đình ông",
    authority="Chủ tịch Ủy ban nhân dân thành phố Gia Nghĩa Ẵng Quỹ",
    award_title="Giấy khen Ẵ Ỵ",
    post_unit="Phó Trưởng ban Thường trực Ban Quản lý rừng phòng hộ Ngưỡng Ẵng, xã Quảng Ngưỡng",
    achievement="Đã có thành tích đặc biệt xuất sắc, dũng cảm cứu cháu Nguyễn Ngọc Quỳnh Hương và "
    "cháu Lường Thị Ngưỡng khỏi đuối nước tại đập Ẵng Quỹ, góp phần tuyên truyền, vận động nhân "
    "dân phòng, chống thiên tai và xây dựng nông thôn mới nâng cao giai đoạn 2021 - 2025",
    signer_title="KT. Chủ tịch\nPhó Chủ tịch",
    signer_name="Nguyễn Ngưỡng Quỳnh",
    check_code="7K3M-9QTZ",
)
_COLLECTIVE = replace(
    _MARKED,
    kind=RecipientKind.COLLECTIVE,
    honorific="Tập thể",
    name="Ban Chỉ huy Phòng, chống thiên tai và Tìm kiếm cứu nạn, Phòng thủ dân sự xã Ẵng Quỹ",
)
_CODES = [code for code, _ in list_layouts() if code != "a4-overlay"]


def _apart(boxes: tuple[Box, ...]) -> list[tuple[Box, ...]]:
    """Return the boxes in groups in which none stands within 2 mm of another."""
    groups: list[list[Box]] = []
    for box in boxes:
        for group in groups:
            if not any(_near(box, other) for other in group):
                group.append(box)
                break
        else:
            groups.append([box])
    return [tuple(group) for group in groups]


def _near(one: Box, other: Box) -> bool:
    return (
        one.x - 2 < other.x + other.width
        and other.x - 2 < one.x + one.width
        and one.y - 2 < other.y + other.height
        and other.y - 2 < one.y + one.height
    )


def _pages(layout: Layout, text: CertificateText) -> Iterator[tuple[Layout, Image.Image]]:
    """Yield the certificate a few boxes at a time, without its drawings."""
    parts = [
        replace(layout, boxes=group, ornaments=(), overlay=False)
        for group in _apart(layout.printed_boxes(overlay=False))
    ]
    pages, _ = place_all([text] * len(parts), parts)
    with pypdfium2.PdfDocument(draw_pages(pages)) as document:
        for part, page in zip(parts, document, strict=True):
            bitmap = page.render(scale=_DPI / 72, grayscale=True)
            yield part, bitmap.to_pil()


def _edges(box: Box, more: float) -> tuple[int, int, int, int]:
    left, top = (box.x - more) * _PX, (box.y - more) * _PX
    right, bottom = (box.x + box.width + more) * _PX, (box.y + box.height + more) * _PX
    return round(left), round(top), round(right), round(bottom)


@pytest.mark.parametrize("code", _CODES)
@pytest.mark.parametrize("text", [_MARKED, _COLLECTIVE], ids=["person", "collective"])
def test_no_ink_leaves_its_box(code: str, text: CertificateText) -> None:
    for part, picture in _pages(load_layout(code), text):
        ink = picture.point(lambda level: 255 if level < 128 else 0)
        for box in part.boxes:
            assert ink.crop(_edges(box, 0)).getbbox() is not None, box.id
        pen = ImageDraw.Draw(ink)
        for box in part.boxes:
            pen.rectangle(_edges(box, _SLACK), fill=0)
        outside = ink.getbbox()
        assert outside is None, (code, [edge / _PX for edge in outside or ()])
