"""Several papers in one file: each begins a page, counted from 1, in PDF and Word alike."""

from __future__ import annotations

import zipfile
from io import BytesIO

from desktop.documents.council_minutes import council_minutes, minutes_extract
from desktop.documents.paper_batch import batch_docx, batch_pdf
from tests.documents.council_samples import ballots, meeting
from tests.documents.reading import Pdf

_PAPERS = [minutes_extract(meeting(), vote) for vote in meeting().votes]


def test_each_paper_begins_a_page() -> None:
    pages = Pdf(batch_pdf(_PAPERS)).texts

    assert len(pages) == 2
    assert all("TRÍCH BIÊN BẢN" in page for page in pages)


def test_pages_are_counted_anew_in_each_paper() -> None:
    long = council_minutes(meeting(votes=tuple(ballots(f"Bà Ơn {n}") for n in range(60))))

    pages = Pdf(batch_pdf([long, long])).texts

    half = len(pages) // 2
    assert pages[1].startswith("2 ")
    assert not pages[half].startswith(str(half + 1))
    assert pages[half + 1].startswith("2 ")


def test_a_word_file_has_a_section_for_each_paper() -> None:
    with zipfile.ZipFile(BytesIO(batch_docx(_PAPERS))) as docx:
        text = docx.read("word/document.xml").decode()

    assert text.count("<w:sectPr>") == 2
    assert text.count("TRÍCH BIÊN BẢN") == 2
