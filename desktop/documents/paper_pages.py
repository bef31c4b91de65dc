"""Pages of an official paper: margins, page numbers, and each annex counted by itself."""

# mypy: allow-untyped-calls
# reportlab has no annotations.

from __future__ import annotations

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import BaseDocTemplate, NextPageTemplate, PageTemplate
from reportlab.platypus.flowables import Flowable, PageBreak
from reportlab.platypus.frames import Frame

from desktop.documents import paper_style as style
from desktop.documents.layout import MM
from desktop.documents.paper import OfficialPaper
from desktop.documents.paper_flow import annex_flow, paper_flow
from desktop.documents.paper_lengths import face, text_width
from desktop.documents.paper_lines import annex_label, author, document_title
from desktop.documents.paper_text import load_family

_CREATOR = "Gương Sáng"


def draw_paper(paper: OfficialPaper) -> bytes:
    """Return the PDF of ``paper``; all its letters are known to be in the font."""
    return draw_story(_story(paper), document_title(paper), author(paper))


def draw_story(story: list[Flowable], title: str, author: str) -> bytes:
    """Return the PDF of a ready story on the paper's pages."""
    load_family()
    target = BytesIO()
    document = _Pages(
        target,
        pagesize=(style.PAGE[0] * MM, style.PAGE[1] * MM),
        title=title,
        author=author,
        creator=_CREATOR,
        producer=_CREATOR,
        lang="vi-VN",
        invariant=1,
        initialFontName=face(),
        pageTemplates=[*_templates(is_landscape=False), *_templates(is_landscape=True)],
    )
    document.build(story)
    return target.getvalue()


def _story(paper: OfficialPaper) -> list[Flowable]:
    story = paper_flow(paper)
    for index, annex in enumerate(paper.annexes):
        story += [NextPageTemplate(_name(annex.is_landscape, "first")), PageBreak()]
        width = text_width(is_landscape=annex.is_landscape)
        story += annex_flow(annex, annex_label(index, len(paper.annexes)), width)
    return story


def _name(is_landscape: bool, part: str) -> str:
    return f"{'landscape' if is_landscape else 'portrait'}-{part}"


def _templates(*, is_landscape: bool) -> list[PageTemplate]:
    width, height = reversed(style.PAGE) if is_landscape else style.PAGE
    frame_size = (
        style.MARGIN_LEFT * MM,
        style.MARGIN_BOTTOM * MM,
        (width - style.MARGIN_LEFT - style.MARGIN_RIGHT) * MM,
        (height - style.MARGIN_TOP - style.MARGIN_BOTTOM) * MM,
    )
    later = _name(is_landscape, "later")
    return [
        PageTemplate(
            _name(is_landscape, part),
            [Frame(*frame_size, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)],
            onPage=on_page,
            pagesize=(width * MM, height * MM),
            autoNextPageTemplate=later,
        )
        for part, on_page in (("first", _start_counting), ("later", _number_page))
    ]


class _Pages(BaseDocTemplate):
    """Knows where the counting of the present paper or annex began."""

    first_page = 1


def _start_counting(_canvas: Canvas, document: _Pages) -> None:
    # The first page of a paper or an annex bears no number, but counts as 1.
    document.first_page = document.page


def _number_page(canvas: Canvas, document: _Pages) -> None:
    width, height = document.pageTemplate.pagesize
    canvas.setFont(face(), style.PAGE_NUMBER_SIZE)
    number = str(document.page - document.first_page + 1)
    canvas.drawCentredString(width / 2, height - style.PAGE_NUMBER_FROM_TOP * MM, number)
