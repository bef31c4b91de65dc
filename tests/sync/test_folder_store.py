"""The tree of a server's boxes on a disk of our own."""

from __future__ import annotations

import errno
from pathlib import Path
from uuid import UUID

import pytest

from desktop.errors import StorageError
from desktop.sync.box import Side
from desktop.sync.settings import BoxSettings, Way, open_box
from tests.sync.lines import Code, Package, refused

COMMUNE, DISTRICT = UUID(int=1, version=4), UUID(int=2, version=4)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    (folder / "boxes" / str(COMMUNE)).mkdir(parents=True)
    return folder


@pytest.fixture
def package(tmp_path: Path) -> Package:
    return Package.made(tmp_path, 600_000)


def test_a_package_travels_over_a_tree(tree: Path, package: Package, tmp_path: Path) -> None:
    settings = BoxSettings(Way.TREE, str(tree))
    ours = open_box(settings, COMMUNE, Side.UP, scratch=tmp_path / "a")
    above = open_box(settings, DISTRICT, Side.DOWN, scratch=tmp_path / "b", box_of=COMMUNE)
    ours.check()

    assert ours.deliver(package.path, package.sha256, DISTRICT).chunks_sent == 3
    assert above.fetch(above.waiting()[0], tmp_path / "arrived") == package.sha256
    assert ours.settle(package.sha256)
    assert [path for path in tree.rglob("*") if path.is_file()] == []


def test_a_half_written_object_is_not_listed(tree: Path, tmp_path: Path) -> None:
    ours = open_box(BoxSettings(Way.TREE, str(tree)), COMMUNE, Side.UP, scratch=tmp_path)
    folder = tree / "boxes" / str(COMMUNE) / "down" / "manifests"
    folder.mkdir(parents=True)
    (folder / f"{'0' * 64}.json.1234.part").write_bytes(b"half")

    assert ours.waiting() == []


def test_a_box_that_is_not_there_is_not_made(tree: Path, package: Package, tmp_path: Path) -> None:
    other = open_box(BoxSettings(Way.TREE, str(tree)), DISTRICT, Side.UP, scratch=tmp_path)

    refused(other.check, Code.BOX_MISSING)
    refused(lambda: other.deliver(package.path, package.sha256, COMMUNE), Code.BOX_MISSING)
    assert [path.name for path in (tree / "boxes").iterdir()] == [str(COMMUNE)]


def test_a_full_share_is_said_and_keeps_no_half_object(
    tree: Path, package: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.suffix == ".part":
            real(path, data[:10])
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    ours = open_box(BoxSettings(Way.TREE, str(tree)), COMMUNE, Side.UP, scratch=tmp_path)

    with pytest.raises(StorageError) as caught:
        ours.deliver(package.path, package.sha256, DISTRICT)

    assert caught.value.code is StorageError.Code.STICK_FULL
    assert [path for path in tree.rglob("*") if path.is_file()] == []
