"""Three crosses and six readings of a ruler give back how the printer misses the paper."""

from __future__ import annotations

import math
import random
from dataclasses import fields, replace
from itertools import product

import pytest

from desktop.documents.calibration import (
    Calibration,
    Matrix,
    Readings,
    crosses,
    expected,
    solve,
)
from desktop.errors import DocumentFailed

PAPERS = {"A4": (297.0, 210.0), "30x21": (300.0, 210.0), "36.5x27": (365.0, 270.0)}
PAPERS |= {"40x30": (400.0, 300.0), "A3": (420.0, 297.0), "A4 upright": (210.0, 297.0)}
READING = 0.125
"""Half of the quarter of a millimetre to which a ruler is read."""
BOUND = 0.3


def _at(m: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = m
    return a * x + c * y + e, b * x + d * y + f


def _printer(shift: tuple[float, float], scale: tuple[float, float], turn: float) -> Matrix:
    """Return a printer that scales, then turns (degrees clockwise), then shifts what it prints."""
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return cos * scale[0], sin * scale[0], -sin * scale[1], cos * scale[1], *shift


def _read(printer: Matrix, width: float, height: float) -> Readings:
    """Return what a perfect ruler says about the grid page from this printer."""
    a, b, c = (_at(printer, cross.x, cross.y) for cross in crosses(width, height))
    return Readings(a[0], a[1], b[1], math.dist(a, b), c[0], math.dist(a, c))


def _worst(printer: Matrix, found: Calibration, width: float, height: float) -> float:
    """Return by how much any corner then misses its place, across or down."""
    corners = product((0.0, width), (0.0, height))
    missed = [
        (abs(x - there[0]), abs(y - there[1]))
        for x, y in corners
        for there in [_at(printer, *_at(found.matrix, x, y))]
    ]
    return max(max(pair) for pair in missed)


def _chance_printer(chance: random.Random) -> Matrix:
    return _printer(
        (chance.uniform(-5, 5), chance.uniform(-5, 5)),
        (chance.uniform(0.99, 1.01), chance.uniform(0.99, 1.01)),
        chance.uniform(-0.8, 0.8),
    )


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_any_shift_scale_and_turn_is_recovered_from_exact_readings(
    paper: tuple[float, float],
) -> None:
    chance = random.Random(1)
    for _ in range(500):
        printer = _chance_printer(chance)
        found = solve(_read(printer, *paper), *paper)
        assert _worst(printer, found.calibration, *paper) < 0.001
        assert found.residual < 0.05


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_whatever_way_each_reading_errs_no_corner_is_left_beyond_the_bound(
    paper: tuple[float, float],
) -> None:
    printer = _printer((2.0, -1.5), (1.004, 0.997), 0.4)
    exact = _read(printer, *paper)
    names = [field.name for field in fields(Readings)]
    for signs in product((-READING, READING), repeat=len(names)):
        errors = dict(zip(names, signs, strict=True))
        wrong = replace(exact, **{name: getattr(exact, name) + errors[name] for name in names})
        found = solve(wrong, *paper)
        assert _worst(printer, found.calibration, *paper) <= BOUND


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_readings_rounded_to_quarters_leave_less_than_the_bound(
    paper: tuple[float, float],
) -> None:
    chance = random.Random(2)
    names = [field.name for field in fields(Readings)]
    for _ in range(1000):
        printer = _chance_printer(chance)
        exact = _read(printer, *paper)
        rounded = replace(exact, **{n: round(getattr(exact, n) * 4) / 4 for n in names})
        found = solve(rounded, *paper)
        assert _worst(printer, found.calibration, *paper) <= BOUND


def test_a_printer_that_misses_nothing_needs_no_correction() -> None:
    found = solve(expected(297, 210), 297, 210)
    assert found.missed == pytest.approx(0, abs=1e-9)
    for place in ((0.0, 0.0), (297.0, 210.0)):
        assert _at(found.calibration.matrix, *place) == pytest.approx(place, abs=1e-9)


def test_a_page_printed_with_a_calibration_improves_on_it() -> None:
    printer = _printer((3.0, 2.0), (1.005, 0.996), -0.6)
    used = Calibration(-2.5, -1.0, 0.999, 1.001, 0.3)

    def printed(x: float, y: float) -> tuple[float, float]:
        return _at(printer, *_at(used.matrix, x, y))

    a, b, c = (printed(cross.x, cross.y) for cross in crosses(297, 210))
    readings = Readings(a[0], a[1], b[1], math.dist(a, b), c[0], math.dist(a, c))
    found = solve(readings, 297, 210, printed_with=used)
    assert _worst(printer, found.calibration, 297, 210) < 0.001


def test_how_far_the_worst_corner_missed_is_told() -> None:
    found = solve(_read(_printer((2.0, 0.0), (1.0, 1.0), 0.0), 297, 210), 297, 210)
    assert found.missed == pytest.approx(2.0, abs=0.001)
    assert found.calibration.right == pytest.approx(-2.0, abs=0.001)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("a_left", 0.5),
        ("a_top", 40.0),
        ("b_top", math.nan),
        ("a_to_b", 26.7),
        ("a_to_b", 0.0),
        ("c_left", -15.0),
        ("a_to_c", math.inf),
        ("b_top", 26.0),
    ],
)
def test_a_reading_no_printer_gives_is_refused_by_its_name(field: str, value: float) -> None:
    with pytest.raises(DocumentFailed) as refusal:
        solve(replace(expected(297, 210), **{field: value}), 297, 210)
    assert refusal.value.code is DocumentFailed.Code.CALIBRATION_IMPOSSIBLE
    assert refusal.value.data["field"] == field
    assert refusal.value.data["expected"] == getattr(expected(297, 210), field)


def test_readings_that_contradict_each_other_are_refused() -> None:
    readings = replace(expected(297, 210), b_top=18.0, c_left=18.0)
    with pytest.raises(DocumentFailed) as refusal:
        solve(readings, 297, 210)
    assert refusal.value.code is DocumentFailed.Code.CALIBRATION_CONTRADICTORY
    assert float(str(refusal.value.data["residual"])) > 0.8


def test_a_printer_whose_lines_are_not_square_is_corrected_too() -> None:
    printer = (1.0, 0.002, 0.001, 1.0, 1.0, -1.0)
    found = solve(_read(printer, 297, 210), 297, 210)
    assert _worst(printer, found.calibration, 297, 210) < 0.001
    assert 0.2 < found.residual < 0.8


def test_turning_is_clockwise_and_comes_before_scaling_and_moving() -> None:
    quarter = Calibration(right=10, down=20, scale_x=2, scale_y=3, rotation=90)
    assert _at(quarter.matrix, 1, 0) == pytest.approx((10, 23))
    assert _at(quarter.matrix, 0, 1) == pytest.approx((8, 20))
