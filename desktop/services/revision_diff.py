"""Two revisions of one dossier compared, as their submission documents tell them; pure.

Labels are those of the forms (``revision_fields.py``) and of the law data. How two texts differ
inside is left to who shows them (``vietnamese.word_diff``, ``vietnamese.name_guard``): here they
only differ, which keeps 300 nominations within milliseconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from desktop.law.catalogue import Catalogue
from desktop.services.revision_fields import (
    DOSSIER_FIELDS,
    LIST_ITEM,
    NOMINATION_FIELDS,
    RevisionField,
)
from desktop.services.revision_files import FileVersion, changed_files, files_by_owner, same_files
from desktop.vietnamese.labels import Labelled
from desktop.vietnamese.text import nfc
from desktop.vietnamese.word_diff import longest_rising

WHOLE = "Cả hồ sơ"
_NOMINATION, _PLACE, _RECORD = "Đề nghị", "Thứ tự trong danh sách", "Bản ghi ở nơi gửi"
_OTHER_FILE = "Tệp kèm theo"
# «» where nothing was: ids are never shown, and what they lead to stands at the sender.
_ONE_RECORD, _OTHER_RECORD, _NO_RECORD = "gắn với một bản ghi", "gắn với bản ghi khác", "không gắn"

_Nomination = Mapping[str, Any]
_Pair = tuple[_Nomination | None, _Nomination | None]


class ChangeKind(Labelled):
    """What was done between two revisions."""

    ADDED = "ADDED", "Thêm"
    REMOVED = "REMOVED", "Bỏ"
    CHANGED = "CHANGED", "Sửa"
    MOVED = "MOVED", "Đổi thứ tự"
    REPLACED = "REPLACED", "Thay tệp"
    RENAMED = "RENAMED", "Đổi tên tệp"
    SAME = "SAME", "Giữ nguyên"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that differs between two revisions.

    Attributes:
        where: whose it is, «Cả hồ sơ» or «3. Đặng Thị Ước».
        label: what it is, as the form or the law data calls it.
        nominations: ids of the nomination, the old and the new one where it was made anew; empty
            for the dossier itself.
        is_listing: a nomination came, went or moved, which is a change of the dossier's list too.
        items: codes of the dossier items it shows in.
        by_letter: a name or the like, to be compared letter by letter.
    """

    kind: ChangeKind
    where: str
    label: str
    nominations: tuple[UUID, ...] = ()
    is_listing: bool = False
    items: tuple[str, ...] = ()
    by_letter: bool = False
    old: str = ""
    new: str = ""
    old_file: FileVersion | None = None
    new_file: FileVersion | None = None


def compare_documents(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return what differs between two submission documents: the dossier, then by nomination.

    Nominations stand in the order of the new list, those taken out after them in the order of the
    old. Texts that differ only in how their letters are composed (NFC, NFD) are the same.
    """
    pairs = _paired(old["nominations"], new["nominations"])
    moved = _moved(pairs)
    before, after = _files_by_owner(old, new, pairs)
    dossier_id = new["dossier"]["id"]
    found = list(_fields(DOSSIER_FIELDS, old["dossier"], new["dossier"]))
    found += _files(before.get(dossier_id, ()), after.get(dossier_id, ()))
    for number, (one, other) in enumerate(pairs):
        shown = other or one
        assert shown is not None  # a pair has a side
        key = one["id"] if one is not None else shown["id"]
        changes = [
            *_nomination(one, other, moved=number in moved),
            *_files(before.get(key, ()), after.get(key, ())),
        ]
        found += _told_of(shown, one, changes)
    return tuple(found)


def unchanged_files(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return the files both documents carry alike, by whose they are: as changes of kind SAME."""
    pairs = _paired(old["nominations"], new["nominations"])
    before, after = _files_by_owner(old, new, pairs)
    dossier_id = new["dossier"]["id"]
    found = list(_same_files(before.get(dossier_id, ()), after.get(dossier_id, ())))
    for one, other in pairs:
        if one is not None and other is not None:
            same = _same_files(before.get(one["id"], ()), after.get(one["id"], ()))
            found += _told_of(other, one, list(same))
    return tuple(found)


def _files_by_owner(
    old: Mapping[str, Any], new: Mapping[str, Any], pairs: Sequence[_Pair]
) -> tuple[dict[str, list[FileVersion]], dict[str, list[FileVersion]]]:
    """Return the files of both documents, those of one made anew under its former id."""
    renewed: dict[str, str] = {
        b["id"]: a["id"] for a, b in pairs if a is not None and b is not None
    }
    return files_by_owner(old, str), files_by_owner(new, lambda known: renewed.get(known, known))


def _told_of(
    shown: _Nomination, before: _Nomination | None, changes: Sequence[Change]
) -> Iterator[Change]:
    """Say of the changes of a nomination whose they are."""
    where = f"{shown['position']}. {nfc(shown['recipient']['name'])}"
    known = dict.fromkeys(n["id"] for n in (before, shown) if n is not None)
    ids = tuple(UUID(known_id) for known_id in known)
    for change in changes:
        yield replace(change, where=where, nominations=ids)


def _paired(old: Sequence[_Nomination], new: Sequence[_Nomination]) -> list[_Pair]:
    """Return each nomination of the new list with the old one it was, then the old ones gone.

    One taken out and made anew for the same record of the sender's and the same award is one.
    """
    by_id = {n["id"]: n for n in old}
    kept = {n["id"] for n in new} & by_id.keys()
    gone, come = ([n for n in side if n["id"] not in kept] for side in (old, new))
    left, right = Counter(map(_recipient, gone)), Counter(map(_recipient, come))
    again = {_recipient(n): n for n in gone if left[_recipient(n)] == 1}
    pairs: list[_Pair] = []
    for nomination in new:
        key = _recipient(nomination)
        before = by_id.get(nomination["id"])
        if before is None and key is not None and right[key] == 1:
            before = again.get(key)
        pairs.append((before, nomination))
    met = {before["id"] for before, _ in pairs if before is not None}
    return pairs + [(n, None) for n in old if n["id"] not in met]


def _recipient(nomination: _Nomination) -> tuple[str, str] | None:
    record = nomination["recipient"]["record_id"]
    return (record, nomination["award_code"]) if record else None


def _moved(pairs: Sequence[_Pair]) -> set[int]:
    """Return the places of the fewest pairs that, taken out, leave the others in their order."""
    both = [(at, a["position"]) for at, (a, b) in enumerate(pairs) if a is not None and b]
    steady = {both[place][0] for place in longest_rising([before for _, before in both])}
    return {at for at, _ in both} - steady


def _nomination(
    before: _Nomination | None, after: _Nomination | None, *, moved: bool
) -> Iterator[Change]:
    listed = Change(
        kind=ChangeKind.ADDED if before is None else ChangeKind.REMOVED,
        where="",
        label=_NOMINATION,
        is_listing=True,
        items=(LIST_ITEM,),
        old=_whole(before),
        new=_whole(after),
    )
    if before is None or after is None:
        yield listed
        return
    if moved:
        places = f"số {before['position']}", f"số {after['position']}"
        yield replace(listed, kind=ChangeKind.MOVED, label=_PLACE, old=places[0], new=places[1])
    yield from _fields(NOMINATION_FIELDS, before, after)
    records = before["recipient"]["record_id"], after["recipient"]["record_id"]
    if records[0] != records[1]:
        yield Change(
            kind=ChangeKind.CHANGED,
            where="",
            label=_RECORD,
            items=(LIST_ITEM,),
            old=_ONE_RECORD if records[0] else _NO_RECORD,
            new=_OTHER_RECORD if all(records) else _ONE_RECORD if records[1] else _NO_RECORD,
        )


def _whole(nomination: _Nomination | None) -> str:
    """Return all a nomination says, a line to a field."""
    if nomination is None:
        return ""
    told = ((field.label, nfc(field.shown(nomination))) for field in NOMINATION_FIELDS)
    return "\n".join(f"{label}: {text}" for label, text in told if text)


def _fields(
    fields: Sequence[RevisionField], before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Change]:
    for field in fields:
        if field.value(before) == field.value(after):
            continue  # most are: hundreds of long reports are composed only where they differ
        old, new = nfc(field.shown(before)), nfc(field.shown(after))
        if old != new and field.is_told(before) and field.is_told(after):
            yield Change(
                kind=ChangeKind.CHANGED,
                where=WHOLE,
                label=field.label,
                items=field.items,
                by_letter=field.by_letter,
                old=old,
                new=new,
            )


def _files(before: Sequence[FileVersion], after: Sequence[FileVersion]) -> Iterator[Change]:
    for old, new in changed_files(before, after):
        shown = new or old
        assert shown is not None  # a pair has a side
        yield Change(
            kind=_file_kind(old, new),
            where=WHOLE,
            label=_item_label(shown.item_code),
            items=(shown.item_code,) if shown.item_code else (),
            old=old.file_name if old else "",
            new=new.file_name if new else "",
            old_file=old,
            new_file=new,
        )


def _same_files(before: Sequence[FileVersion], after: Sequence[FileVersion]) -> Iterator[Change]:
    for file in same_files(before, after):
        yield Change(
            kind=ChangeKind.SAME,
            where=WHOLE,
            label=_item_label(file.item_code),
            items=(file.item_code,) if file.item_code else (),
            old=file.file_name,
            new=file.file_name,
            old_file=file,
            new_file=file,
        )


def _file_kind(old: FileVersion | None, new: FileVersion | None) -> ChangeKind:
    if old is None or new is None:
        return ChangeKind.ADDED if old is None else ChangeKind.REMOVED
    return ChangeKind.RENAMED if old.sha256 == new.sha256 else ChangeKind.REPLACED


def _item_label(code: str) -> str:
    known = {item.code: item.label for item in Catalogue.load().items}
    return known.get(code, _OTHER_FILE)


def files_words(files: Iterable[Change]) -> str:
    """Return in a few words what became of files: «1 thêm, 1 thay tệp, 5 giữ nguyên»."""
    counts = Counter(file.kind for file in files)
    told = (f"{counts[kind]} {kind.label.lower()}" for kind in ChangeKind if counts[kind])
    return ", ".join(told)
