"""Several papers in one file, each beginning a page and counted from 1: ballots, extracts."""

# mypy: allow-untyped-calls
# reportlab has no annotations.

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.documents.paper import OfficialPaper
from desktop.documents.paper_letters import require_printable
from desktop.documents.paper_lines import author, document_title


def batch_pdf(papers: Sequence[OfficialPaper]) -> bytes:
    """Return papers without annexes as one PDF; at least one.

    Raises:
        DocumentFailed: LETTER_MISSING_IN_FONT, as for one paper.
    """
    from reportlab.platypus.doctemplate import NextPageTemplate
    from reportlab.platypus.flowables import PageBreak

    from desktop.documents.paper_flow import paper_flow
    from desktop.documents.paper_pages import draw_story

    story: list[Any] = []
    for paper in papers:
        require_printable(paper)
        if story:
            story += [NextPageTemplate("portrait-first"), PageBreak()]
        story += paper_flow(paper)
    return draw_story(story, document_title(papers[0]), author(papers[0]))


def batch_docx(papers: Sequence[OfficialPaper]) -> bytes:
    """Return papers without annexes as one Word file, a section each; at least one.

    Raises:
        DocumentFailed: LETTER_MISSING_IN_FONT, as for one paper.
    """
    from desktop.documents.paper_docx_body import body_part
    from desktop.documents.paper_docx_parts import section, write_docx
    from desktop.documents.paper_docx_text import paragraph

    for paper in papers:
        require_printable(paper)
    # The last paragraph of a file is empty and its section's properties follow it; inside the
    # file a section's properties stand in that paragraph.
    last = paragraph("CuoiPhan", "") + section()
    between = paragraph("CuoiPhan", "", layout=section())
    bodies = [body_part(paper).removesuffix(last) for paper in papers]
    return write_docx(between.join(bodies) + last, document_title(papers[0]), author(papers[0]))
