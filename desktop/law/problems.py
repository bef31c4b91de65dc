"""What a user can fix: one frozen value per problem, with a code and data, never a sentence.

The sentences stand in ``desktop/views/messages.py``; a test walks every code and asks for one.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from uuid import UUID

from desktop.vietnamese.labels import Labelled


class Severity(Labelled):
    """How far a problem holds a dossier back (product.md §5)."""

    BLOCKING = "blocking", "Phải sửa"
    WARNING = "warning", "Cần xem lại"
    INFO = "info", "Để biết"


class ProblemCode(Labelled):
    """Every problem the program can point at."""

    # One field of a form.
    REQUIRED = "REQUIRED"
    TOO_LONG = "TOO_LONG"
    OUT_OF_RANGE = "OUT_OF_RANGE"
    NOT_A_DATE = "NOT_A_DATE"
    NOT_A_NUMBER = "NOT_A_NUMBER"
    NOT_A_CHOICE = "NOT_A_CHOICE"
    LETTER_UNPRINTABLE = "LETTER_UNPRINTABLE"
    DATE_ORDER = "DATE_ORDER"
    DATE_IN_FUTURE = "DATE_IN_FUTURE"
    ALREADY_TAKEN = "ALREADY_TAKEN"
    PARENT_LOOP = "PARENT_LOOP"
    NOT_A_LINK = "NOT_A_LINK"
    ONE_OF_TWO = "ONE_OF_TWO"
    BIRTH_CONTRADICTS = "BIRTH_CONTRADICTS"
    IDENTITY_FORM = "IDENTITY_FORM"
    IDENTITY_TAKEN = "IDENTITY_TAKEN"
    SAME_TITLE = "SAME_TITLE"
    SHARES_TOO_MANY = "SHARES_TOO_MANY"
    # A dossier and its nominations.
    NO_NOMINATIONS = "NO_NOMINATIONS"
    LETTER_NUMBER_MISSING = "LETTER_NUMBER_MISSING"
    LETTER_DATE_MISSING = "LETTER_DATE_MISSING"
    SIGNATORY_MISSING = "SIGNATORY_MISSING"
    RECEIVER_MISSING = "RECEIVER_MISSING"
    AWARD_MISSING = "AWARD_MISSING"
    AWARD_NOT_FOR_RECIPIENT = "AWARD_NOT_FOR_RECIPIENT"
    AWARD_NOT_IN_FORCE = "AWARD_NOT_IN_FORCE"
    AWARD_DECIDED_HERE = "AWARD_DECIDED_HERE"
    AWARD_DECIDED_ABOVE = "AWARD_DECIDED_ABOVE"
    AWARD_DECIDED_ELSEWHERE = "AWARD_DECIDED_ELSEWHERE"
    DECIDER_UNVERIFIED = "DECIDER_UNVERIFIED"
    ITEM_MISSING = "ITEM_MISSING"
    ITEM_UNVERIFIED = "ITEM_UNVERIFIED"
    REPORT_MISSING = "REPORT_MISSING"
    ACHIEVEMENT_MISSING = "ACHIEVEMENT_MISSING"
    PERIOD_MISSING = "PERIOD_MISSING"
    RECIPIENT_TWICE = "RECIPIENT_TWICE"
    HOMONYM = "HOMONYM"
    ALREADY_HOLDS = "ALREADY_HOLDS"
    ON_HOLD = "ON_HOLD"
    SAME_ACHIEVEMENT = "SAME_ACHIEVEMENT"
    INTERVAL_OVERLAPS = "INTERVAL_OVERLAPS"
    STATE_LEVEL_TWICE = "STATE_LEVEL_TWICE"
    STANDARD_NOT_MET = "STANDARD_NOT_MET"
    STANDARD_UNDECIDED = "STANDARD_UNDECIDED"
    STANDARD_TO_ATTEST = "STANDARD_TO_ATTEST"
    EVALUATIONS_CONTRADICT = "EVALUATIONS_CONTRADICT"
    BIRTHS_CONTRADICT = "BIRTHS_CONTRADICT"
    NOMINATED_ELSEWHERE = "NOMINATED_ELSEWHERE"
    ACHIEVEMENT_ELSEWHERE = "ACHIEVEMENT_ELSEWHERE"
    SAME_IDENTITY = "SAME_IDENTITY"
    RECORD_NAMESAKE = "RECORD_NAMESAKE"
    RECORD_ARCHIVED = "RECORD_ARCHIVED"
    QUOTA_OVER = "QUOTA_OVER"
    QUOTA_UNCOUNTED = "QUOTA_UNCOUNTED"
    TOO_MUCH_ATTACHED = "TOO_MUCH_ATTACHED"
    NO_REGIME = "NO_REGIME"
    PAPER_VALUE_MISSING = "PAPER_VALUE_MISSING"
    NAME_DIFFERS = "NAME_DIFFERS"
    BASIS_NOT_IN_FORCE = "BASIS_NOT_IN_FORCE"
    POINT_UNANSWERED = "POINT_UNANSWERED"
    ORIGIN_CHANGED = "ORIGIN_CHANGED"
    # A correction of the law data.
    CORRECTION_TWICE = "CORRECTION_TWICE"
    CORRECTION_OUTSIDE = "CORRECTION_OUTSIDE"
    CORRECTION_UNDIVIDED = "CORRECTION_UNDIVIDED"
    CORRECTION_BREAKS = "CORRECTION_BREAKS"
    CORRECTION_CONTRADICTS = "CORRECTION_CONTRADICTS"
    CORRECTION_CONTRADICTS_MORE = "CORRECTION_CONTRADICTS_MORE"
    CORRECTION_RECEIVED = "CORRECTION_RECEIVED"
    ROW_UNKNOWN = "ROW_UNKNOWN"
    SAME_DOCUMENT = "SAME_DOCUMENT"
    SHIPPED_ROW = "SHIPPED_ROW"
    # The receiving side.
    VERDICT_MISSING = "VERDICT_MISSING"
    VERDICT_REASON_MISSING = "VERDICT_REASON_MISSING"
    NOTHING_GRANTED = "NOTHING_GRANTED"
    NUMBER_TAKEN = "NUMBER_TAKEN"
    BONUS_UNKNOWN = "BONUS_UNKNOWN"
    LETTER_DATE_IN_FUTURE = "LETTER_DATE_IN_FUTURE"
    # The council: its members, its sessions, its votes.
    COUNCIL_NO_CHAIR = "COUNCIL_NO_CHAIR"
    COUNCIL_TWO_CHAIRS = "COUNCIL_TWO_CHAIRS"
    COUNCIL_NO_SECRETARY = "COUNCIL_NO_SECRETARY"
    MEMBER_TWICE = "MEMBER_TWICE"
    MEMBER_ATTENDED = "MEMBER_ATTENDED"
    OUTSIDE_TERM = "OUTSIDE_TERM"
    SESSION_FAR_AHEAD = "SESSION_FAR_AHEAD"
    NOT_A_TIME = "NOT_A_TIME"
    ATTENDANCE_MISSING = "ATTENDANCE_MISSING"
    ISSUED_OVER_MEMBERS = "ISSUED_OVER_MEMBERS"
    RECUSED_VOTED = "RECUSED_VOTED"
    COLLECTED_OVER_ISSUED = "COLLECTED_OVER_ISSUED"
    VALID_OVER_COLLECTED = "VALID_OVER_COLLECTED"
    VOTES_OVER_VALID = "VOTES_OVER_VALID"
    VOTES_UNDER_VALID = "VOTES_UNDER_VALID"
    VOTE_TWICE = "VOTE_TWICE"
    RECUSAL_EXPECTED = "RECUSAL_EXPECTED"
    RECUSAL_UNKNOWN = "RECUSAL_UNKNOWN"
    QUORUM_NOT_MET = "QUORUM_NOT_MET"
    NOT_VOTED = "NOT_VOTED"
    VOTE_INCOMPLETE = "VOTE_INCOMPLETE"
    BELOW_THRESHOLD = "BELOW_THRESHOLD"
    BALLOTS_ASKED = "BALLOTS_ASKED"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to fix.

    Attributes:
        field: name of the draft's field it stands beside, "" for the whole record.
        code: what is wrong.
        severity: blocking, warning or info.
        data: plain values the sentence needs (a limit, an award's name).
        record: id of the nested record it belongs to (a nomination of a dossier), if any.
        citation: the article it rests on, as printed; "" when it is not a matter of law.
        verified: False where the law data behind it is not FOUND; the screen then adds «chưa đối
            chiếu».
    """

    field: str
    code: ProblemCode
    severity: Severity = Severity.BLOCKING
    data: dict[str, object] = dataclasses.field(default_factory=dict)
    record: UUID | None = None
    citation: str = ""
    verified: bool = True
