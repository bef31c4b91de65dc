"""What a problem carries."""

from desktop.law.problems import Problem, ProblemCode, Severity


def test_a_problem_blocks_and_rests_on_checked_ground_unless_it_says_otherwise() -> None:
    problem = Problem("name", ProblemCode.REQUIRED)
    assert problem.severity is Severity.BLOCKING
    assert problem.verified
    assert (problem.data, problem.record, problem.citation) == ({}, None, "")
