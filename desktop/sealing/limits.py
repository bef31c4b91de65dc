"""How big a package may be; the writer refuses what the reader would refuse."""

from __future__ import annotations

from dataclasses import dataclass

CHUNK = 1 << 20
"""Bytes read, hashed and written at a time; memory stays flat whatever the size of a package."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Largest sizes accepted, in bytes unless said otherwise.

    Attributes:
        package: the whole file. Attachments may be 200 MB in all (issue 2); papers and data come on
            top.
        entries: how many files one package may hold.
        manifest: the list of digests.
        signature: the CMS signature.
        header: ``package.json``.
        data: one JSON data document.
        name: an entry's name, in UTF-8.
        envelope: what encryption puts around a package: recipients, outer label, tag.
        recipients: how many keys one package may be encrypted for.
        label: the outer label of an encrypted package.
    """

    package: int = 320 << 20
    entries: int = 10_000
    manifest: int = 16 << 20
    signature: int = 64 << 10
    header: int = 64 << 10
    data: int = 32 << 20
    name: int = 240
    envelope: int = 128 << 10
    recipients: int = 64
    label: int = 16 << 10


LIMITS = Limits()
