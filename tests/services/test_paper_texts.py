"""An office words a sentence itself: checked, seen before, taken back, told in the history."""

from __future__ import annotations

import pytest

from desktop.errors import TemplateRefused
from desktop.services.desk import Desk
from desktop.views.messages import sentence

CODE = "decision.effect"


def test_every_sentence_is_listed_with_its_paper_and_fields(office: Desk) -> None:
    rows = office.paper_texts.list_rows()
    assert {row.paper for row in rows} >= {"Tờ trình, danh sách", "Quyết định khen thưởng"}
    assert not any(row.is_changed for row in rows)
    assert all(row.fields for row in rows)


def test_a_sentence_is_saved_used_and_taken_back(office: Desk) -> None:
    texts = office.paper_texts
    saved = texts.save(CODE, "  Có hiệu lực từ {{ date }}.  ")
    assert saved.is_changed
    assert saved.template == "Có hiệu lực từ {{ date }}."
    assert next(r for r in texts.list_rows() if r.code == CODE) == saved
    texts.save(CODE, "Có hiệu lực ngay.")
    assert not texts.restore(CODE).is_changed
    assert texts.save(CODE, "Có hiệu lực từ {{ date }}.").is_changed
    events = [(e.event, e.data["changes"]["template"][1]) for e in texts.history(CODE)]
    assert [name for name, _ in events] == ["saved", "saved", "text_restored", "saved"]
    assert events[1][1] == "Có hiệu lực ngay."
    assert office.store.broken_event() is None


def test_saving_what_is_there_already_says_nothing_in_the_history(office: Desk) -> None:
    texts = office.paper_texts
    shipped = next(r for r in texts.list_rows() if r.code == CODE).shipped
    assert not texts.save(CODE, shipped).is_changed
    assert texts.history(CODE) == ()
    for _ in range(2):
        texts.save(CODE, "Có hiệu lực ngay.")
    texts.restore(CODE)
    texts.restore(CODE)
    assert len(texts.history(CODE)) == 2


def test_what_may_not_be_used_is_neither_shown_nor_saved(office: Desk) -> None:
    texts = office.paper_texts
    for act in (texts.preview, texts.save):
        with pytest.raises(TemplateRefused) as refusal:
            act(CODE, "{{ ngay }}")
        assert refusal.value.data["field"] == "ngay"
    with pytest.raises(TemplateRefused):
        texts.save("nosuch", "x")
    assert not any(row.is_changed for row in texts.list_rows())
    assert texts.preview(CODE, "Từ {{ date }}") == "Từ ngày 12 tháng 3 năm 2023"


@pytest.mark.parametrize("letter", ["漢", "😀"])
def test_a_letter_no_font_has_is_refused_before_any_paper_needs_it(
    office: Desk, letter: str
) -> None:
    texts = office.paper_texts
    # In a part no sample shows, too.
    for template in (f"Từ {letter} {{{{ date }}}}", f"Từ{{% if not date %}}{letter}{{% endif %}}"):
        for act in (texts.preview, texts.save):
            with pytest.raises(TemplateRefused) as refusal:
                act(CODE, template)
            assert refusal.value.code is TemplateRefused.Code.LETTER_UNPRINTABLE
            assert letter in sentence(refusal.value).text
    assert not any(row.is_changed for row in texts.list_rows())
