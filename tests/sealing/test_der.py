from __future__ import annotations

import pytest
from asn1crypto import core

from desktop.sealing.der import INTEGER, OCTETS, SEQUENCE, Reader, head, oid, set_of, tlv


@pytest.mark.parametrize("size", [0, 1, 127, 128, 255, 256, 65_535, 65_536])
def test_lengths_are_written_as_an_independent_library_reads_and_writes_them(size: int) -> None:
    written = tlv(OCTETS, bytes(size))
    assert core.OctetString(bytes(size)).dump() == written
    assert core.OctetString.load(written, strict=True).native == bytes(size)


def test_a_length_of_several_octets_has_no_leading_zero() -> None:
    assert head(SEQUENCE, 1 << 24) == bytes((0x30, 0x84, 1, 0, 0, 0))


def test_the_elements_of_a_set_stand_in_the_order_of_their_bytes() -> None:
    one, two = tlv(INTEGER, b"\x01"), tlv(INTEGER, b"\x02")
    assert set_of(two, one) == set_of(one, two)


@pytest.mark.parametrize(
    "dotted",
    [
        "1.2.840.113549.1.7.1",
        "0.9.2342",
        "2.5.4.3",
        "2.999.127.128.16383.16384",
        "2.25.301051928115317343953927490996535376923",
    ],
)
def test_an_identifier_is_its_dotted_numbers(dotted: str) -> None:
    assert core.ObjectIdentifier(dotted).dump() == oid(dotted)
    assert core.ObjectIdentifier.load(oid(dotted)).dotted == dotted


def test_a_reader_steps_from_value_to_value() -> None:
    one, long = tlv(INTEGER, b"\x01"), tlv(OCTETS, bytes(300))
    found = Reader(tlv(SEQUENCE, one, long))
    found.open(SEQUENCE)
    assert (found.peek(), found.value(), found.take(OCTETS)) == (INTEGER, one, bytes(300))
    assert found.passed == found.data
    with pytest.raises(ValueError, match="the end"):
        found.value()


def test_a_reader_stops_at_what_it_did_not_expect() -> None:
    with pytest.raises(ValueError, match="another tag"):
        Reader(tlv(INTEGER, b"\x01")).open(SEQUENCE)
    with pytest.raises(ValueError, match="other bytes"):
        Reader(b"\x05\x00").expect(b"\x05\x01")
    with pytest.raises(ValueError, match="the end"):
        Reader(b"\x04\x02\x00").take(OCTETS)
