"""Text is broken where it reads well and shrunk no more than it must."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.documents.fitting import fit, line_width
from desktop.documents.fonts import FACES
from desktop.documents.layout import MM, Box

BOX = Box(
    id="achievement",
    text="{achievement}",
    x=0,
    y=0,
    width=100,
    height=40,
    font="Tinos-Regular",
    size=16,
    min_size=8,
    max_lines=4,
)
LONG = (
    "Đã có thành tích xuất sắc trong công tác vận động nhân dân hiến đất, góp công làm đường giao "
    "thông nông thôn và chăm lo đời sống cho phụ nữ nghèo"
)


def _holds(box: Box, text: str) -> None:
    """Assert that the fitted text is whole, and inside the box in both directions."""
    found = fit(box, text)
    assert found is not None
    assert " ".join(found.lines) == text.replace("\u00a0", " ")
    face = FACES[box.font]
    for line in found.lines:
        assert (line_width(box, line) + 2 * face.side) * found.size <= box.width * MM + 0.01
    height = (face.above + face.below + box.leading * (len(found.lines) - 1)) * found.size
    assert height <= box.height * MM + 0.01
    assert len(found.lines) <= box.max_lines


def test_a_short_text_keeps_its_size_and_one_line() -> None:
    found = fit(BOX, "Đã hiến đất làm đường")
    assert found is not None
    assert (found.size, found.lines) == (16, ("Đã hiến đất làm đường",))


@pytest.mark.parametrize("words", range(1, 60, 3))
def test_whatever_its_length_the_text_stays_whole_and_inside(words: int) -> None:
    _holds(BOX, " ".join((LONG + " " + LONG).split()[:words]))


def test_words_are_never_glued_or_cut() -> None:
    found = fit(BOX, LONG)
    assert found is not None
    assert " ".join(found.lines).split() == LONG.split()


def test_lines_are_balanced_rather_than_filled() -> None:
    found = fit(BOX, "Đã có thành tích xuất sắc trong phong trào thi đua yêu nước")
    assert found is not None
    widths = [line_width(BOX, line) for line in found.lines]
    assert len(widths) == 2
    assert min(widths) > 0.6 * max(widths)


def test_a_line_is_shrunk_a_little_before_a_second_one_is_taken() -> None:
    text = "Đã có thành tích xuất sắc trong phong trào thi"
    patient = fit(replace(BOX, one_line_size=12), text)
    assert patient is not None
    assert len(patient.lines) == 1
    assert 12 <= patient.size < 16


def test_a_name_on_no_break_spaces_shrinks_instead_of_breaking() -> None:
    name = "Công Tằng Tôn Nữ Thị Hồng Phượng Hoàng Kim Ngân"
    whole = fit(BOX, name.replace(" ", "\u00a0"))
    assert whole is not None
    assert whole.lines == (name,)
    assert whole.size < 16


def test_a_name_that_cannot_stay_on_one_line_is_refused_rather_than_split() -> None:
    name = "Công Tằng Tôn Nữ Thị Hồng Phượng Hoàng Kim Ngân"
    narrow = replace(BOX, min_size=14)
    assert fit(narrow, name) is not None
    assert fit(narrow, name.replace(" ", "\u00a0")) is None


@pytest.mark.parametrize(
    "together",
    [
        *("năm 2022", "tháng 01", "ngày 05", "số 4", "phụ nữ", "thôn Đông An", "Đông An"),
        *("2021 - 2025", "25.000.000 đồng", "350 m²", "12 triệu", "tổ dân phố"),
    ],
)
def test_what_belongs_together_is_not_parted_where_there_is_a_choice(together: str) -> None:
    for padding in range(30):
        text = f"{'vì ' * padding}đã giúp {together} nhiều việc lớn việc nhỏ trong cả một năm liền"
        found = fit(replace(BOX, width=80), text)
        assert found is not None
        assert any(together in line for line in found.lines), (padding, found.lines)


def test_no_line_ends_in_a_word_that_leans_on_the_next() -> None:
    found = fit(replace(BOX, width=110), "Hội Liên hiệp Phụ nữ và Hội Cựu chiến binh xã Đông An")
    assert found is not None
    assert not any(line.endswith((" và", " xã")) for line in found.lines)


def test_lines_the_caller_broke_stay_as_they_are() -> None:
    found = fit(BOX, "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")
    assert found is not None
    assert found.lines == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


@pytest.mark.parametrize("text", ["W" * 200, f"Đã {'W' * 200} xong", LONG * 40, "a\nb\nc\nd\ne"])
def test_what_cannot_fit_at_the_smallest_size_is_refused(text: str) -> None:
    assert fit(BOX, text) is None


def test_spacing_of_letters_and_words_counts_as_width() -> None:
    spaced = replace(BOX, spacing=2, word_spacing=4)
    for text in ("Chiến sĩ thi đua cơ sở", LONG, "Nguyễn\u00a0Văn\u00a0Ân"):
        _holds(spaced, text)
    assert line_width(spaced, "a\u00a0b") == line_width(spaced, "a b")
