"""The data document of a package: one JSON object per kind, under a published schema.

The schemas (``resources/schemas``) are draft-07 and leave room for fields of a higher minor
version; the keys written here are those of product.md's glossary. What a document means for records
already in the office is the services' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from desktop.errors import PackageRefused
from desktop.sealing.header import FORMAT_VERSION, PackageKind, check_version
from desktop.sealing.json_form import canonical_json, check_schema, read_json
from desktop.sealing.limits import LIMITS, Limits

_Code = PackageRefused.Code


class SealedFile(Protocol):
    """An entry of a package whose digest is known."""

    @property
    def name(self) -> str:
        """Its name in the package."""
        ...

    @property
    def size(self) -> int:
        """Its length in bytes."""
        ...

    @property
    def sha256(self) -> str:
        """Its digest, hex."""
        ...


def dump_data(kind: PackageKind, document: Mapping[str, object]) -> bytes:
    """Return the document in canonical form, with its format version.

    Raises:
        PackageRefused: DATA_BAD with ``path``; what the reader would refuse is not written.
        TypeError: a value JSON cannot carry.
    """
    data = canonical_json({"format": FORMAT_VERSION, **document})
    load_data(kind, data)
    return data


def load_data(kind: PackageKind, data: bytes, limits: Limits = LIMITS) -> dict[str, Any]:
    """Read and check the data document of a package.

    Args:
        kind: what the package's header says it is.
        data: the bytes of the entry ``kind.data_entry``, from a package whose signature holds.
        limits: largest sizes accepted.

    Raises:
        PackageRefused: TOO_LARGE, NEWER_FORMAT, or DATA_BAD with ``path`` such as
            ``nominations.0.award_code``.
    """
    entry = kind.data_entry
    if len(data) > limits.data:
        raise PackageRefused(_Code.TOO_LARGE, entry=entry, size=len(data), limit=limits.data)
    document = read_json(data, entry, _Code.DATA_BAD)
    check_version(document.get("format"), entry, _Code.DATA_BAD)
    check_schema(kind, document, entry, _Code.DATA_BAD)
    return document


def check_attachments(document: Mapping[str, Any], files: Iterable[SealedFile]) -> None:
    """Hold a submission's list of attachments against what the package really carries, both ways.

    Args:
        document: a submission that ``load_data`` accepted.
        files: the package's entries, from its report.

    Raises:
        PackageRefused: ATTACHMENT_BAD with ``entry``: listed but absent, of another size or digest,
            empty, owned by nobody in the dossier, or present but unlisted.
    """
    present = {file.name: file for file in files if file.name.startswith("attachments/")}
    owners = {document["dossier"]["id"], *(item["id"] for item in document["nominations"])}
    for item in document["attachments"]:
        file = present.get(item["entry"])
        if file is None or not _agrees(item, file) or item["owner"] not in owners:
            raise PackageRefused(_Code.ATTACHMENT_BAD, entry=item["entry"])
    unlisted = present.keys() - {item["entry"] for item in document["attachments"]}
    if unlisted:
        raise PackageRefused(_Code.ATTACHMENT_BAD, entry=min(unlisted))


def _agrees(item: Mapping[str, Any], file: SealedFile) -> bool:
    return (file.size, file.sha256) == (item["size"], item["sha256"])
