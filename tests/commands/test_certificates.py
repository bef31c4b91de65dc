"""certificates: what is beside the PDF itself, which ``test_deciding`` writes."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.commands.conftest import Run

PRINTER = "HP LaserJet P2055"
READINGS = "17,14,14,267,17,180"


def decision_of(run: Run, district: Path) -> str:
    return str(run("--json", "--data", district, "list", "decisions").data[0]["id"])


def words_on(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_printer_is_calibrated_and_used_by_its_name(
    run: Run, district_copy: Path, tmp_path: Path
) -> None:
    at = ("--json", "--data", district_copy, "certificates")
    grid = tmp_path / "grid.pdf"
    said = run(*at, "calibrate", "grid", "--to", grid, "--printer", PRINTER)
    assert (said.code, len(said.data["readings"])) == (0, 6)
    assert PRINTER in words_on(grid)
    said = run(*at, "calibrate", "set", "--printer", PRINTER, "--readings", READINGS)
    assert said.code == 0
    assert said.data["right"] == pytest.approx(-2, abs=0.01)
    assert said.data["down"] == pytest.approx(1, abs=0.01)
    listed = run(*at, "calibrate", "list").data
    assert (PRINTER, "297x210") in [(row["printer"], row["paper"]) for row in listed]
    plain, moved = tmp_path / "a.pdf", tmp_path / "b.pdf"
    decision = decision_of(run, district_copy)
    assert run(*at, decision, "--to", plain).code == 0
    said = run(*at, decision, "--to", moved, "--calibration", PRINTER.lower())
    assert said.code == 0
    assert plain.read_bytes() != moved.read_bytes()


def test_readings_that_cannot_be_are_refused_and_nothing_is_kept(
    run: Run, district_copy: Path
) -> None:
    at = ("--json", "--data", district_copy, "certificates", "calibrate")
    before = run(*at, "list").data
    said = run(*at, "set", "--printer", PRINTER, "--readings", "77,14,14,267,17,180")
    assert (said.code, said.data["error"]) == (4, "CALIBRATION_IMPOSSIBLE")
    assert run(*at, "list").data == before


def test_a_printer_nobody_measured_is_refused_by_its_name(
    run: Run, district: Path, tmp_path: Path
) -> None:
    said = run(
        *("--json", "--data", district, "certificates", decision_of(run, district)),
        *("--to", tmp_path / "x.pdf", "--calibration", "Canon"),
    )
    assert (said.code, said.data["error"]) == (4, "NO_CALIBRATION")
    assert "Canon" in said.data["message"]


def test_a_check_code_leads_to_its_certificate(
    run: Run, district_copy: Path, tmp_path: Path
) -> None:
    at = ("--json", "--data", district_copy, "certificates")
    target = tmp_path / "x.pdf"
    run(*at, decision_of(run, district_copy), "--to", target, "--range", "1")
    code = words_on(target).split("Mã kiểm tra: ")[1][:9]
    said = run(*at, "check", code)
    assert (said.code, said.data["outcome"]) == (0, "GENUINE")
    assert said.data["name"]
    said = run(*at, "check", "9999", code)
    assert (said.code, said.data["outcome"]) == (3, "OTHER_NUMBER")
    said = run(*at, "check", "AAAA-AAAA")
    assert (said.code, said.data["outcome"]) == (4, "UNKNOWN")


def test_the_papers_of_a_ceremony_are_written_and_the_proof_is_signed(
    run: Run, district_copy: Path, tmp_path: Path
) -> None:
    decision = decision_of(run, district_copy)
    at = ("--json", "--data", district_copy, "certificates")
    for word in ("proof", "script", "money"):
        said = run(*at, word, decision, "--to", tmp_path / f"{word}.pdf")
        assert said.code == 0
        assert (tmp_path / f"{word}.pdf").read_bytes().startswith(b"%PDF")
    assert run(*at, "proof", decision, "--to", tmp_path / "p.pdf").data["signed"] is False
    assert run(*at, "sign", decision).data["certificates"] > 0
    assert run(*at, "proof", decision, "--to", tmp_path / "p.pdf").data["signed"] is True
    assert run(*at, "log", decision).data == {"sheets": [], "used": 0, "spoiled": 0}


@pytest.mark.parametrize(
    "words",
    [
        ("không-phải-mã", "--to", "x.pdf"),
        ("00000000-0000-4000-8000-000000000001",),
        ("calibrate",),
        ("calibrate", "measure"),
        ("calibrate", "grid"),
        ("calibrate", "set", "--printer", "x"),
        ("calibrate", "set", "--printer", "x", "--readings", "1,2"),
        ("calibrate", "grid", "--to", "x.pdf", "--paper", "A4"),
        ("check",),
        ("proof", "--to", "x.pdf"),
        ("spoil", "00000000-0000-4000-8000-000000000001", "--reason", "x"),
        ("00000000-0000-4000-8000-000000000001", "--to", "x.pdf", "--calibration", "nan,0"),
        ("00000000-0000-4000-8000-000000000001", "--to", "x.pdf", "--calibration", "1e308,0"),
        ("00000000-0000-4000-8000-000000000001", "--to", "x.pdf", "--calibration", "500,0"),
        ("00000000-0000-4000-8000-000000000001", "--to", "x.pdf", "--calibration", "0,0,inf,1"),
        ("00000000-0000-4000-8000-000000000001", "--to", "x.pdf", "--calibration", "0,0,0,-1"),
        ("calibrate", "set", "--printer", "  ", "--readings", "15,15,15,267,15,180"),
    ],
)
def test_words_that_do_not_fit_together_are_wrong_usage(
    run: Run, district: Path, words: tuple[str, ...]
) -> None:
    said = run("--json", "--data", district, "certificates", *words)
    assert (said.code, said.data["error"]) == (2, "WRONG_USAGE")
