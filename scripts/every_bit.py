"""Change every bit of a small package of every kind, one at a time; each has to be refused.

Usage: make every-bit        all kinds, plain and encrypted, on all cores; about two minutes

Refused means: a ``PackageRefused``, or a report that calls the signature invalid. Prints for each
package how many bits were changed and which codes refused them; exit 1 when one was accepted.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa

from desktop.errors import PackageRefused
from desktop.overrides import override
from desktop.sealing.data import dump_data
from desktop.sealing.decryption_keys import DecryptionKey
from desktop.sealing.encryption import seal_encrypted
from desktop.sealing.header import PackageKind
from desktop.sealing.opening import verify_sealed
from desktop.sealing.seal import Entry, seal_into
from desktop.sealing.trust import SignatureOutcome
from tests.sealing.documents import PHOTO, PHOTO_ENTRY, document
from tests.sealing.encrypted import ENCRYPTING, commune_key
from tests.sealing.packages import NOW, certificate_for, ec_signer, header, trust

_BYTES_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Sample:
    """A package to change: what it carries, in which form, and its bytes."""

    kind: PackageKind
    form: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some bytes of one sample, for one process to go through."""

    sample: int
    start: int
    stop: int


def main() -> int:
    """Change all bits of the kinds asked for and print what refused them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kinds", nargs="*", help="such as submission; all when none is given")
    kinds = parser.parse_args().kinds or [kind.value for kind in PackageKind]
    began = time.monotonic()
    _SAMPLES.extend(_samples(kinds))
    found: dict[int, Counter[str]] = {number: Counter() for number in range(len(_SAMPLES))}
    # Forked, so that every process has the samples and the keys they were made with.
    with multiprocessing.get_context("fork").Pool() as pool:
        for number, codes in pool.imap_unordered(_change, list(_stretches())):
            found[number] += codes
    accepted = sum(codes["ACCEPTED"] for codes in found.values())
    for sample, codes in zip(_SAMPLES, found.values(), strict=True):
        print(_line(sample, codes))
    bits = sum(codes.total() for codes in found.values())
    print(f"{bits:,} bits changed, {accepted} accepted, {time.monotonic() - began:.0f} s")
    return int(bool(accepted) or bits != sum(8 * len(sample.data) for sample in _SAMPLES))


_SAMPLES: list[Sample] = []


def _samples(kinds: list[str]) -> Iterator[Sample]:
    for kind in map(PackageKind, kinds):
        label = header(kind=kind)
        entries = [
            Entry.from_bytes(kind.data_entry, dump_data(kind, document(kind))),
            Entry.from_bytes(PHOTO_ENTRY, PHOTO),
        ]
        plain, outer = io.BytesIO(), io.BytesIO()
        seal_into(plain, label, entries, ec_signer(), at=NOW)
        recipients = [_key().info, commune_key().info]
        seal_encrypted(outer, label, entries, ec_signer(), recipients, at=NOW)
        yield Sample(kind, "plain", plain.getvalue())
        yield Sample(kind, "encrypted", outer.getvalue())


def _stretches() -> Iterator[Stretch]:
    for number, sample in enumerate(_SAMPLES):
        for start in range(0, len(sample.data), _BYTES_AT_A_TIME):
            yield Stretch(number, start, min(start + _BYTES_AT_A_TIME, len(sample.data)))


def _change(stretch: Stretch) -> tuple[int, Counter[str]]:
    sample = _SAMPLES[stretch.sample]
    codes: Counter[str] = Counter()
    for place in range(stretch.start, stretch.stop):
        for bit in range(8):
            changed = bytearray(sample.data)
            changed[place] ^= 1 << bit
            code = _judge(bytes(changed))
            codes[code] += 1
            if code == "ACCEPTED":
                print(f"ACCEPTED: {sample.kind} {sample.form}, byte {place}, bit {bit}")
    return stretch.sample, codes


def _judge(data: bytes) -> str:
    """Return why a package is refused; these are small and never touch the disk."""
    scratch = Path(tempfile.gettempdir())
    try:
        report = verify_sealed(io.BytesIO(data), trust(), [_key()], now=NOW, scratch=scratch)
    except PackageRefused as refusal:
        return refusal.code.value
    if report.signature.outcome is SignatureOutcome.INVALID:
        return report.signature.reasons[0].value
    return "ACCEPTED"


class _RememberingKey(DecryptionKey):
    """Unwraps each wrapped key once: all changes to a content leave it as it was."""

    @override
    def unwrap(self, wrapped: bytes) -> bytes | None:
        if wrapped not in _UNWRAPPED:
            _UNWRAPPED[wrapped] = super().unwrap(wrapped)
        return _UNWRAPPED[wrapped]


_UNWRAPPED: dict[bytes, bytes | None] = {}


@cache
def _key() -> DecryptionKey:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return _RememberingKey(key, certificate_for(key, usage=ENCRYPTING))


def _line(sample: Sample, codes: Counter[str]) -> str:
    reasons = ", ".join(f"{code} {count:,}" for code, count in codes.most_common())
    size = f"{len(sample.data):,} bytes, {codes.total():,} bits"
    return f"{sample.kind.value:<11} {sample.form:<10} {size}: {reasons}"


if __name__ == "__main__":
    sys.exit(main())
