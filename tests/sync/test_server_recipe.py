"""nginx and OpenSSH set up from ``installer/server``: packages travel, and boxes stay apart."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from desktop.errors import TransportFailed
from desktop.sync.box import Side
from desktop.sync.flow import Flow, TokenBucket
from desktop.sync.object_store import ObjectStore
from desktop.sync.settings import Way, _store_factory, open_box
from tests.sync import servers
from tests.sync.faulty_line import faulty_line
from tests.sync.lines import Code, Office, Package, refused
from tests.sync.server_keys import Authority, Identity
from tests.sync.servers import Server

pytestmark = pytest.mark.loopback
_CHUNK = "0" * 64


@pytest.fixture(scope="module", params=["nginx", "sshd"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    lacking = {"nginx": servers.lacking_for_nginx, "sshd": servers.lacking_for_sshd}
    if why := lacking[request.param]():
        pytest.skip(why)
    with getattr(servers, request.param)(tmp_path_factory.mktemp(request.param)) as running:
        yield running


@pytest.fixture(scope="module")
def district(server: Server) -> Identity:
    return server.enrol("district")


@pytest.fixture
def office(server: Server, district: Identity, tmp_path: Path) -> Office:
    return Office(server, tmp_path, district)


@pytest.fixture
def neighbour(server: Server, district: Identity, tmp_path: Path) -> Office:
    if not server.keeps_apart:
        pytest.skip("accounts and mount namespaces need root")
    return Office(server, tmp_path, district)


@pytest.fixture
def package(tmp_path: Path) -> Package:
    return Package.made(tmp_path, 800_000)


def session(office: Office, of: Office | None = None) -> ObjectStore:
    """Return a bare session of an office, with its own box or, if it can, with another's."""
    factory = _store_factory(office.settings(), f"boxes/{(of or office).id}")
    return factory(Flow(TokenBucket(0)))


def test_packages_travel_both_ways_and_the_box_ends_empty(
    office: Office, package: Package, tmp_path: Path
) -> None:
    ours, above = office.box(), office.seen_from_above()
    ours.check()
    above.check()

    assert ours.deliver(package.path, package.sha256, uuid4()).chunks_sent == 4
    again = ours.deliver(package.path, package.sha256, uuid4())
    assert (again.chunks_sent, again.bytes_sent, again.skipped) == (0, 0, 4)
    (offer,) = above.waiting()
    assert (offer.sha256, offer.size) == (package.sha256, 800_000)
    assert above.fetch(offer, tmp_path / "up") == package.sha256
    assert (tmp_path / "up").read_bytes() == package.path.read_bytes()

    answer = Package.made(tmp_path, 300_000, seed=2)
    above.deliver(answer.path, answer.sha256, office.id)
    (offer,) = ours.waiting()
    assert ours.fetch(offer, tmp_path / "down") == answer.sha256

    assert ours.settle(package.sha256)
    assert above.settle(answer.sha256)
    assert not ours.settle(package.sha256)
    assert [file for file in office.tree.rglob("*") if file.is_file()] == []


def test_a_line_that_breaks_all_the_time_carries_the_package_once(
    office: Office, package: Package, tmp_path: Path
) -> None:
    with faulty_line(office.server.port, breaks=0.15) as line:
        office.box(line.port).deliver(package.path, package.sha256, uuid4())
        above = office.seen_from_above(line.port)
        (offer,) = above.waiting()

        assert above.fetch(offer, tmp_path / "arrived") == package.sha256
        assert office.box(line.port).deliver(package.path, package.sha256, uuid4()).chunks_sent == 0


def test_a_line_that_is_cut_and_mended_goes_on_where_it_was(
    office: Office, package: Package
) -> None:
    with faulty_line(office.server.port) as line:
        seen: list[int] = []

        def cut_once(done: int, _total: int, step: str) -> None:
            if step.startswith("Gửi") and done and not seen:
                seen.append(done)
                line.tell("cut")
                line.tell("mend")

        office.box(line.port).deliver(package.path, package.sha256, uuid4(), cut_once)

    assert seen
    assert len(office.seen_from_above().waiting()) == 1


def test_no_office_sees_writes_or_removes_anything_in_another_box(
    office: Office, neighbour: Office, package: Package
) -> None:
    office.box().deliver(package.path, package.sha256, uuid4())
    before = {file: file.read_bytes() for file in office.tree.rglob("*") if file.is_file()}
    chunk = next((office.tree / "up" / "chunks").iterdir()).name
    there = session(neighbour, of=office)

    for act in (
        there.check,
        lambda: there.sizes("up/chunks"),
        lambda: there.sizes("down/manifests"),
        lambda: there.get(f"up/manifests/{package.sha256}.json", 1 << 20),
        lambda: there.get(f"up/chunks/{chunk}", 1 << 20),
        lambda: there.put(f"up/chunks/{_CHUNK}", b"x"),
        lambda: there.put(f"down/chunks/{_CHUNK}", b"x"),
        lambda: there.remove(f"up/chunks/{chunk}"),
    ):
        refused_or_absent(act)
    there.close()

    assert before == {f: f.read_bytes() for f in office.tree.rglob("*") if f.is_file()}


def test_no_office_learns_which_boxes_there_are(neighbour: Office) -> None:
    factory = _store_factory(neighbour.settings(), "boxes")
    there = factory(Flow(TokenBucket(0)))

    refused(lambda: there.sizes("."), Code.CLIENT_REFUSED)

    there.close()


def test_each_side_writes_only_its_own_half(office: Office, neighbour: Office) -> None:
    below = session(office)
    above_box = office.seen_from_above()
    above = above_box._open_store(Flow(TokenBucket(0)))  # type: ignore[attr-defined]

    refused(lambda: below.put(f"down/chunks/{_CHUNK}", b"x"), Code.CLIENT_REFUSED)
    refused(lambda: above.put(f"up/chunks/{_CHUNK}", b"x"), Code.CLIENT_REFUSED)
    below.put(f"up/chunks/{_CHUNK}", b"x")
    refused(lambda: above.remove(f"up/chunks/{_CHUNK}"), Code.CLIENT_REFUSED)
    assert above.get(f"up/chunks/{_CHUNK}", 10) == b"x"
    above.put(f"down/chunks/{_CHUNK}", b"y")
    assert below.get(f"down/chunks/{_CHUNK}", 10) == b"y"
    refused(lambda: below.remove(f"down/chunks/{_CHUNK}"), Code.CLIENT_REFUSED)

    below.close()
    above.close()


def test_a_stranger_with_a_key_of_his_own_is_refused(server: Server, office: Office) -> None:
    stranger = Authority("the district's authority").issue("a stranger")
    settings = server.settings(office.id, stranger)

    box = open_box(settings, office.id, Side.UP, scratch=office.folder)

    refused(box.check, Code.CLIENT_REFUSED)
    refused(box.waiting, Code.CLIENT_REFUSED)


def test_an_office_whose_box_was_never_opened_is_refused(server: Server, tmp_path: Path) -> None:
    known_to_nobody = server.authority.issue("an office without a box")
    settings = replace(server.settings(uuid4(), known_to_nobody), user="nobody")

    refused(open_box(settings, uuid4(), Side.UP, scratch=tmp_path).check, Code.CLIENT_REFUSED)


def test_a_second_run_of_add_box_changes_nothing(office: Office, neighbour: Office) -> None:
    ground = office.server.ground
    before = sorted(path for path in ground.settings.rglob("*") if path.is_file())
    contents = [path.read_bytes() for path in before]

    office.server.ground.add_box(str(office.id), ground.folder / f"{office.id}.pem")

    after = sorted(path for path in ground.settings.rglob("*") if path.is_file())
    assert after == before
    assert [path.read_bytes() for path in after] == contents


def test_add_box_refuses_what_is_no_office_and_no_key(server: Server, tmp_path: Path) -> None:
    if server.way is Way.SFTP and not server.keeps_apart:
        pytest.skip("accounts need root")
    good = tmp_path / "good.pem"
    identity = server.authority.issue("good")
    good.write_bytes(identity.certificate)
    bad = tmp_path / "bad.pem"
    bad.write_text("nothing\n")
    foreign = tmp_path / "foreign.pem"
    foreign.write_bytes(Authority("another").issue("foreign").certificate)

    for who, file in (
        ("../../etc", good),
        ("ABCDEFAB-0000-4000-8000-000000000000", good),
        (str(uuid4()), bad),
        (str(uuid4()), tmp_path / "absent"),
        *([(str(uuid4()), foreign)] if server.way is Way.WEBDAV else []),
    ):
        done = server.ground.add_box(who, file)
        assert done.returncode != 0
        assert "add-box:" in done.stderr


def test_one_certificate_opens_one_box_only(server: Server, office: Office) -> None:
    if server.way is Way.SFTP:
        pytest.skip("an SSH key is bound to its account")
    done = server.ground.add_box(str(uuid4()), server.ground.folder / f"{office.id}.pem")

    assert done.returncode != 0
    assert str(office.id) in done.stderr


def test_the_recipe_passes_the_shell_s_own_check() -> None:
    script = servers.RECIPE / "add-box"
    assert subprocess.run(["sh", "-n", str(script)], check=False).returncode == 0


def refused_or_absent(act: Callable[[], object]) -> None:
    """A box that is not ours answers nothing: refused, or as if it were not there."""
    with pytest.raises(TransportFailed) as caught:
        act()
    assert caught.value.code in {Code.CLIENT_REFUSED, Code.BOX_MISSING}
