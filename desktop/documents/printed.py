"""Text and numbers as they go on paper."""

from __future__ import annotations

import re

from desktop.vietnamese.text import nfc

# Controls, soft hyphens, joiners, direction marks: Word and web pages leave them in pasted text.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_LINE_BREAKS = re.compile("[\u000b\u2028\u2029\r\n]+")
# A no-break space is meant, so it is not among them.
_SPACES = re.compile("[ \t\f\u2000-\u200a\u202f\u205f\u3000]+")


def printed(text: str) -> str:
    """Return ``text`` composed, with single spaces and nothing unseen; empty lines are dropped."""
    # Composed afterwards: what is dropped may have stood between a letter and its mark.
    return spaced(_UNSEEN.sub("", text))


def spaced(text: str) -> str:
    """Return ``text`` composed and with single spaces; what is unseen stays, to be refused."""
    broken = _LINE_BREAKS.sub("\n", nfc(text))
    lines = (line.strip() for line in _SPACES.sub(" ", broken).split("\n"))
    return "\n".join(line for line in lines if line)


_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"))


def roman(number: int) -> str:
    """Return a number from 1 on as «IV», for parts and annexes."""
    for value, letters in _ROMAN:
        if number >= value:
            return letters + roman(number - value)
    return "I" * number


def reading_on(title: str) -> str:
    """Return a title as it reads on inside a sentence: «đề nghị khen thưởng năm 2026».

    «ĐHĐB» and «Đông An» keep their capitals: only a word with small letters after its first loses
    it, and only where the next word does not begin with a capital too, as names do.
    """
    _, _, rest = title.partition(" ")
    is_name = title[1:2].isupper() or rest[:1].isupper()
    return title if is_name else title[:1].lower() + title[1:]
