"""What a ruler says about a printer is kept for its tray and paper, and used from then on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pypdfium2
import pytest

from desktop.errors import DocumentFailed, NotFound, PrintRefused
from desktop.services.certificate_calibrations import (
    Calibration,
    CertificateCalibrationService,
    Measurement,
    Paper,
    Readings,
)
from desktop.services.desk import Desk

A4 = Paper(297, 210)
# A printer that moves everything 2 mm to the right and 1 mm up.
SHIFTED = replace(A4.expected(), a_left=17.0, c_left=17.0, a_top=14.0, b_top=14.0)


@pytest.fixture
def calibrations(district: Desk) -> CertificateCalibrationService:
    return district.calibrations


def measured(readings: Readings = SHIFTED, **more: object) -> Measurement:
    said = {"printer": "HP LaserJet", "tray": "", "paper": A4, "readings": readings, **more}
    return Measurement(**said)  # type: ignore[arg-type]


def test_readings_become_what_a_print_is_corrected_by(
    calibrations: CertificateCalibrationService,
) -> None:
    row, solution = calibrations.measure(measured())
    assert row.calibration.right == pytest.approx(-2, abs=0.01)
    assert row.calibration.down == pytest.approx(1, abs=0.01)
    assert solution.residual == pytest.approx(0, abs=0.01)
    assert (row.readings, row.measured_by) == (SHIFTED, "Trần Quốc Đạt")
    assert calibrations.find("HP LaserJet", "", A4) == row


def test_a_tray_of_its_own_comes_before_the_printers(
    calibrations: CertificateCalibrationService,
) -> None:
    calibrations.measure(measured())
    calibrations.measure(measured(A4.expected(), tray="tray-2"))
    whole = calibrations.find("HP LaserJet", "tray-1", A4)
    tray = calibrations.find("HP LaserJet", "tray-2", A4)
    assert whole is not None
    assert whole.tray == ""
    assert tray is not None
    assert tray.calibration == Calibration(scale_x=1.0, scale_y=1.0)


def test_another_paper_or_printer_is_not_corrected(
    calibrations: CertificateCalibrationService,
) -> None:
    calibrations.measure(measured())
    assert calibrations.find("HP LaserJet", "", Paper(420, 297)) is None
    assert calibrations.find("Canon", "", A4) is None


def test_measuring_again_replaces_and_counts_from_the_calibration_in_use(
    calibrations: CertificateCalibrationService,
) -> None:
    first, _ = calibrations.measure(measured())
    off = replace(A4.expected(), a_left=15.25, c_left=15.25)
    again, _ = calibrations.measure(measured(off, printed_with=first.id))
    assert again.id == first.id
    assert again.calibration.right == pytest.approx(-2.25, abs=0.01)
    assert len(calibrations.list_rows()) == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"a_left": 45.0}, "a_left"),
        ({"a_to_b": 10.5}, "a_to_b"),
        ({"b_top": float("nan")}, "b_top"),
    ],
)
def test_what_cannot_be_is_refused_by_its_name_and_nothing_is_kept(
    calibrations: CertificateCalibrationService, changed: dict[str, float], field: str
) -> None:
    with pytest.raises(DocumentFailed) as refused:
        calibrations.measure(measured(replace(A4.expected(), **changed)))
    assert (refused.value.code.value, refused.value.data["field"]) == (
        "CALIBRATION_IMPOSSIBLE",
        field,
    )
    assert calibrations.list_rows() == []


def test_readings_that_contradict_each_other_are_refused(
    calibrations: CertificateCalibrationService,
) -> None:
    with pytest.raises(DocumentFailed) as refused:
        calibrations.judge(measured(replace(A4.expected(), b_top=17.0)))
    assert refused.value.code is DocumentFailed.Code.CALIBRATION_CONTRADICTORY


def test_one_put_away_corrects_nothing_until_measured_again(
    calibrations: CertificateCalibrationService,
) -> None:
    row, _ = calibrations.measure(measured())
    calibrations.archive(row.id)
    assert calibrations.find("HP LaserJet", "", A4) is None
    assert calibrations.list_rows() == []
    back, _ = calibrations.measure(measured())
    assert back.id == row.id
    with pytest.raises(NotFound):
        calibrations.archive(uuid4())


def test_a_calibration_is_found_by_its_printers_name(
    calibrations: CertificateCalibrationService,
) -> None:
    calibrations.measure(measured())
    assert calibrations.named("hp laserjet", A4).printer == "HP LaserJet"
    with pytest.raises(PrintRefused) as refused:
        calibrations.named("Canon", A4)
    assert refused.value.data == {"printer": "Canon"}


def test_every_measuring_is_an_event(
    calibrations: CertificateCalibrationService, district: Desk
) -> None:
    row, _ = calibrations.measure(measured())
    (event,) = district.store.history("printer_calibrations", row.id)
    assert (event.event, event.data["paper"]) == ("calibrated", "297x210")


def test_the_grid_page_is_written_at_its_own_size(
    calibrations: CertificateCalibrationService, tmp_path: Path
) -> None:
    target = tmp_path / "grid.pdf"
    calibrations.write_grid(target, Paper(270, 190), "HP LaserJet")
    with pypdfium2.PdfDocument(target) as document:
        width, height = document[0].get_size()
        words = document[0].get_textpage().get_text_bounded()
    assert (round(width * 25.4 / 72), round(height * 25.4 / 72)) == (270, 190)
    assert "HP LaserJet" in words


def test_papers_are_known_by_their_sizes() -> None:
    assert (A4.code, A4.label) == ("297x210", "A4 ngang")
    assert Paper.of("297x210") == A4
    assert Paper(270.5, 190).label == "270,5 x 190 mm"
