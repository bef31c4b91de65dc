"""Collect the licence texts of the libraries and fonts the program ships with.

Usage: python scripts/collect_licences.py [--check]

Writes one ``licences/<library>.txt`` for each library the program needs at run time, from what the
installed library brings, and the table ``THIRD_PARTY_LICENSES.md``. Texts that a library does not
bring are kept in ``licences/`` by hand and named in ``_BY_HAND``. With ``--check`` nothing is
written; exit 1 says that what is committed no longer fits what is installed.
"""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
_TEXTS = ROOT / "licences"
_TABLE = ROOT / "THIRD_PARTY_LICENSES.md"
_FONTS = ROOT / "desktop" / "resources" / "fonts"

_QT = ["LGPL-3.0.txt", "GPL-3.0.txt"]
# Libraries whose wheel holds more, or less, than its own licence file says.
_BY_HAND = {
    "pyside6-essentials": _QT,
    "shiboken6": _QT,
    "sqlcipher3": ["SQLCipher.txt"],
    "psycopg": _QT,
    "psycopg-binary": [*_QT, "PostgreSQL-client.txt"],
}

# Where the metadata say nothing a reader could use; read from the texts themselves.
_NAMED = {
    "pyside6-essentials": "LGPL-3.0-only (chosen; also GPL-2.0-only or GPL-3.0-only)",
    "shiboken6": "LGPL-3.0-only (chosen; also GPL-2.0-only or GPL-3.0-only)",
    "reportlab": "BSD-3-Clause",
    "sqlcipher3": "Zlib; SQLCipher inside: BSD-3-Clause; OpenSSL inside: Apache-2.0",
    "psycopg-binary": "LGPL-3.0-only; PostgreSQL's libpq, OpenSSL, Kerberos, OpenLDAP, SASL inside",
    "aiosignal": "Apache-2.0",
    "mdurl": "MIT",
}
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)

_HEAD = """# Third-party licences

Made by `make licences` from what is installed; a test compares it. The texts are in `licences/`,
those of the fonts beside the fonts. Qt's own third-party parts are described in its documentation
under "Licenses Used in Qt".

| Library | Version | Licence | Text |
|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Library:
    """One library the program needs at run time.

    Attributes:
        name: as its authors write it.
        version: installed here, the one of the lock file.
        licence: SPDX expression where the library gives one.
        text: its own licence files joined; "" when it brings none.
        by_hand: files of ``licences/`` that stand for it besides.
    """

    name: str
    version: str
    licence: str
    text: str
    by_hand: tuple[str, ...]

    @property
    def file(self) -> str:
        """Name of its collected text in ``licences/``."""
        return f"{canonicalize_name(self.name)}.txt"

    @property
    def row(self) -> str:
        """Its line of the table."""
        files = [*([self.file] if self.text else []), *self.by_hand]
        links = ", ".join(f"[{name}](licences/{name})" for name in files)
        return f"| {self.name} | {self.version} | {self.licence} | {links} |\n"


def main(arguments: list[str]) -> int:
    """Write or compare the texts and the table."""
    libraries = [_read(distribution(name)) for name in needed_at_run_time()]
    unlicensed = [lib.name for lib in libraries if not lib.text and not lib.by_hand]
    if unlicensed:
        print(f"no licence text: {', '.join(unlicensed)}; put it into licences/ and _BY_HAND")
        return 1
    wanted = {_TEXTS / lib.file: lib.text for lib in libraries if lib.text}
    wanted[_TABLE] = _HEAD + "".join(lib.row for lib in libraries) + _fonts_table()
    kept_by_hand = {_TEXTS / name for names in _BY_HAND.values() for name in names}
    surplus = set(_TEXTS.glob("*.txt")) - set(wanted) - kept_by_hand
    stale = [p for p, text in wanted.items() if not p.exists() or p.read_text("utf-8") != text]
    if "--check" in arguments:
        for path in sorted([*stale, *surplus]):
            print(f"{path.relative_to(ROOT)} is out of date; run: make licences")
        return int(bool(stale or surplus))
    for path in stale:
        path.write_text(wanted[path], encoding="utf-8")
    for path in surplus:
        path.unlink()
    print(f"{len(libraries)} libraries, {len(stale)} files written, {len(surplus)} removed")
    return 0


def needed_at_run_time() -> list[str]:
    """Return the names of the program's libraries and of theirs, sorted; tools are left out."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [Requirement(text) for text in project["dependencies"]]
    found: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        wanted_by = requirement.marker
        if name in found or (wanted_by and not wanted_by.evaluate({"extra": ""})):
            continue
        found.add(name)
        asked = [Requirement(text) for text in distribution(name).requires or ()]
        # psycopg[binary] brings a second library along, which its marker names as an extra.
        for part in requirement.extras:
            of_part = [r for r in asked if r.marker and r.marker.evaluate({"extra": part})]
            waiting += [Requirement(f"{r.name}") for r in of_part]
        waiting += asked
    return sorted(found)


def _read(library: Distribution) -> Library:
    name = canonicalize_name(library.metadata["Name"])
    return Library(
        library.metadata["Name"],
        library.version,
        _NAMED.get(name) or _licence_of(library),
        _text_of(library),
        tuple(_BY_HAND.get(name, ())),
    )


def _licence_of(library: Distribution) -> str:
    given = library.metadata.get("License-Expression") or library.metadata.get("License") or ""
    if given and "\n" not in given and len(given) < 80:
        return given
    classifiers = library.metadata.get_all("Classifier") or []
    named = [c.rsplit(" :: ", 1)[1] for c in classifiers if c.startswith("License ::")]
    return ", ".join(named) or "see text"


def _text_of(library: Distribution) -> str:
    folder = next(f for f in library.files or () if f.name == "METADATA").parent
    ours = [
        f
        for f in library.files or ()
        if f.is_relative_to(folder) and _LICENCE_FILE.search(str(f.relative_to(folder)))
    ]
    parts = [
        f"===== {f.relative_to(folder)} =====\n\n{_readable(f.read_binary())}"
        for f in sorted(ours, key=str)
    ]
    return "\n".join(parts)


def _readable(given: bytes) -> str:
    """Return UTF-8 or, as older projects have it, Latin-1 text with plain line ends."""
    try:
        text = given.decode("utf-8")
    except UnicodeDecodeError:
        text = given.decode("latin-1")
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n") + "\n"


def _fonts_table() -> str:
    rows = []
    for licence in sorted(_FONTS.glob("*/LICENSE.txt")):
        text = licence.read_text(encoding="utf-8")
        kind = "Apache-2.0" if "Apache License" in text else "OFL-1.1"
        path = licence.relative_to(ROOT).as_posix()
        rows.append(f"| {licence.parent.name} | {kind} | [{path}]({path}) |\n")
    return "\n| Font | Licence | Text |\n|---|---|---|\n" + "".join(rows)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
