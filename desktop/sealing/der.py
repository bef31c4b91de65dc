"""Writing DER (X.690) where a form is fixed: tag, length, content, and nothing left to choose.

What has one form is written here byte by byte. Reading takes out of it what varies, so that the
whole can be written again and compared: that is quicker than a parser, and as strict as the writer.
"""

from __future__ import annotations

INTEGER, OCTETS, NULL, OBJECT, UTF8 = 0x02, 0x04, 0x05, 0x06, 0x0C
UTC_TIME, GENERALIZED_TIME = 0x17, 0x18
SEQUENCE, SET = 0x30, 0x31


def tlv(tag: int, *parts: bytes) -> bytes:
    """Return one value with its tag and length."""
    content = b"".join(parts)
    return head(tag, len(content)) + content


def head(tag: int, length: int) -> bytes:
    """Return tag and length, for a content that follows by itself."""
    if length < 0x80:
        return bytes((tag, length))
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(octets))) + octets


def oid(dotted: str) -> bytes:
    """Return an object identifier, seven bits of a number in an octet (X.690 8.19)."""
    first, second, *others = map(int, dotted.split("."))
    content = bytearray()
    for number in (40 * first + second, *others):
        octets = [number & 0x7F]
        while number := number >> 7:
            octets.append(number & 0x7F | 0x80)
        content += bytes(reversed(octets))
    return tlv(OBJECT, bytes(content))


def set_of(*elements: bytes) -> bytes:
    """Return a SET OF; its elements stand in the order of their bytes (X.690 11.6)."""
    return tlv(SET, *sorted(elements))


class Reader:
    """Walks over DER; lenient, since what it found is built again and compared."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.place = 0

    @property
    def passed(self) -> bytes:
        """Everything walked over so far."""
        return self.data[: self.place]

    def peek(self) -> int:
        """Return the tag that stands next, without stepping over it."""
        return self.data[self.place] if self.place < len(self.data) else -1

    def value(self) -> bytes:
        """Step over a value of whatever tag and return it, tag and length with it."""
        start = self.place
        self.take(self.peek())
        return self.data[start : self.place]

    def open(self, tag: int) -> int:
        """Step over a tag and its length, and return the length."""
        if self._octet() != tag:
            raise ValueError("another tag")
        length = self._octet()
        if length < 0x80:
            return length
        return int.from_bytes(self._bytes(length & 0x7F), "big")

    def take(self, tag: int) -> bytes:
        """Step over a value and return its content."""
        return self._bytes(self.open(tag))

    def expect(self, expected: bytes) -> None:
        """Step over these very bytes."""
        if self._bytes(len(expected)) != expected:
            raise ValueError("other bytes")

    def _octet(self) -> int:
        return self._bytes(1)[0]

    def _bytes(self, count: int) -> bytes:
        found = self.data[self.place : self.place + count]
        if len(found) < count:
            raise ValueError("the end")
        self.place += count
        return found
