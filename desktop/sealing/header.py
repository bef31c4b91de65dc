"""What a package is, and between whom: the content of ``package.json``.

Format versions are ``major.minor``. A higher major is refused with «cập nhật chương trình»; of a
higher minor, the fields not known here are kept in ``extra`` and written back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from desktop.errors import PackageRefused
from desktop.sealing.json_form import canonical_json, check_schema, read_json
from desktop.sealing.names import HEADER
from desktop.vietnamese.labels import Labelled

FORMAT_VERSION = "1.2"
_FORMAT = "guongsang-package"
_OWN_MAJOR, _OWN_MINOR = 1, 2
_VERSION = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})")

_Code = PackageRefused.Code


class PackageKind(Labelled):
    """loại gói (product.md §6)."""

    SUBMISSION = "submission", "Hồ sơ đề nghị khen thưởng"
    RECEIPT = "receipt", "Biên nhận hồ sơ"
    DECISION = "decision", "Kết quả quyết định khen thưởng"
    RETURN = "return", "Trả lại hồ sơ để bổ sung"
    RECALL = "recall", "Thu hồi hồ sơ đã gửi"
    BULLETIN = "bulletin", "Bản tin của cấp trên"
    REPORT = "report", "Báo cáo định kỳ"
    ENROLMENT = "enrolment", "Đề nghị đăng ký kết nối"
    GRANT = "grant", "Chấp nhận đăng ký kết nối"
    HANDOVER = "handover", "Bàn giao toàn bộ dữ liệu"

    @property
    def travels_plain(self) -> bool:
        """Whether it travels signed but not encrypted.

        Before they are joined no office has the other's encryption key, and a handover holds only
        files that are encrypted already.
        """
        return self in {PackageKind.ENROLMENT, PackageKind.GRANT, PackageKind.HANDOVER}

    @property
    def data_entry(self) -> str:
        """Name of the data document inside a package of this kind."""
        return f"data/{self}.json"


@dataclass(frozen=True, slots=True)
class Party:
    """An office at one end of a package."""

    office_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class PackageHeader:
    """The label on a package.

    Attributes:
        package_id: made where the package is born; the same package twice has the same id.
        kind: what it carries.
        sequence: counts the packages of one database to one receiver, from 1 (of one sender
            before format 1.1).
        sender: the office that signs.
        receiver: the office it is meant for.
        created_at: aware UTC.
        database_id: which database of the sender counted; a restored or copied one is another. None
            before format 1.1.
        format_version: ``major.minor`` of the format it is written in.
        extra: fields of a higher minor version, kept as they came.
    """

    package_id: UUID
    kind: PackageKind
    sequence: int
    sender: Party
    receiver: Party
    created_at: datetime
    database_id: UUID | None = None
    format_version: str = FORMAT_VERSION
    extra: Mapping[str, Any] = field(default_factory=dict)


def write_header(header: PackageHeader) -> bytes:
    """Return ``package.json`` in canonical form.

    Raises:
        PackageRefused: HEADER_BAD with ``path``, where a value is not one the reader would take.
    """
    fields = {
        **header.extra,
        "format": _FORMAT,
        "format_version": header.format_version,
        "package_id": header.package_id,
        "kind": header.kind,
        "sequence": header.sequence,
        "sender": _party_fields(header.sender),
        "receiver": _party_fields(header.receiver),
        "created_at": header.created_at.astimezone(UTC),
        **({"database_id": header.database_id} if header.database_id else {}),
    }
    data = canonical_json(fields)
    read_header(data)
    return data


def read_header(data: bytes) -> PackageHeader:
    """Return the label written in ``package.json``.

    Raises:
        PackageRefused: NEWER_FORMAT (a higher major, or a kind only a higher minor knows) or
            HEADER_BAD.
    """
    fields = read_json(data, HEADER, _Code.HEADER_BAD)
    check_version(fields.get("format_version"), HEADER, _Code.HEADER_BAD)
    check_schema("package-header", fields, HEADER, _Code.HEADER_BAD)
    kind = _kind(fields["kind"], fields["format_version"])
    database_id = fields.pop("database_id", None)
    return PackageHeader(
        package_id=UUID(fields.pop("package_id")),
        kind=kind,
        sequence=fields.pop("sequence"),
        sender=_party(fields.pop("sender")),
        receiver=_party(fields.pop("receiver")),
        created_at=datetime.fromisoformat(fields.pop("created_at")).astimezone(UTC),
        database_id=UUID(database_id) if database_id else None,
        format_version=fields.pop("format_version"),
        extra={name: value for name, value in fields.items() if name not in {"format", "kind"}},
    )


def check_version(version: object, entry: str, broken: PackageRefused.Code) -> None:
    """Refuse a format this program cannot read.

    Raises:
        PackageRefused: NEWER_FORMAT for a higher major version; ``broken`` for no version at all.
    """
    major, _ = _split_version(version, entry, broken)
    if major > _OWN_MAJOR:
        raise PackageRefused(_Code.NEWER_FORMAT, entry=entry, version=str(version))


def _split_version(version: object, entry: str, broken: PackageRefused.Code) -> tuple[int, int]:
    match = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if match is None or int(match[1]) < 1:
        raise PackageRefused(broken, entry=entry, path="format_version")
    return int(match[1]), int(match[2])


def _kind(code: str, version: str) -> PackageKind:
    try:
        return PackageKind(code)
    except ValueError as error:
        newer = _split_version(version, HEADER, _Code.HEADER_BAD)[1] > _OWN_MINOR
        refusal = _Code.NEWER_FORMAT if newer else _Code.HEADER_BAD
        raise PackageRefused(refusal, entry=HEADER, path="kind", version=version) from error


def _party(fields: Mapping[str, Any]) -> Party:
    return Party(UUID(fields["office_id"]), fields["name"])


def _party_fields(party: Party) -> dict[str, object]:
    return {"office_id": party.office_id, "name": party.name}
