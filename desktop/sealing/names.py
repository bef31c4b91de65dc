"""Which names an entry may have: safe to unpack on every system, and never two for one file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from desktop.errors import PackageRefused
from desktop.sealing.limits import LIMITS, Limits

MIMETYPE = "mimetype"
HEADER = "package.json"
MANIFEST = "META-INF/ASiCManifest001.xml"
SIGNATURE = "META-INF/signature001.p7s"
ENCRYPTION_CERTIFICATE = "trust/encryption.pem"
"""The sender's own, so that whoever is told to trust the signer can answer."""
TRUST_BUNDLE = "trust/bundle.json"
RESERVED = frozenset({MIMETYPE, HEADER, MANIFEST, SIGNATURE})

_FORBIDDEN = frozenset('\\:*?"<>|')
# Controls, formats (bidirectional overrides hide an extension), surrogates, private, unassigned,
# line separators.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{device}{digit}" for device in ("com", "lpt") for digit in "0123456789¹²³"}
)


def check_names(names: Iterable[str], limits: Limits = LIMITS) -> None:
    """Refuse the first name that cannot stand in a package, or that clashes with another.

    Raises:
        PackageRefused: BAD_NAME, DUPLICATE_NAME or CASE_CLASH, with ``entry``.
    """
    seen: set[str] = set()
    folded: set[str] = set()
    for name in names:
        if not is_safe_name(name, limits):
            raise PackageRefused(PackageRefused.Code.BAD_NAME, entry=printable(name))
        if name in seen:
            raise PackageRefused(PackageRefused.Code.DUPLICATE_NAME, entry=name)
        seen.add(name)
        _claim(name, folded)


def is_safe_name(name: str, limits: Limits = LIMITS) -> bool:
    """Say whether the name is relative, in NFC, plain on every system and short enough."""
    if not unicodedata.is_normalized("NFC", name) or _FORBIDDEN & set(name):
        return False
    if any(unicodedata.category(letter) in _UNSEEN for letter in name):
        return False
    return len(name.encode()) <= limits.name and all(map(_is_safe_part, name.split("/")))


def printable(name: str) -> str:
    """Return a hostile name fit for a log line: escaped and short."""
    return name.encode("unicode_escape").decode("ascii")[:120]


def _is_safe_part(part: str) -> bool:
    # Windows drops trailing dots and spaces, so «a.» and «a» would be one file; an empty part means
    # an absolute path, a folder entry or a doubled slash.
    if not part or part != part.strip(" ") or part.endswith("."):
        return False
    return part.split(".", maxsplit=1)[0].rstrip(" ").casefold() not in _DEVICES


def _claim(name: str, folded: set[str]) -> None:
    """Take the name, or refuse a file that another would overwrite where case does not count."""
    key = fold(name)
    parts = key.split("/")
    folders = {"/".join(parts[:depth]) + "/" for depth in range(1, len(parts))}
    files = {folder[:-1] for folder in folders}
    if key in folded or key + "/" in folded or files & folded:
        raise PackageRefused(PackageRefused.Code.CASE_CLASH, entry=name)
    folded |= folders | {key}


def fold(name: str) -> str:
    """Return the form in which Windows and macOS take two names for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
