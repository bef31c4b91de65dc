"""What a server needs is written from what was granted, and openssl finds it sound."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from desktop.errors import TrustRefused
from desktop.sealing.revocation import RevocationReason
from desktop.services.desk import Desk
from tests.other_tools import need
from tests.services.joined_offices import Pair


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "server"
    made.mkdir()
    return made


def openssl(folder: Path, command: str) -> str:
    need("openssl")
    words = ["openssl", *command.split()]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_each_office_and_this_one_may_in_and_nobody_taken_back(
    joined_pair: Pair, folder: Path
) -> None:
    district = joined_pair.district
    own, commune = district.server_files.write(folder)
    at = f"-attime {int(joined_pair.clock.now.timestamp())}"
    check = f"verify -crl_check -CAfile transport-ca.crt -CRLfile transport-ca.crl {at}"
    for one in (own, commune):
        said = openssl(folder, f"{check} -purpose sslclient {one.certificate.name}")
        assert said == f"{one.certificate.name}: OK\n"
    shown = joined_pair.commune.keys.transport_credentials()
    assert shown is not None
    assert commune.certificate.read_bytes() == shown[0]
    assert commune.public_key.read_text().startswith("ecdsa-sha2-nistp256 ")
    assert commune.office_id == str(joined_pair.commune.store.actor.office_id)

    (member,) = district.revocations.members()
    district.revocations.revoke(member.id, RevocationReason.KEY_COMPROMISE, None, "Mất máy")
    assert [one.office_id for one in district.server_files.write(folder)] == [None]
    assert "certificate revoked" in openssl(folder, f"{check} {commune.certificate.name}")


def test_this_office_shows_its_server_the_certificate_that_was_written(
    joined_pair: Pair, folder: Path
) -> None:
    district: Desk = joined_pair.district
    first, again = (district.server_files.write(folder)[0] for _ in range(2))
    shown = district.keys.transport_credentials()
    assert shown is not None
    assert first.certificate.read_bytes() == again.certificate.read_bytes() == shown[0]


def test_without_a_root_there_is_nothing_to_write(asked_pair: Pair, folder: Path) -> None:
    with pytest.raises(TrustRefused) as refused:
        asked_pair.district.server_files.write(folder)
    assert refused.value.code is TrustRefused.Code.ROOT_MISSING
    assert list(folder.iterdir()) == []
