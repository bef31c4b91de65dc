"""Two texts compared word by word: what stands in both, what was taken out, what was put in.

Words that stand exactly once in each text hold the comparison in place («patience» comparison);
only what lies between them is compared in full, and no more of it than a budget allows. A report of
200,000 letters pasted over another is then one piece out and one piece in, found at once, where an
exact answer would take minutes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from desktop.vietnamese.text import nfc

# Cells of a full comparison between two anchors, and steps of the whole: about a tenth of a second.
_LEAF, _BUDGET = 40_000, 800_000
# Looking for anchors costs a word what a few cells cost.
_ANCHORING = 3
# A loose mark belongs to its word: «Ngư̆m».
_TOKEN = re.compile(r"\s+|[\w\u0300-\u036f]+|[^\w\s]")
_GAP = " … "

_Pair = tuple[int, int]
_Range = tuple[int, int, int, int]


class PieceKind(Enum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of one kind; the SAME and REMOVED ones in turn are the old text."""

    kind: PieceKind
    text: str


def word_pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return how the old text became the new one, both composed (NFC); what went before what came.

    The pieces are always true: REMOVED and SAME make up the old text, ADDED and SAME the new one.
    Past the budget they are coarser than need be.
    """
    before, after = _TOKEN.findall(nfc(old)), _TOKEN.findall(nfc(new))
    pieces: list[Piece] = []
    for same, removed, added in _runs(before, after, _matched(before, after)):
        for kind, text in (
            (PieceKind.SAME, same),
            (PieceKind.REMOVED, removed),
            (PieceKind.ADDED, added),
        ):
            if text:
                pieces.append(Piece(kind, text))
    return tuple(pieces)


def shortened(pieces: Sequence[Piece], keep: int = 120) -> tuple[Piece, ...]:
    """Return pieces with long unchanged stretches cut to what stands next to a change.

    Args:
        pieces: as ``word_pieces`` gives them.
        keep: letters kept on each side of a change.
    """
    last = len(pieces) - 1
    return tuple(
        replace(piece, text=_middle_out(piece.text, keep, number > 0, number < last))
        if piece.kind is PieceKind.SAME
        else piece
        for number, piece in enumerate(pieces)
    )


def _middle_out(text: str, keep: int, after_change: bool, before_change: bool) -> str:
    head, tail = keep * after_change, keep * before_change
    if len(text) <= head + tail + keep or not (head or tail):
        return text
    start = text[:head].rpartition(" ")[0] if head else ""
    end = text[-tail:].partition(" ")[2] if tail else ""
    return f"{start}{_GAP}{end}"


def _runs(
    before: Sequence[str], after: Sequence[str], pairs: Sequence[_Pair]
) -> Iterator[tuple[str, str, str]]:
    """Return what is the same, then what was removed and added after it, in turn.

    A lone space between two changes is part of them: words changed in a row read as one change.
    """
    found: list[list[list[str]]] = [[[], [], []]]
    i = j = 0
    for left, right in [*pairs, (len(before), len(after))]:
        if left > i or right > j:
            found[-1][1] += before[i:left]
            found[-1][2] += after[j:right]
        if left < len(before):
            if found[-1][1] or found[-1][2]:
                found.append([[], [], []])
            found[-1][0].append(before[left])
        i, j = left + 1, right + 1
    whole = [found[0]]
    for same, removed, added in found[1:]:
        if "".join(same).isspace() and (removed or added):
            whole[-1][1] += same + removed
            whole[-1][2] += same + added
        else:
            whole.append([same, removed, added])
    for same, removed, added in whole:
        yield "".join(same), "".join(removed), "".join(added)


def _matched(before: Sequence[str], after: Sequence[str]) -> list[_Pair]:
    """Return the places of the words taken to be the same, rising on both sides."""
    found: list[_Pair] = []
    waiting: list[_Range] = [(0, len(before), 0, len(after))]
    budget = _BUDGET
    while waiting:
        a, b, c, d = _trimmed(before, after, waiting.pop(), found)
        size = (b - a) * (d - c)
        if not size or budget <= 0:
            continue
        budget -= _ANCHORING * (b - a + d - c)
        anchors = _anchors(before, after, (a, b, c, d))
        if anchors:
            found += anchors
            edges = [(a - 1, c - 1), *anchors, (b, d)]
            for (i, k), (j, m) in pairwise(edges):
                waiting.append((i + 1, j, k + 1, m))
        elif size <= _LEAF:
            budget -= size
            found += _longest_common(before, after, (a, b, c, d))
    return sorted(found)


def _trimmed(
    before: Sequence[str], after: Sequence[str], within: _Range, found: list[_Pair]
) -> _Range:
    """Take off what both begin and end with."""
    a, b, c, d = within
    while a < b and c < d and before[a] == after[c]:
        found.append((a, c))
        a, c = a + 1, c + 1
    while a < b and c < d and before[b - 1] == after[d - 1]:
        b, d = b - 1, d - 1
        found.append((b, d))
    return a, b, c, d


def _anchors(before: Sequence[str], after: Sequence[str], within: _Range) -> list[_Pair]:
    """Return the words that stand once on each side, as many as keep their order."""
    a, b, c, d = within
    left, right = Counter(before[a:b]), Counter(after[c:d])
    once = {word for word, count in left.items() if count == 1 and right[word] == 1}
    if not once:
        return []
    places = {after[j]: j for j in range(c, d) if after[j] in once}
    pairs = [(i, places[before[i]]) for i in range(a, b) if before[i] in once]
    kept = longest_rising([j for _, j in pairs])
    return [pairs[place] for place in kept]


def longest_rising(values: Sequence[int]) -> list[int]:
    """Return the places of a longest rising run of values, which need not be neighbours."""
    ends: list[int] = []
    places: list[int] = []
    previous: list[int] = []
    for place, value in enumerate(values):
        at = bisect_left(ends, value)
        previous.append(places[at - 1] if at else -1)
        ends[at : at + 1], places[at : at + 1] = [value], [place]
    kept: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        kept.append(place)
        place = previous[place]
    return kept[::-1]


def _longest_common(before: Sequence[str], after: Sequence[str], within: _Range) -> list[_Pair]:
    """Return the longest common run of a small range, which need not be of neighbours."""
    a, b, c, d = within
    rows = [[0] * (d - c + 1)]
    for i in range(b - 1, a - 1, -1):
        word, below, row = before[i], rows[-1], [0]
        for j in range(d - c - 1, -1, -1):
            same = word == after[c + j]
            row.append(below[d - c - 1 - j] + 1 if same else max(below[d - c - j], row[-1]))
        rows.append(row)
    return list(_walk(before, after, within, rows))


def _walk(
    before: Sequence[str], after: Sequence[str], within: _Range, rows: Sequence[Sequence[int]]
) -> Iterator[_Pair]:
    """Read the way through the table; both of its sides count from the end."""
    i, b, j, d = within
    while i < b and j < d:
        if before[i] == after[j]:
            yield i, j
            i, j = i + 1, j + 1
        elif rows[b - i - 1][d - j] >= rows[b - i][d - j - 1]:
            i += 1
        else:
            j += 1
