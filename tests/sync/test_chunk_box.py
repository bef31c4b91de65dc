"""A box seen from both sides: settling, trying again, keeping connections."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from desktop.errors import Cancelled, TransportFailed
from desktop.sync.box import Side
from desktop.sync.chunk_box import ChunkBox
from desktop.sync.chunk_manifest import CHUNK, manifest_of
from tests.sync.lines import Code, Package, refused
from tests.sync.memory_boxes import DISTRICT, SIZE, box_of, sent
from tests.sync.memory_store import MemoryServer


def test_settling_leaves_nothing_of_it_and_all_of_the_others(
    server: MemoryServer, ours: ChunkBox, theirs: ChunkBox, package: Package, tmp_path: Path
) -> None:
    half = tmp_path / "half"
    half.write_bytes(package.path.read_bytes()[: 2 * CHUNK])
    second = Package(half, hashlib.sha256(half.read_bytes()).hexdigest())
    sent(ours, package)
    sent(ours, second)

    assert ours.settle(package.sha256)
    assert not ours.settle(package.sha256)
    assert len(server.names("up/chunks/")) == 2
    assert theirs.fetch(theirs.waiting()[0], tmp_path / "arrived") == second.sha256
    assert ours.settle(second.sha256)
    assert server.names() == []


def test_settling_goes_on_where_it_was_stopped(
    server: MemoryServer, ours: ChunkBox, package: Package
) -> None:
    sent(ours, package)
    server.failure = None
    for name in (f"up/manifests/{package.sha256}.json", server.names("up/chunks/")[0]):
        del server.objects[name]  # as far as it came before the kill

    assert ours.settle(package.sha256)
    assert server.names() == []


def test_a_delivery_given_up_half_way_can_be_taken_away(
    server: MemoryServer, tmp_path: Path, package: Package
) -> None:
    ours = box_of(server, Side.UP, tmp_path, workers=1)

    def stop(done: int, _total: int, step: str) -> None:
        if step.startswith("Gửi") and done:
            raise Cancelled

    with pytest.raises(Cancelled):
        ours.deliver(package.path, package.sha256, DISTRICT, stop)

    assert ours.settle(package.sha256)
    assert server.names() == []


def test_no_chunk_goes_while_it_is_unknown_who_uses_it(
    server: MemoryServer, ours: ChunkBox, package: Package
) -> None:
    sent(ours, package)
    other = "0" * 64
    server.objects[f"up/plans/{other}.json"] = b"damaged"

    assert ours.settle(package.sha256)
    assert len(server.names("up/chunks/")) == 4
    assert server.names("up/manifests/") == []

    del server.objects[f"up/plans/{other}.json"]
    assert ours.settle(package.sha256)
    assert server.names() == []


def test_neither_side_touches_what_the_other_put(
    server: MemoryServer, ours: ChunkBox, theirs: ChunkBox, package: Package, tmp_path: Path
) -> None:
    sent(ours, package)
    before = dict(server.objects)

    theirs.fetch(theirs.waiting()[0], tmp_path / "arrived")

    assert not theirs.settle(package.sha256)
    assert server.objects == before


def test_a_line_that_breaks_now_and_then_is_tried_again(
    server: MemoryServer, ours: ChunkBox, theirs: ChunkBox, package: Package, tmp_path: Path
) -> None:
    server.breaks.update(put=7, sizes=3, get=5, remove=4)

    assert sent(ours, package) == 4
    theirs.fetch(theirs.waiting()[0], tmp_path / "arrived")
    assert ours.settle(package.sha256)


def test_patience_ends(server: MemoryServer, tmp_path: Path, package: Package) -> None:
    ours = box_of(server, Side.UP, tmp_path, workers=1)
    server.breaks["put"] = 1000

    refused(lambda: sent(ours, package), Code.UNREACHABLE)

    assert server.count("put") <= 60


def test_a_server_that_never_answered_is_given_up_sooner(
    server: MemoryServer, ours: ChunkBox
) -> None:
    server.breaks["check"] = 1000

    refused(ours.check, Code.UNREACHABLE)

    assert server.count("check") == 12


def test_a_final_refusal_is_not_tried_again(
    server: MemoryServer, ours: ChunkBox, package: Package
) -> None:
    server.failure = TransportFailed(Code.CLIENT_REFUSED, place="máy chủ")

    refused(ours.check, Code.CLIENT_REFUSED)
    refused(lambda: sent(ours, package), Code.CLIENT_REFUSED)

    assert server.count("check") == 1


def test_connections_are_kept_inside_a_block_and_no_longer(
    server: MemoryServer, ours: ChunkBox, package: Package, tmp_path: Path
) -> None:
    second = Package.made(tmp_path, 100, seed=2)
    with ours:
        first = ours.deliver(package.path, package.sha256, DISTRICT)
        opened = server.opened
        delivered = ours.deliver(second.path, second.sha256, DISTRICT)
        assert server.opened == opened
        assert server.closed == 0
    assert server.closed == opened

    assert first.bytes_sent > SIZE
    assert delivered.bytes_sent < 2000
    assert ours.waiting() == []
    assert server.closed == server.opened == opened + 1


def test_after_a_refusal_the_block_goes_on_with_new_connections(
    server: MemoryServer, ours: ChunkBox, package: Package
) -> None:
    with ours:
        server.failure = TransportFailed(Code.SERVER_FULL, place="máy chủ")
        refused(lambda: sent(ours, package), Code.SERVER_FULL)
        server.failure = None
        assert sent(ours, package) == 4

    assert server.closed == server.opened


def test_a_manifest_tells_the_whole_file(package: Package) -> None:
    manifest = manifest_of(package.path)

    assert (manifest.package, manifest.size) == (package.sha256, SIZE)
    assert list(manifest.sizes().values()) == [CHUNK, CHUNK, CHUNK, 1000]
