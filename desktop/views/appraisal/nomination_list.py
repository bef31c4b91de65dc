"""The list of nominations of an open dossier: its columns and filters."""

from __future__ import annotations

from operator import attrgetter

from desktop.law.problems import Severity
from desktop.law.terms import RecipientKind, Verdict
from desktop.views.appraisal.words import FINDING_TONES, VERDICT_WORDS, standing
from desktop.views.filters import term_filter
from desktop.views.short_names import short_award
from desktop.views.widgets.list_panel import Filter
from desktop.views.widgets.record_table import Column

NOMINATION_COLUMNS = (
    Column(
        "Họ tên, đơn vị",
        lambda n: f"{n.nomination.position}. {n.nomination.name}",
        168,
        lambda n: n.nomination.position,
    ),
    Column(
        "Đề nghị",
        lambda n: short_award(n.nomination.award_code, n.nomination.award),
        144,
    ),
    Column(
        "Ý kiến",
        lambda n: standing(n.nomination)[0],
        118,
        tone=lambda n: standing(n.nomination)[1],
    ),
    Column(
        "P.hiện",
        lambda n: str(n.findings or ""),
        60,
        lambda n: n.findings,
        tone=lambda n: str(FINDING_TONES[n.worst]) if n.findings else "",
    ),
    Column("Khen", lambda n: str(n.prior or ""), 54, lambda n: n.prior, right=True),
)
NOMINATION_FILTERS = (
    Filter(
        "verdict_filter",
        "Ý kiến",
        [
            ("Chưa có ý kiến", lambda n: n.nomination.verdict is None),
            *[(VERDICT_WORDS[v], lambda n, v=v: n.nomination.verdict is v) for v in Verdict],
        ],
    ),
    Filter(
        "findings_filter",
        "Phát hiện",
        [
            ("Không có", lambda n: not n.findings),
            ("Cần xem lại", lambda n: n.worst is Severity.WARNING),
            ("Phải sửa", lambda n: n.worst is Severity.BLOCKING),
        ],
    ),
    term_filter("kind_filter", "Đối tượng", RecipientKind, attrgetter("nomination.kind")),
    Filter("award_filter", "Đề nghị", ()),
)
