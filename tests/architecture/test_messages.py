"""Every code has its Vietnamese sentence, and no blank of one is ever shown."""

from __future__ import annotations

from enum import StrEnum

import pytest

from desktop import errors
from desktop.errors import AppError
from desktop.law.problems import Problem, ProblemCode
from desktop.views.messages import problem_sentence, sentence

_CODES = [
    (kind, code)
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, AppError) and kind is not AppError
    for code in kind.Code
]
_MARKED = set("ạảãáàâăđêôơưịọụỷỳýúùủũẽẻèéấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữựíìỉĩóòỏõ")


def _is_vietnamese(text: str) -> bool:
    return text[0].isupper() and bool(_MARKED & set(text.lower())) and "{" not in text


@pytest.mark.parametrize(("kind", "code"), _CODES, ids=str)
def test_a_refusal_has_a_sentence(kind: type[AppError], code: StrEnum) -> None:
    message = sentence(kind(code))

    assert _is_vietnamese(message.what)
    assert "{" not in message.text


@pytest.mark.parametrize("code", list(ProblemCode), ids=str)
def test_a_problem_has_a_sentence(code: ProblemCode) -> None:
    text = problem_sentence(Problem("", code, data={"label": "Ngày", "name": "Bà Ơn"}))

    assert _is_vietnamese(text)


@pytest.mark.parametrize("code", list(ProblemCode), ids=str)
def test_that_nobody_checked_the_law_is_said_once(code: ProblemCode) -> None:
    text = problem_sentence(Problem("", code, data={"name": "Bà Ơn"}, verified=False))

    assert text.count("chưa đối chiếu") == 1


def test_what_rests_on_unverified_law_says_so() -> None:
    problem = Problem("", ProblemCode.ITEM_UNVERIFIED, citation="Điều 24", verified=False)

    assert problem_sentence(problem).endswith("(Điều 24; chưa đối chiếu)")
