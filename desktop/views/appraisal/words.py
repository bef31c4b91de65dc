"""Terms, colours and sentences of the appraisal desk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.config import LOCAL_TIME
from desktop.law.problems import Severity
from desktop.law.terms import Gender, Outcome, Verdict
from desktop.services.prior_awards import MANY
from desktop.vietnamese.dates import date_time, short_date
from desktop.vietnamese.sorting import name_sort_key
from desktop.vietnamese.text import fold
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from datetime import date

    from desktop.services.appraisal_findings import DossierFindings
    from desktop.services.appraisal_rows import AppraisalDetail, AppraisalNomination
    from desktop.services.prior_awards import PriorRow

VERDICT_TONES = {
    Verdict.MEETS: Tone.SUCCESS,
    Verdict.DOES_NOT: Tone.DANGER,
    Verdict.SEND_HIGHER: Tone.INFO,
    Verdict.HOLD: Tone.WARNING,
}
# Short enough for a chip in a narrow list and for a button.
VERDICT_WORDS = {
    Verdict.MEETS: "Đủ điều kiện",
    Verdict.DOES_NOT: "Không đủ",
    Verdict.SEND_HIGHER: "Trình cấp trên",
    Verdict.HOLD: "Tạm dừng",
}
_OUTCOMES = {
    Outcome.GRANTED: ("Được khen", Tone.SUCCESS),
    Outcome.REFUSED: ("Không khen", Tone.DANGER),
}
FINDING_TONES = {
    Severity.BLOCKING: Tone.DANGER,
    Severity.WARNING: Tone.WARNING,
    Severity.INFO: Tone.INFO,
    None: Tone.NEUTRAL,
}
_NO_VERDICT = "Chưa có ý kiến"


@dataclass(frozen=True, slots=True)
class NominationLine:
    """One line of the list of nominations of the open dossier."""

    id: UUID
    nomination: AppraisalNomination
    search_key: str
    sort_key: str
    findings: int = 0
    worst: Severity | None = None
    prior: int = 0


def line_of(nomination: AppraisalNomination, found: DossierFindings | None) -> NominationLine:
    """Return the line of a nomination, with what is found of it where that is known."""
    words = fold(f"{nomination.name} {nomination.unit} {nomination.award}")
    line = NominationLine(nomination.id, nomination, words, name_sort_key(nomination.name))
    if found is None:
        return line
    own = found.of(nomination.id)
    return replace(line, findings=own.count, worst=own.worst, prior=len(own.prior.rows))


def standing(nomination: AppraisalNomination) -> tuple[str, Tone]:
    """Return what is found of a nomination so far: its outcome, else its verdict."""
    if nomination.outcome is not None:
        return _OUTCOMES[nomination.outcome]
    if nomination.verdict is not None:
        return VERDICT_WORDS[nomination.verdict], VERDICT_TONES[nomination.verdict]
    return _NO_VERDICT, Tone.NEUTRAL


def who(nomination: AppraisalNomination) -> str:
    """Return what kind of recipient it is, with gender and year of birth where known."""
    parts = [nomination.kind.label]
    if nomination.gender is not Gender.UNKNOWN:
        parts.append(nomination.gender.label)
    if nomination.birth_year:
        parts.append(f"sinh năm {nomination.birth_year}")
    return " · ".join(parts)


def period(start: date | None, end: date | None) -> str:
    """Return a period as «01/01/2023 – 31/12/2023»; an end not known is left out."""
    return " – ".join(short_date(day) for day in (start, end) if day)


def letter(detail: AppraisalDetail) -> str:
    """Return number and day of the letter a dossier came with."""
    day = f"ngày {short_date(detail.letter_date)}" if detail.letter_date else ""
    return " ".join(part for part in (detail.letter_number, day) if part)


def signature(detail: AppraisalDetail) -> str:
    """Return what was found of the dossier's signature when it was taken in."""
    found = detail.signature
    if found is None:
        return ""
    doubts = "; ".join(reason.label for reason in found.reasons)
    came = date_time(found.received_at.astimezone(LOCAL_TIME))
    text = f"{found.outcome.label}: {found.signer}, nhận lúc {came}"
    return f"{text} ({doubts})" if doubts else text


def unread_text(count: int) -> str:
    """Return how many awards of namesakes are not laid open."""
    many = f"Hơn {count}" if count >= MANY else str(count)
    return f"{many} lần khen của người trùng tên, chưa thấy trùng năm sinh hay đơn vị."


def prior_text(prior: PriorRow) -> str:
    """Return an award held already, and how sure it is that it is the same recipient."""
    year = f" năm {prior.year}" if prior.year else ""
    number = f", Quyết định số {prior.decision_number}" if prior.decision_number else ""
    by = f" của {prior.decided_by}" if prior.decided_by else ""
    doubt = "" if prior.certain else " – mới trùng tên, cần kiểm tra đúng người"
    return f"{prior.award}{year}{number}{by}{doubt}"
