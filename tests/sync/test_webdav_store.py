"""WebDAV over TLS: whom it trusts, what it says of refusals, and what it takes from nobody."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from desktop.errors import TransportFailed
from desktop.sync.box import Side
from desktop.sync.settings import BoxSettings, Way, open_box
from desktop.sync.tls import tls_context
from tests.sync import servers
from tests.sync.faulty_line import faulty_line
from tests.sync.lines import Code, Office, Package, refused
from tests.sync.server_keys import Authority, Identity
from tests.sync.servers import Server
from tests.sync.small_server import small_server

pytestmark = pytest.mark.loopback


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if why := servers.lacking_for_nginx():
        pytest.skip(why)
    with servers.nginx(tmp_path_factory.mktemp("nginx")) as running:
        yield running


@pytest.fixture(scope="module")
def district(server: Server) -> Identity:
    return server.enrol("district")


@pytest.fixture
def office(server: Server, district: Identity, tmp_path: Path) -> Office:
    return Office(server, tmp_path, district)


def test_a_server_of_another_authority_is_sent_nothing(office: Office, tmp_path: Path) -> None:
    package = Package.made(tmp_path, 1000)
    box = office.box(ca_pem=Authority("the district's authority").pem)

    refused(lambda: box.deliver(package.path, package.sha256, uuid4()), Code.TLS_UNTRUSTED)

    assert [file for file in office.tree.rglob("*") if file.is_file()] == []


def test_a_server_with_another_machine_s_name_is_sent_nothing(office: Office) -> None:
    address = f"https://localhost:{office.server.port}"

    refused(office.box(address=address).check, Code.TLS_UNTRUSTED)


def test_the_environment_changes_neither_whom_we_trust_nor_the_way(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign = tmp_path / "foreign.pem"
    foreign.write_bytes(Authority("foreign").pem)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, str(foreign))
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    office.box().check()

    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "own.pem"))
    (tmp_path / "own.pem").write_bytes(office.server.authority.pem)
    refused(office.box(ca_pem=Authority("foreign").pem).check, Code.TLS_UNTRUSTED)


def test_only_our_authority_is_trusted(office: Office) -> None:
    context = tls_context(office.settings())

    office.box().check()

    assert context.cert_store_stats()["x509_ca"] == 1


def test_without_a_certificate_nobody_gets_in(office: Office) -> None:
    bare = office.box(client_certificate_pem=b"", client_key_pem=b"")

    refused(bare.check, Code.CLIENT_REFUSED)
    refused(bare.waiting, Code.CLIENT_REFUSED)


def test_an_expired_certificate_does_not_get_in(office: Office) -> None:
    expired = office.server.authority.issue("expired", days=-1)

    box = office.box(client_certificate_pem=expired.certificate, client_key_pem=expired.key)

    refused(box.check, Code.CLIENT_REFUSED)


def test_no_key_is_written_in_the_clear(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[bytes] = []
    real = Path.unlink

    def keep(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".pem":
            written.append(path.read_bytes())
            assert path.stat().st_mode & 0o077 == 0
        real(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", keep)
    office.box().check()

    (text,) = written
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in text
    assert b"BEGIN PRIVATE KEY" not in text


@pytest.mark.parametrize("field", ["ca_pem", "client_certificate_pem", "client_key_pem"])
def test_a_damaged_key_or_certificate_is_said(office: Office, field: str) -> None:
    for damaged in (b"-----BEGIN nothing", b"\xff\xfe"):
        refused(lambda damaged=damaged: office.box(**{field: damaged}), Code.KEY_UNUSABLE)


def test_a_key_that_is_not_the_certificate_s_is_said(office: Office) -> None:
    other = office.server.authority.issue("other")

    refused(lambda: office.box(client_key_pem=other.key), Code.KEY_UNUSABLE)


def test_a_box_that_is_gone_is_said(office: Office, tmp_path: Path) -> None:
    shutil.rmtree(office.tree)
    package = Package.made(tmp_path, 1000)

    refused(office.box().check, Code.BOX_MISSING)
    refused(lambda: office.box().deliver(package.path, package.sha256, uuid4()), Code.BOX_MISSING)


def test_a_folder_that_is_gone_is_made_again(office: Office, tmp_path: Path) -> None:
    shutil.rmtree(office.tree / "up" / "chunks")
    package = Package.made(tmp_path, 1000)

    office.box().deliver(package.path, package.sha256, uuid4())

    assert len(office.seen_from_above().waiting()) == 1


def test_nobody_at_the_other_end_is_said_at_once(office: Office) -> None:
    with faulty_line(office.server.port) as line:
        line.tell("cut")
        refused(office.box(line.port).check, Code.UNREACHABLE)


@pytest.mark.parametrize(
    "address",
    [
        "http://192.0.2.1/x",
        "https://",
        "https:///boxes",
        "ftp://127.0.0.1/",
        "sftp://127.0.0.1/",
        "127.0.0.1",
        "https://127.0.0.1:99999",
        "https://[::1",
        "https://127.0.0.1/../x",
        "https://127.0.0.1/?a=b",
        "https://u:secret@127.0.0.1/",
    ],
)
def test_an_address_nobody_can_use_is_said(address: str, tmp_path: Path) -> None:
    settings = BoxSettings(Way.WEBDAV, address)

    error = refused(
        lambda: open_box(settings, uuid4(), Side.UP, scratch=tmp_path), Code.ADDRESS_BAD
    )

    assert "secret" not in str(error)


# --- what only a server of our own making can be brought to say ------------------------------


def plain_box(port: int, tmp_path: Path, **changed: object) -> object:
    settings = BoxSettings(Way.WEBDAV, f"http://127.0.0.1:{port}/dav")
    settings = replace(settings, **changed)  # type: ignore[arg-type]
    return open_box(settings, uuid4(), Side.UP, scratch=tmp_path)


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (401, b"", Code.CLIENT_REFUSED),
        (403, b"", Code.CLIENT_REFUSED),
        (400, b"No required SSL certificate was sent", Code.CLIENT_REFUSED),
        (413, b"", Code.SERVER_FULL),
        (507, b"", Code.SERVER_FULL),
        (400, b"", Code.SERVER_FAILED),
        (302, b"", Code.SERVER_FAILED),
        (200, b"<html>a portal of a hotel</html>", Code.SERVER_FAILED),
    ],
)
def test_a_refusal_of_the_server_is_said_as_what_it_is(
    status: int, body: bytes, code: TransportFailed.Code, tmp_path: Path
) -> None:
    with small_server(status, body) as server:
        box = plain_box(server.port, tmp_path)
        refused(box.waiting, code)  # type: ignore[attr-defined]
        assert server.asked == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_that_cannot_just_now_is_asked_again_but_not_for_ever(
    status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.sync.flow.Flow.wait", lambda _flow, _seconds: None)
    with small_server(status, b"") as server:
        box = plain_box(server.port, tmp_path)
        refusal = refused(box.waiting, Code.SERVER_FAILED)  # type: ignore[attr-defined]

        assert refusal.data["status"] == status
        assert server.asked == 10


@pytest.mark.parametrize(
    "body",
    [
        b"<multistatus",
        b'<!DOCTYPE x [<!ENTITY a "b">]><multistatus xmlns="DAV:"/>',
        b"\xff\xfe\x00",
    ],
)
def test_a_listing_nobody_can_read_is_not_taken_for_an_empty_one(
    body: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.sync.flow.Flow.wait", lambda _flow, _seconds: None)
    with small_server(207, body) as server:
        box = plain_box(server.port, tmp_path)
        refused(box.waiting, Code.SERVER_FAILED)  # type: ignore[attr-defined]


def test_a_password_goes_to_the_server_it_is_for(tmp_path: Path) -> None:
    with small_server(403, b"") as server:
        box = plain_box(server.port, tmp_path, user="commune", password="mật khẩu")
        refused(box.check, Code.CLIENT_REFUSED)  # type: ignore[attr-defined]

        assert server.headers[0]["Authorization"].startswith("Basic ")
