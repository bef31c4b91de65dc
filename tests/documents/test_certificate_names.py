"""Persons' names are found in running text and held together; nothing else is glued."""

from __future__ import annotations

import pytest

from desktop.documents.certificate_names import NO_BREAK, tie_names
from desktop.documents.fitting import fit
from desktop.documents.layout import Box, Breaking


def _tied(text: str) -> list[str]:
    """Return the words that came out tied, with plain spaces."""
    return [word.replace(NO_BREAK, " ") for word in tie_names(text).split(" ") if NO_BREAK in word]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("đã cứu cháu Nguyễn Thị Hồng Phượng khỏi đuối nước", ["Nguyễn Thị Hồng Phượng"]),
        ("Nguyễn Văn Ân và Trần Thị Yến, thôn Đông An", ["Nguyễn Văn Ân", "Trần Thị Yến,"]),
        ("Hộ gia đình ông Giàng A Páo", ["Giàng A Páo"]),
        ("chị H'Hen Niê ở buôn Sút", ["H'Hen Niê"]),
        ("Mẹ Việt Nam Anh hùng (Phạm Thị Ư)", ["Việt Nam Anh", "(Phạm Thị Ư)"]),
        ("Trường Tiểu học Lê Hồng Phong xã Đông An", ["Lê Hồng Phong"]),
        ("đồng chí K'Brêu Ta", ["K'Brêu Ta"]),
        ("Công Tằng Tôn Nữ Thị Hồng Phượng", ["Công Tằng Tôn Nữ Thị Hồng Phượng"]),
    ],
)
def test_a_persons_name_is_tied(text: str, names: list[str]) -> None:
    assert _tied(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Hội Nông dân xã Đông An",
        "HỘI LIÊN HIỆP PHỤ NỮ XÃ ĐÔNG AN",
        "có công hiến đất, bà con đồng tình",
        "Công an xã, Công đoàn cơ sở",
        "An toàn giao thông năm 2022",
        "",
    ],
)
def test_other_words_stay_free(text: str) -> None:
    assert tie_names(text) == text


def test_lines_the_caller_broke_stay_lines() -> None:
    assert tie_names("ông Lê An\nbà Đỗ Yến") == f"ông Lê{NO_BREAK}An\nbà Đỗ{NO_BREAK}Yến"


@pytest.mark.parametrize("breaking", Breaking)
def test_no_line_ends_inside_a_name_wherever_it_stands(breaking: Breaking) -> None:
    box = Box(
        *("a", "{achievement}", 0, 0, 80, 60, "Tinos-Regular", 16, 6),
        max_lines=8,
        breaking=breaking,
    )
    name = "Công Tằng Tôn Nữ Thị Hồng Phượng"
    for before in range(25):
        text = f"{'đã giúp ' * before}cháu {name} cùng nhiều bạn nhỏ khác đến trường đều đặn"
        found = fit(box, tie_names(text))
        assert found is not None
        assert any(name in line for line in found.lines), found.lines
        assert " ".join(found.lines).split() == text.split()
