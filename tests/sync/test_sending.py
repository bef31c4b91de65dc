"""Sending packages as chunks: once, whole, and never taken for there when they are not."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from desktop.errors import Cancelled, PackageRefused, StorageError
from desktop.sync.box import Side
from desktop.sync.chunk_box import ChunkBox
from desktop.sync.chunk_manifest import CHUNK
from tests.sync.lines import Code, Package, refused
from tests.sync.memory_boxes import DISTRICT, SIZE, box_of, sent
from tests.sync.memory_store import MemoryServer


def test_the_manifest_comes_after_every_chunk(
    server: MemoryServer, ours: ChunkBox, package: Package
) -> None:
    def look(name: str, data: bytes) -> bytes:
        if "/manifests/" in name:
            assert len(server.names("up/chunks/")) == 4
        return data

    server.spoil = look

    assert sent(ours, package) == 4
    assert server.names("up/manifests/") == [f"up/manifests/{package.sha256}.json"]


def test_a_repeat_sends_no_chunk_and_no_byte(
    server: MemoryServer, ours: ChunkBox, package: Package
) -> None:
    sent(ours, package)

    delivered = ours.deliver(package.path, package.sha256, DISTRICT)

    assert (delivered.chunks_sent, delivered.bytes_sent, delivered.skipped) == (0, 0, 4)


def test_what_two_packages_share_is_sent_once(
    server: MemoryServer, ours: ChunkBox, package: Package, tmp_path: Path
) -> None:
    longer = tmp_path / "longer"
    longer.write_bytes(package.path.read_bytes()[: 3 * CHUNK] + b"and more")
    second = Package(longer, hashlib.sha256(longer.read_bytes()).hexdigest())

    assert sent(ours, package) == 4
    assert sent(ours, second) == 1


def test_a_chunk_that_stands_twice_in_a_package_is_sent_once(
    server: MemoryServer, ours: ChunkBox, theirs: ChunkBox, tmp_path: Path
) -> None:
    path = tmp_path / "zeros"
    path.write_bytes(bytes(4 * CHUNK))
    zeros = Package(path, hashlib.sha256(path.read_bytes()).hexdigest())

    assert sent(ours, zeros) == 1
    theirs.fetch(theirs.waiting()[0], tmp_path / "arrived")
    assert (tmp_path / "arrived").read_bytes() == path.read_bytes()


def test_a_torn_chunk_is_sent_again(server: MemoryServer, ours: ChunkBox, package: Package) -> None:
    torn: list[str] = []

    def tear(name: str, data: bytes) -> bytes:
        if "/chunks/" in name and not torn:
            torn.append(name)
            return data[:300]
        return data

    server.spoil = tear
    sent(ours, package)

    assert server.count("put", torn[0]) == 2
    assert len(server.objects[torn[0]]) > 300


@pytest.mark.parametrize("kept", [None, b"", b"something else"], ids=["nothing", "empty", "other"])
def test_a_server_that_keeps_something_else_is_not_believed(
    server: MemoryServer, ours: ChunkBox, package: Package, kept: bytes | None
) -> None:
    server.spoil = lambda name, data: kept if "/chunks/" in name else data

    refusal = refused(lambda: sent(ours, package), Code.SERVER_LIED)

    assert refusal.data["count"] == 4
    assert server.names("up/manifests/") == []


def test_a_server_that_loses_the_manifest_is_not_believed(
    server: MemoryServer, ours: ChunkBox, package: Package
) -> None:
    server.spoil = lambda name, data: None if "/manifests/" in name else data

    refused(lambda: sent(ours, package), Code.SERVER_LIED)


def test_reading_all_back_finds_content_of_the_right_size(
    server: MemoryServer, tmp_path: Path, package: Package
) -> None:
    server.spoil = lambda name, data: bytes(len(data)) if "/chunks/" in name else data

    refused(lambda: sent(box_of(server, Side.UP, tmp_path, reread=None), package), Code.SERVER_LIED)


def test_reading_back_finds_a_chunk_changed_once_and_mends_it(
    server: MemoryServer, tmp_path: Path, package: Package
) -> None:
    changed: list[str] = []

    def change(name: str, data: bytes) -> bytes:
        if "/chunks/" in name and not changed:
            changed.append(name)
            return bytes(len(data))
        return data

    server.spoil = change

    assert sent(box_of(server, Side.UP, tmp_path, reread=None), package) == 4
    assert hashlib.sha256(server.objects[changed[0]]).hexdigest() == changed[0].rpartition("/")[2]


def test_a_chunk_lost_on_the_server_is_sent_again(
    server: MemoryServer, ours: ChunkBox, package: Package
) -> None:
    sent(ours, package)
    del server.objects[server.names("up/chunks/")[0]]

    assert sent(ours, package) == 1


def test_a_request_nobody_can_read_asks_for_nothing(
    server: MemoryServer, ours: ChunkBox, package: Package
) -> None:
    sent(ours, package)
    server.objects[f"down/missing/{package.sha256}.json"] = b"{}"

    assert sent(ours, package) == 0


def test_sending_stops_between_two_chunks_and_goes_on_there(
    server: MemoryServer, tmp_path: Path, package: Package
) -> None:
    ours = box_of(server, Side.UP, tmp_path, workers=1)

    def stop(done: int, _total: int, step: str) -> None:
        if step.startswith("Gửi") and done >= 2 * CHUNK:
            raise Cancelled

    with pytest.raises(Cancelled):
        ours.deliver(package.path, package.sha256, DISTRICT, stop)
    assert server.names("up/manifests/") == []
    there = len(server.names("up/chunks/"))

    assert there >= 2
    assert sent(ours, package) == 4 - there


def test_progress_begins_where_the_last_try_ended_and_ends_at_the_whole(
    server: MemoryServer, ours: ChunkBox, package: Package
) -> None:
    sent(ours, package)
    del server.objects[server.names("up/chunks/")[0]]
    told: list[tuple[int, int, str]] = []

    ours.deliver(package.path, package.sha256, DISTRICT, lambda *words: told.append(words))

    sending = [done for done, _, step in told if step.startswith("Gửi")]
    assert sending == sorted(sending)
    assert sending[0] > 0
    assert sending[-1] == SIZE
    assert {total for _, total, _ in told} == {SIZE}


def test_only_the_finished_package_leaves(
    server: MemoryServer, ours: ChunkBox, package: Package, tmp_path: Path
) -> None:
    data = package.path.read_bytes()
    for content, code in (
        (data + b"x", PackageRefused.Code.DIGEST),
        (b"", PackageRefused.Code.DIGEST),
    ):
        package.path.write_bytes(content)
        with pytest.raises(PackageRefused) as caught:
            sent(ours, package)
        assert caught.value.code is code
    package.path.unlink()
    with pytest.raises(StorageError):
        sent(ours, package)
    empty = tmp_path / "empty"
    empty.touch()
    with pytest.raises(PackageRefused) as caught:
        sent(ours, Package(empty, hashlib.sha256(b"").hexdigest()))
    assert caught.value.code is PackageRefused.Code.TRUNCATED
    assert server.names() == []


def test_a_package_changed_while_it_is_sent_does_not_count(
    server: MemoryServer, ours: ChunkBox, package: Package
) -> None:
    def change(_done: int, _total: int, step: str) -> None:
        if step.startswith("Gửi"):
            package.path.write_bytes(bytes(SIZE))

    with pytest.raises(PackageRefused) as caught:
        ours.deliver(package.path, package.sha256, DISTRICT, change)

    assert caught.value.code is PackageRefused.Code.DIGEST
    assert server.names("up/manifests/") == []
