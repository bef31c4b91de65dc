"""What two sides of a conflict say differently, field by field, in the words of the papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.law.catalogue import Catalogue
from desktop.law.terms import RecipientKind
from desktop.vietnamese.dates import short_date

_DOSSIER = {
    "revision": "Lần gửi",
    "title": "Tên hồ sơ",
    "award_type": "Loại hình khen thưởng",
    "campaign.name": "Phong trào thi đua",
    "letter.number": "Số tờ trình",
    "letter.date": "Ngày tờ trình",
    "letter.signatory_name": "Người ký tờ trình",
    "letter.signatory_title": "Chức vụ người ký",
}
_NOMINATION = {
    "recipient.name": "Tên",
    "recipient.kind": "Đối tượng",
    "recipient.post": "Chức vụ",
    "recipient.unit": "Đơn vị",
    "recipient.address": "Địa chỉ",
    "recipient.birth_date": "Ngày sinh",
    "recipient.birth_year": "Năm sinh",
    "award_code": "Hình thức khen thưởng",
    "period_from": "Thành tích từ ngày",
    "period_to": "Thành tích đến ngày",
    "achievement": "Tóm tắt thành tích",
    "report": "Báo cáo thành tích",
}
NOTHING = "(không có)"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing both sides say differently.

    Attributes:
        about: what it belongs to: the dossier, a recipient's name, a file's name.
        field: what of it.
        left: what the left side says.
        right: what the right side says.
    """

    about: str
    field: str
    left: str
    right: str


def differences(
    left: Mapping[str, Any] | None, right: Mapping[str, Any] | None
) -> tuple[Difference, ...]:
    """Compare two data documents of submissions.

    Args:
        left: the document of the left side; None where it has none.
        right: of the right side; a package of another kind says nothing of the dossier's content.

    Returns:
        what differs, in the order of the dossier; nothing where one side has no dossier in it.
    """
    if not left or not right or "dossier" not in left or "dossier" not in right:
        return ()
    return (
        *_fields("Hồ sơ", _DOSSIER, left["dossier"], right["dossier"]),
        *_nominations(left, right),
        *_files(left, right),
    )


def _fields(
    about: str, labels: Mapping[str, str], left: Mapping[str, Any], right: Mapping[str, Any]
) -> Iterator[Difference]:
    for path, label in labels.items():
        here, there = _at(left, path), _at(right, path)
        if here != there:
            yield Difference(about, label, _words(path, here), _words(path, there))


def _at(fields: Mapping[str, Any], path: str) -> Any:
    value: Any = fields
    for name in path.split("."):
        value = (value or {}).get(name)
    return value or None


def _words(path: str, value: Any) -> str:
    if not value:
        return NOTHING
    if path == "award_code":
        award = Catalogue.load().find_award(value)
        return award.certificate_title.capitalize() if award else str(value)
    if path == "recipient.kind":
        return RecipientKind(value).label
    if path.endswith(("date", "_from", "_to")):
        return short_date(date.fromisoformat(value))
    return str(value)


def _nominations(left: Mapping[str, Any], right: Mapping[str, Any]) -> Iterator[Difference]:
    here = {n["id"]: n for n in left.get("nominations", ())}
    there = {n["id"]: n for n in right.get("nominations", ())}
    for key in dict.fromkeys((*here, *there)):
        one, other = here.get(key), there.get(key)
        name = str((one or other or {})["recipient"]["name"])
        if one is None or other is None:
            yield Difference(name, "Đề nghị", _is_there(one), _is_there(other))
        else:
            yield from _fields(name, _NOMINATION, one, other)


def _files(left: Mapping[str, Any], right: Mapping[str, Any]) -> Iterator[Difference]:
    here = {a["id"]: a for a in left.get("attachments", ())}
    there = {a["id"]: a for a in right.get("attachments", ())}
    for key in dict.fromkeys((*here, *there)):
        one, other = here.get(key), there.get(key)
        name = str((one or other or {})["file_name"])
        if one is None or other is None:
            yield Difference(name, "Tệp kèm theo", _is_there(one), _is_there(other))
        elif one["sha256"] != other["sha256"]:
            digests = (one["sha256"][:12], other["sha256"][:12])
            yield Difference(name, "Nội dung tệp", f"SHA-256 {digests[0]}…", f"{digests[1]}…")


def _is_there(item: Mapping[str, Any] | None) -> str:
    return "có" if item is not None else NOTHING
