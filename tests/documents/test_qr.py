"""QR codes: a code an independent reader has read is made again, module by module."""

from __future__ import annotations

import pytest

from desktop.documents.qr import LONGEST, modules, rectangles

# Read back as «128 7K3M-9QTZ» by ZXing, version 1, level M.
_READ = """
#######.#.#.#.#######
#.....#.#####.#.....#
#.###.#....#..#.###.#
#.###.#.###...#.###.#
#.###.#..#....#.###.#
#.....#...#...#.....#
#######.#.#.#.#######
........###..........
#.##.###......#..#.##
#.#....#.##.##....###
..##.##.##..###.#.##.
###..#.#....#.#....##
..#.#.###.##.##.###..
........###...#####.#
#######.#.......#..##
#.....#.#..##.#.###.#
#.###.#..#.#..###..##
#.###.#.#....#.....#.
#.###.#.#.##....##...
#.....#..####.#...#..
#######.#.####.##..#.
"""


def test_the_code_is_the_one_a_reader_understood() -> None:
    shown = ["".join("#" if dark else "." for dark in row) for row in modules("128 7K3M-9QTZ")]
    assert shown == _READ.split()


def test_the_rectangles_cover_just_the_dark_modules() -> None:
    rows = modules("128 7K3M-9QTZ")
    unit = 25.0 / (len(rows) + 4)
    found = rectangles("128 7K3M-9QTZ", 10, 20, 25, 25)
    area = sum(width * height for _, _, width, height in found)
    assert area == pytest.approx(sum(map(sum, rows)) * unit**2)
    assert min(x for x, _, _, _ in found) == pytest.approx(10 + 2 * unit)
    assert max(y + height for _, y, _, height in found) == pytest.approx(45 - 2 * unit)


def test_neighbours_in_a_row_are_one_rectangle() -> None:
    found = rectangles("12", 0, 0, 25, 25)
    tops = sorted(y for _, y, _, _ in found)
    first_row = [r for r in found if r[1] == tops[0]]
    assert first_row[0][2] == pytest.approx(7 * first_row[0][3])


def test_a_code_is_square_in_the_middle_of_a_wide_box() -> None:
    found = rectangles("12", 0, 0, 40, 20)
    left, right = min(r[0] for r in found), max(r[0] + r[2] for r in found)
    assert (left + right) / 2 == pytest.approx(20, abs=0.01)
    assert right - left < 20


@pytest.mark.parametrize("text", ["", "x" * (LONGEST + 1)])
def test_what_makes_no_readable_code_is_a_mistake_of_ours(text: str) -> None:
    with pytest.raises(ValueError, match=str(len(text))):
        modules(text)
