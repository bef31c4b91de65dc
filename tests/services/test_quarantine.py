from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest

from desktop.errors import PackageRefused, StorageError
from desktop.paths import OfficePaths
from desktop.services.quarantine import Quarantine

MEGABYTE = 1 << 20


@pytest.fixture
def paths(tmp_path: Path) -> OfficePaths:
    return OfficePaths(tmp_path / "data")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "gói.asice"
    path.write_bytes(os.urandom(MEGABYTE + 17))
    return path


def left_in(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir()) if folder.exists() else []


def test_a_copy_lives_as_long_as_nobody_keeps_it(paths: OfficePaths, source: Path) -> None:
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    seen: list[tuple[int, int, str]] = []
    with Quarantine(paths).copy_of(source, 1 << 30, lambda *a: seen.append(a)) as copy:
        assert (copy.sha256, copy.size) == (digest, MEGABYTE + 17)
        assert copy.path.read_bytes() == source.read_bytes()
    assert left_in(paths.quarantine) == []
    assert [done for done, _, _ in seen] == [MEGABYTE, MEGABYTE + 17]


def test_what_is_kept_is_named_by_its_content(paths: OfficePaths, source: Path) -> None:
    quarantine = Quarantine(paths)
    with quarantine.copy_of(source, 1 << 30) as copy:
        held = quarantine.hold(copy)
    assert left_in(paths.quarantine) == [f"{copy.sha256}.asice"]
    with quarantine.copy_of(source, 1 << 30) as copy:
        accepted = quarantine.accept(copy)
    assert accepted == f"inbox/{copy.sha256}.asice"
    assert (paths.root / accepted).read_bytes() == source.read_bytes()
    quarantine.drop(held)
    assert left_in(paths.quarantine) == []


def test_too_large_a_file_is_not_even_begun(paths: OfficePaths, source: Path) -> None:
    with (
        pytest.raises(PackageRefused) as refused,
        Quarantine(paths).copy_of(source, MEGABYTE),
    ):
        pass
    assert refused.value.code is PackageRefused.Code.TOO_LARGE
    assert not paths.quarantine.exists()


def test_a_file_that_grows_beyond_the_limit_while_it_is_read_is_not_kept(
    paths: OfficePaths, source: Path
) -> None:
    def grow(*_progress: object) -> None:
        with source.open("ab") as file:
            file.write(bytes(2 * MEGABYTE))

    with (
        pytest.raises(PackageRefused) as refused,
        Quarantine(paths).copy_of(source, 4 * MEGABYTE, grow),
    ):
        pass
    assert refused.value.code is PackageRefused.Code.TOO_LARGE
    assert left_in(paths.quarantine) == []


def test_a_folder_for_the_copies_that_cannot_be_made_is_said_so(
    paths: OfficePaths, source: Path
) -> None:
    paths.root.write_text("in the way")
    with pytest.raises(StorageError), Quarantine(paths).copy_of(source, 1 << 30):
        pass


def test_only_parts_left_long_ago_are_swept(paths: OfficePaths, source: Path) -> None:
    paths.quarantine.mkdir(parents=True)
    old, new, other = (paths.quarantine / n for n in ("old.part", "new.part", "ghi chú.txt"))
    for path in (old, new, other):
        path.write_bytes(b"x")
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(old, (two_days_ago, two_days_ago))
    os.utime(other, (two_days_ago, two_days_ago))
    Quarantine(paths).sweep()
    assert left_in(paths.quarantine) == ["ghi chú.txt", "new.part"]


def test_sweeping_an_office_that_never_received_anything_is_harmless(paths: OfficePaths) -> None:
    Quarantine(paths).sweep()
    assert not paths.quarantine.exists()
