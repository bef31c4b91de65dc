"""Finding persons' names in a text and tying them, so that no line ends in the middle of one.

A name is found by what comes before it («ông», «bà», «đồng chí») or by the family name it begins
with, followed by words that begin with a capital. Tying two words too many only moves a line break,
so «Hồ Chí Minh» as a city's name is no harm.
"""

from __future__ import annotations

import re

from desktop.vietnamese.letters import without_loose_marks

NO_BREAK = "\u00a0"

_FAMILY_NAMES = """
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn trịnh mai trương
lâm đào cao tạ lương hà tô thái châu quách lưu doãn khương văn từ đàm thân chu vương kiều triệu
nghiêm tăng phùng tống tôn công la lục mạc ninh ông quan sầm sùng thào thạch tiêu tòng trầm ung vàng
vi viên giàng lò lầu lường cầm hạng hứa hầu ksor rơ niê siu kpă rah y'
"""
_FAMILIES = frozenset(_FAMILY_NAMES.split())
_BEFORE_A_NAME = "ông bà anh chị em cháu cô chú bác cụ đ/c sĩ chí mẹ"
_HONORIFICS = frozenset(_BEFORE_A_NAME.split())
_LONGEST = 7
_BEFORE = "“\"'«(["
_AFTER = ".,;:!?)]”\"'»"


def tie_names(text: str) -> str:
    """Return ``text``, its words parted by single spaces, with persons' names tied."""
    return "\n".join(_tied(line) for line in text.split("\n"))


def _tied(line: str) -> str:
    words = line.split(" ")
    # Most words begin small: only where two in a row do not can there be a name.
    large = [word.lstrip(_BEFORE)[:1].isupper() for word in words]
    pieces: list[str] = []
    index = 0
    while index < len(words):
        ahead = index + 1 < len(words) and large[index] and large[index + 1]
        end = _name_end(words, index) if ahead else index + 1
        pieces.append(NO_BREAK.join(words[index:end]))
        index = end
    return " ".join(pieces)


def _name_end(words: list[str], start: int) -> int:
    """Return where the name beginning at ``start`` ends; ``start + 1`` where none begins."""
    if not _begins_name(words, start):
        return start + 1
    end = start + 1
    while end < len(words) and words[end - 1][-1:] not in _AFTER and _is_name_word(words[end]):
        end += 1
    return end if 2 <= end - start <= _LONGEST else start + 1


def _begins_name(words: list[str], start: int) -> bool:
    word = words[start].lstrip(_BEFORE)
    if not _is_name_word(word):
        return False
    before = words[start - 1].lower().lstrip(_BEFORE) if start else ""
    return word.lower() in _FAMILIES or before in _HONORIFICS


_NAME_WORD = re.compile(r"[^\W\d_](?:['’]?[^\W\d_]+)*")


def _is_name_word(word: str) -> bool:
    """Tell whether a word is written as one of a name: «Ân», «H'Hen», not «ỦY» and not «thôn»."""
    bare = without_loose_marks(word.strip(_AFTER))
    if not bare[:1].isupper() or not _NAME_WORD.fullmatch(bare):
        return False
    return len(bare) == 1 or not bare.isupper()
