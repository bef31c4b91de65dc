"""What is said of a layout that is not taken in: where it is wrong, and why."""

from __future__ import annotations

import json

import pytest

from desktop.documents.layout_file import layout_data, load_layout, read_layout
from desktop.errors import DocumentFailed
from desktop.views.messages import sentence

_BOX = layout_data(load_layout("a4-plain"))["boxes"][0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"x": 900}, "ở «boxes[0].width»: nằm ra ngoài tờ giấy."),
        ({"font": "Arial"}, "ở «boxes[0].font»: chương trình không có phông ấy."),
        ({"size": "to"}, "ở «boxes[0].size»: không phải số."),
        ({"x": 1e9}, "ở «boxes[0].x»: số không thể có."),
        ({"text": "{ten}"}, "ở «boxes[0].text»: chương trình không có ô nội dung ấy."),
        ({"leading": 0}, "ở «boxes[0].leading»: giá trị không dùng được."),
    ],
)
def test_a_wrong_box_is_told_by_its_place_and_cause(change: dict[str, object], said: str) -> None:
    data = layout_data(load_layout("a4-plain")) | {"boxes": [_BOX | change]}
    assert sentence(_refusal(json.dumps(data))).what.endswith(said)


def test_what_is_no_json_is_told_so() -> None:
    assert sentence(_refusal("{")).what.endswith("ở cả tệp: không phải JSON.")


def _refusal(text: str) -> DocumentFailed:
    with pytest.raises(DocumentFailed) as refusal:
        read_layout(text, "mau")
    return refusal.value
