"""A printer that shifts, stretches and turns is measured once and corrected to 0.3 mm."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.services.certificate_calibrations import (
    Calibration,
    CertificateCalibrationService,
    Measurement,
    Paper,
)
from desktop.services.desk import Desk
from desktop.views.printing.sheet import write_sheet
from tests.e2e.printed_marks import (
    Distortion,
    farthest,
    nine_crosses,
    picture,
    readings_of,
)
from tests.services.conftest import clock, district, district_template, open_copy

__all__ = ["clock", "district", "district_template", "open_copy"]

pytestmark = pytest.mark.usefixtures("qapp")

A4 = Paper(297, 210)
TOLERANCE_MM = 0.3


def measured(
    calibrations: CertificateCalibrationService, grid: Path, paper: Paper, printer: Distortion
) -> Calibration:
    readings = readings_of(picture(grid, paper, printer), paper, printer)
    row, _ = calibrations.measure(Measurement("Máy in thử", "", paper, readings))
    return row.calibration


@pytest.mark.parametrize(
    ("paper", "printer"),
    [
        (A4, Distortion(right=2.4, down=-1.7, turn=0.45)),
        (A4, Distortion(-1.9, 2.2, 0.9955, 1.0045, -0.38)),
        (Paper(400, 300), Distortion(3.1, 2.6, 1.005, 0.996, 0.3)),
    ],
    ids=["shift and turn", "all at once", "a large blank"],
)
def test_a_known_distortion_is_recovered_by_pdf(
    district: Desk, tmp_path: Path, paper: Paper, printer: Distortion
) -> None:
    grid, sheet = tmp_path / "grid.pdf", tmp_path / "sheet.pdf"
    district.calibrations.write_grid(grid, paper)
    page, places = nine_crosses(paper)
    found = measured(district.calibrations, grid, paper, printer)
    write_sheet(sheet, page, found, "Thử")
    assert farthest(picture(sheet, paper, printer), places) <= TOLERANCE_MM


def test_what_is_not_corrected_misses_by_more(tmp_path: Path) -> None:
    printer = Distortion(-1.9, 2.2, 0.9955, 1.0045, -0.38)
    page, places = nine_crosses(A4)
    write_sheet(tmp_path / "sheet.pdf", page, Calibration(), "Thử")
    assert farthest(picture(tmp_path / "sheet.pdf", A4, printer), places) > 1.0
