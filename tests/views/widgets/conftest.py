"""A page of notes over a service made by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from desktop.views.changes import Changes
from desktop.views.pages import Bench
from tests.views.widgets.notebook import Journal, Notes


@pytest.fixture
def notes() -> Notes:
    return Notes("Một", "Hai", "Ba", "Đang dùng")


@pytest.fixture
def journal() -> Journal:
    return Journal()


@pytest.fixture
def bench(runner: Any, notes: Notes, journal: Journal) -> Bench:
    return Bench(cast("Any", SimpleNamespace(notes=notes, journal=journal)), runner, Changes())
