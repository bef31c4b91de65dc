from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from desktop.sealing.key_mac import with_costly_mac
from tests.sealing.packages import certificate_for


def key_file(passphrase: str) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    encryption = BestAvailableEncryption(passphrase.encode())
    return pkcs12.serialize_key_and_certificates(b"a", key, certificate_for(key), None, encryption)


@pytest.mark.parametrize("passphrase", ["12345678", "mật khẩu của chị Ánh", "x" * 64, "ờ" * 200])
@pytest.mark.parametrize("rounds", [1, 5000])
def test_openssl_finds_the_checksum_right_and_as_costly_as_asked(
    tmp_path: Path, passphrase: str, rounds: int
) -> None:
    (tmp_path / "key.p12").write_bytes(with_costly_mac(key_file(passphrase), passphrase, rounds))
    (tmp_path / "passphrase").write_text(passphrase, "utf-8")
    command = "openssl pkcs12 -in key.p12 -passin file:passphrase -info -noout"
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=True, text=True)
    assert f"MAC: sha256, Iteration {rounds}\n" in done.stderr


def test_the_key_is_opened_as_before_and_by_nobody_else() -> None:
    file = with_costly_mac(key_file("mật khẩu"), "mật khẩu", 3000)
    assert pkcs12.load_key_and_certificates(file, "mật khẩu".encode())[0] is not None
    with pytest.raises(ValueError, match="password"):
        pkcs12.load_key_and_certificates(file, b"mat khau")
