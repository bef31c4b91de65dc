"""What a driver's header says before anybody loads it; headers are written by hand."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from desktop.errors import SigningFailed, TokenUnavailable
from desktop.sealing.driver_file import DriverFile, check_bitness, own_kind, read_driver_file

Code = SigningFailed.Code


def elf(*, bits: int = 64, machine: int = 62, order: str = "<") -> bytes:
    head = b"\x7fELF" + bytes([bits // 32, 1 if order == "<" else 2, 1]) + bytes(9)
    return head + struct.pack(f"{order}HH", 3, machine) + bytes(40)


def pe(*, bits: int = 64, machine: int = 0x8664) -> bytes:
    start = 128
    dos = b"MZ" + bytes(58) + struct.pack("<I", start) + bytes(start - 64)
    return dos + b"PE\0\0" + struct.pack("<H", machine) + bytes(18) + _magic(bits) + bytes(100)


def _magic(bits: int) -> bytes:
    return struct.pack("<H", 0x20B if bits == 64 else 0x10B)


def written(folder: Path, data: bytes) -> Path:
    path = folder / "driver.so"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (elf(), DriverFile("linux", 64, "x86-64")),
        (elf(bits=32, machine=3), DriverFile("linux", 32, "x86")),
        (elf(machine=183), DriverFile("linux", 64, "ARM64")),
        (elf(machine=21, order=">"), DriverFile("linux", 64, "21")),
        (pe(), DriverFile("win32", 64, "x86-64")),
        (pe(bits=32, machine=0x14C), DriverFile("win32", 32, "x86")),
        (pe(machine=0x200), DriverFile("win32", 64, "0x200")),
    ],
)
def test_system_bits_and_machine_are_read(tmp_path: Path, data: bytes, kind: DriverFile) -> None:
    assert read_driver_file(written(tmp_path, data)) == kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"mot tep chu",
        elf()[:10],
        b"\x7fELF" + bytes(60),
        elf()[:5] + b"\x07" + elf()[6:],
        b"MZ",
        pe()[:100],
        pe()[:140],
        pe().replace(b"PE\0\0", b"NE\0\0"),
        pe().replace(_magic(64), b"\0\0"),
    ],
)
def test_a_file_that_is_no_library_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(TokenUnavailable) as refused:
        read_driver_file(written(tmp_path, data))
    assert refused.value.code is Code.DRIVER_UNUSABLE


def test_a_folder_is_no_driver(tmp_path: Path) -> None:
    with pytest.raises(TokenUnavailable) as refused:
        read_driver_file(tmp_path)
    assert refused.value.code is Code.DRIVER_UNUSABLE


def test_a_name_no_file_can_have_is_no_driver() -> None:
    with pytest.raises(TokenUnavailable) as refused:
        read_driver_file(Path("a\0b"))
    assert refused.value.code is Code.DRIVER_UNUSABLE


def test_a_driver_for_the_other_kind_of_machine_says_both_kinds(tmp_path: Path) -> None:
    own = own_kind()
    theirs = DriverFile(own.system, 96 - own.bits, "x86")
    with pytest.raises(TokenUnavailable) as refused:
        check_bitness(tmp_path, theirs)
    assert refused.value.code is Code.WRONG_BITNESS
    assert refused.value.data["theirs"] == theirs.kind
    assert refused.value.data["ours"] == own.kind


def test_a_driver_of_another_operating_system_is_of_no_use(tmp_path: Path) -> None:
    own = own_kind()
    other = "win32" if own.system == "linux" else "linux"
    with pytest.raises(TokenUnavailable) as refused:
        check_bitness(tmp_path, DriverFile(other, own.bits, own.machine))
    assert refused.value.code is Code.DRIVER_UNUSABLE


def test_a_driver_of_this_kind_is_let_through(tmp_path: Path) -> None:
    check_bitness(tmp_path, own_kind())
