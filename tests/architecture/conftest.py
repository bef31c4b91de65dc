"""The project's own files as these tests look at them."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@cache
def _tracked() -> tuple[Path, ...]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode().split("\0")
    return tuple(ROOT / name for name in names if name and (ROOT / name).is_file())


@cache
def _trees() -> dict[Path, ast.Module]:
    ours = (p for p in _tracked() if p.suffix == ".py")
    return {p.relative_to(ROOT): ast.parse(p.read_text(encoding="utf-8"), str(p)) for p in ours}


@pytest.fixture(scope="session")
def tracked() -> tuple[Path, ...]:
    """Return every file of the project that is or will be committed."""
    return _tracked()


@pytest.fixture(scope="session")
def trees() -> dict[Path, ast.Module]:
    """Return the syntax tree of every Python file, by its path from the project's root."""
    return _trees()


@pytest.fixture(scope="session")
def program(trees: dict[Path, ast.Module]) -> dict[Path, ast.Module]:
    """Return the syntax trees of ``desktop/`` alone, migrations left out: they are history."""
    return {
        path: tree
        for path, tree in trees.items()
        if path.parts[0] == "desktop" and "migrations" not in path.parts
    }
