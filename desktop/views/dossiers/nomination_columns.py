"""The table of nominations: what each column says, and which are shown when."""

from __future__ import annotations

from desktop.law.lifecycle import EDITABLE
from desktop.law.terms import Outcome, RecipientKind
from desktop.vietnamese.dates import short_date
from desktop.views.dossiers.open_dossier import NominationLine, OpenDossier
from desktop.views.theme import Tone
from desktop.views.widgets.record_table import Column

_OUTCOMES = {Outcome.GRANTED: "Được khen", Outcome.REFUSED: "Không khen"}


def _missing(line: NominationLine) -> str:
    if line.blocking:
        return f"Thiếu {line.blocking}"
    return f"Xem lại {line.warnings}" if line.warnings else "Đủ"


def _missing_tone(line: NominationLine) -> str:
    if line.blocking:
        return Tone.DANGER
    return Tone.WARNING if line.warnings else Tone.SUCCESS


def _result(line: NominationLine) -> str:
    if line.row.outcome is not None:
        return _OUTCOMES[line.row.outcome]
    return line.row.verdict.label if line.row.verdict else ""


def _kind(line: NominationLine) -> str:
    # «Hộ gia đình» is the longest by far, and the column is narrow.
    return "Hộ" if line.row.kind is RecipientKind.HOUSEHOLD else line.row.kind.label


def _result_tone(line: NominationLine) -> str:
    if line.row.outcome is Outcome.GRANTED:
        return Tone.SUCCESS
    if line.row.outcome is Outcome.REFUSED:
        return Tone.DANGER
    return Tone.NEUTRAL if line.row.verdict else ""


def _post_and_unit(line: NominationLine) -> str:
    return ", ".join(part for part in (line.row.post, line.row.unit) if part)


COLUMNS = (
    # The first takes what room is left, and letters typed look in it.
    Column("Họ tên, tập thể, hộ", lambda n: n.row.name, 180, lambda n: n.row.sort_key),
    Column("STT", lambda n: str(n.row.position), 48, lambda n: n.row.position, right=True),
    Column("Loại", _kind, 74),
    Column("Chức vụ, đơn vị", _post_and_unit, 176),
    Column("Đề nghị", lambda n: n.row.award or "Chưa chọn", 150),
    Column("Còn thiếu", _missing, 92, lambda n: (-n.blocking, -n.warnings), _missing_tone),
    Column("Kết quả", _result, 108, None, _result_tone),
    Column("Số sổ", lambda n: n.certificate, 60),
    Column("Lý do", lambda n: n.reason, 150),
)
PLACE, _MISSING, _RESULT, _NUMBER, _REASON = 1, 5, 6, 7, 8


def hidden_columns(opened: OpenDossier) -> set[int]:
    """Return the columns that say nothing of a dossier in its state."""
    hidden = {_RESULT} if opened.state in EDITABLE else {_MISSING}
    if not opened.decisions:
        hidden.add(_NUMBER)
    if not any(line.reason for line in opened.lines):
        hidden.add(_REASON)
    return hidden


def decided_text(opened: OpenDossier) -> str:
    """Return which decisions were made and what came of them; why it was refused as a whole."""
    if opened.refusal:
        return f"Nơi nhận từ chối hồ sơ: {opened.refusal}"
    granted, refused = opened.counted(Outcome.GRANTED), opened.counted(Outcome.REFUSED)
    lines = [
        f"Quyết định số {d.number} ngày {short_date(d.decided_on)}, {d.deciding_office}"
        for d in opened.decisions
    ]
    return "\n".join([*lines, f"{granted} được khen thưởng, {refused} không."])
