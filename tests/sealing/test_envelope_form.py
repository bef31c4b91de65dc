"""The bytes around the encrypted content, hostile ones among them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from asn1crypto import cms

from desktop.errors import PackageRefused
from desktop.sealing.envelope_form import (
    Envelope,
    Recipient,
    is_envelope,
    read_envelope,
    trailer,
)
from desktop.sealing.limits import LIMITS, Limits

Code = PackageRefused.Code
RECIPIENTS = (Recipient(b"a" * 20, b"1" * 256), Recipient(b"b" * 20, b"2" * 384))
TAG = b"t" * 16
AUTH_ENVELOPED = "060b2a864886f70d0109100117"
WIDE = Limits(package=1 << 40)


def built(envelope: Envelope, content: bytes | None = None) -> bytes:
    content = bytes(envelope.size) if content is None else content
    return envelope.header() + content + trailer(TAG)


def code_of(data: bytes, limits: Limits = LIMITS) -> PackageRefused.Code:
    with pytest.raises(PackageRefused) as refused:
        read_envelope(io.BytesIO(data), limits)
    return refused.value.code


SOUND = Envelope(RECIPIENTS, "nhãn".encode(), 10)


@pytest.mark.parametrize("size", [0, 1, 127, 128, 255, 256, 65_535, 65_536, 1 << 20])
def test_an_envelope_is_found_as_it_was_built(size: int) -> None:
    envelope = Envelope(RECIPIENTS, b"label", size)
    data = built(envelope)
    found = read_envelope(io.BytesIO(data))
    assert found.envelope == envelope
    assert (found.start, found.tag, found.size) == (len(envelope.header()), TAG, len(data))


@pytest.mark.parametrize("size", [(1 << 32) - 1, (1 << 32) - 1000, (1 << 31) + 7, 1 << 34])
def test_a_content_of_gigabytes_has_the_same_form(tmp_path: Path, size: int) -> None:
    envelope = Envelope(RECIPIENTS, b"label", size)
    path = tmp_path / "sparse"
    with path.open("w+b") as file:
        file.write(envelope.header())
        file.seek(size, io.SEEK_CUR)
        file.write(trailer(TAG))
        assert read_envelope(file, WIDE).envelope == envelope
        with pytest.raises(PackageRefused) as refused:
            read_envelope(file)
    assert refused.value.code is Code.TOO_LARGE


def test_another_library_reads_its_parts() -> None:
    data = built(SOUND, b"0123456789")
    parsed = cms.ContentInfo.load(data, strict=True)
    assert parsed["content_type"].native == "authenticated_enveloped_data"
    (first, second) = parsed["content"]["recipient_infos"]
    assert {first.chosen["rid"].native, second.chosen["rid"].native} == {b"a" * 20, b"b" * 20}
    algorithm = first.chosen["key_encryption_algorithm"]
    assert algorithm["algorithm"].native == "rsaes_oaep"
    assert algorithm["parameters"]["hash_algorithm"]["algorithm"].native == "sha256"
    inside = parsed["content"]["auth_encrypted_content_info"]
    assert inside["content_encryption_algorithm"]["algorithm"].native == "aes256_gcm"
    assert inside["encrypted_content"].native == b"0123456789"
    assert parsed["content"]["mac"].native == TAG


def test_recipients_stand_in_one_order_whatever_order_they_came_in() -> None:
    turned = Envelope(RECIPIENTS[::-1], SOUND.label, SOUND.size)
    assert turned.header() == SOUND.header()


@pytest.mark.parametrize(
    "other",
    [
        Envelope(RECIPIENTS[:1], SOUND.label, SOUND.size),
        Envelope(RECIPIENTS, b"label", SOUND.size),
        Envelope(RECIPIENTS, SOUND.label, SOUND.size + 1),
        Envelope((RECIPIENTS[0], Recipient(b"b" * 20, b"3" * 384)), SOUND.label, SOUND.size),
        Envelope((RECIPIENTS[0], Recipient(b"c" * 20, b"2" * 384)), SOUND.label, SOUND.size),
    ],
)
def test_the_nonce_depends_on_everything_before_the_content(other: Envelope) -> None:
    assert SOUND.nonce == Envelope(RECIPIENTS, SOUND.label, SOUND.size).nonce
    assert other.nonce != SOUND.nonce
    assert len(other.nonce) == 12


def test_a_file_says_by_its_first_byte_that_it_may_be_one() -> None:
    assert is_envelope(io.BytesIO(built(SOUND)))
    assert not is_envelope(io.BytesIO(b"PK\x03\x04"))
    assert not is_envelope(io.BytesIO(b""))


def lengthened(data: bytes) -> bytes:
    """Write the outermost length in one octet more than needed."""
    assert data[:2] == b"\x30\x82"
    return b"\x30\x83\x00" + data[2:]


def swapped(data: bytes) -> bytes:
    first, second = sorted(recipient.der() for recipient in RECIPIENTS)
    assert first + second in data
    return data.replace(first + second, second + first)


def replaced(old: str, new: str) -> bytes:
    data = built(SOUND)
    assert bytes.fromhex(old) in data
    return data.replace(bytes.fromhex(old), bytes.fromhex(new), 1)


TWICE = Envelope((RECIPIENTS[0], RECIPIENTS[0]), b"label", 10)
SAME_KEY = Envelope((RECIPIENTS[0], Recipient(b"a" * 20, b"9" * 256)), b"label", 10)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Code.NOT_A_PACKAGE),
        (b"0", Code.NOT_A_PACKAGE),
        (b"0\x84\xff", Code.NOT_A_PACKAGE),
        (b"hello, world, hello", Code.NOT_A_PACKAGE),
        (replaced(AUTH_ENVELOPED, "060b2a864886f70d0109100103"), Code.NOT_A_PACKAGE),
        (b"0\xff" + b"\x01" * 127 + bytes.fromhex(AUTH_ENVELOPED), Code.TRUNCATED),
        (b"0\xfe" + b"\xff" * 126 + bytes.fromhex(AUTH_ENVELOPED), Code.TRUNCATED),
        (b"0\x84\xff\xff\xff\xff" + built(SOUND)[4:], Code.TRUNCATED),
        (b"0\x80" + built(SOUND)[4:], Code.ENVELOPE_BAD),
        (b"0\x00" + built(SOUND)[4:], Code.ENVELOPE_BAD),
        (lengthened(built(SOUND)), Code.ENVELOPE_BAD),
        (swapped(built(SOUND)), Code.ENVELOPE_BAD),
        (built(TWICE), Code.ENVELOPE_BAD),
        (built(SAME_KEY), Code.ENVELOPE_BAD),
        (built(SOUND)[:-18] + b"\x04\x10" + TAG[:-1], Code.TRUNCATED),
        (built(SOUND)[:-18] + b"\x04\x11" + TAG, Code.ENVELOPE_BAD),
        (replaced("020110800a", "020110840000000a"), Code.ENVELOPE_BAD),
        (built(SOUND)[:-1], Code.TRUNCATED),
        (built(SOUND) + b"\x00", Code.HIDDEN_DATA),
        (replaced("020110", "02010c"), Code.ENVELOPE_BAD),  # a tag of 12 bytes
        (replaced("60864801650304012e", "608648016503040106"), Code.ENVELOPE_BAD),  # AES-128-GCM
        (replaced("6086480165030402010500", "6086480165030402030500"), Code.ENVELOPE_BAD),
        (replaced("2a864886f70d010107", "2a864886f70d010101"), Code.ENVELOPE_BAD),  # PKCS #1 v1.5
        (replaced("020100a0", "020102a0"), Code.ENVELOPE_BAD),  # another version
        (built(Envelope((), b"label", 10)), Code.ENVELOPE_BAD),
    ],
)
def test_any_other_form_is_refused(data: bytes, code: PackageRefused.Code) -> None:
    assert code_of(data) is code


def test_a_header_that_goes_on_for_ever_is_refused_at_the_limit() -> None:
    crowd = tuple(Recipient(n.to_bytes(4, "big"), bytes(256)) for n in range(1000))
    data = built(Envelope(crowd, b"label", 10))
    assert len(data) > LIMITS.envelope
    assert code_of(data) is Code.ENVELOPE_BAD
