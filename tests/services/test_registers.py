from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from desktop.errors import UsageError
from desktop.law.problems import ProblemCode, Severity
from desktop.law.terms import NumberState
from desktop.services.desk import Desk
from desktop.services.registers import NumberSeries, RegisterService
from tests.postgres_cluster import offices
from tests.services.conftest import Template


@pytest.fixture
def registers(office: Desk) -> RegisterService:
    return RegisterService(office.store)


def _take(
    office: Desk,
    registers: RegisterService,
    series: NumberSeries,
    year: int,
    number: int | None = None,
) -> int:
    with office.store.writing() as session:
        taken = registers.take(session, series, year, number, uuid4())
        session.commit()
        return taken


def test_the_first_number_of_a_series_is_one(registers: RegisterService) -> None:
    assert registers.next_number(NumberSeries.DECISION, 2023) == 1


def test_numbers_follow_one_another_and_each_year_starts_again(
    office: Desk, registers: RegisterService
) -> None:
    assert [_take(office, registers, NumberSeries.DECISION, 2023) for _ in range(3)] == [1, 2, 3]
    assert _take(office, registers, NumberSeries.DECISION, 2024) == 1
    assert _take(office, registers, NumberSeries.CERTIFICATE, 2023) == 1


def test_a_number_typed_by_hand_moves_the_next_one_behind_it(
    office: Desk, registers: RegisterService
) -> None:
    assert _take(office, registers, NumberSeries.DECISION, 2023, 41) == 41
    assert registers.next_number(NumberSeries.DECISION, 2023) == 42


def test_a_number_once_used_is_a_problem_and_a_free_one_is_none(
    office: Desk, registers: RegisterService
) -> None:
    _take(office, registers, NumberSeries.DECISION, 2023, 7)
    with office.store.reading() as session:
        used = registers.problem(session, NumberSeries.DECISION, 2023, 7)
        free = registers.problem(session, NumberSeries.DECISION, 2023, 8)
        none = registers.problem(session, NumberSeries.DECISION, 2023, None)
        zero = registers.problem(session, NumberSeries.DECISION, 2023, 0)
    assert used is not None
    assert used.code is ProblemCode.NUMBER_TAKEN
    assert used.data == {"number": 7, "year": 2023, "by": "Đã dùng"}
    assert free is None
    assert none is None
    assert zero is not None
    assert zero.code is ProblemCode.NOT_A_NUMBER


def test_a_number_taken_in_a_failed_act_is_free_again(
    office: Desk, registers: RegisterService
) -> None:
    with office.store.writing() as session:
        registers.take(session, NumberSeries.DECISION, 2023, None, uuid4())
    assert registers.next_number(NumberSeries.DECISION, 2023) == 1


def test_the_register_lists_what_each_number_was_used_for(
    office: Desk, registers: RegisterService
) -> None:
    record = uuid4()
    with office.store.writing() as session:
        registers.take(session, NumberSeries.CERTIFICATE, 2023, None, record)
        session.commit()
    (row,) = registers.list_rows()
    assert (row.series, row.year, row.number) == (NumberSeries.CERTIFICATE, 2023, 1)
    assert row.used_for == record


D = NumberSeries.DECISION


def test_a_number_typed_beyond_the_next_leaves_a_gap_until_somebody_explains_it(
    office: Desk, registers: RegisterService
) -> None:
    _take(office, registers, D, 2023)
    with office.store.reading() as session:
        (warning,) = registers.warnings(session, D, 2023, 6)
        assert registers.warnings(session, D, 2023, 2) == []
    assert (warning.code, warning.severity) == (ProblemCode.NUMBER_LEAVES_GAP, Severity.WARNING)
    assert warning.data["gap"] == "các số từ 2 đến 5"
    _take(office, registers, D, 2023, 6)

    opened = registers.open(D, 2023)
    assert [(g.first, g.last) for g in opened.gaps] == [(2, 5)]
    assert (opened.unexplained, opened.next_number) == (4, 7)
    assert registers.explain(D, 2023, 2, 5, " ").problems
    assert registers.explain(D, 2023, 2, 5, "Cấp cho văn bản ngoài thi đua").numbers == (2, 3, 4, 5)

    explained = registers.open(D, 2023)
    assert explained.gaps == ()
    assert [line.reason for line in explained.lines if line.state is NumberState.VOID] == [
        "Cấp cho văn bản ngoài thi đua"
    ] * 4


def test_one_reason_explains_all_numbers_an_office_gave_to_other_papers_that_year(
    office: Desk, registers: RegisterService
) -> None:
    _take(office, registers, D, 2023, 3187)

    assert len(registers.explain(D, 2023, 1, 3186, "Theo sổ của Văn thư").numbers) == 3186

    assert registers.open(D, 2023).unexplained == 0
    assert registers.explain(D, 2024, 1, 20_001, "Theo sổ của Văn thư").problems


def test_places_are_kept_for_somebody_and_given_only_to_who_asks_for_them(
    office: Desk, registers: RegisterService
) -> None:
    assert registers.reserve(D, 2023, 3, "Giữ cho Chủ tịch ký").numbers == (1, 2, 3)
    assert _take(office, registers, D, 2023) == 4
    with office.store.reading() as session:
        assert registers.problem(session, D, 2023, 2) is None
        (warning,) = registers.warnings(session, D, 2023, 2)
    assert (warning.code, warning.data["reason"]) == (
        ProblemCode.NUMBER_RESERVED,
        "Giữ cho Chủ tịch ký",
    )
    assert _take(office, registers, D, 2023, 2) == 2
    states = [line.state for line in registers.open(D, 2023).lines]
    assert states == [
        NumberState.RESERVED,
        NumberState.USED,
        NumberState.RESERVED,
        NumberState.USED,
    ]
    (taken,) = registers.reserve(D, 2023, 2, "Giữ thêm", first=3).problems or (None,)
    assert taken is not None
    assert taken.code is ProblemCode.NUMBER_TAKEN


def test_a_place_kept_for_one_is_not_kept_for_another_as_well(registers: RegisterService) -> None:
    registers.reserve(D, 2023, 2, "Giữ cho đoàn kiểm tra", first=40)
    (problem,) = registers.reserve(D, 2023, 3, "Giữ cho văn phòng", first=39).problems
    assert (problem.code, problem.data["number"]) == (ProblemCode.NUMBER_TAKEN, 40)
    assert problem.data["by"] == "Giữ chỗ (Giữ cho đoàn kiểm tra)"
    reasons = [line.reason for line in registers.open(D, 2023).lines if line.state]
    assert reasons == ["Giữ cho đoàn kiểm tra"] * 2


def test_a_number_in_use_is_not_void_and_one_reserved_is_with_a_reason(
    office: Desk, registers: RegisterService
) -> None:
    _take(office, registers, D, 2023)
    registers.reserve(D, 2023, 1, "Giữ chỗ")
    (problem,) = registers.void(D, 2023, 1, "Nhầm").problems
    assert problem.code is ProblemCode.NUMBER_IN_USE
    assert registers.void(D, 2023, 2, "").problems
    assert registers.void(D, 2023, 2, "Không dùng nữa").numbers == (2,)
    assert _take(office, registers, D, 2023) == 3
    (line,) = (x for x in registers.open(D, 2023).lines if x.state is NumberState.VOID)
    assert (line.first, line.reason, line.set_by) == (2, "Không dùng nữa", "Nguyễn Thị Mơ")


def test_a_spoiled_number_keeps_what_it_was_for_and_is_given_to_nobody_else(
    office: Desk, registers: RegisterService
) -> None:
    number = _take(office, registers, NumberSeries.CERTIFICATE, 2023)
    assert registers.spoil(NumberSeries.CERTIFICATE, 2023, number, "Kẹt giấy").numbers == (1,)
    (unknown,) = registers.spoil(NumberSeries.CERTIFICATE, 2023, 9, "Kẹt giấy").problems
    assert unknown.code is ProblemCode.NUMBER_UNKNOWN
    (row,) = registers.list_rows()
    assert row.used_for is not None
    with office.store.reading() as session:
        taken = registers.problem(session, NumberSeries.CERTIFICATE, 2023, 1)
    assert taken is not None
    assert taken.code is ProblemCode.NUMBER_TAKEN


def test_so_many_places_at_once_are_a_slip(registers: RegisterService) -> None:
    for count in (0, -1, 1_001):
        (problem,) = registers.reserve(D, 2023, count, "Giữ chỗ").problems
        assert problem.code is ProblemCode.OUT_OF_RANGE


def test_four_officers_at_once_repeat_no_number_and_leave_no_hole_by_themselves(
    office: Desk, commune_template: Template
) -> None:
    unlocked, paths = commune_template.unlocked, office.store.paths
    on_server = office.engine.dialect.name == "postgresql"
    server = offices().address_of(paths.database) if on_server else ""
    key, slot = unlocked.key.hex(), str(unlocked.slot_id)
    words = [str(paths.root), server, key, slot, unlocked.login]
    officers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.services.register_hands", *words, str(seed), "25"],
            cwd=Path(__file__).parents[2],
        )
        for seed in range(4)
    ]
    assert [officer.wait(timeout=120) for officer in officers] == [0, 0, 0, 0]

    rows = office.registers.list_rows()
    numbers = [row.number for row in rows]
    assert len(set(numbers)) == len(numbers)
    opened = office.registers.open(NumberSeries.CERTIFICATE, 2023)
    # A number given up one ahead leaves the one before it for the register to ask about.
    void = {line.first for line in opened.lines if line.state is NumberState.VOID}
    assert all(gap.last + 1 in void for gap in opened.gaps)
    assert len(numbers) > 100
    assert office.store.broken_event() is None


def test_no_number_outside_a_register_is_set_in_it(registers: RegisterService) -> None:
    acts = (
        lambda n: registers.reserve(D, 2023, 1, "Giữ chỗ", first=n),
        lambda n: registers.void(D, 2023, n, "Bỏ"),
        lambda n: registers.explain(D, 2023, n, n + 2, "Số trống"),
    )
    for act in acts:
        for number in (0, -3, 999_999_999):
            (problem,) = act(number).problems
            assert problem.code is ProblemCode.OUT_OF_RANGE
    assert registers.reserve(D, 2023, 2, "Giữ chỗ", first=1_000_000).problems
    assert registers.void(D, 2023, 5, "x" * 501).problems
    assert registers.list_rows() == []


def test_no_number_is_set_in_a_year_no_register_opens(registers: RegisterService) -> None:
    for year in (0, -1, 99_999):
        with pytest.raises(UsageError):
            registers.reserve(D, year, 1, "Giữ chỗ")
        with pytest.raises(UsageError):
            registers.void(D, year, 1, "Bỏ")
        with pytest.raises(UsageError):
            registers.explain(D, year, 1, 2, "Số trống")
    assert registers.list_rows() == []


def test_a_spoiled_number_is_still_its_awards_and_a_void_one_says_why_for_good(
    office: Desk, registers: RegisterService
) -> None:
    _take(office, registers, D, 2023)
    registers.spoil(D, 2023, 1, "Kẹt giấy")
    registers.void(D, 2023, 2, "Cấp nhầm")
    (kept,) = registers.void(D, 2023, 1, "Bỏ").problems
    (void,) = registers.spoil(D, 2023, 2, "Rách").problems
    assert kept.code is void.code is ProblemCode.NUMBER_IN_USE
    assert [line.reason for line in registers.open(D, 2023).lines] == ["Kẹt giấy", "Cấp nhầm"]
