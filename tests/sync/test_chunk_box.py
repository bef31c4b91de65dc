"""Packages as chunks: sent once, fetched whole, and never taken for there when they are not."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path
from uuid import UUID

import pytest

from desktop.errors import Cancelled, PackageRefused, StorageError, TransportFailed
from desktop.sync.box import Offer, Side
from desktop.sync.chunk_box import ChunkBox
from desktop.sync.chunk_manifest import CHUNK, manifest_of
from desktop.sync.patience import Patience
from tests.sync.lines import Code, Package, refused
from tests.sync.memory_store import MemoryServer

DISTRICT = UUID(int=2, version=4)
_HASTY = Patience(first=0.0)
_SIZE = 3 * CHUNK + 1000


@pytest.fixture
def server() -> MemoryServer:
    return MemoryServer()


@pytest.fixture
def package(tmp_path: Path) -> Package:
    return Package.made(tmp_path, _SIZE)


def box_of(server: MemoryServer, side: Side, tmp_path: Path, **changed: object) -> ChunkBox:
    settings: dict[str, object] = {"patience": _HASTY, "chance": random.Random(1)}
    scratch = tmp_path / f"scratch-{side}"
    words = settings | changed
    return ChunkBox(server.store, side, place="máy chủ", scratch=scratch, **words)  # type: ignore[arg-type]


@pytest.fixture
def ours(server: MemoryServer, tmp_path: Path) -> ChunkBox:
    return box_of(server, Side.UP, tmp_path)


@pytest.fixture
def theirs(server: MemoryServer, tmp_path: Path) -> ChunkBox:
    return box_of(server, Side.DOWN, tmp_path)


def sent(box: ChunkBox, package: Package) -> int:
    return box.deliver(package.path, package.sha256, DISTRICT).chunks_sent


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
    assert sending[-1] == _SIZE
    assert {total for _, total, _ in told} == {_SIZE}


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


def test_what_came_in_part_of_a_withdrawn_package_is_forgotten(
    server: MemoryServer, ours: ChunkBox, theirs: ChunkBox, package: Package, tmp_path: Path
) -> None:
    kept = tmp_path / "scratch-down" / package.sha256
    kept.mkdir(parents=True)
    (kept.parent / "not ours").mkdir()

    assert theirs.waiting() == []
    assert [path.name for path in kept.parent.iterdir()] == ["not ours"]


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
            package.path.write_bytes(bytes(_SIZE))

    with pytest.raises(PackageRefused) as caught:
        ours.deliver(package.path, package.sha256, DISTRICT, change)

    assert caught.value.code is PackageRefused.Code.DIGEST
    assert server.names("up/manifests/") == []


def test_a_full_disk_of_ours_is_said_and_what_came_is_kept(
    server: MemoryServer, ours: ChunkBox, theirs: ChunkBox, package: Package, tmp_path: Path
) -> None:
    sent(ours, package)

    with pytest.raises(StorageError):
        theirs.fetch(theirs.waiting()[0], tmp_path / "no folder" / "arrived")

    gets = server.count("get", "up/chunks/")
    theirs.fetch(theirs.waiting()[0], tmp_path / "arrived")
    assert server.count("get", "up/chunks/") == gets


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

    assert first.bytes_sent > _SIZE
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

    assert (manifest.package, manifest.size) == (package.sha256, _SIZE)
    assert list(manifest.sizes().values()) == [CHUNK, CHUNK, CHUNK, 1000]
