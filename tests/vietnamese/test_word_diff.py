"""Texts compared word by word: always true, readable, and done in time whatever is pasted."""

from __future__ import annotations

import random
import unicodedata

import pytest

from desktop.vietnamese.word_diff import Piece, PieceKind, longest_rising, shortened, word_pieces

_S, _R, _A = PieceKind.SAME, PieceKind.REMOVED, PieceKind.ADDED


def _sides(pieces: tuple[Piece, ...]) -> tuple[str, str]:
    old = "".join(p.text for p in pieces if p.kind is not _A)
    return old, "".join(p.text for p in pieces if p.kind is not _R)


def _told(old: str, new: str) -> list[tuple[PieceKind, str]]:
    return [(p.kind, p.text) for p in word_pieces(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("như cũ", "như cũ", [(_S, "như cũ")]),
        ("", "mới", [(_A, "mới")]),
        ("cũ", "", [(_R, "cũ")]),
        (
            "hoàn thành tốt nhiệm vụ.",
            "hoàn thành xuất sắc nhiệm vụ.",
            [(_S, "hoàn thành "), (_R, "tốt"), (_A, "xuất sắc"), (_S, " nhiệm vụ.")],
        ),
        ("nhiệm vụ.", "nhiệm vụ. Xem thêm", [(_S, "nhiệm vụ."), (_A, " Xem thêm")]),
        ("một hai ba", "một bốn năm", [(_S, "một "), (_R, "hai ba"), (_A, "bốn năm")]),
        ("bà Siu Ngư̆m", "bà Siu Ngưm", [(_S, "bà Siu "), (_R, "Ngư̆m"), (_A, "Ngưm")]),
        ("a a b", "a b b", [(_S, "a "), (_R, "a"), (_A, "b"), (_S, " b")]),
    ],
)
def test_words_put_in_and_taken_out_are_told_apart(
    old: str, new: str, expected: list[tuple[PieceKind, str]]
) -> None:
    assert _told(old, new) == expected


def test_a_text_typed_with_loose_marks_is_the_same_text() -> None:
    text = "Đã có thành tích xuất sắc"
    assert _told(unicodedata.normalize("NFD", text), text) == [(_S, text)]


def test_the_pieces_always_make_up_both_texts() -> None:
    chance = random.Random(4)
    words = ["thi", "đua", "khen", "thưởng", "  ", "\n", ".", "năm", "2023"]
    for _ in range(300):
        old = " ".join(chance.choices(words, k=chance.randrange(40)))
        new = " ".join(chance.choices(words, k=chance.randrange(40)))
        assert _sides(word_pieces(old, new)) == (old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 50_000, "b " * 50_000),
        ("a " * 50_000, "a b " * 25_000),
        ("\n" * 100_000, "x\n" * 50_000),
        (" ".join(map(str, range(17_000))), " ".join(map(str, range(17_000, 0, -1)))),
        (
            " ".join(random.Random(1).choices("abcdefgh", k=50_000)),
            " ".join(random.Random(2).choices("abcdefgh", k=50_000)),
        ),
    ],
    ids=["replaced", "interleaved", "empty lines", "turned round", "few words"],
)
def test_a_hundred_thousand_letters_are_compared_whole(old: str, new: str) -> None:
    assert _sides(word_pieces(old, new)) == (old, new)


def test_one_word_changed_in_a_long_report_is_found_alone() -> None:
    words = [f"từ{number % 700}" for number in range(20_000)]
    new = [*words[:9_000], "khác", *words[9_001:]]
    told = _told(" ".join(words), " ".join(new))
    assert [piece for piece in told if piece[0] is not _S] == [(_R, words[9_000]), (_A, "khác")]


def test_long_stretches_without_a_change_are_left_out() -> None:
    old = "đầu " * 200 + "cũ " + "cuối " * 200
    new = "đầu " * 200 + "mới " + "cuối " * 200
    short = shortened(word_pieces(old, new), keep=12)
    assert [p.text for p in short] == [" … đầu đầu ", "cũ", "mới", " cuối cuối … "]
    untouched = word_pieces(old, old)
    assert shortened(untouched, keep=12) == untouched


def test_the_longest_rising_run_is_found() -> None:
    assert longest_rising([]) == []
    assert longest_rising([3, 1, 2, 5, 4, 6]) == [1, 2, 4, 5]
