"""The bundled fonts hold every Vietnamese letter, and their measures are true."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PIL import ImageFont

from desktop.documents.fonts import (
    FACES,
    FOLDER,
    load,
    missing_letters,
    unit_width,
)
from tests.documents.reading import VIETNAMESE

_EM = 1000
_ASCII = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


@pytest.mark.parametrize("name", FACES)
def test_a_font_has_all_134_vietnamese_letters(name: str) -> None:
    assert len(VIETNAMESE) == 134
    assert missing_letters(name, VIETNAMESE + _ASCII + " -–/.,;:()“”\u00a0") == ""


@pytest.mark.parametrize("name", FACES)
def test_no_letter_reaches_beyond_the_measures_of_its_font(name: str) -> None:
    font = ImageFont.truetype(str(FOLDER / f"{name}.ttf"), _EM)
    boxes = {letter: font.getbbox(letter, anchor="ls") for letter in VIETNAMESE + _ASCII}
    above = max(-box[1] for box in boxes.values()) / _EM
    below = max(box[3] for box in boxes.values()) / _EM
    assert FACES[name].above - 0.1 < above <= FACES[name].above
    assert FACES[name].below - 0.1 < below <= FACES[name].below


@pytest.mark.parametrize("name", FACES)
def test_the_letters_a_name_starts_and_ends_with_swing_no_further_than_stated(name: str) -> None:
    font = ImageFont.truetype(str(FOLDER / f"{name}.ttf"), _EM)
    capitals = [letter for letter in VIETNAMESE + _ASCII if letter.isupper()]
    small = [letter for letter in VIETNAMESE + _ASCII if letter.islower()]
    left = max(-font.getbbox(letter, anchor="ls")[0] for letter in capitals)
    right = max(font.getbbox(c, anchor="ls")[2] - font.getlength(c) for c in small)
    assert max(left, right) / _EM <= FACES[name].side


def test_a_letter_the_font_lacks_is_named_once_and_in_order() -> None:
    assert missing_letters("Tinos-Regular", "Nguyễn 漢 字 漢") == "漢字"


def test_an_unknown_font_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        load("Arial")


def test_a_font_is_loaded_once() -> None:
    assert load("Tinos-Bold") is load("Tinos-Bold")


def test_a_width_is_that_of_the_letters_together() -> None:
    whole = unit_width("Tinos-Regular", "Ưởng")
    assert whole == pytest.approx(sum(unit_width("Tinos-Regular", letter) for letter in "Ưởng"))


def test_every_font_file_comes_with_its_licence() -> None:
    families = {file.stem.partition("-")[0] for file in FOLDER.glob("*.ttf")}
    assert families == {folder.name for folder in FOLDER.iterdir() if folder.is_dir()}
    for family in families:
        licence = (FOLDER / family / "LICENSE.txt").read_text(encoding="utf-8")
        assert "Copyright" in licence
        assert "SIL OPEN FONT LICENSE" in licence


def test_importing_the_documents_does_not_load_the_drawing_library() -> None:
    modules = "achievement_report announcement calibration_sheet certificates decision fonts "
    modules += "layout_exchange layout_file money_list paper_pdf proof_sheet recovery_page"
    lines = [f"import desktop.documents.{name}" for name in modules.split()]
    code = "; ".join([*lines, "import sys; print('reportlab' in sys.modules)"])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
