"""The house stays readable: docstrings in packages, short files, telling names, no stray paths."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]

# Put together here, so that this file does not hold what it forbids.
REGISTRY_HOSTS = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "deb." + "debian.org",
    "security." + "debian.org",
    "archive." + "ubuntu.com",
]
MACHINE_PATHS = re.compile(r"/wor[k]/(main|shared|\.)|/roo[t]/|/hom[e]/\w+/")


def test_every_package_says_what_belongs_in_it(trees: dict[Path, ast.Module]) -> None:
    complaints = []
    packages = {p.parent for p in trees if p.parts[0] == "desktop" and "migrations" not in p.parts}
    for package in sorted(packages - {Path("desktop")}):
        init = trees.get(package / "__init__.py")
        lines = (ast.get_docstring(init) or "").splitlines() if init else []
        if not 5 <= len(lines) <= 15:
            complaints.append(
                f"{package}/__init__.py: {len(lines)} lines of docstring; wanted are 5 to 15: what "
                "belongs here, what it may import, which file to read first"
            )
    assert complaints == []


def test_no_file_is_longer_than_500_lines(trees: dict[Path, ast.Module]) -> None:
    written = [path for path in trees if "versions" not in path.parts]  # migrations are generated
    lengths = {path: len((ROOT / path).read_text("utf-8").splitlines()) for path in written}
    for path, length in sorted(lengths.items(), key=lambda item: -item[1]):
        if length > 300:
            print(f"{length:4d}  {path}")  # noqa: T201 - shown by "pytest -rP": what grows long
    assert [f"{path}: {n} lines" for path, n in lengths.items() if n > 500] == []


def test_no_file_has_a_name_that_says_nothing(trees: dict[Path, ast.Module]) -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "managers", "manager", "misc"}
    assert [str(path) for path in trees if drawers & {path.stem, *path.parts}] == []


def test_no_file_names_a_registry_or_a_path_of_one_machine(tracked: tuple[Path, ...]) -> None:
    complaints = []
    for file in tracked:
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # fonts, pictures
        complaints += [f"{file.relative_to(ROOT)}: {h}" for h in REGISTRY_HOSTS if h in text]
        complaints += [f"{file.relative_to(ROOT)}: {m}" for m in MACHINE_PATHS.findall(text)]
    assert complaints == []


def test_tests_wait_for_signals_and_use_real_parts(trees: dict[Path, ast.Module]) -> None:
    complaints = []
    for path, tree in trees.items():
        if path.parts[0] != "tests":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "unittest.mock":
                complaints.append(f"{path}:{node.lineno}: write a small fake instead of a mock")
            if isinstance(node, ast.Attribute) and node.attr == "processEvents":
                complaints.append(f"{path}:{node.lineno}: wait with qtbot, not with processEvents")
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"time.sleep", "sleep"}:
                complaints.append(f"{path}:{node.lineno}: wait for an event, not with sleep")
    assert complaints == []
