"""Whether what is typed here could be printed on a paper later, asked before it is saved.

A letter no font has would otherwise be met when the dossier is to be sent, by somebody else.
"""

from __future__ import annotations

from desktop.errors import DocumentFailed
from desktop.law.problems import Problem, ProblemCode


def letter_problems(field: str, label: str, text: str) -> list[Problem]:
    """Return the problem of a text that papers cannot print, beside its field; none when they can.

    Args:
        field: the draft's field it stands beside.
        label: the field's Vietnamese name.
        text: as it is to be saved.
    """
    letter = unprintable(text)
    data: dict[str, object] = {"label": label, "letter": letter}
    return [Problem(field, ProblemCode.LETTER_UNPRINTABLE, data=data)] if letter else []


def require_printable_text(text: str) -> None:
    """Refuse a line that goes on a paper as it stands.

    Raises:
        DocumentFailed: LETTER_MISSING_IN_FONT with the ``letter``.
    """
    if letter := unprintable(text):
        raise DocumentFailed(DocumentFailed.Code.LETTER_MISSING_IN_FONT, letter=letter)


def unprintable(text: str) -> str:
    """Return the first letter of a text that no paper could print; "" when there is none."""
    # What Vietnamese is written with is in every font, and the fonts take a tenth of a second.
    if all(letter.isascii() for letter in text):
        return ""
    from desktop.documents import paper_letters

    return paper_letters.unprintable(text)
