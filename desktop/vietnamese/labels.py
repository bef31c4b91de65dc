"""Enumerations whose stored code is ASCII and permanent and whose label is the Vietnamese term."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A stored code with the Vietnamese term shown on screen and paper.

    Members are declared as ``CODE = "CODE", "nhãn tiếng Việt"``. The code is what the database and
    the packages hold and never changes; the label may be reworded freely.
    """

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """Build a member from its code and label."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label or code
        return member
