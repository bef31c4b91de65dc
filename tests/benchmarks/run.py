"""Measure what the program promises about speed and size, and print every figure beside its bound.

Usage: python tests/benchmarks/run.py [NAME ...]     NAME is a part of a file's name, such as "seal"

Each ``bench_*.py`` beside this file has::

    FLOORS = {"sign and pack": "<= 1x", "rows filtered": "<= 20"}

    def run() -> list[tuple[str, float, str, str, float | None]]:
        '''Return (name, value, unit, name of the peer, value of the peer or None).'''

A bound ending in "x" is a multiple of the peer measured in the same run; otherwise it is in the
figure's unit. Every file runs in a fresh process, so that imports, caches and memory of one do not
colour the next. Exit 1 when a bench could not run; a bound that is missed is shown, not an error.
"""

from __future__ import annotations

import importlib.util
import json
import operator
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
_COMPARE = {"<=": operator.le, ">=": operator.ge}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value.

    Attributes:
        bench: the file it comes from, without "bench_".
        name: what was measured.
        value: in ``unit``.
        unit: such as "ms", "MB", "/s".
        peer: what it is held against; "" for nothing.
        peer_value: in ``unit``; None when the peer could not be measured here.
        bound: as stated in ``FLOORS``; "" for none.
    """

    bench: str
    name: str
    value: float
    unit: str
    peer: str
    peer_value: float | None
    bound: str

    @property
    def ratio(self) -> float | None:
        """Value over peer."""
        return self.value / self.peer_value if self.peer_value else None

    @property
    def is_kept(self) -> bool | None:
        """Whether the bound is kept; None where there is none, or its peer is missing."""
        if not self.bound:
            return None
        sign, limit = self.bound.split()
        measured = self.ratio if limit.endswith("x") else self.value
        if measured is None:
            return None
        return bool(_COMPARE[sign](measured, float(limit.removesuffix("x"))))


def main(names: list[str]) -> int:
    """Run the benches whose name holds one of ``names``, all without names; print the table."""
    files = [
        f for f in sorted(HERE.glob("bench_*.py")) if not names or any(n in f.name for n in names)
    ]
    figures: list[Figure] = []
    broken: list[str] = []
    for file in files:
        print(f"… {file.stem}", file=sys.stderr, flush=True)
        found = measure_apart(file)
        if found is None:
            broken.append(file.name)
        else:
            figures += found
    print(table(figures))
    if broken:
        print(f"could not run: {', '.join(broken)}")
    return int(bool(broken))


def measure_apart(file: Path) -> list[Figure] | None:
    """Run one bench in a process of its own; None when it failed (its traceback is on stderr)."""
    environment = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, __file__, "--one", str(file)],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode != 0:
        return None
    # The last line: a library may have printed something of its own before it.
    return [Figure(**fields) for fields in json.loads(done.stdout.splitlines()[-1])]


def measure_here(file: Path) -> None:
    """Run one bench in this process and print its figures as one line of JSON."""
    module = _load(file)
    bounds: dict[str, str] = getattr(module, "FLOORS", {})
    figures = [
        {
            "bench": file.stem.removeprefix("bench_"),
            "name": name,
            "value": value,
            "unit": unit,
            "peer": peer,
            "peer_value": peer_value,
            "bound": bounds.pop(name, ""),
        }
        for name, value, unit, peer, peer_value in module.run()
    ]
    if bounds:
        msg = f"{file.name}: a bound for figures that were not measured: {sorted(bounds)}"
        raise SystemExit(msg)
    print(json.dumps(figures))


def _load(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[file.stem] = module  # where its dataclasses look their types up
    spec.loader.exec_module(module)
    return module


def table(figures: list[Figure]) -> str:
    """Return the figures as one aligned table."""
    head = ("bench", "figure", "measured", "peer", "peer's", "ratio", "bound", "kept")
    rows = [head, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    right = {2, 4, 5, 6}
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _cells(figure: Figure) -> tuple[str, ...]:
    kept = {None: "-", True: "yes", False: "NO"}[figure.is_kept]
    return (
        figure.bench,
        figure.name,
        f"{_number(figure.value)} {figure.unit}",
        figure.peer or "-",
        f"{_number(figure.peer_value)} {figure.unit}" if figure.peer_value is not None else "-",
        f"{figure.ratio:.2f}x" if figure.ratio is not None else "-",
        figure.bound or "-",
        kept,
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure_here(Path(sys.argv[2]))
    else:
        raise SystemExit(main(sys.argv[1:]))
