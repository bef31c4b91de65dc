"""The line to the office above: kept, offered to what exchanges packages, and tried."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import AppError, StorageError, TransportFailed
from desktop.services.connections import Direction, LineDraft, Way
from desktop.services.desk import Desk
from tests.services.joined_offices import LINE, Pair

WEB = LineDraft(Way.WEBDAV, "https://hop.example/guong-sang", kilobytes_per_second=64)


def test_without_a_line_packages_go_by_stick(office: Desk) -> None:
    state = office.connections.open()
    assert (state.draft.way, state.is_set) == (Way.FOLDER, False)
    assert office.connections.box_settings() is None


def test_what_was_typed_is_kept(office: Desk) -> None:
    draft = replace(WEB, user="dong-an", password="bí mật", server_ca="PEM", is_on=False)
    office.connections.save(draft)
    assert office.connections.open().draft == draft
    assert office.connections.box_settings() is None
    office.connections.save(replace(draft, is_on=True))
    settings = office.connections.box_settings()
    assert settings is not None
    assert (settings.password, settings.ca_pem) == ("bí mật", b"PEM")
    assert settings.bytes_per_second == 64 * 1024
    assert "bí mật" not in repr(settings)


def test_an_address_no_line_can_be_made_of_is_not_kept(office: Desk) -> None:
    for address, way in (("may-chu", Way.WEBDAV), ("https://x/", Way.SFTP), ("", Way.TREE)):
        with pytest.raises(TransportFailed) as refused:
            office.connections.save(LineDraft(way, address))
        assert refused.value.code is TransportFailed.Code.ADDRESS_BAD
    assert not office.connections.open().is_set


def test_a_granted_line_shows_the_granted_key_to_the_server(joined_pair: Pair) -> None:
    settings = joined_pair.commune.connections.box_settings()
    assert settings is not None
    assert (settings.way, settings.address) == (Way.WEBDAV, LINE.address)
    assert settings.client_certificate_pem.startswith(b"-----BEGIN CERTIFICATE")
    assert settings.client_key_pem.startswith(b"-----BEGIN PRIVATE KEY")


def test_the_line_of_each_direction_is_its_own(district: Desk, tmp_path: Path) -> None:
    district.connections.save(LineDraft(Way.TREE, str(tmp_path)), Direction.DOWN)
    assert district.connections.open(Direction.UP).is_set is False
    assert district.connections.open(Direction.DOWN).draft.way is Way.TREE


def test_a_try_remembers_how_it_went(office: Desk, tmp_path: Path) -> None:
    here = LineDraft(Way.FOLDER, str(tmp_path))
    office.connections.save(here)
    office.connections.check(here)
    assert office.connections.open().last_done_at is not None
    with pytest.raises(AppError) as refused:
        office.connections.check(replace(here, address=str(tmp_path / "gone")))
    state = office.connections.open()
    assert state.failure == str(refused.value.code)
    assert state.last_try_at is not None


def test_a_small_file_is_read_as_text(office: Desk, tmp_path: Path) -> None:
    key = tmp_path / "key.pub"
    key.write_text("ssh-ed25519 AAAA may-chu\n")
    assert office.connections.read_small_file(key) == "ssh-ed25519 AAAA may-chu"
    key.write_bytes(b"\xff\x00")
    for path in (key, tmp_path / "gone"):
        with pytest.raises(StorageError):
            office.connections.read_small_file(path)


def test_a_server_nobody_can_recognise_is_no_line(joined_pair: Pair) -> None:
    draft = LineDraft(Way.SFTP, "sftp://may-chu.example/hop", user="xa")
    with pytest.raises(TransportFailed) as refused:
        joined_pair.commune.connections.save(draft)
    assert refused.value.code is TransportFailed.Code.HOST_KEY_MISSING
