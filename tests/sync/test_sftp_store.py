"""SFTP: one pinned host key, one key of ours, and a broken object taken up where it stopped."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from desktop.sync.flow import Flow, TokenBucket
from desktop.sync.settings import _store_factory
from tests.sync import servers
from tests.sync.faulty_line import faulty_line
from tests.sync.lines import Code, Office, Package, refused
from tests.sync.server_keys import Authority, Identity
from tests.sync.servers import Server

pytestmark = pytest.mark.loopback
_RSA = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAQQC7"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if why := servers.lacking_for_sshd():
        pytest.skip(why)
    with servers.sshd(tmp_path_factory.mktemp("sshd")) as running:
        yield running


@pytest.fixture(scope="module")
def district(server: Server) -> Identity:
    return server.enrol("district")


@pytest.fixture
def office(server: Server, district: Identity, tmp_path: Path) -> Office:
    return Office(server, tmp_path, district)


def test_a_server_with_another_key_is_sent_nothing(office: Office, tmp_path: Path) -> None:
    package = Package.made(tmp_path, 1000)
    other = Authority("x").issue("another server").openssh

    box = office.box(host_key=other)

    refused(lambda: box.deliver(package.path, package.sha256, uuid4()), Code.HOST_KEY_CHANGED)
    assert [file for file in office.tree.rglob("*") if file.is_file()] == []


def test_a_server_without_a_key_of_the_pinned_kind_is_sent_nothing(office: Office) -> None:
    ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE5Ot1hDo2+CXlFTNX0rjf8s4mvGmLxYPyOmFhcNQbwA"

    refused(office.box(host_key=ed25519).check, Code.HOST_KEY_CHANGED)


def test_keys_and_hosts_of_the_person_at_the_machine_are_not_used(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Path.home()
    (home / ".ssh").mkdir()
    (home / ".ssh" / "known_hosts").write_text(f"127.0.0.1 {office.server.host_key}\n")
    (home / ".ssh" / "id_ecdsa").write_bytes(office.identity.openssh_key)
    monkeypatch.setenv("SSH_AUTH_SOCK", str(home / "agent"))
    stranger = Authority("x").issue("stranger")

    refused(office.box(client_key_pem=stranger.key).check, Code.CLIENT_REFUSED)


@pytest.mark.parametrize(
    "changed",
    [
        {"host_key": ""},
        {"host_key": "ssh-ed25519 not-base64"},
        {"host_key": "ssh-ed25519 AAAA"},
        {"client_key_pem": b""},
        {"client_key_pem": b"-----BEGIN nothing"},
    ],
    ids=str,
)
def test_a_damaged_key_is_said(office: Office, changed: dict[str, object]) -> None:
    refused(lambda: office.box(**changed), Code.KEY_UNUSABLE)


def test_a_box_that_is_gone_is_said(office: Office, tmp_path: Path) -> None:
    shutil.rmtree(office.tree)
    package = Package.made(tmp_path, 1000)

    refused(office.box().check, Code.BOX_MISSING)
    refused(lambda: office.box().deliver(package.path, package.sha256, uuid4()), Code.BOX_MISSING)


def test_nobody_at_the_other_end_is_said_at_once(office: Office) -> None:
    with faulty_line(office.server.port) as line:
        line.tell("cut")
        refused(office.box(line.port).check, Code.UNREACHABLE)


def test_a_broken_object_goes_on_where_it_stopped_and_leaves_no_part(office: Office) -> None:
    with faulty_line(office.server.port) as line:
        flow = Flow(TokenBucket(0))
        store = _store_factory(office.settings(line.port), f"boxes/{office.id}")(flow)
        data = os.urandom(256 << 10)
        name = f"up/chunks/{'0' * 64}"
        store.sizes("up/chunks")
        line.tell("breaks 1")
        with pytest.raises(Exception, match="UNREACHABLE"):
            store.put(name, data)
        store.close()
        line.tell("breaks 0")

        assert store.sizes("up/chunks") == {}
        store.put(name, data)

        assert store.get(name, 1 << 20) == data
        assert [file.name for file in (office.tree / "up" / "chunks").iterdir()] == ["0" * 64]
        assert flow.sent < 2 * len(data)
        store.close()


def test_what_a_killed_program_left_is_not_sent_again(office: Office) -> None:
    data = os.urandom(256 << 10)
    chunk = hashlib.sha256(data).hexdigest()
    folder = office.tree / "up" / "chunks"
    flow = Flow(TokenBucket(0))
    store = _store_factory(office.settings(), f"boxes/{office.id}")(flow)
    for name in (chunk, "2" * 64):
        store.put(f"up/chunks/{name}", data[: 200 << 10])
        (folder / name).rename(folder / f"{name}.part")
    before = flow.sent

    assert store.sizes("up/chunks") == {}
    store.put(f"up/chunks/{chunk}", data)
    assert flow.sent - before == 56 << 10
    store.put(f"up/chunks/{'2' * 64}", data)  # not named after what is in it: from the start
    assert flow.sent - before == (56 << 10) + len(data)
    store.close()

    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {
        chunk: data,
        "2" * 64: data,
    }


def test_a_part_left_behind_goes_with_its_object(office: Office) -> None:
    store = _store_factory(office.settings(), f"boxes/{office.id}")(Flow(TokenBucket(0)))
    name = f"up/chunks/{'1' * 64}"
    store.put(name, b"whole")
    part = office.tree / "up" / "chunks" / f"{'1' * 64}.part"
    part.with_suffix("").rename(part)

    store.remove(name)
    store.remove(name)
    store.close()

    assert list((office.tree / "up" / "chunks").iterdir()) == []
