"""The outer label of an encrypted package: from whom, to whom, what kind; nothing else is in sight.

It only tells a carrier where a file belongs. Nobody acts on it: after decryption it has to equal
the signed header inside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from desktop.errors import PackageRefused
from desktop.sealing.header import PackageHeader, PackageKind, Party, check_version
from desktop.sealing.json_form import canonical_json, check_schema, read_json
from desktop.sealing.limits import LIMITS, Limits

_FORMAT, _FORMAT_VERSION, _OWN_MINOR = "guongsang-envelope", "1.0", 0
_SCHEMA = "outer-label"

_Code = PackageRefused.Code


@dataclass(frozen=True, slots=True)
class OuterLabel:
    """What everybody who holds an encrypted package can read.

    Attributes:
        sender: the office it comes from.
        receiver: the office it is meant for.
        kind: what it carries.
    """

    sender: Party
    receiver: Party
    kind: PackageKind

    @classmethod
    def of(cls, header: PackageHeader) -> OuterLabel:
        """Return the label that belongs on the outside of a package with this header."""
        return cls(header.sender, header.receiver, header.kind)


def write_label(label: OuterLabel) -> bytes:
    """Return the label in canonical form.

    Raises:
        PackageRefused: ENVELOPE_BAD, where a value is not one the reader would take.
    """
    data = canonical_json(
        {
            "format": _FORMAT,
            "format_version": _FORMAT_VERSION,
            "kind": label.kind,
            "receiver": _party_fields(label.receiver),
            "sender": _party_fields(label.sender),
        }
    )
    read_label(data)
    return data


def read_label(data: bytes, limits: Limits = LIMITS) -> OuterLabel:
    """Return the label as written by this version or a higher minor one.

    Raises:
        PackageRefused: NEWER_FORMAT or ENVELOPE_BAD.
    """
    if len(data) > limits.label:
        raise PackageRefused(_Code.ENVELOPE_BAD, path="label")
    fields = read_json(data, _SCHEMA, _Code.ENVELOPE_BAD)
    check_version(fields.get("format_version"), _SCHEMA, _Code.ENVELOPE_BAD)
    check_schema(_SCHEMA, fields, _SCHEMA, _Code.ENVELOPE_BAD)
    if canonical_json(fields) != data:
        raise PackageRefused(_Code.ENVELOPE_BAD, path="form")
    kind = _kind(fields["kind"], fields["format_version"])
    return OuterLabel(_party(fields["sender"]), _party(fields["receiver"]), kind)


def _kind(code: str, version: str) -> PackageKind:
    try:
        return PackageKind(code)
    except ValueError as error:
        is_newer = int(version.partition(".")[2]) > _OWN_MINOR
        raise PackageRefused(_Code.NEWER_FORMAT if is_newer else _Code.ENVELOPE_BAD) from error


def _party(fields: dict[str, Any]) -> Party:
    return Party(UUID(fields["office_id"]), fields["name"])


def _party_fields(party: Party) -> dict[str, object]:
    return {"office_id": party.office_id, "name": party.name}
