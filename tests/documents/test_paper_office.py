"""An office program opens our Word files and prints the pages our PDF has, word for word."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from desktop.documents.paper_docx import paper_docx
from desktop.documents.paper_pdf import paper_pdf
from tests.documents.paper_samples import papers
from tests.documents.reading import Pdf

SAMPLES = papers()


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pdf]:
    """Every sample, printed from its Word file by one run of LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not on this machine")
    if not _has_the_measures():
        pytest.skip("no font with the measures of Times New Roman (fonts-liberation2) is installed")
    folder = tmp_path_factory.mktemp("office")
    files = {name: folder / f"{number}.docx" for number, name in enumerate(SAMPLES)}
    for name, file in files.items():
        file.write_bytes(paper_docx(SAMPLES[name]))
    _convert(office, folder, list(files.values()))
    return {name: Pdf(file.with_suffix(".pdf")) for name, file in files.items()}


def _has_the_measures() -> bool:
    """Whether the machine has Times New Roman or a font as wide; lines break elsewhere without."""
    asked = ["fc-match", "--format=%{family}", "Times New Roman"]
    found = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    return any(family in found for family in ("Times New Roman", "Liberation Serif", "Tinos"))


def _convert(office: str, folder: Path, files: list[Path]) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=120)


@pytest.mark.parametrize("name", SAMPLES)
def test_word_prints_the_pages_of_the_pdf_with_the_same_words(
    name: str, printed: dict[str, Pdf]
) -> None:
    ours = Pdf(paper_pdf(SAMPLES[name]))
    assert printed[name].texts == ours.texts
    assert printed[name].sizes == [pytest.approx(size, abs=0.2) for size in ours.sizes]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("letter", "CỘNG HÒA XÃ HỘI"),
        ("letter", "Số: 12/TTr"),
        ("letter", "Đông An, ngày"),
        ("letter", "TỜ TRÌNH"),
        ("letter", "Kính gửi"),
        ("letter", "Căn cứ Luật"),
        ("letter", "Tổng cộng"),
        ("letter", "- Lưu: VT"),
        ("letter", "Nguyễn Hữu Đạt"),
        ("decision", "Điều 4."),
        ("report of a person", "XÁC NHẬN CỦA CẤP"),
    ],
)
def test_each_part_stands_where_it_stands_in_the_pdf(
    name: str, shown: str, printed: dict[str, Pdf]
) -> None:
    ours, theirs = Pdf(paper_pdf(SAMPLES[name])), printed[name]
    page = next(index for index, text in enumerate(ours.texts) if shown in text)
    mine, other = ours.find(shown, page)[0], theirs.find(shown, page)[0]
    assert other.left == pytest.approx(mine.left, abs=0.5)
    assert other.bottom == pytest.approx(mine.bottom, abs=0.7)
