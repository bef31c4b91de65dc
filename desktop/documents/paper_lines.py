"""The texts of an official paper as they are read, the same for every renderer.

A renderer asks here for words and marks, and itself decides only where they stand and how large.
Every text is cleaned as paper needs it; missing values are still marked, for ``pieces`` to find.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop.documents import paper_style as style
from desktop.documents.paper import (
    MISSING,
    Annex,
    Article,
    Block,
    Heading,
    OfficialPaper,
    PageBreak,
    Paragraph,
    Table,
    shown,
)
from desktop.documents.printed import printed, roman

LABEL_ADDRESSED = "Kính gửi:"
LABEL_RECIPIENTS = "Nơi nhận:"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text as it is read; ``is_missing`` parts are bold on a yellow ground."""

    text: str
    is_missing: bool = False


def pieces(text: str) -> tuple[Piece, ...]:
    """Return the text cut at its missing values; none for an empty text."""
    if MISSING.search(text) is None:
        return (Piece(text),) if text else ()
    # With one group in the pattern, every second part is a label.
    return tuple(
        Piece(f"[thiếu: {part}]", is_missing=True) if index % 2 else Piece(part)
        for index, part in enumerate(MISSING.split(text))
        if part or index % 2
    )


def capitals(text: str) -> str:
    """Return the text in capitals, but the labels of its missing values as they are."""
    marks = MISSING.finditer(text)
    return MISSING.sub(lambda _: next(marks).group(), text.upper())


def lines(text: str) -> list[str]:
    """Return the lines of a text, cleaned."""
    return printed(text).splitlines()


def document_title(paper: OfficialPaper) -> str:
    """Return the name the file bears inside, «Tờ trình 12/TTr-UBND - Về việc …»."""
    parts = (f"{paper.title} {paper.number}", paper.subject)
    cleaned = (" ".join(shown(printed(part)).split()) for part in parts)
    return " - ".join(part for part in cleaned if part)


def author(paper: OfficialPaper) -> str:
    """Return the office, on one line."""
    return shown(" ".join(printed(paper.agency).split()))


def number_line(paper: OfficialPaper) -> str:
    """Return «Số: 12/TTr-UBND», or nothing for a paper that bears no number."""
    return f"Số: {printed(paper.number)}" if paper.number.strip() else ""


def addressee_lines(paper: OfficialPaper) -> list[str]:
    """Return «Kính gửi: …» alone for one addressee; else a line each, marked, without label."""
    given = [printed(line) for line in paper.addressed_to]
    if len(given) == 1:
        return [f"{LABEL_ADDRESSED} {given[0]}"]
    last = len(given) - 1
    return [f"- {line}{';' if index < last else '.'}" for index, line in enumerate(given)]


def base_lines(paper: OfficialPaper) -> list[str]:
    """Return the legal bases: each ends in a semicolon, the last in a full stop."""
    given = [printed(base).rstrip(" .;") for base in paper.bases]
    return [*(f"{base};" for base in given[:-1]), *(f"{base}." for base in given[-1:])]


def recipient_lines(paper: OfficialPaper) -> list[str]:
    """Return Nơi nhận without its label: dashes, semicolons, a full stop after the last."""
    given = [printed(line).rstrip(" .;") for line in paper.recipients]
    return [*(f"- {line};" for line in given[:-1]), *(f"- {line}." for line in given[-1:])]


def ended(body: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the body with the end mark after its last words; a table takes none."""
    if not body or isinstance(body[-1], Table | Heading | PageBreak):
        return body
    last = body[-1]
    words = last.text.rstrip().rstrip(".") + style.END_MARK
    return (*body[:-1], replace(last, text=words))


def kept_with_signatures(body: tuple[Block, ...]) -> int:
    """Return how many of the body's last blocks stand on the page of the signatures.

    The last one, or the signatures would be alone, and the titles over it; none where the last one
    is a table that may fill a page.
    """
    last = body[-1]
    if isinstance(last, PageBreak) or (
        isinstance(last, Table) and len(last.rows) > style.LOW_TABLE
    ):
        return 0
    count = 1
    while count < len(body) and isinstance(body[-count - 1], Heading):
        count += 1
    return count


def paragraphs(block: Paragraph | Article) -> Iterator[tuple[str, str]]:
    """Yield lead and text of each printed paragraph; only the first has a lead."""
    lead = f"Điều {block.number}." if isinstance(block, Article) else printed(block.lead)
    first, *others = lines(block.text) or [""]
    yield lead, first
    for other in others:
        yield "", other


def annex_label(index: int, count: int) -> str:
    """Return «Phụ lục», with a Roman number where there are several; ``index`` begins at 0."""
    return "Phụ lục" if count == 1 else f"Phụ lục {roman(index + 1)}"


def annex_subtitle(annex: Annex) -> str:
    """Return «(Kèm theo …)»."""
    return f"({printed(annex.subtitle)})"
