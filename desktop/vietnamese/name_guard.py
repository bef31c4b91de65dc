"""Two writings of one name compared: the same only where identical once composed (NFC).

«Lý» and «Lí», «hòa» and «hoà» are one name to a reader and two on paper: the certificate must say
what the decision says, letter by letter. So nothing is forgiven here; the kind of difference tells
the officer where to look.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from desktop.vietnamese.labels import Labelled
from desktop.vietnamese.text import nfc

Span = tuple[int, int]


class DifferenceKind(Labelled):
    """In what two writings differ, the least noticeable first."""

    UNSEEN = "UNSEEN", "ký tự không nhìn thấy"
    SPACES = "SPACES", "khoảng trắng"
    LOOK_ALIKE = "LOOK_ALIKE", "chữ trông giống nhau"
    CASE = "CASE", "chữ hoa, chữ thường"
    TONE_PLACE = "TONE_PLACE", "vị trí đặt dấu thanh"
    I_Y = "I_Y", "i hay y"
    MARKS = "MARKS", "dấu"
    OTHER = "OTHER", "chữ khác nhau"


@dataclass(frozen=True, slots=True)
class Difference:
    """How two writings differ.

    Attributes:
        kinds: what it takes to tell them apart; OTHER alone where they are different words.
        left: the parts of the first, composed, that the second does not have: start and end.
        right: the same the other way round; a part may be empty where something is left out.
    """

    kinds: tuple[DifferenceKind, ...]
    left: tuple[Span, ...]
    right: tuple[Span, ...]


def compare(left: str, right: str) -> Difference | None:
    """Return how two writings differ, or None where they are the same."""
    first, second = nfc(left), nfc(right)
    if first == second:
        return None
    edits = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    apart = [(a, b, c, d) for tag, a, b, c, d in edits if tag != "equal"]
    return Difference(
        _kinds(first, second),
        tuple((a, b) for a, b, _, _ in apart),
        tuple((c, d) for _, _, c, d in apart),
    )


def _kinds(first: str, second: str) -> tuple[DifferenceKind, ...]:
    """Return the fewest kinds that, overlooked, would make the two one."""
    # Most different words are told apart at once, without trying every choice of kinds.
    if _skeleton(first) != _skeleton(second):
        return (DifferenceKind.OTHER,)
    for count in range(1, len(_OVERLOOK) + 1):
        for kinds in combinations(_OVERLOOK, count):
            if _overlooked(first, kinds) == _overlooked(second, kinds):
                return kinds
    return (DifferenceKind.OTHER,)


def _skeleton(text: str) -> str:
    """Return what is left of a text with everything overlooked that any kind overlooks."""
    # A capital I is like an l to the eye and an i to the case: here all three are one.
    return _overlooked(text, tuple(_OVERLOOK)).replace("l", "i")


def _overlooked(text: str, kinds: tuple[DifferenceKind, ...]) -> str:
    for kind in kinds:
        text = _OVERLOOK[kind](text)
    return text


_UNSEEN_MARKS = re.compile("[\u034f\u115f\u1160\u3164\ufe00-\ufe0f\uffa0]")


def _without_unseen(text: str) -> str:
    kept = (c for c in text if c.isspace() or unicodedata.category(c) not in {"Cc", "Cf"})
    return nfc(_UNSEEN_MARKS.sub("", "".join(kept)))


def _without_spaces(text: str) -> str:
    return "".join(text.split())


def _table() -> dict[int, str]:
    """Return letters of other alphabets, signs and figures by what they look like."""
    pairs = (
        ("АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһӏԛԝ", "ABESIJKMHOPCTYXaesijopcyxdhlqw"),
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυχ", "ABEZHIKMNOPTYXaivopux"),
        ("ÐƉðɖı", "ĐĐđđi"),
        ("0", "O"),
        ("‐‑‒–—−", "------"),
        ("‘’ʼ`´", "'''''"),
        ("“”„«»", '"""""'),
    )
    table = {ord(a): b for these, those in pairs for a, b in zip(these, those, strict=True)}
    return table | dict.fromkeys(map(ord, "Il1|"), "l")


_LOOK_ALIKES = _table()
_STROKES = re.compile("([dD])[\u0335\u0336]")


def _one_alphabet(text: str) -> str:
    """Return the text in Latin letters, a letter's marks in their usual order."""
    # Full-width letters and ligatures first; a d with a stroke laid over it is a đ.
    whole = _STROKES.sub(lambda m: "đ" if m[1] == "d" else "Đ", _compatible(text))
    plain = unicodedata.normalize("NFD", whole).translate(_LOOK_ALIKES)
    return nfc(re.sub("[\u0300-\u036f]+", _in_order, plain))


def _compatible(text: str) -> str:
    """Return the text with compatibility letters resolved, its spaces as they are."""
    return "".join(c if c.isspace() else unicodedata.normalize("NFKC", c) for c in text)


def _in_order(marks: re.Match[str]) -> str:
    """Return a letter's marks shape before tone: typed the other way round they never compose."""
    return "".join(sorted(marks[0], key=lambda mark: mark in _TONES))


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{_TONES}]")


def _tone_last(text: str) -> str:
    """Return the text with the tone of each word after it, wherever in the word it stood."""
    return " ".join(_word_tone_last(word) for word in text.split(" "))


def _word_tone_last(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    return nfc(_TONE.sub("", letters)) + "".join(_TONE.findall(letters))


def _all_i(text: str) -> str:
    letters = unicodedata.normalize("NFD", text)
    return nfc(letters.replace("y", "i").replace("Y", "I"))


_STROKED = str.maketrans("đĐƀɃ", "dDbB")


def _without_marks(text: str) -> str:
    letters = unicodedata.normalize("NFD", text).translate(_STROKED)
    return "".join(c for c in letters if not unicodedata.combining(c))


_OVERLOOK: dict[DifferenceKind, Callable[[str], str]] = {
    DifferenceKind.UNSEEN: _without_unseen,
    DifferenceKind.SPACES: _without_spaces,
    DifferenceKind.LOOK_ALIKE: _one_alphabet,
    DifferenceKind.CASE: str.casefold,
    DifferenceKind.TONE_PLACE: _tone_last,
    DifferenceKind.I_Y: _all_i,
    DifferenceKind.MARKS: _without_marks,
}
"""How each kind is overlooked, in the order it must be: case after letters of other alphabets."""
