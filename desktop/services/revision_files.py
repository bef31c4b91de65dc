"""The attached files of two revisions compared: by content, then by name, then by place; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.vietnamese.text import nfc

Pair = tuple["FileVersion | None", "FileVersion | None"]
_Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A file as one revision carried it; ``size`` in bytes, ``sha256`` of the content, hex."""

    file_name: str
    item_code: str
    media_type: str
    size: int
    sha256: str


def files_by_owner(
    document: Mapping[str, Any], key: Callable[[str], str]
) -> dict[str, list[FileVersion]]:
    """Return the files of a submission in its order, by whose they are.

    Args:
        document: a submission's data document.
        key: gives what an owner's id is filed under: one name for both revisions.
    """
    found: dict[str, list[FileVersion]] = defaultdict(list)
    for item in document["attachments"]:
        found[key(item["owner"])].append(
            FileVersion(
                nfc(item["file_name"]),
                item["item_code"] or "",
                item["media_type"],
                item["size"],
                item["sha256"],
            )
        )
    return found


def changed_files(old: Iterable[FileVersion], new: Iterable[FileVersion]) -> Iterator[Pair]:
    """Return the files of one owner that are not in both revisions alike, in a steady order.

    A pair has None where a file was added or taken away. Both sides of a pair stand for the same
    dossier item: either they have the content or the name in common, or each is the only one left.
    """
    yield from (pair for pair in _paired(old, new) if pair[0] != pair[1])


def same_files(old: Iterable[FileVersion], new: Iterable[FileVersion]) -> Iterator[FileVersion]:
    """Return the files of one owner that both revisions carry alike, content and name."""
    yield from (one for one, other in _paired(old, new) if one is not None and one == other)


def _paired(old: Iterable[FileVersion], new: Iterable[FileVersion]) -> list[Pair]:
    """Return every file of either side with what it was, or has become, in a steady order."""
    before, after = list(old), list(new)
    pairs: list[Pair] = []
    for alike in (_same, _content, _name):
        pairs += _taken(before, after, alike)
    pairs += _taken(before, after, lambda file: (file.item_code,), only_lone=True)
    pairs += [(file, None) for file in before] + [(None, file) for file in after]
    return sorted(pairs, key=_order)


def _same(file: FileVersion) -> tuple[object, ...]:
    return (file.item_code, file.sha256, file.file_name)


def _content(file: FileVersion) -> tuple[object, ...]:
    return (file.item_code, file.sha256)


def _name(file: FileVersion) -> tuple[object, ...]:
    return (file.item_code, file.file_name)


def _taken(
    before: list[FileVersion],
    after: list[FileVersion],
    alike: Callable[[FileVersion], tuple[object, ...]],
    *,
    only_lone: bool = False,
) -> list[Pair]:
    """Take the pairs that are alike off both lists."""
    left, right = _grouped(before, alike), _grouped(after, alike)
    pairs: list[Pair] = []
    for key, olds in left.items():
        news = right.get(key, [])
        if only_lone and (len(olds), len(news)) != (1, 1):
            continue
        pairs += zip(olds, news, strict=False)
    for one, other in pairs:
        if one is not None and other is not None:
            before.remove(one)
            after.remove(other)
    return pairs


def _grouped(
    files: Iterable[FileVersion], alike: Callable[[FileVersion], tuple[object, ...]]
) -> dict[tuple[object, ...], list[FileVersion]]:
    found: dict[tuple[object, ...], list[FileVersion]] = defaultdict(list)
    for file in files:
        found[alike(file)].append(file)
    return found


def _order(pair: Pair) -> tuple[str, str, str]:
    shown = pair[1] or pair[0]
    assert shown is not None  # a pair of nothing is no pair
    return shown.item_code, shown.file_name, shown.sha256
