"""Throw mutated bytes at everything that reads what others wrote, guided by coverage.

Usage: python scripts/fuzz_reader.py CORPUS_DIR [libFuzzer options, such as -max_total_time=3600]

Needs the package ``atheris``, which is no dependency of the program. A finding is anything but a
typed refusal: another exception, more than ten seconds, more memory than ``-rss_limit_mb``, or an
accepted package that is none of the sound ones it began with. The first byte of an input chooses
what is read.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["desktop.sealing", "desktop.sync.chunk_manifest"]):
    from desktop.errors import AppError
    from desktop.sealing.cades import check_signature
    from desktop.sealing.data import load_data
    from desktop.sealing.decryption_keys import DecryptionKey, make_encryption_key
    from desktop.sealing.encryption import encrypt, read_outer
    from desktop.sealing.enrolment import read_request
    from desktop.sealing.header import PackageKind, read_header, write_header
    from desktop.sealing.keys import certificate_of
    from desktop.sealing.manifest import read_manifest, row, write_manifest
    from desktop.sealing.names import HEADER, MANIFEST, MIMETYPE, SIGNATURE
    from desktop.sealing.opening import verify_sealed
    from desktop.sealing.outer_label import OuterLabel
    from desktop.sealing.revocation import read_revocation_list
    from desktop.sealing.seal import MEDIA_TYPE, Entry, seal_into
    from desktop.sealing.signature_report import SignatureOutcome
    from desktop.sealing.trust_bundle import read_bundle
    from desktop.sync import chunk_manifest

from tests.sealing.documents import document
from tests.sealing.packages import NOW, Piece, build, ec_signer, header, stranger, trust

SCRATCH = Path(tempfile.mkdtemp(prefix="guongsang-fuzz-"))
TRUST = trust()
SOUND: set[str] = set()
PASSPHRASE = "mật khẩu chỉ để thử"  # noqa: S105 - guards a key made for this run
_PKCS12 = make_encryption_key("UBND huyện", "UBND huyện", PASSPHRASE, NOW)
KEY = DecryptionKey.from_bytes(_PKCS12, PASSPHRASE)
CERTIFICATE = certificate_of(_PKCS12, PASSPHRASE)


def _plain(data: bytes) -> None:
    report = verify_sealed(io.BytesIO(data), TRUST, (KEY,), now=NOW, scratch=SCRATCH)
    accepted = report.signature.outcome is SignatureOutcome.VALID
    if accepted and hashlib.sha256(data).hexdigest() not in SOUND:
        raise RuntimeError("accepted a package nobody made")


def _inside(data: bytes) -> None:
    """Encrypt the bytes rightly, so that what lies behind the tag is reached."""
    outer, label = io.BytesIO(), OuterLabel.of(header())
    encrypt(io.BytesIO(data), len(data), outer, label, [CERTIFICATE])
    report = verify_sealed(outer, TRUST, (KEY,), now=NOW, scratch=SCRATCH)
    accepted = report.signature.outcome is SignatureOutcome.VALID
    if accepted and hashlib.sha256(data).hexdigest() not in SOUND:
        raise RuntimeError("accepted a package nobody made")


def _by_a_stranger(data: bytes) -> None:
    """Sign the bytes as label and document, rightly but by somebody nobody trusts."""
    label, _, content = data.partition(b"\x00")
    entries = {HEADER: label, "data/recall.json": content}
    manifest = write_manifest([row(n, hashlib.sha256(d).digest()) for n, d in entries.items()])
    signed = {MANIFEST: manifest, SIGNATURE: stranger().sign(manifest, NOW)}
    pieces = {MIMETYPE: MEDIA_TYPE} | entries | signed
    package = build([Piece(name.encode(), data) for name, data in pieces.items()])
    report = verify_sealed(io.BytesIO(package), TRUST, (KEY,), now=NOW, scratch=SCRATCH)
    if report.signature.outcome is SignatureOutcome.VALID:
        raise RuntimeError("accepted a stranger's signature")


def _signature(data: bytes) -> None:
    check_signature(data, b"manifest")


def _document(read: Callable[[dict[str, Any]], object]) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        try:
            value = json.loads(data)
        except (ValueError, RecursionError):
            return
        if isinstance(value, dict):
            read(value)

    return run


def _crl(data: bytes) -> None:
    read_revocation_list(data, ec_signer().certificate)


def _data(kind: PackageKind) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        load_data(kind, data)

    return run


TARGETS: tuple[Callable[[bytes], object], ...] = (
    _plain,
    _inside,
    _by_a_stranger,
    _signature,
    read_manifest,
    read_header,
    lambda data: read_outer(io.BytesIO(data)),
    _crl,
    _document(read_request),
    _document(read_bundle),
    lambda data: chunk_manifest.read_manifest(data, "0" * 64),
    lambda data: chunk_manifest.read_request(data, "0" * 64),
    *(_data(kind) for kind in PackageKind),
)


def one_input(data: bytes) -> None:
    """Read one input; a typed refusal is the right answer."""
    if not data:
        return
    try:
        TARGETS[data[0] % len(TARGETS)](data[1:])
    except (AppError, chunk_manifest.ManifestBadError):
        return


def seeds() -> dict[str, bytes]:
    """Return sound inputs for every target, and remember which packages are sound."""
    found: dict[str, bytes] = {}
    for place, kind in enumerate(PackageKind):
        data = json.dumps({"format": "1.1", **document(kind)}, ensure_ascii=False).encode()
        package, outer = io.BytesIO(), io.BytesIO()
        label = header(kind=kind)
        entry = Entry.from_bytes(kind.data_entry, data)
        sealed = seal_into(package, label, [entry], ec_signer(), at=NOW)
        encrypt(
            io.BytesIO(package.getvalue()), sealed.size, outer, OuterLabel.of(label), [CERTIFICATE]
        )
        SOUND.update(hashlib.sha256(f.getvalue()).hexdigest() for f in (package, outer))
        found[f"{kind}-plain"] = b"\x00" + package.getvalue()
        found[f"{kind}-outer"] = b"\x00" + outer.getvalue()
        found[f"{kind}-inside"] = b"\x01" + package.getvalue()
        found[f"{kind}-stranger"] = b"\x02" + write_header(label) + b"\x00" + data
        found[f"{kind}-header"] = b"\x05" + write_header(label)
        found[f"{kind}-label"] = b"\x06" + outer.getvalue()
        first_data = len(TARGETS) - len(PackageKind)
        found[f"{kind}-data"] = bytes([first_data + place]) + data
    manifest = write_manifest([row(HEADER, bytes(32))])
    found["signature"] = b"\x03" + ec_signer().sign(b"manifest", NOW)
    found["manifest"] = b"\x04" + manifest
    found["request"] = b"\x08" + json.dumps(document(PackageKind.ENROLMENT)).encode()
    return found


def main() -> None:
    """Write the seeds into the corpus folder and fuzz."""
    corpus = Path(next(word for word in sys.argv[1:] if not word.startswith("-")))
    corpus.mkdir(parents=True, exist_ok=True)
    for name, data in seeds().items():
        (corpus / name).write_bytes(data)
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
