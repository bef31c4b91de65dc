from __future__ import annotations

import pytest
from asn1crypto import core

from desktop.sealing.der import INTEGER, OCTETS, SEQUENCE, head, oid, set_of, tlv


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


def test_an_identifier_is_its_dotted_numbers() -> None:
    assert core.ObjectIdentifier.load(oid("1.2.840.113549.1.7.1")).dotted == "1.2.840.113549.1.7.1"
