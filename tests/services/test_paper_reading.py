"""Attached papers on the screen: true ones as they are, broken and hostile ones with a sentence."""

from __future__ import annotations

import io
import zipfile
import zlib
from uuid import UUID

import pytest
from PIL import Image

from desktop.errors import NotFound, ReadingRefused
from desktop.services import paper_pages, paper_reading, word_text
from desktop.services.attachments import AttachmentRow
from desktop.services.desk import Desk
from desktop.services.paper_reading import OpenPaper, PaperKind
from desktop.services.word_text import text_of
from tests.services.came_dossiers import put_commune, put_file, put_received

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_Code = ReadingRefused.Code


def pdf(*pages: str, password: str = "") -> bytes:
    """Return a PDF with a line on each page."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    made = io.BytesIO()
    locked = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(made, pagesize=(595, 842), encrypt=locked)
    for text in pages:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def photo(width: int, height: int, turned: int = 1, kind: str = "JPEG") -> bytes:
    """Return a picture, red on its left half; ``turned`` is its EXIF orientation."""
    picture = Image.new("RGB", (width, height), "white")
    picture.paste("red", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x0112] = turned
    made = io.BytesIO()
    picture.save(made, kind, exif=exif)
    return made.getvalue()


def docx(body: str, head: str = "") -> bytes:
    """Return a Word file with this body."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        whole = f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
        xml = f'<?xml version="1.0"?>{head}{whole}'
        archive.writestr("word/document.xml", xml)
    return made.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def attached(desk: Desk, content: bytes, media_type: str = "application/pdf") -> AttachmentRow:
    dossier = put_received(desk, put_commune(desk, "Ủy ban nhân dân xã Đông An"), 1)
    put_file(desk, ("dossiers", dossier), "giay-to", content, media_type)
    (file,) = desk.paper_reading.papers_of(dossier)
    return file


def opened(desk: Desk, content: bytes, media_type: str = "application/pdf") -> OpenPaper:
    return desk.paper_reading.open(attached(desk, content, media_type))


def refused(desk: Desk, content: bytes, media_type: str = "application/pdf") -> object:
    try:
        paper = opened(desk, content, media_type)
        desk.paper_reading.page(paper, 0, 200)
    except ReadingRefused as error:
        return error.code
    return None


def test_a_pdf_is_read_page_by_page(district: Desk) -> None:
    paper = opened(district, pdf("Mot", "Hai", "Ba"))
    assert (paper.kind, paper.pages, paper.sizes[0]) == (PaperKind.PDF, 3, (595, 842))
    page = district.paper_reading.page(paper, 2, 300)
    assert (page.page, page.width, len(page.pixels)) == (2, 300, 3 * page.width * page.height)
    assert min(page.pixels) < 128  # something is written there


def test_a_text_is_found_on_its_page_whatever_its_case(district: Desk) -> None:
    paper = opened(district, pdf("Mot hai", "Bien ban HOP xet"))
    (hit,) = district.paper_reading.find(paper, "bien ban họp")
    assert hit.page == 1
    ((left, top, right, bottom),) = hit.boxes
    assert 0.1 < left < right < 0.5
    assert 0.1 < top < bottom < 0.2
    assert district.paper_reading.find(paper, "khong co") == ()
    assert district.paper_reading.find(paper, "  ") == ()


def test_a_page_enlarged_without_end_stays_within_its_bound(
    district: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_reading, "LARGEST_PAGE", 250_000)
    page = district.paper_reading.page(opened(district, pdf("Mot")), 0, 90_000)
    assert page.width * page.height <= 260_000


@pytest.mark.parametrize(
    ("turned", "size"), [(1, (40, 20)), (3, (40, 20)), (6, (20, 40)), (8, (20, 40))]
)
def test_a_photograph_stands_upright(district: Desk, turned: int, size: tuple[int, int]) -> None:
    paper = opened(district, photo(40, 20, turned), "image/jpeg")
    assert (paper.kind, paper.sizes) == (PaperKind.IMAGE, (size,))
    page = district.paper_reading.page(paper, 0, size[0])
    assert (page.width, page.height) == size
    first, last = page.pixels[:3], page.pixels[-3:]
    # Red was on the left: turned by half it is on the right, by a quarter above or below.
    is_red_first = {1: True, 3: False, 6: True, 8: False}[turned]
    assert (first[1] < 60) is is_red_first
    assert (last[1] < 60) is not is_red_first


def test_what_is_clear_in_a_picture_lies_on_white(district: Desk) -> None:
    made = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(made, "PNG")
    paper = opened(district, made.getvalue(), "image/png")
    assert set(district.paper_reading.page(paper, 0, 4).pixels) == {255}


def test_a_word_file_is_read_as_text(district: Desk) -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("STT", "Họ tên"))
    body = paragraph("BÁO CÁO THÀNH TÍCH") + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    body += "<w:p><w:r><w:t>Một</w:t><w:tab/><w:t>hai</w:t><w:br/><w:t>ba</w:t></w:r></w:p>"
    paper = opened(district, docx(body), DOCX)
    assert paper.kind is PaperKind.TEXT
    assert paper.text.splitlines() == ["BÁO CÁO THÀNH TÍCH", "STT\tHọ tên", "Một\thai", "ba"]


def test_another_kind_of_file_is_only_named(district: Desk) -> None:
    paper = opened(district, b"PK", "application/vnd.ms-excel")
    assert (paper.kind, paper.pages) == (PaperKind.OTHER, 0)


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.4\n%%EOF", b"%PDF-1.4\n" + b"\xff" * 4000, pdf("Mot")[:300]],
    ids=["no pages", "noise", "cut off"],
)
def test_a_broken_pdf_is_told_and_nothing_more(district: Desk, content: bytes) -> None:
    assert refused(district, content) in {_Code.BROKEN, _Code.TOO_MANY_PAGES}


def test_a_pdf_with_a_password_is_told(district: Desk) -> None:
    assert refused(district, pdf("Mot", password="mat khau")) is _Code.LOCKED


def test_a_pdf_of_too_many_pages_is_left_to_another_program(
    district: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_pages, "MOST_PAGES", 2)
    assert refused(district, pdf("Mot", "Hai", "Ba")) is _Code.TOO_MANY_PAGES


def test_a_file_too_large_is_not_read_into_memory(
    district: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_reading, "LARGEST_FILE", 100)
    assert refused(district, pdf("Mot")) is _Code.FILE_TOO_LARGE


def test_a_picture_that_unpacks_to_the_size_of_a_house_is_not_unpacked(district: Desk) -> None:
    made = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(made, "PNG")
    assert len(made.getvalue()) < 200_000
    assert refused(district, made.getvalue(), "image/png") is _Code.PICTURE_TOO_LARGE


@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xe0", photo(40, 40)[:200]])
def test_a_broken_picture_is_told(district: Desk, content: bytes) -> None:
    assert refused(district, content, "image/jpeg") is _Code.BROKEN


def test_a_zip_bomb_in_a_word_file_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_text, "LARGEST_TEXT", 1_000_000)
    bomb = docx(paragraph("a" * 5_000_000))
    assert len(bomb) < 20_000
    with pytest.raises(ReadingRefused) as error:
        text_of(bomb)
    assert error.value.code is _Code.FILE_TOO_LARGE


def test_entities_that_grow_without_end_are_refused() -> None:
    lol = '<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(ReadingRefused) as error:
        text_of(docx(paragraph("&b;"), lol))
    assert error.value.code is _Code.BROKEN


def test_an_endless_text_is_cut_where_nobody_reads_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_text, "MOST_LETTERS", 50)
    text = text_of(docx("".join(paragraph(f"đoạn thứ {n}") for n in range(100))))
    assert text.startswith("đoạn thứ 0\nđoạn thứ 1")
    assert len(text) < 80


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", docx(paragraph("Một"))[:-30], zlib.compress(b"a"), docx("<w:p>")],
    ids=["empty", "head only", "cut off", "no zip", "no xml"],
)
def test_a_broken_word_file_is_told(content: bytes) -> None:
    with pytest.raises(ReadingRefused) as error:
        text_of(content)
    assert error.value.code is _Code.BROKEN


def test_a_file_that_is_gone_is_not_found(district: Desk) -> None:
    file = attached(district, pdf("Mot"))
    paper = district.paper_reading.open(file)
    district.paper_reading.forget()
    gone = OpenPaper(UUID(int=7), paper.name, paper.kind, paper.pages, paper.sizes)
    with pytest.raises(NotFound):
        district.paper_reading.page(gone, 0, 100)
