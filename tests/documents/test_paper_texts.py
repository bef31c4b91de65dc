"""Templates of sentences: what they may hold, what is refused, and how a sentence comes out."""

from __future__ import annotations

import time

import pytest

from desktop.documents.paper import MISSING, missing
from desktop.documents.paper_texts import LONGEST, PaperTexts, check, preview, render, slots
from desktop.documents.paper_texts import find_slot as find
from desktop.errors import TemplateRefused

REQUEST = "letter.request"
Code = TemplateRefused.Code


def _refused(template: str, slot: str = REQUEST) -> TemplateRefused:
    with pytest.raises(TemplateRefused) as refusal:
        check(slot, template)
    return refusal.value


@pytest.mark.parametrize("code", list(slots()))
def test_each_shipped_sentence_is_acceptable_and_uses_only_its_fields(code: str) -> None:
    slot = find(code)
    check(code, slot.text)
    said = preview(code, slot.text)
    assert "{" not in said
    assert "  " not in said
    assert "Mẫu số" not in slot.text
    assert all(field.label and field.sample for field in slot.fields)


@pytest.mark.parametrize("code", list(slots()))
def test_a_shipped_sentence_reads_well_where_nothing_is_known(code: str) -> None:
    slot = find(code)
    said = render(slot, slot.text, {name: missing(name) for name in slot.names})
    assert MISSING.sub("", said) or not slot.names
    empty = render(slot, slot.text, dict.fromkeys(slot.names, ""))
    assert "None" not in empty


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__ }}",
        "{{ agency.__class__.__mro__ }}",
        "{{ agency['x'] }}",
        "{{ agency() }}",
        "{{ agency|attr('x') }}",
        "{{ agency|upper('x') }}",
        "{{ agency|upper|upper }}",
        "{{ agency|nosuch }}",
        "{{ agency ~ agency }}",
        "{{ 1 / 0 }}",
        "{{ 'x' * 999999999 }}",
        "{{ [1] }}",
        "{{ range(9) }}",
        "{{ agency is defined }}",
        "{{ agency if agency else 'x' }}",
        "{% if agency == 'a' %}x{% endif %}",
        "{% if agency and decider %}x{% endif %}",
        "{% for a in agency %}x{% endfor %}",
        "{% set a = 1 %}",
        "{% import 'os' as os %}",
        "{% from 'os' import path %}",
        "{% include '/etc/passwd' %}",
        "{% extends 'x' %}",
        "{% block a %}{% endblock %}",
        "{% macro a() %}{% endmacro %}",
        "{% call agency() %}{% endcall %}",
        "{% filter upper %}x{% endfilter %}",
        "{% with a = agency %}{% endwith %}",
        "{% autoescape true %}x{% endautoescape %}",
        "{% if agency %}" * 9 + "x" + "{% endif %}" * 9,
        "{% if " + "not " * 800 + "agency %}x{% endif %}",
        f"x{missing('y')}",
    ],
)
def test_a_template_that_runs_code_loops_imports_or_calls_is_refused(template: str) -> None:
    assert _refused(template).code is Code.NOT_ALLOWED


@pytest.mark.parametrize("name", ["agenci", "loop", "self", "namespace", "cycler", "__class__"])
def test_a_field_the_sentence_does_not_have_is_named(name: str) -> None:
    refusal = _refused(f"Một dòng\n{{{{ {name} }}}}")
    assert refusal.code is Code.UNKNOWN_FIELD
    assert refusal.data == {"field": name, "line": 2}


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{{ agency", 1),
        ("một\nhai {% if agency %}", 2),
        ("một\n\n{% endif %}", 3),
        ("{% nosuch %}", 1),
        ("{{ agency }} {{ }}", 1),
        ("{{ " + "(" * 3_000, 1),
        ("{{ " + "-" * 3_000 + "agency }}", 1),
    ],
)
def test_broken_syntax_is_told_with_its_line(template: str, line: int) -> None:
    refusal = _refused(template)
    assert refusal.code in {Code.BROKEN, Code.NOT_ALLOWED}
    assert refusal.data == {"line": line}


def test_a_template_of_a_megabyte_is_refused_before_it_is_read() -> None:
    before = time.perf_counter()
    refusal = _refused("{{ agency }}" * 90_000)
    assert refusal.code is Code.TOO_LONG
    assert refusal.data == {"maximum": LONGEST}
    assert time.perf_counter() - before < 0.1


@pytest.mark.parametrize("template", ["", "  \n ", "{# chỉ ghi chú #}"])
def test_a_template_that_says_nothing_is_refused(template: str) -> None:
    assert _refused(template).code is Code.EMPTY


def test_an_unknown_sentence_is_refused() -> None:
    assert _refused("x", "letter.nosuch").code is Code.UNKNOWN_SLOT


def test_conditions_and_filters_shape_a_sentence() -> None:
    own = PaperTexts(
        {
            "invitation.time": "{% if not ceremony_at %}Ngày{% else %}{{ ceremony_at|"
            "upper }},{% endif %} {{ ceremony_on|capital }}"
        }
    )
    said = own.say("invitation.time", ceremony_at="8 giờ", ceremony_on="ngày 5")
    assert said == "8 GIỜ, Ngày 5"
    assert own.say("invitation.time", ceremony_at="", ceremony_on="ngày 5") == "Ngày Ngày 5"


def test_values_are_text_and_nothing_in_them_runs_or_is_escaped() -> None:
    value = "{{ decider }} <b>A & B</b> {% for %}"
    said = PaperTexts({REQUEST: "{{ agency }}"}).say(REQUEST, agency=value, decider="x", counts="y")
    assert said == value


def test_a_missing_value_stays_marked_inside_a_sentence() -> None:
    said = PaperTexts().say(
        "letter.annex", agency="UBND", number=missing("số, ký hiệu"), date="ngày 5"
    )
    assert MISSING.findall(said) == ["số, ký hiệu"]


def test_text_comes_out_composed() -> None:
    decomposed = "Thu\u0309"
    assert preview(REQUEST, decomposed) == "Thủ"
