"""Fetching packages: whole, checked, from where the last try stopped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.errors import Cancelled, StorageError
from desktop.sync.box import Offer, Side
from desktop.sync.chunk_box import ChunkBox
from desktop.sync.chunk_manifest import CHUNK
from tests.sync.lines import Code, Package, refused
from tests.sync.memory_boxes import box_of, sent
from tests.sync.memory_store import MemoryServer


def test_what_the_receiver_finds_changed_it_asks_for_and_gets(
    server: MemoryServer, ours: ChunkBox, theirs: ChunkBox, package: Package, tmp_path: Path
) -> None:
    sent(ours, package)
    spoilt = server.names("up/chunks/")[0]
    server.objects[spoilt] = bytes(len(server.objects[spoilt]))
    (offer,) = theirs.waiting()
    target = tmp_path / "arrived"

    assert refused(lambda: theirs.fetch(offer, target), Code.PARTS_MISSING).data["count"] == 1
    refused(lambda: theirs.fetch(offer, target), Code.PARTS_MISSING)
    assert not target.exists()
    gets = server.count("get", "up/chunks/")

    assert sent(ours, package) == 1
    assert sent(ours, package) == 0
    assert theirs.fetch(offer, target) == package.sha256
    assert target.read_bytes() == package.path.read_bytes()
    assert server.count("get", "up/chunks/") == gets + 1
    assert server.names("down/") == []
    assert sent(ours, package) == 0


def test_what_is_still_wrong_after_an_answer_is_asked_for_again(
    server: MemoryServer, ours: ChunkBox, theirs: ChunkBox, package: Package, tmp_path: Path
) -> None:
    sent(ours, package)
    spoilt = server.names("up/chunks/")[0]
    (offer,) = theirs.waiting()
    for _ in range(3):
        server.objects[spoilt] = bytes(len(server.objects[spoilt]))
        refused(lambda: theirs.fetch(offer, tmp_path / "arrived"), Code.PARTS_MISSING)
        assert sent(ours, package) == 1

    assert theirs.fetch(offer, tmp_path / "arrived") == package.sha256


def test_a_fetch_goes_on_where_it_was_stopped(
    server: MemoryServer, ours: ChunkBox, tmp_path: Path, package: Package
) -> None:
    sent(ours, package)
    theirs = box_of(server, Side.DOWN, tmp_path, workers=1)
    (offer,) = theirs.waiting()

    def stop(done: int, _total: int, _step: str) -> None:
        if done >= 2 * CHUNK:
            raise Cancelled

    with pytest.raises(Cancelled):
        theirs.fetch(offer, tmp_path / "arrived", stop)
    assert not (tmp_path / "arrived").exists()
    theirs.fetch(offer, tmp_path / "arrived")

    assert server.count("get", "up/chunks/") <= 5
    assert (tmp_path / "arrived").read_bytes() == package.path.read_bytes()
    assert list((tmp_path / "scratch-down").iterdir()) == []


def test_a_chunk_kept_here_and_damaged_since_is_fetched_again(
    server: MemoryServer, ours: ChunkBox, theirs: ChunkBox, tmp_path: Path, package: Package
) -> None:
    sent(ours, package)
    kept = tmp_path / "scratch-down" / package.sha256
    kept.mkdir(parents=True)
    chunk = server.names("up/chunks/")[0].rpartition("/")[2]
    (kept / chunk).write_bytes(b"damaged")

    assert theirs.fetch(theirs.waiting()[0], tmp_path / "arrived") == package.sha256


def test_only_known_packages_are_passed_over(
    server: MemoryServer, ours: ChunkBox, theirs: ChunkBox, package: Package, tmp_path: Path
) -> None:
    second = Package.made(tmp_path, 100, seed=2)
    sent(ours, package)
    sent(ours, second)
    gets = server.count("get")

    assert [o.sha256 for o in theirs.waiting(known={package.sha256})] == [second.sha256]
    assert server.count("get") == gets + 1


def test_an_offer_nobody_can_read_does_not_hide_the_others(
    server: MemoryServer, ours: ChunkBox, theirs: ChunkBox, package: Package, tmp_path: Path
) -> None:
    sent(ours, package)
    bad = "0" * 64
    server.objects[f"up/manifests/{bad}.json"] = b'{"format":"guongsang-chunks/9"}'
    server.objects["up/manifests/readme.txt"] = b"hello"

    assert [(o.name, o.is_readable) for o in theirs.waiting()] == [
        (bad, False),
        (package.sha256, True),
    ]
    refused(lambda: theirs.fetch(theirs.waiting()[0], tmp_path / "t"), Code.OFFER_BAD)
    refused(lambda: theirs.fetch(Offer("x", None, 1), tmp_path / "t"), Code.OFFER_BAD)
    refused(lambda: theirs.fetch(Offer("x", "../x", 1), tmp_path / "t"), Code.OFFER_BAD)


def test_a_manifest_that_promises_another_whole_is_found_out(
    server: MemoryServer, ours: ChunkBox, theirs: ChunkBox, package: Package, tmp_path: Path
) -> None:
    sent(ours, package)
    name = f"up/manifests/{package.sha256}.json"
    document = json.loads(server.objects[name])
    document["chunks"][0], document["chunks"][1] = document["chunks"][1], document["chunks"][0]
    server.objects[name] = json.dumps(document, separators=(",", ":")).encode()

    refused(lambda: theirs.fetch(theirs.waiting()[0], tmp_path / "t"), Code.OFFER_BAD)

    assert not (tmp_path / "t").exists()


def test_what_came_in_part_of_a_withdrawn_package_is_forgotten(
    server: MemoryServer, ours: ChunkBox, theirs: ChunkBox, package: Package, tmp_path: Path
) -> None:
    kept = tmp_path / "scratch-down" / package.sha256
    kept.mkdir(parents=True)
    (kept.parent / "not ours").mkdir()

    assert theirs.waiting() == []
    assert [path.name for path in kept.parent.iterdir()] == ["not ours"]


def test_a_full_disk_of_ours_is_said_and_what_came_is_kept(
    server: MemoryServer, ours: ChunkBox, theirs: ChunkBox, package: Package, tmp_path: Path
) -> None:
    sent(ours, package)

    with pytest.raises(StorageError):
        theirs.fetch(theirs.waiting()[0], tmp_path / "no folder" / "arrived")

    gets = server.count("get", "up/chunks/")
    theirs.fetch(theirs.waiting()[0], tmp_path / "arrived")
    assert server.count("get", "up/chunks/") == gets
