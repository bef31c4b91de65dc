"""Text broken into lines for a list that measures its rows before it knows its columns."""

from __future__ import annotations

import re
from textwrap import fill

_BEFORE_NUMBER = re.compile(r" (?=\d)")
_GLUE = "\N{NO-BREAK SPACE}"


def broken(text: str, letters: int) -> str:
    """Return text in lines of so many letters at most, a name and its number in the same one."""
    # Most is short, and breaking what needs none is half the work on a thousand lines.
    if len(text) <= letters:
        return text
    return fill(_BEFORE_NUMBER.sub(_GLUE, text), letters).replace(_GLUE, " ")
