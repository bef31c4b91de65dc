"""Finding the USB sticks among everything that is mounted."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.sync.drives import linux_drives


class Machine:
    """The little of /proc and /sys that tells which mounts are removable."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sys = folder / "sys"
        (self.sys / "dev" / "block").mkdir(parents=True)
        self.mounts = folder / "mountinfo"
        self.mounts.touch()

    def disk(self, device: str, at: str, *, removable: bool, partition: str = "") -> None:
        disk = self.sys / "devices" / at
        disk.mkdir(parents=True, exist_ok=True)
        (disk / "removable").write_text("1\n" if removable else "0\n")
        target = disk
        if partition:
            target = disk / partition
            target.mkdir()
            (target / "partition").write_text("1\n")
        (self.sys / "dev" / "block" / device).symlink_to(target)

    def mount(self, device: str, name: str, options: str = "rw,nosuid", root: str = "/") -> Path:
        place = self.folder / name
        place.mkdir(exist_ok=True)
        written = str(place).replace("\\", "\\134").replace(" ", "\\040")
        with self.mounts.open("a") as lines:
            lines.write(f"36 35 {device} {root} {written} {options} shared:1 - vfat /dev/x rw\n")
        return place

    def found(self) -> list[tuple[str, bool]]:
        return [(d.path.name, d.is_read_only) for d in linux_drives(self.mounts, self.sys)]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_stick_is_found_and_the_inner_disk_is_not(machine: Machine) -> None:
    machine.disk("8:1", "pci0/ata1/block/sda", removable=False, partition="sda1")
    machine.disk("8:17", "pci0/x/block/sdb", removable=True, partition="sdb1")
    machine.mount("8:1", "home")
    machine.mount("8:17", "KINGSTON")

    assert machine.found() == [("KINGSTON", False)]


def test_a_large_usb_disk_that_calls_itself_fixed_is_found(machine: Machine) -> None:
    machine.disk("8:33", "pci0/usb2/2-1/block/sdc", removable=False, partition="sdc1")
    machine.mount("8:33", "Ổ di động 2 TB")

    assert machine.found() == [("Ổ di động 2 TB", False)]


def test_a_stick_without_partitions_and_locked_is_told_so(machine: Machine) -> None:
    machine.disk("8:48", "pci0/x/block/sdd", removable=True)
    machine.mount("8:48", "locked", "ro,nosuid")

    assert machine.found() == [("locked", True)]


def test_a_stick_mounted_twice_or_in_part_is_named_once(machine: Machine) -> None:
    machine.disk("8:17", "pci0/x/block/sdb", removable=True, partition="sdb1")
    machine.mount("8:17", "once")
    machine.mount("8:17", "twice")
    machine.mount("8:17", "part", root="/sub")

    assert machine.found() == [("once", False)]


def test_a_stick_pulled_out_this_moment_and_a_line_nobody_understands_are_passed_over(
    machine: Machine,
) -> None:
    machine.disk("8:17", "pci0/x/block/sdb", removable=True)
    machine.mount("8:17", "gone").rmdir()
    with machine.mounts.open("a") as lines:
        lines.write("nonsense\n")

    assert machine.found() == []
    assert linux_drives(machine.folder / "absent", machine.sys) == []
