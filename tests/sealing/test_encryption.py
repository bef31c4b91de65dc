"""Encrypted packages: what goes in comes out, for its recipients only, and no other bytes do."""

from __future__ import annotations

import hashlib
import io
import subprocess
import tracemalloc
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from desktop.errors import AttachmentRefused, Cancelled, PackageRefused, SigningFailed, StorageError
from desktop.sealing.certificates import describe, to_pem
from desktop.sealing.decryption_keys import DecryptionKey, EncryptionKey
from desktop.sealing.encryption import (
    EncryptionStep,
    OuterFile,
    PassedFile,
    decrypt,
    encrypt,
    read_outer,
    seal_encrypted,
)
from desktop.sealing.envelope_form import Envelope, Recipient, read_envelope, trailer
from desktop.sealing.header import PackageKind
from desktop.sealing.limits import CHUNK, LIMITS, Limits
from desktop.sealing.outer_label import OuterLabel, write_label
from desktop.sealing.seal import Entry, SealReport
from desktop.sealing.verification import verify_package
from tests.sealing.encrypted import (
    LABEL,
    commune_key,
    district_key,
    encrypted,
    encrypted_with_report,
    needs_openssl,
    quick_key,
)
from tests.sealing.packages import (
    CONTENT,
    DISTRICT,
    NEIGHBOUR,
    NOW,
    PACKAGE_ID,
    certificate_for,
    ec_signer,
    header,
    trust,
)

Code = PackageRefused.Code
CONTENTS = [b"", b"x", b"y" * 127, b"z" * 128, bytes(70_000), bytes(CHUNK), bytes(2 * CHUNK + 1)]


def decrypted(data: bytes, *keys: DecryptionKey, limits: Limits = LIMITS) -> bytes:
    target = io.BytesIO()
    decrypt(io.BytesIO(data), target, keys or [commune_key()], limits=limits)
    return target.getvalue()


def refusal_of(data: bytes, *keys: DecryptionKey, limits: Limits = LIMITS) -> PackageRefused.Code:
    with pytest.raises(PackageRefused) as refused:
        decrypted(data, *keys, limits=limits)
    return refused.value.code


# --- what goes in comes out ---------------------------------------------------------------------


@pytest.mark.parametrize("content", CONTENTS, ids=[str(len(c)) for c in CONTENTS])
def test_what_was_encrypted_is_decrypted(content: bytes) -> None:
    data, written = encrypted_with_report(content)
    target = io.BytesIO()
    found = decrypt(io.BytesIO(data), target, [commune_key()])
    assert target.getvalue() == content
    assert found == written == PassedFile(LABEL, hashlib.sha256(data).hexdigest(), len(data))


def test_every_recipient_opens_it_and_nobody_else() -> None:
    data = encrypted(b"content", [commune_key().info, district_key().info])
    assert decrypted(data, commune_key()) == decrypted(data, district_key()) == b"content"
    assert decrypted(data, quick_key(), district_key()) == b"content"
    assert refusal_of(data, quick_key()) is Code.NOT_FOR_OUR_KEY
    assert refusal_of(encrypted(b"content"), district_key()) is Code.NOT_FOR_OUR_KEY


def test_the_same_content_is_never_encrypted_alike() -> None:
    first, second = encrypted(b"content"), encrypted(b"content")
    assert len(first) == len(second)
    assert first != second


def test_what_is_outside_can_be_read_without_a_key(tmp_path: Path) -> None:
    path = tmp_path / "a.p7m"
    path.write_bytes(encrypted(bytes(5000), [commune_key().info, district_key().info]))
    outer = read_outer(path)
    keys = {commune_key().key_id, district_key().key_id}
    assert set(outer.recipients) == keys
    assert outer == OuterFile(LABEL, outer.recipients, 5000, path.stat().st_size)
    assert read_outer(io.BytesIO(path.read_bytes())) == outer


def test_nothing_but_the_label_can_be_read_outside() -> None:
    """Length aside, two contents look alike."""
    secret = "Đặng Thị Ơn, GK_HUYEN".encode()
    assert secret not in encrypted(secret)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refused:
        read_outer(tmp_path / "no.p7m")
    assert refused.value.code is StorageError.Code.FILE_MISSING


def test_memory_stays_flat_whatever_is_encrypted(tmp_path: Path) -> None:
    plain, outer, again = (tmp_path / name for name in ("plain", "outer", "again"))
    plain.write_bytes(bytes(24 << 20))
    commune_key()
    tracemalloc.start()
    try:
        with plain.open("rb") as source, outer.open("wb") as target:
            encrypt(source, 24 << 20, target, LABEL, [commune_key().info])
        with outer.open("rb") as source, again.open("wb") as target:
            decrypt(source, target, [commune_key()])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 6 << 20
    assert again.stat().st_size == 24 << 20


def test_both_ways_can_be_followed_and_stopped() -> None:
    content = bytes(3 * CHUNK + 1)
    told: list[tuple[int, int, str]] = []

    def note(*step: object) -> None:
        told.append(step)  # type: ignore[arg-type]

    target = io.BytesIO()
    encrypt(io.BytesIO(content), len(content), target, LABEL, [commune_key().info], note)
    decrypt(target, io.BytesIO(), [commune_key()], note)
    for step in EncryptionStep:
        places = [(done, total) for done, total, name in told if name == step.label]
        assert places == sorted(places)
        assert places[-1] == (len(content), len(content))

    moments = count()

    def stop(*_: object) -> None:
        if next(moments):
            raise Cancelled

    with pytest.raises(Cancelled):
        decrypt(target, io.BytesIO(), [commune_key()], stop)


# --- sign and encrypt in one go -----------------------------------------------------------------


def test_a_package_is_signed_and_encrypted_in_one_go() -> None:
    entries = [Entry.from_bytes(name, data) for name, data in CONTENT.items()]
    target, told = io.BytesIO(), []
    recipients = [commune_key().info]
    sealed = seal_encrypted(
        target,
        header(),
        entries,
        ec_signer(),
        recipients,
        at=NOW,
        report=lambda *step: told.append(step),
    )
    data = target.getvalue()
    inside = verify_package(io.BytesIO(decrypted(data)), trust(), now=NOW)
    assert inside.signature.outcome == "valid"
    assert inside.header == header()
    digest = hashlib.sha256(data).hexdigest()
    assert sealed == SealReport(PACKAGE_ID, digest, len(data), inside.content_sha256)
    assert read_outer(io.BytesIO(data)).label == LABEL
    assert told[-1] == (inside.size, inside.size, EncryptionStep.ENCRYPT.label)


def test_content_that_changes_between_signing_and_encrypting_is_refused() -> None:
    contents = iter([b"12345", b"12346"])
    entry = Entry("attachments/a", 5, lambda: io.BytesIO(next(contents)))
    with pytest.raises(AttachmentRefused) as refused:
        seal_encrypted(io.BytesIO(), header(), [entry], ec_signer(), [commune_key().info], at=NOW)
    assert refused.value.code is AttachmentRefused.Code.STORED_COPY_DAMAGED


# --- openssl -------------------------------------------------------------------------------------


def openssl(folder: Path, command: str) -> subprocess.CompletedProcess[bytes]:
    words = ["openssl", *command.split()]
    return subprocess.run(words, cwd=folder, check=False, capture_output=True)


def put_key(folder: Path, key: DecryptionKey) -> None:
    pem = key._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(pem)
    (folder / "certificate.pem").write_bytes(to_pem(key.info))


@needs_openssl
@pytest.mark.parametrize("key", [district_key, commune_key])
def test_openssl_decrypts_it_byte_for_byte(
    tmp_path: Path, key: Callable[[], DecryptionKey]
) -> None:
    content = b"PK\x03\x04" + bytes(range(256)) * 5000
    put_key(tmp_path, key())
    data = encrypted(content, [district_key().info, commune_key().info])
    (tmp_path / "a.p7m").write_bytes(data)
    command = "cms -decrypt -binary -inform DER -in a.p7m -inkey key.pem -out out"
    by_key = openssl(tmp_path, command)
    assert (by_key.returncode, (tmp_path / "out").read_bytes()) == (0, content)
    if key is district_key:  # openssl looks for the identifier in the certificate itself
        by_certificate = openssl(tmp_path, f"{command} -recip certificate.pem")
        assert (by_certificate.returncode, (tmp_path / "out").read_bytes()) == (0, content)
    data = bytearray(data)
    data[-5000] ^= 1
    (tmp_path / "a.p7m").write_bytes(data)
    assert openssl(tmp_path, command).returncode != 0


@needs_openssl
def test_what_openssl_encrypts_has_our_form_but_for_the_label(tmp_path: Path) -> None:
    """And its key opens with ours. (openssl leaves out NULLs that RFC 8017 A.2.1 wants there.)"""
    put_key(tmp_path, district_key())
    (tmp_path / "content").write_bytes(b"content")
    command = (
        "cms -encrypt -binary -aes-256-gcm -outform DER -in content -out theirs -keyid "
        "-recip certificate.pem -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256"
    )
    assert openssl(tmp_path, command).returncode == 0
    theirs = (tmp_path / "theirs").read_bytes()
    assert refusal_of(theirs, district_key()) is Code.ENVELOPE_BAD
    wrapped = theirs[theirs.index(b"\x04\x82\x01\x80") + 4 :][:384]
    recipient = Recipient(bytes.fromhex(district_key().key_id), wrapped)
    ours = Envelope((recipient,), write_label(LABEL), 7).header().rpartition(wrapped)[2]
    rest = theirs.rpartition(wrapped)[2]
    nonce = slice(30, 42)
    assert rest[: nonce.start] == ours[: nonce.start]
    assert rest[nonce.stop : len(ours)] == ours[nonce.stop :]
    content, end = rest[len(ours) : -18], rest[-18:]
    assert end == trailer(end[2:])
    content_key = district_key().unwrap(wrapped)
    assert AESGCM(content_key).decrypt(rest[nonce], content + end[2:], None) == b"content"


@needs_openssl
def test_what_openssl_streams_in_pieces_is_refused(tmp_path: Path) -> None:
    put_key(tmp_path, district_key())
    (tmp_path / "content").write_bytes(bytes(100_000))
    command = "cms -encrypt -binary -stream -aes-256-gcm -outform DER -in content -out theirs"
    assert openssl(tmp_path, f"{command} certificate.pem").returncode == 0
    assert refusal_of((tmp_path / "theirs").read_bytes(), district_key()) is Code.ENVELOPE_BAD


# --- every other byte is refused -----------------------------------------------------------------


def test_every_changed_byte_is_refused() -> None:
    """One bit of each byte here; ``make every-bit`` goes through all bits of all kinds."""
    data = encrypted(b"PK\x03\x04 content " * 10, [commune_key().info, quick_key().info])
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1 << place % 8
        assert refusal_of(bytes(changed)) in {
            Code.NOT_A_PACKAGE,
            Code.TRUNCATED,
            Code.ENVELOPE_BAD,
            Code.HIDDEN_DATA,
            Code.ENVELOPE_TAMPERED,
        }


def test_a_file_cut_anywhere_is_refused() -> None:
    data = encrypted(b"content " * 10)
    for length in range(len(data)):
        expected = Code.NOT_A_PACKAGE if length < 17 else Code.TRUNCATED
        assert refusal_of(data[:length]) is expected


@pytest.mark.parametrize("tail", [b"\x00", b"\n", b"PK\x03\x04", bytes(200_000)])
def test_bytes_after_the_end_are_refused(tail: bytes) -> None:
    assert refusal_of(encrypted(b"content") + tail) is Code.HIDDEN_DATA


def test_a_content_of_another_file_is_refused() -> None:
    """Both were encrypted for us; header and content were put together anew."""
    first, second = encrypted(b"content 1"), encrypted(b"content 2")
    assert refusal_of(first[:-27] + second[-27:]) is Code.ENVELOPE_TAMPERED
    assert refusal_of(first[:-18] + second[-18:]) is Code.ENVELOPE_TAMPERED


@pytest.mark.parametrize(
    "change",
    [
        lambda e: Envelope(e.recipients, e.label.replace(b"recall", b"return"), e.size),
        lambda e: Envelope(e.recipients[1:], e.label, e.size),
        lambda e: Envelope((Recipient(b"stranger", bytes(256)), *e.recipients), e.label, e.size),
        lambda e: Envelope((e.recipients[0], Recipient(b"other", bytes(9))), e.label, e.size),
    ],
    ids=["label swapped", "recipient dropped", "recipient added", "recipient changed"],
)
def test_a_header_made_anew_around_the_same_content_is_refused(
    change: Callable[[Envelope], Envelope],
) -> None:
    """Its form is right to the last byte, yet the tag binds what stands before the content."""
    keys = [commune_key(), quick_key()]
    data = encrypted(b"content", [key.info for key in keys])
    found = read_envelope(io.BytesIO(data))
    anew = change(found.envelope).header() + data[found.start :]
    assert read_outer(io.BytesIO(anew)).content_size == 7
    assert refusal_of(anew, *keys) is Code.ENVELOPE_TAMPERED


@pytest.mark.parametrize("content_key", [b"k" * 16, b"k" * 31, b""])
def test_a_content_key_of_another_length_is_refused(content_key: bytes) -> None:
    key = commune_key()
    wrapped = EncryptionKey.of(key.info).wrap(content_key)
    recipient = Recipient(bytes.fromhex(key.key_id), wrapped)
    envelope = Envelope((recipient,), write_label(LABEL), 7)
    assert refusal_of(envelope.header() + b"content" + trailer(bytes(16))) is Code.ENVELOPE_TAMPERED


def test_a_file_that_shrinks_while_it_is_decrypted_is_refused() -> None:
    data = encrypted(bytes(3 * CHUNK))
    source = io.BytesIO(data)

    def cut(*_: object) -> None:
        source.truncate(CHUNK + 2000)

    with pytest.raises(PackageRefused) as refused:
        decrypt(source, io.BytesIO(), [commune_key()], cut)
    assert refused.value.code is Code.TRUNCATED


# --- what the reader would refuse is not written --------------------------------------------------


def test_a_key_that_comes_twice_is_used_once() -> None:
    key = commune_key()
    renewed = describe(certificate_for(key._key, usage=None, name="Người khác"))
    data = encrypted(b"content", [key.info, key.info, renewed])
    assert read_outer(io.BytesIO(data)).recipients == (key.key_id,)
    assert decrypted(data) == b"content"


def not_written(**changes: object) -> object:
    values = {"recipients": [commune_key().info], "label": LABEL, "size": 7, "limits": LIMITS}
    values |= changes
    with pytest.raises((PackageRefused, SigningFailed)) as refused:
        encrypt(
            io.BytesIO(b"content"),
            values["size"],
            io.BytesIO(),
            values["label"],
            values["recipients"],
            limits=values["limits"],
        )
    return refused.value.code


def test_what_the_reader_would_refuse_is_not_written() -> None:
    assert not_written(size=8) is Code.TRUNCATED
    assert not_written(limits=Limits(package=6)) is Code.TOO_LARGE
    assert not_written(recipients=[]) is Code.ENVELOPE_BAD
    keys = [commune_key().info, district_key().info]
    assert not_written(recipients=keys, limits=Limits(recipients=1)) is Code.ENVELOPE_BAD
    nameless = OuterLabel(NEIGHBOUR, type(DISTRICT)(DISTRICT.office_id, ""), PackageKind.RECALL)
    assert not_written(label=nameless) is Code.ENVELOPE_BAD
    signing = describe(certificate_for(ec.generate_private_key(ec.SECP256R1())))
    assert not_written(recipients=[signing]) is SigningFailed.Code.KEY_NOT_FOR_ENCRYPTION


def test_more_than_the_limits_is_not_read() -> None:
    data = encrypted(b"content", [commune_key().info, district_key().info])
    assert refusal_of(data, limits=Limits(package=6)) is Code.TOO_LARGE
    assert refusal_of(data, limits=Limits(recipients=1)) is Code.ENVELOPE_BAD
    assert refusal_of(data, limits=Limits(label=20)) is Code.ENVELOPE_BAD
    assert refusal_of(data, limits=Limits(envelope=400)) is Code.ENVELOPE_BAD


def test_a_letter_to_sixty_five_keys_is_refused() -> None:
    recipients = [Recipient(bytes([number]), bytes(256)) for number in range(65)]
    envelope = Envelope(tuple(recipients), write_label(LABEL), 7)
    data = envelope.header() + b"content" + trailer(bytes(16))
    assert refusal_of(data) is Code.ENVELOPE_BAD
    fewer = Envelope(tuple(recipients[:64]), write_label(LABEL), 7)
    data = fewer.header() + b"content" + trailer(bytes(16))
    assert refusal_of(data) is Code.NOT_FOR_OUR_KEY
