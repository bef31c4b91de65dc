"""Who may import whom: the contracts of ``pyproject.toml`` hold, and each one bites when broken."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Contract, module that breaks it, the line it breaks it with, the import's name in the report.
OFFENCES = [
    ("a package imports only what stands below it", "errors", "import desktop.law.problems", ""),
    ("a package imports only what stands below it", "jobs.x", "import desktop.services.fields", ""),
    ("a package imports only what stands below it", "sealing.x", "import desktop.documents", ""),
    ("a package imports only what stands below it", "documents.x", "import desktop.sealing", ""),
    ("a package imports only what stands below it", "spreadsheets.x", "import desktop.sealing", ""),
    ("a package imports only what stands below it", "models.x", "import desktop.services", ""),
    ("no Qt below the screen", "services.x", "import PySide6.QtCore", "PySide6"),
    ("no Qt below the screen", "documents.y", "import PySide6.QtGui", "PySide6"),
    ("no SQL, package or paper on the screen", "views.x", "import sqlalchemy.orm", "sqlalchemy"),
    ("no SQL, package or paper on the screen", "views.y", "import desktop.models", ""),
    ("no SQL, package or paper on the screen", "views.z", "import desktop.sealing", ""),
    ("SQL only in models, database and services", "sealing.y", "import sqlalchemy", ""),
    (
        "models and database know the tables, not what is done with them",
        "database.x",
        "import desktop.sealing",
        "",
    ),
    (
        "the demo uses the program as an officer does, through services",
        "demo.x",
        "import desktop.models",
        "",
    ),
    (
        "the command knows no Qt, but for the one line that opens the window",
        "commands.x",
        "import PySide6.QtWidgets",
        "PySide6",
    ),
    (
        "the command knows no Qt, but for the one line that opens the window",
        "commands.y",
        "import desktop.app",
        "",
    ),
    ("a package imports only what stands below it", "app", "import desktop.cli", ""),
    (
        "errors, law and vietnamese rest on the standard library alone",
        "law.x",
        "import cryptography.x509",
        "cryptography",
    ),
]


def contracts_report(folder: Path) -> tuple[int, str]:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", command, "--no-logo", "--no-cache"],
        cwd=folder,
        env=os.environ | {"COLUMNS": "300"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_every_contract_holds() -> None:
    exit_code, report = contracts_report(ROOT)
    assert exit_code == 0, report


@pytest.fixture(scope="module")
def broken_report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return what the contracts say about a copy of the program in which everyone offends."""
    copy = tmp_path_factory.mktemp("offending")
    shutil.copy(ROOT / "pyproject.toml", copy)
    others = shutil.ignore_patterns("resources", "__pycache__")
    shutil.copytree(ROOT / "desktop", copy / "desktop", ignore=others)
    for _, module, line, _ in OFFENCES:
        file = copy / "desktop" / f"{module.replace('.', '/')}.py"
        with file.open("a", encoding="utf-8") as lines:
            lines.write(f"\n{line}\n")
    exit_code, report = contracts_report(copy)
    assert exit_code == 1, report
    return report


@pytest.mark.parametrize(("contract", "module", "line", "named"), OFFENCES)
def test_a_contract_bites_and_names_the_import(
    broken_report: str, contract: str, module: str, line: str, named: str
) -> None:
    assert f"{contract} BROKEN" in broken_report
    _, _, rest = broken_report.partition(f"\n{contract}\n{'-' * len(contract)}\n")
    section, _, _ = rest.partition("\n---")
    imported = named or line.removeprefix("import ")
    assert f"desktop.{module} -> {imported} (l." in section


def imported_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_only_views_jobs_and_app_import_qt_and_jobs_only_its_core(
    program: dict[Path, ast.Module],
) -> None:
    allowed = {"views": "PySide6.", "app": "PySide6.", "jobs": "PySide6.QtCore."}
    assert [
        f"{path} imports {name}"
        for path, tree in program.items()
        for name in imported_names(tree)
        if name.startswith("PySide6")
        and not f"{name}.".startswith(allowed.get(path.with_suffix("").parts[1], "nothing"))
    ] == []


def test_only_models_database_and_services_import_sqlalchemy(
    program: dict[Path, ast.Module],
) -> None:
    assert [
        f"{path} imports {name}"
        for path, tree in program.items()
        for name in imported_names(tree)
        if name.startswith("sqlalchemy") and path.parts[1] not in {"models", "database", "services"}
    ] == []


def test_only_the_runner_starts_threads(program: dict[Path, ast.Module]) -> None:
    starters = {"Thread", "Timer", "ThreadPoolExecutor", "ProcessPoolExecutor", "Process"}
    starters |= {"QThread", "QThreadPool", "QRunnable"}
    modules = ("threading.", "concurrent.futures.", "multiprocessing.", "PySide6.QtCore.")
    assert [
        f"{path} imports {name}; long work goes through desktop/jobs/runner.py"
        for path, tree in program.items()
        for name in imported_names(tree)
        if name.startswith(modules)
        and name.rsplit(".", 1)[1] in starters
        and path.parts[1] != "jobs"
    ] == []


def test_law_and_vietnamese_ask_no_clock(program: dict[Path, ast.Module]) -> None:
    offenders = []
    for path, tree in program.items():
        if path.parts[1] not in {"law", "vietnamese"}:
            continue
        asked = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        if asked & {"now", "today", "utcnow", "monotonic"} or "time" in set(imported_names(tree)):
            offenders.append(f"{path}: today's date is an argument")
    assert offenders == []


def test_only_services_and_the_database_itself_commit(program: dict[Path, ast.Module]) -> None:
    offenders = []
    for path, tree in program.items():
        calls = (n.func for n in ast.walk(tree) if isinstance(n, ast.Call))
        commits = any(isinstance(f, ast.Attribute) and f.attr == "commit" for f in calls)
        if commits and path.parts[1] not in {"services", "database"}:
            offenders.append(f"{path} commits; one service call is one transaction")
    assert offenders == []
