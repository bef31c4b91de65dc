"""The order of the Vietnamese alphabet (choices.md part 2, Q3: all 89 letters)."""

import random
import unicodedata

import pytest

from desktop.vietnamese.sorting import name_sort_key, sort_key

# Each row is one letter with its tones: ngang, huyền, hỏi, ngã, sắc, nặng.
ALPHABET = (
    "aàảãáạ ăằẳẵắặ âầẩẫấậ b c d đ eèẻẽéẹ êềểễếệ g h iìỉĩíị k l m n oòỏõóọ ôồổỗốộ ơờởỡớợ p q r s t "
    "uùủũúụ ưừửữứự v x yỳỷỹýỵ"
).replace(" ", "")


def test_all_89_letters_stand_in_the_order_of_the_alphabet() -> None:
    shuffled = list(ALPHABET)
    random.Random(89).shuffle(shuffled)
    assert len(ALPHABET) == 89
    assert "".join(sorted(shuffled, key=sort_key)) == ALPHABET


@pytest.mark.parametrize(
    "in_order",
    [
        ["An", "Ánh", "Ẩn", "Dũng", "Đào", "Em"],  # choices.md part 1, §5
        ["Ba", "Bà", "Bả", "Bã", "Bá", "Bạ", "Ban", "Bàn"],
        ["Mã", "Má", "Mai"],
        ["Thôn 1", "Thôn 2", "Thôn 02B", "Thôn 10", "Thôn Đông", "Thôn Đông Hạ"],
        ["Hà", "Hà Nam", "Hải"],
        ["Đ", "E"],
        ["Ƀhan", "Bhiŏ", "Ƀlo", "Cơ̆n"],
        ["Fa", "Ga", "Ja", "Ka", "Va", "Wa", "Xa", "Ya", "Za"],
    ],
)
def test_words_sort_letters_first_and_tones_second(in_order: list[str]) -> None:
    shuffled = in_order[:]
    random.Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == in_order


def test_people_are_listed_by_given_name_then_family_name_then_middle() -> None:
    in_order = [
        "An",
        "Bùi Văn An",
        "Đỗ Văn An",
        "Trần An",
        "Trần Đức An",
        "Trần Văn An",
        "Nguyễn Thị Ánh",
        "Lê Thị Ẩn",
        "Phạm Dũng",
        "Vũ Thị Đào",
        "Nguyễn Ơn",
        "Nguyễn Văn Uy",
        "Hồ Thị Ước",
        "Lê Hải Yến",
    ]
    shuffled = in_order[:]
    random.Random(2).shuffle(shuffled)
    assert sorted(shuffled, key=name_sort_key) == in_order


def test_case_signs_and_unicode_form_do_not_change_the_place() -> None:
    name = "Đặng Thị Ước"
    assert sort_key("ĐẶNG – thị, Ước") == sort_key(name)
    assert name_sort_key(unicodedata.normalize("NFD", name)) == name_sort_key(f" {name}  ")
    assert sort_key("Nguyễn (Ba)") == sort_key("nguyễn ba")


def test_a_key_is_plain_ascii_so_that_every_database_orders_it_alike() -> None:
    for name in ("Đặng Thị Ước 12", "Hồ Y'Ban Ñ 漢", ""):
        for key in (sort_key(name), name_sort_key(name)):
            assert key.isascii()
            assert key.isalnum()
            assert key == key.lower()


def test_a_shorter_given_name_with_a_late_tone_keeps_its_place_before_the_family_name() -> None:
    # «Hoa» without tone before «Hoá», whatever the family names are.
    assert name_sort_key("Ưng Văn Hoa") < name_sort_key("An Văn Hoá")
