"""The three tables of a session that are typed in a grid."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.law.catalogue import Catalogue
from desktop.law.voting import Denominator, VoteOutcome
from desktop.services.council_results import NominationOutcome, SessionCount
from desktop.services.fields import FieldSpec
from desktop.views.theme import Tone
from desktop.views.widgets.lines_grid import LinesGrid
from desktop.views.widgets.lines_grid_model import Cells, ResultColumn

_FIGURES = ("issued", "collected", "valid", "in_favour", "against")
_TONES = {VoteOutcome.PASSED: Tone.SUCCESS, VoteOutcome.NOT_PASSED: Tone.DANGER}
_DENOMINATORS = {
    Denominator.TOTAL: "tổng số thành viên",
    Denominator.PRESENT: "số thành viên dự họp",
}
_UNVERIFIED = "chưa đối chiếu"
_NO_THRESHOLD = (
    "có danh hiệu, hình thức do địa phương quy định mức cần đạt, chưa ghi ở trang «Pháp luật»"
)


def attendance_grid(name: str, spec: FieldSpec) -> LinesGrid:
    """Return «Điểm danh»: a member a line, Space takes the next presence."""
    widths = {"post": 150, "duty": 140, "presence": 140, "reason": 120}
    return LinesGrid(name, spec, widths=widths)


def votes_grid(name: str, spec: FieldSpec) -> LinesGrid:
    """Return «Kiểm phiếu»: a nomination a line, with its percentage and outcome."""
    figures = dict.fromkeys(_FIGURES, 48) | {"against": 64}
    widths = {"award_code": 92, "note": 46} | figures
    results = (ResultColumn("Tỷ lệ", 58), ResultColumn("Kết quả", 88))
    grid = LinesGrid(name, spec, results=results, locked=_is_the_dossiers, widths=widths)
    grid.put_last("note")
    return grid


def recusals_grid(name: str, spec: FieldSpec) -> LinesGrid:
    """Return «Không biểu quyết»: member, nominee, reason."""
    return LinesGrid(name, spec, widths={"recipient_name": 220, "reason": 240})


def _is_the_dossiers(row: Cells, field: str) -> bool:
    """Whether the dossier says it: who is nominated for what."""
    return row["nomination_id"] is not None and field in {"recipient_name", "award_code"}


def result_cells(count: SessionCount) -> Sequence[Sequence[tuple[str, str]]]:
    """Return percentage and outcome of each line with their tones."""
    return [_cells(outcome) for outcome in count.outcomes]


def _cells(outcome: NominationOutcome) -> Sequence[tuple[str, str]]:
    result = outcome.result
    tone = _TONES.get(result.outcome, "")
    said = {
        VoteOutcome.NOT_COUNTED: "",
        VoteOutcome.NO_RULE: "Chưa có mức",
    }.get(result.outcome, result.outcome.label)
    return [(outcome.percent, tone), (said, tone)]


def offer_short_awards(grid: LinesGrid) -> None:
    """Name the awards in the grid as briefly as there is room."""
    grid.set_options("awards", [(a.code, a.short_name) for a in Catalogue.load().awards])


def rule_words(count: SessionCount) -> str:
    """Return who is there and how many are needed, and what the percentages are taken of."""
    quorum = count.quorum
    if not quorum.members:
        return "Chưa điểm danh: chưa biết bao nhiêu thành viên được biểu quyết."
    words = [f"Có mặt {quorum.present}/{quorum.members} thành viên"]
    if quorum.written:
        words.append(f"{quorum.written} ý kiến bằng văn bản")
    if quorum.rule is not None and quorum.needed is not None:
        met = "đủ họp" if quorum.met else "CHƯA đủ họp"
        note = "" if quorum.rule.verified else f" ({_UNVERIFIED})"
        words.append(f"cần {quorum.needed}: {met}{note}")
    words.append(f"tỷ lệ trên {_DENOMINATORS[count.denominator]}")
    return " · ".join(words)


def lacks_threshold(count: SessionCount) -> bool:
    """Whether some award has no percentage to be held against."""
    return any(outcome.result.threshold is None for outcome in count.outcomes)


def threshold_words(count: SessionCount) -> str:
    """Return the thresholds asked, each with its confidence; "" where there are no votes."""
    known = {
        o.result.threshold: o.result.verified
        for o in count.outcomes
        if o.result.threshold is not None
    }
    words = [
        f"mức cần đạt {threshold.normalize():f}%{'' if verified else f' ({_UNVERIFIED})'}"
        for threshold, verified in known.items()
    ]
    if lacks_threshold(count):
        words.append(_NO_THRESHOLD)
    said = "; ".join(words)
    return f"{said[:1].upper()}{said[1:]}." if said else ""
