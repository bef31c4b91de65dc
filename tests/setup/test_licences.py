"""Every library and font the program ships with is listed, and its licence text travels along."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "desktop" / "resources" / "fonts"


def test_the_list_and_the_texts_fit_what_is_installed() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/collect_licences.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_font_has_its_licence_beside_it() -> None:
    families = {font.stem.partition("-")[0] for font in FONTS.glob("*.[to]tf")}
    assert families
    assert {f for f in families if not (FONTS / f / "LICENSE.txt").is_file()} == set()


def test_the_program_itself_is_under_apache_2() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    assert 'license = "Apache-2.0"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_qt_comes_with_the_licence_that_lets_it_be_replaced() -> None:
    table = (ROOT / "THIRD_PARTY_LICENSES.md").read_text(encoding="utf-8")
    qt = next(line for line in table.splitlines() if line.startswith("| PySide6"))
    assert "licences/LGPL-3.0.txt" in qt
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (ROOT / "licences/LGPL-3.0.txt").read_text(
        "utf-8"
    )
