from __future__ import annotations

import pytest

from desktop.errors import PackageRefused
from desktop.sealing.limits import Limits
from desktop.sealing.names import check_names, is_safe_name, printable

Code = PackageRefused.Code


@pytest.mark.parametrize(
    "name",
    [
        "package.json",
        "data/submission.json",
        "papers/tờ trình số 12.pdf",
        "papers/Đề nghị khen thưởng năm 2023.docx",
        "attachments/" + "0" * 64 + ".jpg",
        ".ghi-chu",
        "com/console.txt",
        "a/b/c/d/e",
    ],
)
def test_ordinary_and_vietnamese_names_are_safe(name: str) -> None:
    assert is_safe_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "a/../b",
        "a\\b",
        "c:a",
        'a"b',
        "a*b",
        "a?b",
        "a<b",
        "a>b",
        "a|b",
        "a\n",
        "a\x7f",
        "a\u2028b",
        "a\u200bb",
        "a\ufeff",
        "a\ud800",
        "a\ue000",
        "a\u0378",
        "o\u031b",
        " a",
        "a ",
        "a.",
        "nul",
        "CON.txt",
        "papers/Lpt1.pdf",
        "com¹.txt",
        "aux .txt",
        "CONOUT$",
    ],
)
def test_names_that_unpack_elsewhere_or_nowhere_are_not_safe(name: str) -> None:
    assert not is_safe_name(name)


def test_the_length_of_a_name_counts_in_bytes() -> None:
    assert is_safe_name("ờ" * 5, Limits(name=15))
    assert not is_safe_name("ờ" * 6, Limits(name=15))


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["a", "b", "a"], Code.DUPLICATE_NAME),
        (["a", "A"], Code.CASE_CLASH),
        (["ĐƠN.pdf", "đơn.pdf"], Code.CASE_CLASH),
        (["straße", "STRASSE"], Code.CASE_CLASH),
        (["a", "A/b"], Code.CASE_CLASH),
        (["a/b", "A"], Code.CASE_CLASH),
        (["a/b/c", "a/B"], Code.CASE_CLASH),
    ],
)
def test_two_names_for_one_file_are_refused(names: list[str], code: PackageRefused.Code) -> None:
    with pytest.raises(PackageRefused) as refused:
        check_names(names)
    assert refused.value.code is code


def test_files_may_share_folders_whatever_their_case() -> None:
    check_names(["papers/a.pdf", "Papers/b.pdf", "papers/c/d.pdf"])


def test_a_hostile_name_is_harmless_in_the_log() -> None:
    assert printable("a\n\u202eb\ud800") == r"a\n\u202eb\ud800"
    assert len(printable("a" * 1000)) == 120
