"""The file of a token's driver, looked at before it is loaded: what it is and for which machine.

A driver for the other kind of machine is the most usual reason why a signing token does not work,
and the loader of the operating system says of it only that something failed. So the file's own
header is read: ELF (System V ABI, gabi 4.1) and PE (Microsoft, PE Format).
"""

from __future__ import annotations

import struct
import sys
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import SigningFailed, TokenUnavailable

_Code = SigningFailed.Code
_ENOUGH = 4096  # the PE header begins within the first pages; linkers put it below 1024
_ELF_MACHINES = {3: "x86", 40: "ARM", 62: "x86-64", 183: "ARM64"}
_PE_MACHINES = {0x014C: "x86", 0x01C4: "ARM", 0x8664: "x86-64", 0xAA64: "ARM64"}


@dataclass(frozen=True, slots=True)
class DriverFile:
    """What a driver's header says.

    Attributes:
        system: "linux" for ELF, "win32" for PE.
        bits: 32 or 64.
        machine: "x86", "x86-64", "ARM", "ARM64", or the number the header gives.
    """

    system: str
    bits: int
    machine: str

    @property
    def kind(self) -> str:
        """Bits and machine as people compare them: «64 bit (x86-64)»."""
        return f"{self.bits} bit ({self.machine})"


def read_driver_file(path: Path) -> DriverFile:
    """Return what a driver's header says.

    Raises:
        TokenUnavailable: NO_DRIVER when there is no such file, DRIVER_UNUSABLE when it cannot be
            read or is no library.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_ENOUGH)
    except FileNotFoundError as error:
        raise TokenUnavailable(_Code.NO_DRIVER, path=str(path)) from error
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte in it
        raise TokenUnavailable(_Code.DRIVER_UNUSABLE, path=str(path)) from error
    found = _elf(head) or _pe(head)
    if found is None:
        raise TokenUnavailable(_Code.DRIVER_UNUSABLE, path=str(path))
    return found


def check_bitness(path: Path, found: DriverFile) -> None:
    """Refuse a driver made for another machine than this process.

    Raises:
        TokenUnavailable: DRIVER_UNUSABLE for one of another operating system, WRONG_BITNESS.
    """
    own = own_kind()
    if found.system != own.system:
        raise TokenUnavailable(_Code.DRIVER_UNUSABLE, path=str(path))
    if (found.bits, found.machine) != (own.bits, own.machine):
        raise TokenUnavailable(
            _Code.WRONG_BITNESS, path=str(path), theirs=found.kind, ours=own.kind
        )


def own_kind() -> DriverFile:
    """Return what a driver must be to fit this process: what the running program itself is."""
    return read_driver_file(Path(sys.executable))


def _elf(head: bytes) -> DriverFile | None:
    if len(head) < 20 or head[:4] != b"\x7fELF":
        return None
    bits = {1: 32, 2: 64}.get(head[4])
    order = {1: "<", 2: ">"}.get(head[5])
    if bits is None or order is None:
        return None
    (machine,) = struct.unpack_from(f"{order}H", head, 18)
    return DriverFile("linux", bits, _ELF_MACHINES.get(machine, str(machine)))


def _pe(head: bytes) -> DriverFile | None:
    if len(head) < 64 or head[:2] != b"MZ":
        return None
    (start,) = struct.unpack_from("<I", head, 60)
    if head[start : start + 4] != b"PE\0\0" or len(head) < start + 26:
        return None
    (machine,) = struct.unpack_from("<H", head, start + 4)
    (magic,) = struct.unpack_from("<H", head, start + 24)  # of the optional header: PE32 or PE32+
    bits = {0x10B: 32, 0x20B: 64}.get(magic)
    return DriverFile("win32", bits, _PE_MACHINES.get(machine, hex(machine))) if bits else None
