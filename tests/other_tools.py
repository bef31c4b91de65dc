"""Other people's tools, which open and check what this program makes."""

from __future__ import annotations

import shutil

import pytest


def need(*programs: str) -> None:
    """Skip the test where one of these programs is not installed."""
    lacking = [program for program in programs if not shutil.which(program)]
    if lacking:
        pytest.skip(f"{' and '.join(lacking)} not installed")
