"""Breaking a text into lines and shrinking it until it fits its box.

Widths are linear in the size, so everything is computed at size 1 and no size is ever tried out.
Lines break at spaces only, never at a no-break space: persons' names are tied with those. What
only reads better together, «năm 2026», is tied loosely and parted where nothing else fits.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise

from desktop.documents.certificate_names import NO_BREAK
from desktop.documents.fonts import Face, unit_width
from desktop.documents.layout import MM, Box, Breaking
from desktop.documents.marked_glyphs import reach
from desktop.vietnamese.letters import letters, without_loose_marks

# Two syllables that stay together where there is a choice.
_COMPOUND_WORDS = """
an ninh, an toàn, biểu dương, chăm lo, chính quyền, chính trị, cộng đồng, công tác, cứu nạn,
danh hiệu, dân cư, dân tộc, đặc biệt, đất nước, địa bàn, địa phương, điển hình, đoàn kết, đóng
góp, đời sống, đường giao, gia đình, giai đoạn, giao thông, giáo dục, giảm nghèo, giúp đỡ, hiệu
quả, học tập, hoàn cảnh, hoàn thành, hoạt động, hộ gia, hội viên, khen thưởng, khó khăn, khu
dân, kiểu mẫu, kinh tế, lao động, liên thôn, môi trường, nghị quyết, nghiêm túc, nhân dân, nhiệm
vụ, nông nghiệp, nông thôn, phong trào, phòng chống, phụ nữ, phát triển, quốc phòng, quy định,
sản xuất, sáng kiến, sáng tạo, sức khỏe, thành tích, thanh niên, thi đua, thiên tai, thiếu nhi,
thực hiện, thường xuyên, tiên tiến, tiêu biểu, tìm kiếm, tích cực, tiến bộ, toàn dân, trách
nhiệm, trẻ em, truyền thống, tuyên truyền, tự quản, tư tưởng, văn hóa, vận động, vệ sinh, xã
hội, xây dựng, xóa đói, xuất sắc, y tế, ý thức, đảm bảo, bảo đảm, bảo vệ, cựu chiến, chiến binh,
người cao, cao tuổi, dân phố, tổ dân, mặt trận, tổ quốc, thường trực, liên hiệp, nông dân,
trung học, tiểu học, mầm non, hợp tác, công an, quân sự, cơ sở, ủy ban, hội đồng, đại biểu,
đuối nước, dũng cảm
"""
_COMPOUNDS = frozenset(tuple(word.split()) for word in _COMPOUND_WORDS.split(","))
# A line that ends in one of these hangs: the word belongs to what follows.
_LEANING_WORDS = """
và của trong cho về với tại theo từ đến là các những thôn bản ấp buôn khu xóm tổ xã phường huyện
tỉnh thành ông bà anh chị cụ
"""
_LEANS_FORWARD = frozenset(_LEANING_WORDS.split())
# «năm 2026», «350 m²», «2021 - 2025»: a number with the word, or the number, it goes with.
_NUMBERED = re.compile(
    r"(?<=\bnăm) (?=\d)|(?<=\btháng) (?=\d)|(?<=\bngày) (?=\d)|(?<=\bsố) (?=\d)"
    r"|(?<=\bquý) (?=\d)|(?<=\bthứ) (?=\d)|(?<=\bkhóa) (?=\d)|(?<=\bĐiều) (?=\d)"
    r"|(?<=\d) (?=(?:đồng|nghìn|triệu|tỷ|m2|mét|km|ha|kg|tấn|giờ)\b)|(?<=\d) (?=m[²³])"
    r"|(?<=\d) (?=[-–] \d)|(?<=\d [-–]) (?=\d)"
)
# A space that is parted only where nothing else fits; ``printed`` lets none through.
LOOSE = "\u2007"
_STEP = 0.25
_NARROWING = 12
_NEAR = 4
_SMALLER = (0.95, 0.9)
# Lines that differ by a word's length read as badly as a step of ugliness.
_WORDS_A_LINE = 6


@dataclass(frozen=True, slots=True)
class Fit:
    """A text that fits: its size in points and its lines."""

    size: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shortage:
    """Why a text does not fit even at its smallest size.

    Attributes:
        size: that size, points.
        across: millimetres its widest line lacks, 0 when it is not that.
        down: millimetres its lines lack in height, 0 when it is not that.
    """

    size: float
    across: float
    down: float


def fit(box: Box, text: str) -> Fit | None:
    """Return ``text`` fitted to ``box``, or None where even the smallest size is too large."""
    glued = _NUMBERED.sub(LOOSE, text)
    found = _broken(box, glued)
    if found is None and LOOSE in glued:
        found = _broken(box, glued.replace(LOOSE, " "))
    return found


def shortage(box: Box, text: str) -> Shortage:
    """Return what ``text`` lacks in ``box`` at its smallest size."""
    face, size = reach(box.font, text), box.smallest
    if "\n" in text:
        given = text.split("\n")
        lines, width = len(given), max(_ends(box, [line])[-1] for line in given)
    else:
        ends = _ends(box, text.replace(LOOSE, " ").split(" "))
        lines = min(_room_for_lines(box, face), len(ends))
        width = _narrowest(ends, lines, box) if lines > 1 else ends[-1]
    across = (width + 2 * face.side) * size / MM - box.width
    down = (face.above + face.below + (lines - 1) * box.leading) * size / MM - box.height
    return Shortage(size, max(across, 0.0), max(down, 0.0))


def _room_for_lines(box: Box, face: Face) -> int:
    """Return how many lines of the smallest size the box may take."""
    free = box.height * MM / box.smallest - face.above - face.below + 1e-6
    return max(1, min(box.max_lines, 1 + int(free / box.leading)))


def _broken(box: Box, text: str) -> Fit | None:
    face = reach(box.font, text)
    if "\n" in text:
        return _as_given(box, face, text.split("\n"))
    words = text.split(" ")
    ends = _ends(box, words)
    size, lines, width = _setting(box, face, ends)
    if size < box.smallest:
        return None
    if lines == 1:
        return _made(size, [text])
    room = box.width * MM / size - 2 * face.side
    if box.breaking is Breaking.FILLED:
        return _made(size, _lines(words, _breaks(ends, room, _space(box))))
    breaks = _nicer(words, ends, _breaks(ends, width, _space(box)), room)
    return _best(box, face, words, ends, (size, breaks))


def _best(
    box: Box, face: Face, words: list[str], ends: list[float], found: tuple[float, list[int]]
) -> Fit:
    """Return a slightly smaller setting where that spares a name of a unit or a phrase."""
    size, breaks = found
    for share in _SMALLER:
        if (worst := max(_ugliness(words, place) for place in breaks)) <= 0:
            break
        smaller = size * share // _STEP * _STEP
        if smaller < box.smallest:
            break
        room = box.width * MM / smaller - 2 * face.side
        other = _nicer(words, ends, breaks, room)
        if max(_ugliness(words, place) for place in other) < worst:
            return _made(smaller, _lines(words, other))
    return _made(size, _lines(words, breaks))


def _setting(box: Box, face: Face, ends: list[float]) -> tuple[float, int, float]:
    """Return the largest size, its number of lines and their width at size 1.

    One line is kept as long as it need not shrink below the box's ``one_line_size``.
    """
    best = (_size(box, face, 1, ends[-1]), 1, ends[-1])
    if best[0] >= box.prefers_one_line:
        return best
    for lines in range(2, min(box.max_lines, len(ends)) + 1):
        width = _narrowest(ends, lines, box)
        size = _size(box, face, lines, width)
        if size > best[0]:
            best = (size, lines, width)
        if size == box.size:
            break
    return best


def _made(size: float, lines: list[str]) -> Fit:
    return Fit(size, tuple(_shown(line) for line in lines))


def _shown(line: str) -> str:
    return line.replace(NO_BREAK, " ").replace(LOOSE, " ")


def _as_given(box: Box, face: Face, lines: list[str]) -> Fit | None:
    """Return lines the caller broke himself, as «KT. CHỦ TỊCH» above «PHÓ CHỦ TỊCH»."""
    widest = max(_ends(box, [line])[-1] for line in lines)
    size = _size(box, face, len(lines), widest)
    return _made(size, lines) if len(lines) <= box.max_lines and size >= box.smallest else None


def line_width(box: Box, line: str) -> float:
    """Return the width of ``line`` at size 1 with the box's spacing of letters and words."""
    shown = _shown(line)
    width = unit_width(box.font, shown)
    if not box.spacing and not box.word_spacing:
        return width
    extra = box.spacing * len(letters(shown)) + box.word_spacing * shown.count(" ")
    return width + extra / box.size


def _space(box: Box) -> float:
    return line_width(box, " ")


def _ends(box: Box, words: list[str]) -> list[float]:
    """Return, for size 1, where each word ends when all stand on one line."""
    space = _space(box)
    widths = (line_width(box, word) for word in words)
    return [end - space for end in accumulate(width + space for width in widths)]


def _size(box: Box, face: Face, lines: int, width: float) -> float:
    """Return the largest size at which ``lines`` lines, the widest ``width`` at size 1, fit."""
    height = face.above + face.below + (lines - 1) * box.leading
    size = min(box.width * MM / (width + 2 * face.side), box.height * MM / height)
    return box.size if size >= box.size else size // _STEP * _STEP


def _breaks(ends: list[float], width: float, space: float) -> list[int]:
    """Return the first word of each line after the first, filling lines up to ``width``."""
    found: list[int] = []
    start, last = 0.0, len(ends)
    while (word := bisect_right(ends, start + width + 1e-9)) < last:
        if word == (found[-1] if found else 0):
            return list(range(1, last))
        found.append(word)
        start = ends[word - 1] + space
    return found


def _narrowest(ends: list[float], lines: int, box: Box) -> float:
    """Return the least width in which the words take no more than ``lines`` lines."""
    space = _space(box)
    low, high = ends[-1] / lines - space, ends[-1]
    for _ in range(_NARROWING):
        middle = (low + high) / 2
        if len(_breaks(ends, middle, space)) < lines:
            high = middle
        else:
            low = middle
    return high


def _lines(words: list[str], breaks: list[int]) -> list[str]:
    edges = [0, *breaks, len(words)]
    return [" ".join(words[a:b]) for a, b in pairwise(edges)]


def _nicer(words: list[str], ends: list[float], breaks: list[int], width: float) -> list[int]:
    """Move each break by a few words where that keeps names of units and phrases together."""
    edges = [0, *breaks, len(words)]
    for index in range(1, len(edges) - 1):
        before, now, after = edges[index - 1 : index + 2]
        near = range(max(before + 1, now - _NEAR), min(after - 1, now + _NEAR) + 1)
        # Only a place where both lines still fit; the present one always does.
        possible = [p for p in near if p == now or _fits(ends, before, p, after, width)]
        costs = ((_cost(words, ends, (before, place, after), width), place) for place in possible)
        edges[index] = min(costs)[1]
    return edges[1:-1]


def _cost(words: list[str], ends: list[float], lines: tuple[int, int, int], width: float) -> float:
    """Return how badly two lines read: how unlike in length, and what their break parts."""
    before, place, after = lines
    start = ends[before - 1] if before else 0.0
    unlike = abs(ends[after - 1] - 2 * ends[place - 1] + start) / width
    return _ugliness(words, place) + _WORDS_A_LINE * unlike


def _fits(ends: list[float], before: int, place: int, after: int, width: float) -> bool:
    start = ends[before - 1] if before else 0.0
    return ends[place - 1] - start <= width and ends[after - 1] - ends[place - 1] <= width


def _ugliness(words: list[str], place: int) -> int:
    """Return how badly a line break before ``words[place]`` reads."""
    last, first = without_loose_marks(words[place - 1]), words[place]
    if last[-1:] in ",;.":
        return -2
    if (last.lower() if last.isupper() else last) in _LEANS_FORWARD:
        return 4
    if (last.lower(), first.lower().rstrip(",;.")) in _COMPOUNDS:
        return 3
    return 3 if last.istitle() and first[:1].isupper() else 0
