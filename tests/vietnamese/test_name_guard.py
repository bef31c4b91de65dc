"""Two writings of a name: the same only letter by letter, and in what they differ otherwise."""

from __future__ import annotations

import unicodedata

import pytest

from desktop.vietnamese.name_guard import DifferenceKind, compare

VIETNAMESE = (
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
    "ÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬĐÈẺẼÉẸÊỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢÙỦŨÚỤƯỪỬỮỨỰỲỶỸÝỴ"
)
U, S, L, C, T, Y, M, X = (
    DifferenceKind.UNSEEN,
    DifferenceKind.SPACES,
    DifferenceKind.LOOK_ALIKE,
    DifferenceKind.CASE,
    DifferenceKind.TONE_PLACE,
    DifferenceKind.I_Y,
    DifferenceKind.MARKS,
    DifferenceKind.OTHER,
)

CASES = [
    # i hay y
    ("Trần Thị Lý", "Trần Thị Lí", (Y,)),
    ("Nguyễn Thị Quý", "Nguyễn Thị Quí", (Y,)),
    ("Lê Thị Mỹ", "Lê Thị Mĩ", (Y,)),
    ("Phạm Thị Vy", "Phạm Thị Vi", (Y,)),
    ("Đỗ Kỳ", "Đỗ Kì", (Y,)),
    ("Hoàng Sỹ", "Hoàng Sĩ", (Y,)),
    ("Trương Thị Ly", "Trương Thị Li", (Y,)),
    ("LÝ THÁI", "LÍ THÁI", (Y,)),
    ("Thôn Ký Con", "Thôn Kí Con", (Y,)),
    # vị trí dấu thanh
    ("Nguyễn Thị Hòa", "Nguyễn Thị Hoà", (T,)),
    ("Trần Thúy Hà", "Trần Thuý Hà", (T,)),
    ("Lê Thị Thủy", "Lê Thị Thuỷ", (T,)),
    ("Bùi Thị Thùy", "Bùi Thị Thuỳ", (T,)),
    ("Vũ Văn Tòan", "Vũ Văn Toàn", (T,)),
    ("Đặng Thị Khỏe", "Đặng Thị Khoẻ", (T,)),
    ("Hội Nông dân xã Hòa Bình", "Hội Nông dân xã Hoà Bình", (T,)),
    ("Nguyễn Hữu Tụê", "Nguyễn Hữu Tuệ", (T,)),
    ("XÃ HÒA AN", "XÃ HOÀ AN", (T,)),
    # dấu
    ("Siu Ngư̆", "Siu Ngư", (M,)),
    ("Y Ƀhiŏ Niê Kđăm", "Y Bhiŏ Niê Kđăm", (M,)),
    ("Ksor Ô̆n", "Ksor Ŏ̂n", (M,)),
    # khoảng trắng
    ("Nguyễn Văn An", "Nguyễn  Văn An", (S,)),
    ("Nguyễn Văn An", "Nguyễn Văn An ", (S,)),
    ("Nguyễn Văn An", "Nguyễn Văn\u00a0An", (S,)),
    ("Nguyễn Văn An", "NguyễnVăn An", (S,)),
    ("Nguyễn Văn An", "Nguyễn Văn\tAn", (S,)),
    ("Hội Thi đua - Khen thưởng", "Hội Thi đua-Khen thưởng", (S,)),
    # chữ hoa, chữ thường
    ("Nguyễn Văn An", "NGUYỄN VĂN AN", (C,)),
    ("Nguyễn văn An", "Nguyễn Văn An", (C,)),
    ("Thôn đoài", "Thôn Đoài", (C,)),
    ("Trường Tiểu học Đông An", "Trường tiểu học Đông An", (C,)),
    ("đỗ ước", "ĐỖ ƯỚC", (C,)),
    # chữ trông giống nhau
    ("Nguyễn Văn An", "Nguyễn Văn \u0410n", (L,)),  # А Cyrillic
    ("Lê Thị Hoa", "Lê Thị H\u043ea", (L,)),  # о Cyrillic
    ("Trần Bá Cường", "Trần \u0412á Cường", (L,)),  # В Cyrillic
    ("Phạm Thị Mơ", "Phạm Thị \u039cơ", (L,)),  # Μ Greek
    ("Đặng Thị Ước", "Ðặng Thị Ước", (L,)),  # Ð eth
    ("Đặng Thị Ước", "Ɖặng Thị Ước", (L,)),  # Ɖ African D
    ("Vũ Đức", "Vũ ðức".replace("ð", "Ð"), (L,)),
    ("đinh", "ðinh", (L,)),
    ("đinh", "d\u0335inh", (L,)),
    ("Nguyễn Văn An", "Ｎguyễn Văn An", (L,)),  # full width
    ("Thôn Bul", "Thôn BuI", (L,)),  # I for l
    ("Tổ 10", "Tổ 1O", (L,)),
    ("Tổ 1", "Tổ l", (L,)),
    ("Hội Thi đua - Khen thưởng", "Hội Thi đua – Khen thưởng", (L,)),
    ("Ma Seo Chu'", "Ma Seo Chu’", (L,)),
    ("Nấm", "N\u0061\u0301\u0302m", (L,)),  # tone before shape
    # ký tự không nhìn thấy
    ("Nguyễn Văn An", "Nguyễn Văn An\u200b", (U,)),
    ("Nguyễn Văn An", "Nguyễn \u00adVăn An", (U,)),
    ("Nguyễn Văn An", "\ufeffNguyễn Văn An", (U,)),
    ("Nguyễn Văn An", "Nguyễn V\u200căn An", (U,)),
    ("Nguyễn Văn An", "Nguyễn Văn A\u034fn", (U,)),
    # dấu
    ("Nguyễn Văn Ân", "Nguyễn Văn An", (M,)),
    ("Đặng Thị Ước", "Dang Thi Uoc", (M,)),
    ("Đỗ Văn Dũng", "Đỗ Văn Dung", (M,)),
    ("Lê Thị Bảo", "Lê Thị Bão", (M,)),
    ("Trần Văn Đức", "Trần Văn Dức", (M,)),
    ("Thôn Ngọc Sơn", "Thôn Ngọc Son", (M,)),
    ("Hồ Thị Phương", "Hổ Thị Phương", (M,)),
    # nhiều kiểu cùng lúc
    ("Nguyễn Thị Thúy", "NGUYỄN THỊ THUÝ", (C, T)),
    ("Lý Thị Hòa", "Lí Thị Hoà", (T, Y)),
    ("Trần Thị Lý", "TRẦN  THỊ LÍ", (S, C, Y)),
    ("Đặng Ước", "ÐẶNG ƯỚC", (L, C)),
    # chữ khác hẳn
    ("Nguyễn Văn An", "Nguyễn Văn Anh", (X,)),
    ("Nguyễn Văn An", "Trần Văn An", (X,)),
    ("Nguyễn Văn An", "", (X,)),
    ("Giáo viên", "Hiệu trưởng", (X,)),
    ("Thôn 2", "Thôn 3", (X,)),
    ("Sơn", "Xơn", (X,)),
    ("Thôn Bul", "Thôn Bui", (X,)),
]


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize(("left", "right", "kinds"), CASES)
def test_two_writings_differ_in_the_fewest_ways(
    left: str, right: str, kinds: tuple[DifferenceKind, ...]
) -> None:
    for first, second in ((left, right), (right, left)):
        found = compare(first, second)
        assert found is not None
        assert found.kinds == kinds


@pytest.mark.parametrize(
    "name", ["Nguyễn Văn An", VIETNAMESE, "", "Công Tằng Tôn Nữ Hoàng Ngọc Phương Thảo Uyên"]
)
def test_the_same_name_composed_or_not_is_one(name: str) -> None:
    assert compare(name, name) is None
    assert compare(name, unicodedata.normalize("NFD", name)) is None


@pytest.mark.parametrize("letter", VIETNAMESE)
def test_every_vietnamese_letter_differs_from_its_plain_one_in_marks(letter: str) -> None:
    plain = unicodedata.normalize("NFD", letter)[0].replace("đ", "d").replace("Đ", "D")
    found = compare(f"A{letter}", f"A{plain}")
    assert found is not None
    assert found.kinds == (M,)


def test_the_differing_letters_are_told_on_both_sides() -> None:
    left, right = "Nguyễn Thị Hòa", "Nguyễn Thị Hoà"
    found = compare(left, right)
    assert found is not None
    assert [left[a:b] for a, b in found.left] == ["òa"]
    assert [right[a:b] for a, b in found.right] == ["oà"]


def test_spans_are_counted_in_the_composed_text() -> None:
    found = compare(unicodedata.normalize("NFD", "Nguyễn Ân"), "Nguyễn An")
    assert found is not None
    assert found.left == ((7, 8),)


def test_what_was_left_out_has_an_empty_place() -> None:
    found = compare("Nguyễn An", "Nguyễn Văn An")
    assert found is not None
    assert found.left == ((7, 7),)
    assert ["Nguyễn Văn An"[a:b] for a, b in found.right] == ["Văn "]


def test_each_place_of_a_long_text_that_differs_is_found() -> None:
    found = compare("Trường Tiểu học " * 20, "Trường Tiểu hoc " * 20)
    assert found is not None
    assert len(found.left) == 20
