"""Drivers of tokens that this machine itself names; nothing is guessed.

The paths under which makers of tokens in Viet Nam install their drivers are not verified, so none
is built in. What p11-kit was told by an installed package (its configuration, pkcs11.conf(5)) and
SoftHSM2 where it is installed can be offered; the rest an administrator chooses as a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

CONFIGURED = (Path("/etc/pkcs11/modules"), Path("/usr/share/p11-kit/modules"))
LIBRARIES = (
    Path("/usr/lib/x86_64-linux-gnu/pkcs11"),
    Path("/usr/lib/aarch64-linux-gnu/pkcs11"),
    Path("/usr/lib64/pkcs11"),
    Path("/usr/lib/pkcs11"),
)
SOFTHSM = (
    Path("/usr/lib/softhsm/libsofthsm2.so"),
    Path("/usr/lib64/pkcs11/libsofthsm2.so"),
    Path("C:/SoftHSM2/lib/softhsm2-x64.dll"),
)
# p11-kit's own parts: they hold the system's roots or pass calls on, and sign nothing.
_NO_TOKENS = "p11-kit"


def known_drivers(
    configured: Iterable[Path] = CONFIGURED,
    libraries: Iterable[Path] = LIBRARIES,
    softhsm: Iterable[Path] = SOFTHSM,
) -> tuple[Path, ...]:
    """Return the drivers found on this machine, each once, in the order of their names.

    Args:
        configured: folders of p11-kit's ``.module`` files.
        libraries: folders a relative path in such a file is looked for in.
        softhsm: where SoftHSM2 may be installed.
    """
    places = tuple(libraries)
    found = [path for path in softhsm if path.is_file()]
    for folder in configured:
        for file in sorted(folder.glob("*.module")):
            found += _driver_in(file, places)
    by_file = {path.resolve(): path for path in reversed(found) if _NO_TOKENS not in path.name}
    return tuple(sorted(by_file.values()))


def _driver_in(file: Path, libraries: Iterable[Path]) -> list[Path]:
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("module:")]
    # Joining leaves an absolute path as it is.
    tried = [folder / name for name in named for folder in libraries]
    return [path for path in dict.fromkeys(tried) if path.is_file()]
