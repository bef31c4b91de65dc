"""What a line of «Ai đủ điều kiện» says."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from desktop.law.catalogue import Catalogue
from desktop.law.eligibility import Met
from desktop.law.standing import STANDARDS, cured_in
from desktop.services.due import DueState
from desktop.vietnamese.numbers import thousands
from desktop.views.finding_words import UNVERIFIED, missing_words
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from desktop.services.due import DueReport, DueRow, DueVerdict

TONES = {DueState.QUALIFIES: Tone.SUCCESS, DueState.MISSES_ONE: Tone.WARNING}


@cache
def award_name(code: str) -> str:
    """Return the short name of an award, or its code where the law data has none."""
    award = Catalogue.load().find_award(code)
    return award.short_name if award else code


def wanting_text(verdict: DueVerdict) -> str:
    """Return the one thing that is wanting, "" where nothing is."""
    finding = verdict.wanting
    if finding is None:
        return ""
    if finding.outcome is Met.NOT_MET:
        return f"Không đạt: {finding.text}"
    missing = missing_words(finding)
    return f"Thiếu {missing}" if missing else finding.text


def note_text(verdict: DueVerdict, *, all_unverified: bool = False) -> str:
    """Return what else one should know before proposing.

    Args:
        verdict: of one line.
        all_unverified: every line rests on rows nobody checked, which is then said once above.
    """
    notes: Iterable[str] = (
        "tạm dừng xem xét" if verdict.held else "",
        "đang ở hồ sơ" if verdict.proposed else "",
        f"chờ xác nhận {verdict.to_attest} điều" if verdict.to_attest else "",
        "" if verdict.verified or all_unverified else UNVERIFIED,
    )
    return ", ".join(note for note in notes if note)


def cure_of(row: DueRow) -> str:
    """Return where what is wanting is entered, as the field of a problem; "" for the record."""
    finding = row.verdict.wanting
    if finding is None or finding.outcome is not Met.UNDECIDED:
        return ""
    cure = cured_in(finding)
    return "" if cure == STANDARDS else cure


def all_unverified(report: DueReport) -> bool:
    """Return whether no line rests on rows read in a source or by the office alone."""
    return bool(report.rows) and not any(row.verdict.verified for row in report.rows)


def summary(report: DueReport) -> str:
    """Return what was found, in one line."""
    if not report.regime:
        return (
            f"Năm {report.year} nằm ngoài mọi bộ văn bản trong dữ liệu pháp luật: không xét được."
        )
    counted = {state: sum(c[state] for c in report.counts.values()) for state in DueState}
    text = (
        f"Năm {report.year}, xét theo {report.regime}: "
        f"{thousands(counted[DueState.QUALIFIES])} lượt đủ điều kiện, "
        f"{thousands(counted[DueState.MISSES_ONE])} lượt thiếu một điểm, "
        f"trong {thousands(report.looked_at)} đối tượng."
    )
    if all_unverified(report):
        text += " Mọi dòng dựa vào quy định chưa đối chiếu."
    if report.left_out:
        text += (
            f" Danh sách chỉ giữ {thousands(len(report.rows))} dòng đầu, còn "
            f"{thousands(report.left_out)} dòng: chọn một danh hiệu, hình thức để xem đủ."
        )
    return text
