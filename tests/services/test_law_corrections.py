"""The law in the office's hands: what may be corrected, what is refused, and what then counts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from desktop.errors import MoveRefused, NotFound, StaleRecord
from desktop.law.catalogue import Catalogue
from desktop.law.problems import ProblemCode
from desktop.law.rows import Confidence
from desktop.law.terms import Tier
from desktop.models import LawCorrection
from desktop.services.desk import Desk
from desktop.services.law_book import law_of
from desktop.services.law_corrections import LawCorrectionService
from desktop.services.law_drafts import CorrectionDraft
from desktop.services.law_rows import id_of
from desktop.services.records import SaveReport
from desktop.views.messages import sentence
from tests.services.conftest import Template

BASIS = "Nghị định số 12/2026/NĐ-CP ngày 05 tháng 10 năm 2026"
# Catalogue §2.2: who decides «Lao động tiên tiến» since 1/7/2025 is remembered, not read.
DECIDER = "awards.LDTT.deciders.R2025-R2026"
SALARY = "base_salary.2026-07-01"


@pytest.fixture
def desk(open_copy: Callable[..., Desk], commune_template: Template) -> Desk:
    return open_copy(commune_template)


@pytest.fixture
def service(desk: Desk) -> LawCorrectionService:
    return desk.law_corrections


def draft(row_id: str = DECIDER, **changes: Any) -> CorrectionDraft:
    values = {"tiers": ["tinh"]} if row_id == DECIDER else {}
    kept: dict[str, Any] = {"values": values, "basis": BASIS, "holds_from": date(2026, 10, 1)}
    return CorrectionDraft(row_id=row_id, **{**kept, **changes})


def law(desk: Desk) -> Catalogue:
    with desk.store.reading() as session:
        return law_of(session)


def codes(report: SaveReport) -> list[ProblemCode]:
    return [problem.code for problem in report.problems]


def test_without_corrections_the_law_is_the_shipped_one(desk: Desk) -> None:
    assert law(desk) is Catalogue.load()


def test_a_saved_correction_counts_from_its_day_and_is_an_event(
    desk: Desk, service: LawCorrectionService
) -> None:
    report = service.save_draft(draft())
    assert report.saved
    assert law(desk).deciding_tiers("LDTT", date(2026, 9, 30)) == (Tier.COMMUNE,)
    assert law(desk).deciding_tiers("LDTT", date(2026, 10, 1)) == (Tier.PROVINCE,)
    assert report.id is not None
    (event,) = service.history(report.id)
    assert event.event == "created"
    assert event.data["row_id"] == DECIDER


def test_the_law_read_twice_is_built_once(desk: Desk, service: LawCorrectionService) -> None:
    service.save_draft(draft())
    assert law(desk) is law(desk)


def test_another_window_on_the_same_database_sees_the_correction_at_once(
    open_copy: Callable[..., Desk], commune_template: Template
) -> None:
    one, other = open_copy(commune_template), open_copy(commune_template)
    assert law(other) is Catalogue.load()
    one.law_corrections.save_draft(draft())
    assert law(other).deciding_tiers("LDTT", date(2026, 10, 1)) == (Tier.PROVINCE,)


def test_two_windows_that_edit_one_correction_do_not_overwrite_each_other(
    open_copy: Callable[..., Desk], commune_template: Template
) -> None:
    one, other = open_copy(commune_template), open_copy(commune_template)
    report = one.law_corrections.save_draft(draft())
    assert report.id is not None
    mine, theirs = (d.law_corrections.open_draft(report.id) for d in (one, other))
    one.law_corrections.save_draft(replace(mine, note="Đã đọc lại"))
    with pytest.raises(StaleRecord):
        other.law_corrections.save_draft(theirs)


def test_two_windows_cannot_make_two_corrections_of_the_same_days(
    open_copy: Callable[..., Desk], commune_template: Template
) -> None:
    one, other = open_copy(commune_template), open_copy(commune_template)
    assert one.law_corrections.save_draft(draft()).saved
    assert codes(other.law_corrections.save_draft(draft())) == [ProblemCode.CORRECTION_TWICE]


def test_a_correction_needs_its_basis_and_its_day(service: LawCorrectionService) -> None:
    assert codes(service.save_draft(draft(basis=" ", holds_from=None))) == [
        ProblemCode.REQUIRED,
        ProblemCode.REQUIRED,
    ]


def test_a_row_that_is_only_confirmed_holds_at_all_times(
    desk: Desk, service: LawCorrectionService
) -> None:
    report = service.save_draft(draft(values={}, holds_from=None, whole_time=True))
    assert report.saved
    rule = law(desk).decider("LDTT", date(2025, 7, 1))
    assert rule is not None
    assert (rule.tiers, rule.confidence) == ((Tier.COMMUNE,), Confidence.OFFICE)
    row = service.open(id_of(DECIDER))
    assert row.corrections[0].says == "Xác nhận đúng như dữ liệu của chương trình"


@pytest.mark.parametrize(
    ("row_id", "changes", "field", "code"),
    [
        # Letters in a number.
        (SALARY, {"values": {"amount": "2.5tr"}}, "values.amount", ProblemCode.NOT_A_NUMBER),
        (SALARY, {"values": {"amount": "12"}}, "values.amount", ProblemCode.OUT_OF_RANGE),
        (DECIDER, {"values": {"tiers": ["thon"]}}, "values.tiers", ProblemCode.NOT_A_CHOICE),
        # A day outside every regime the row is named in.
        (
            "awards.LDTT.deciders.R2003",
            {"values": {}, "holds_from": date(2024, 1, 1)},
            "holds_from",
            ProblemCode.CORRECTION_OUTSIDE,
        ),
        (
            DECIDER,
            {"holds_from": None, "holds_to": date(1975, 4, 30)},
            "holds_from",
            ProblemCode.CORRECTION_OUTSIDE,
        ),
        (
            DECIDER,
            {"holds_from": date(2026, 10, 2), "holds_to": date(2026, 10, 1)},
            "holds_to",
            ProblemCode.DATE_ORDER,
        ),
        (DECIDER, {"whole_time": True}, "whole_time", ProblemCode.ONE_OF_TWO),
        ("days.first_day", {"values": {}}, "holds_from", ProblemCode.CORRECTION_UNDIVIDED),
        ("awards.GONE", {"values": {}}, "", ProblemCode.ROW_UNKNOWN),
        # A key no form offers, which would lead round in a circle.
        (
            "quotas.CSTDCS.R2003",
            {"values": {"base_award": "CSTDCS"}, "holds_from": date(2023, 11, 1)},
            "",
            ProblemCode.CORRECTION_BREAKS,
        ),
    ],
)
def test_what_cannot_be_a_correction_is_refused_beside_its_field(
    service: LawCorrectionService,
    row_id: str,
    changes: dict[str, Any],
    field: str,
    code: ProblemCode,
) -> None:
    report = service.save_draft(draft(row_id, **changes))
    assert not report.saved
    assert [(p.field, p.code) for p in report.problems if p.code is code] == [(field, code)]


def test_a_new_base_salary_divides_the_row_in_force(
    desk: Desk, service: LawCorrectionService
) -> None:
    typed = {"amount": "2.700.000"}
    assert service.save_draft(draft(SALARY, values=typed, holds_from=date(2027, 7, 1))).saved
    amounts = [
        (row.valid_from, row.valid_to, row.amount)
        for row in law(desk).bonus.salaries
        if row.id == SALARY
    ]
    assert amounts == [
        (date(2026, 7, 1), date(2027, 6, 30), 2_530_000),
        (date(2027, 7, 1), None, 2_700_000),
    ]


def test_only_what_differs_from_the_shipped_row_is_kept(service: LawCorrectionService) -> None:
    row = "bonus.CSTDCS.R2022"
    typed = {"coefficient": "1,5", "at_most": False}
    report = service.save_draft(draft(row, values=typed, holds_from=date(2024, 1, 1)))
    assert report.id is not None
    assert service.open_draft(report.id).values == {"coefficient": "1.5"}


def test_a_withdrawn_correction_counts_no_more_and_stays_readable(
    desk: Desk, service: LawCorrectionService
) -> None:
    report = service.save_draft(draft())
    assert report.id is not None
    service.withdraw(report.id, "Ghi nhầm điều khoản")
    assert law(desk) is Catalogue.load()
    opened = service.open(id_of(DECIDER))
    assert [(c.withdrawn, c.counts) for c in opened.corrections] == [(True, False)]
    assert [event.event for event in opened.events] == ["created", "archived"]
    # The days are free again.
    assert service.save_draft(draft()).saved


def test_a_received_correction_counts_until_the_office_has_its_own(
    desk: Desk, service: LawCorrectionService
) -> None:
    with desk.store.writing() as session:
        session.add(_received())
        session.commit()
    assert law(desk).deciding_tiers("LDTT", date(2026, 10, 1)) == (Tier.CENTRAL,)
    assert service.save_draft(draft()).saved
    assert law(desk).deciding_tiers("LDTT", date(2026, 10, 1)) == (Tier.PROVINCE,)
    corrections = service.open(id_of(DECIDER)).corrections
    assert [(c.origin_office, c.counts) for c in corrections] == [("", True), ("UBND tỉnh", False)]


def test_a_received_correction_cannot_be_edited_here(
    desk: Desk, service: LawCorrectionService
) -> None:
    with desk.store.writing() as session:
        session.add(record := _received())
        session.commit()
        kept = record.id
    assert codes(service.save_draft(service.open_draft(kept))) == [ProblemCode.CORRECTION_RECEIVED]


def _received() -> LawCorrection:
    return LawCorrection(
        row_id=DECIDER,
        changes={"tiers": ["tw"]},
        basis=BASIS,
        holds_from=date(2026, 10, 1),
        origin_office="UBND tỉnh",
    )


def test_the_list_shows_every_row_with_its_confidence_and_what_the_office_says(
    service: LawCorrectionService,
) -> None:
    service.save_draft(draft(holds_from=None, whole_time=True))
    rows = {row.row_id: row for row in service.list_rows()}
    changed = rows[DECIDER]
    assert (changed.corrected, changed.confidence) == (True, Confidence.OFFICE)
    assert (changed.says, changed.citation) == ("Cấp tỉnh", BASIS)
    assert rows["awards.CSTDCS.deciders.R2022"].citation.endswith("Điều 80 khoản 2")


def test_a_row_of_dossier_items_shows_its_procedure_only_where_it_was_read(
    service: LawCorrectionService,
) -> None:
    rows = [r for r in service.list_rows() if r.group == "Thành phần hồ sơ"]
    assert all(bool(row.citation) is row.confidence.is_verified for row in rows)


# --- what is typed that nothing could use --------------------------------------------------------

BASES_ROW = "bases.LAW_2003"


@pytest.mark.parametrize(
    ("row_id", "changes", "field", "code"),
    [
        (SALARY, {"values": {"amount": "9" * 5000}}, "values.amount", ProblemCode.NOT_A_NUMBER),
        (
            "quotas.CSTDCS.R2003",
            {"values": {"percent": []}},
            "values.percent",
            ProblemCode.NOT_A_NUMBER,
        ),
        (
            "quotas.CSTDCS.R2003",
            {"values": {"percent": {}}},
            "values.percent",
            ProblemCode.NOT_A_NUMBER,
        ),
        (
            SALARY,
            {"values": {}, "holds_from": date.min, "holds_to": date.max},
            "holds_from",
            ProblemCode.NOT_A_DATE,
        ),
        # Nobody at all would decide.
        (DECIDER, {"values": {"tiers": []}}, "values.tiers", ProblemCode.REQUIRED),
        (BASES_ROW, {"values": {"cited_as": "\u200b"}}, "values.cited_as", ProblemCode.REQUIRED),
        (
            BASES_ROW,
            {"values": {"cited_as": "Luật 漢"}},
            "values.cited_as",
            ProblemCode.LETTER_UNPRINTABLE,
        ),
        (BASES_ROW, {"values": {}, "basis": "QĐ 😀"}, "basis", ProblemCode.LETTER_UNPRINTABLE),
    ],
)
def test_what_no_paper_or_reader_could_use_is_a_problem_beside_its_field(
    service: LawCorrectionService,
    row_id: str,
    changes: dict[str, Any],
    field: str,
    code: ProblemCode,
) -> None:
    report = service.save_draft(draft(row_id, **{"whole_time": True, "holds_from": None} | changes))
    assert not report.saved
    assert (field, code) in [(p.field, p.code) for p in report.problems]


def test_a_row_known_to_have_no_local_decider_may_be_confirmed(
    service: LawCorrectionService,
) -> None:
    found = [r.row_id for r in service.list_rows() if r.says.startswith("Không thuộc cấp nào")]
    typed = draft(found[0], values={"tiers": []}, holds_from=None, whole_time=True)
    assert service.save_draft(typed).saved


def test_what_nobody_sees_is_never_saved(service: LawCorrectionService) -> None:
    typed = {"cited_as": " Luật\x00 \u202esố\ue000 1\ud800\ue001 "}
    report = service.save_draft(draft(BASES_ROW, values=typed, holds_from=None, whole_time=True))
    assert report.id is not None
    assert service.open_draft(report.id).values == {"cited_as": "Luật số 1"}


def test_a_row_nobody_knows_is_not_found(service: LawCorrectionService) -> None:
    with pytest.raises(NotFound):
        service.open(uuid4())


# --- corrections that belong together ------------------------------------------------------------


def _moved_regimes(service: LawCorrectionService) -> tuple[UUID, UUID]:
    """Let the regime of 2022 begin half a year earlier, as two corrections."""
    found = []
    for row, values in (
        ("regimes.R2003.2017", {"to": "2023-06-30"}),
        ("regimes.R2022.2024", {"from": "2023-07-01"}),
    ):
        report = service.save_draft(draft(row, values=values, holds_from=None, whole_time=True))
        assert report.id is not None, report.problems
        found.append(report.id)
    return found[0], found[1]


def test_a_correction_others_rest_on_cannot_be_withdrawn_before_them(
    desk: Desk, service: LawCorrectionService
) -> None:
    ended, begun = _moved_regimes(service)
    with pytest.raises(MoveRefused) as refusal:
        service.withdraw(ended, "Nhầm")
    assert refusal.value.code is MoveRefused.Code.LAW_CONTRADICTS
    assert "Bộ văn bản" in str(refusal.value.data["rows"])
    assert "{" not in sentence(refusal.value).text
    assert not service.open(id_of("regimes.R2003.2017")).corrections[0].withdrawn
    service.withdraw(begun, "Nhầm")
    service.withdraw(ended, "Nhầm")
    assert law(desk) is Catalogue.load()


def test_a_correction_whose_other_half_is_gone_cannot_be_restored(
    service: LawCorrectionService,
) -> None:
    ended, begun = _moved_regimes(service)
    service.withdraw(begun, "Nhầm")
    service.withdraw(ended, "Nhầm")
    with pytest.raises(MoveRefused) as refusal:
        service.restore(begun)
    assert refusal.value.code is MoveRefused.Code.LAW_CONTRADICTS
    service.restore(ended)
    service.restore(begun)


def test_a_correction_whose_place_is_taken_cannot_be_restored(
    service: LawCorrectionService,
) -> None:
    first = service.save_draft(draft())
    assert first.id is not None
    service.withdraw(first.id, "Nhầm")
    assert service.save_draft(draft(basis="Quyết định số 9")).saved
    with pytest.raises(MoveRefused) as refusal:
        service.restore(first.id)
    assert refusal.value.code is MoveRefused.Code.LAW_TWICE
    assert "Quyết định số 9" in sentence(refusal.value).text
    live = [c for c in service.open(id_of(DECIDER)).corrections if not c.withdrawn]
    assert len(live) == 1
