"""A real token in software (SoftHSM2) with tokens, keys and certificates of a test's own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from tests.sealing.packages import NOW, certificate_for

PIN = "1234-5678"
_SO_PIN = "87654321"
_PLACES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
)


def soft_driver() -> Path:
    """Return SoftHSM2's driver; the test is skipped where it is not installed."""
    for place in _PLACES:
        if Path(place).exists() and shutil.which("softhsm2-util"):
            return Path(place)
    pytest.skip("needs SoftHSM2 (apt install softhsm2)")


@dataclass
class SoftToken:
    """SoftHSM2 with a folder of its own; ``module`` is its driver."""

    module: Path
    folder: Path

    @property
    def tokens(self) -> Path:
        return self.folder / "tokens"

    def configure(self, *lines: str) -> None:
        """Write SoftHSM's settings, with lines of the test's own."""
        self.tokens.mkdir(parents=True, exist_ok=True)
        own = (f"directories.tokendir = {self.tokens}", "log.level = ERROR", *lines)
        (self.folder / "softhsm2.conf").write_text("\n".join(own))

    def initialise(self, label: str = "Ký số", pin: str = PIN) -> None:
        """Make a token, as its maker's software does."""
        command = ["softhsm2-util", "--init-token", "--free", "--label", label]
        command += ["--so-pin", _SO_PIN, "--pin", pin]
        subprocess.run(command, check=True, capture_output=True)

    def put(
        self,
        key: Any = None,
        certificate: x509.Certificate | None = None,
        *,
        key_id: bytes = b"\x01",
        label: str = "Ký số",
        always_ask: bool = False,
        sign: bool = True,
        hidden: bool = False,
    ) -> None:
        """Lay a private key, a certificate, or both on a token; ``hidden`` until the log-in."""
        from pkcs11 import Attribute

        with self.session(label) as session:
            if key is not None:
                template = _private(key)
                session.create_object(
                    template | _kept(key_id) | _private_flags(always_ask=always_ask, sign=sign)
                )
            if certificate is not None:
                shown = _certificate(certificate) | _kept(key_id)
                session.create_object(shown | {Attribute.PRIVATE: hidden})

    def put_raw(self, value: bytes) -> None:
        """Lay something on a token that only calls itself a certificate."""
        from pkcs11 import Attribute

        with self.session() as session:
            shell = _certificate(certificate_for(ec_key()))
            session.create_object(shell | _kept(b"\x09") | {Attribute.VALUE: value})

    def session(self, label: str = "Ký số", pin: str = PIN) -> Any:
        """Open a session that may write; leaving it lets go of the driver."""
        return _Writing(self.module, label, pin)

    def pull_out(self) -> None:
        """Take every token away, as when a stick is pulled out."""
        shutil.rmtree(self.tokens)
        self.tokens.mkdir()

    def set_flags(self, *, on: int) -> None:
        """Set flags a real token sets by itself and SoftHSM2 never does: locked, last try."""
        (file,) = self.tokens.glob("*/token.object")
        file.write_bytes(_with_flags(file.read_bytes(), on))

    def forget_pin(self) -> None:
        """Make the token as its maker's software leaves it before its owner's PIN is set."""
        (file,) = self.tokens.glob("*/token.object")
        data = _with_flags(file.read_bytes(), on=0, off=0x8)
        # CKA_OS_USERPIN comes last in the file.
        file.write_bytes(data[: data.index((0x8000534D).to_bytes(8, "big"))])


@pytest.fixture
def soft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SoftToken:
    """SoftHSM2 without any token yet."""
    token = SoftToken(soft_driver(), tmp_path / "softhsm")
    token.configure()
    monkeypatch.setenv("SOFTHSM2_CONF", str(token.folder / "softhsm2.conf"))
    return token


@pytest.fixture
def token(soft: SoftToken) -> SoftToken:
    """A token made ready, with a PIN and nothing else."""
    soft.initialise()
    return soft


def ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def signing_token(token: SoftToken, make: Callable[[], Any] = ec_key, **cert: Any) -> Any:
    """Put a key and its certificate on a token; return the certificate."""
    key = make()
    certificate = certificate_for(key, **cert)
    token.put(key, certificate)
    return certificate


def authority_certificate(key: Any) -> x509.Certificate:
    """Return the certificate of an authority, as tokens carry it beside their holder's."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Nơi cấp chứng thư")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    builder = builder.public_key(key.public_key()).serial_number(1)
    builder = builder.not_valid_before(NOW).not_valid_after(NOW + timedelta(days=3650))
    marked = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    return marked.sign(key, hashes.SHA256())


class _Writing:
    def __init__(self, module: Path, label: str, pin: str) -> None:
        self._about = (module, label, pin)

    def __enter__(self) -> Any:
        import pkcs11

        module, label, pin = self._about
        self._library = pkcs11.lib(str(module))
        token = self._library.get_token(token_label=label)
        self._session = token.open(rw=True, user_pin=pin)
        return self._session

    def __exit__(self, *_error: object) -> None:
        self._session.close()
        self._library.finalize()


def _kept(key_id: bytes) -> dict[Any, Any]:
    from pkcs11 import Attribute

    return {Attribute.TOKEN: True, Attribute.ID: key_id, Attribute.LABEL: "ký"}


def _private_flags(*, always_ask: bool, sign: bool) -> dict[Any, Any]:
    from pkcs11 import Attribute

    return {
        Attribute.PRIVATE: True,
        Attribute.SENSITIVE: True,
        Attribute.EXTRACTABLE: False,
        Attribute.SIGN: sign,
        Attribute.ALWAYS_AUTHENTICATE: always_ask,
    }


def _private(key: Any) -> dict[Any, Any]:
    from pkcs11.util.ec import decode_ec_private_key
    from pkcs11.util.rsa import decode_rsa_private_key

    der = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    if isinstance(key, rsa.RSAPrivateKey):
        return dict(decode_rsa_private_key(der))
    return dict(decode_ec_private_key(der))


def _certificate(certificate: x509.Certificate) -> dict[Any, Any]:
    from pkcs11 import Attribute
    from pkcs11.util.x509 import decode_x509_certificate

    made = dict(decode_x509_certificate(certificate.public_bytes(Encoding.DER)))
    return made | {Attribute.PRIVATE: False}


def _with_flags(data: bytes, on: int, off: int = 0) -> bytes:
    """Return SoftHSM2's token file with flags set and cleared.

    After a generation number of 8 bytes come attributes: type and kind, 8 bytes each, then the
    value; the flags are of type CKA_OS_TOKENFLAGS (OSAttributes.h) and kind 2, a number.
    """
    head = (0x8000534B).to_bytes(8, "big") + (2).to_bytes(8, "big")
    place = data.index(head) + len(head)
    flags = int.from_bytes(data[place : place + 8], "big") & ~off | on
    return data[:place] + flags.to_bytes(8, "big") + data[place + 8 :]


@dataclass
class Faulty:
    """Makes drivers that fail where they are told to, and are SoftHSM2 everywhere else."""

    compiled: Path
    folder: Path
    environment: pytest.MonkeyPatch

    def driver(self, faults: str) -> SoftToken:
        """Return SoftHSM2 behind a driver whose named functions fail: «C_Login=A4 C_Sign=30»."""
        self.environment.setenv("REAL_DRIVER", str(soft_driver()))
        self.environment.setenv("FAULTS", faults)
        # A copy of its own: a library of the same path is loaded once for good.
        module = self.folder / f"faulty-{len(list(self.folder.glob('faulty-*.so')))}.so"
        shutil.copy(self.compiled, module)
        return SoftToken(module, self.folder)


@pytest.fixture
def faulty(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Faulty:
    """Drivers that fail; where no C compiler is installed the test is skipped."""
    return Faulty(_compiled(tmp_path_factory.getbasetemp()), tmp_path, monkeypatch)


@cache
def _compiled(folder: Path) -> Path:
    compiler = shutil.which("cc") or pytest.skip("needs a C compiler")
    made = folder / "faulty.so"
    source = Path(__file__).with_name("faulty_driver.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", made, source, "-ldl"], check=True)
    return made
