"""The fixed sentences of papers: shipped in ``resources/papers/*.json``, changed by an office.

Each sentence is a slot with the fields it may use. A template is Jinja2's, cut down to text,
``{{ field }}``, ``{{ field|upper }}`` and ``{% if field %} … {% else %} … {% endif %}``: whatever
else it holds is refused before it is ever compiled, so a template cannot run code, loop, call or
reach into a value. The sandbox and ``StrictUndefined`` stand behind that as a second wall.

Autoescaping is off: the result is plain text for the renderers, which write a «&» as their own
format needs it; escaped here it would be printed as «&amp;».
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from desktop.errors import TemplateRefused
from desktop.vietnamese.text import nfc

if TYPE_CHECKING:
    from jinja2 import Template, nodes

FILES = ("letter", "report", "decision", "cancel_decision", "notice", "return_slip", "invitation")
LONGEST = 4_000
"""Most letters of a template; no paper has a longer sentence."""

MISSING_MARKS = re.compile("[\ue000-\uf8ff]")
"""Private letters: ``paper.missing`` marks its values with them, so no template may."""

_DEEPEST = 4  # conditions inside conditions; Python itself stops at 20


@dataclass(frozen=True, slots=True)
class TextField:
    """What a template may insert: its name, its Vietnamese label, and how it may read."""

    name: str
    label: str
    sample: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One sentence of one paper.

    Attributes:
        code: permanent, «letter.request».
        paper: the paper it stands on, «Tờ trình».
        title: which sentence of it.
        text: the shipped template.
        fields: all a template of this slot may insert.
    """

    code: str
    paper: str
    title: str
    text: str
    fields: tuple[TextField, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names of the fields."""
        return frozenset(field.name for field in self.fields)

    @property
    def samples(self) -> dict[str, str]:
        """A value for each field, for looking at a sentence before it is used."""
        return {field.name: field.sample for field in self.fields}


@cache
def slots() -> Mapping[str, Slot]:
    """Return every slot by its code, in the order of the papers."""
    folder = files("desktop") / "resources" / "papers"
    read = [json.loads((folder / f"{name}.json").read_text("utf-8")) for name in FILES]
    return {slot.code: slot for document in read for slot in _slots_of(document)}


def _slots_of(document: Mapping[str, Any]) -> Iterator[Slot]:
    for row in document["slots"]:
        fields = (TextField(name, *document["fields"][name]) for name in row["fields"])
        yield Slot(row["code"], document["paper"], row["title"], row["text"], tuple(fields))


def find_slot(code: str) -> Slot:
    """Return a slot.

    Raises:
        TemplateRefused: UNKNOWN_SLOT.
    """
    if code not in slots():
        raise TemplateRefused(TemplateRefused.Code.UNKNOWN_SLOT, slot=code)
    return slots()[code]


@dataclass(frozen=True, slots=True)
class PaperTexts:
    """The sentences of one office: the shipped ones, but for those it has changed."""

    changed: Mapping[str, str] = field(default_factory=dict)

    def say(self, code: str, **values: str) -> str:
        """Return a sentence with its values; a ``missing`` one stays marked.

        Args:
            code: of the slot.
            values: exactly the slot's fields; one that does not apply is "".

        Raises:
            TemplateRefused: the office's template is not acceptable.
        """
        slot = find_slot(code)
        assert values.keys() == slot.names, f"{code} takes {sorted(slot.names)}"
        return render(slot, self.changed.get(code, slot.text), values)


SHIPPED = PaperTexts()


def preview(code: str, template: str) -> str:
    """Return a sentence with sample values.

    Raises:
        TemplateRefused: as ``check``.
    """
    slot = find_slot(code)
    return render(slot, template, slot.samples)


def check(code: str, template: str) -> None:
    """Refuse a template that may not be used.

    Raises:
        TemplateRefused: TOO_LONG, EMPTY, BROKEN or NOT_ALLOWED with the ``line``, UNKNOWN_FIELD
            with the ``field`` and ``line``.
    """
    slot = find_slot(code)
    if not render(slot, template, slot.samples):
        raise TemplateRefused(TemplateRefused.Code.EMPTY)


def render(slot: Slot, template: str, values: Mapping[str, str]) -> str:
    """Return a template of a slot with values.

    Raises:
        TemplateRefused: it may not be used.
    """
    if MISSING_MARKS.search(template):
        raise TemplateRefused(TemplateRefused.Code.NOT_ALLOWED, line=1)
    if len(template) > LONGEST:
        raise TemplateRefused(TemplateRefused.Code.TOO_LONG, maximum=LONGEST)
    # A template rests on its text and its field names alone, so it is checked and compiled once.
    made = _compiled(template, slot.names)
    return nfc(made.render(**values)).strip()


@lru_cache(maxsize=256)
def _compiled(template: str, names: frozenset[str]) -> Template:
    from jinja2 import TemplateError, TemplateSyntaxError

    environment = _environment()
    try:
        tree = environment.parse(template)
        _check_all(tree.body, names, 0)
        made: Template = environment.from_string(tree)
    except TemplateSyntaxError as error:
        code = TemplateRefused.Code.BROKEN
        raise TemplateRefused(code, line=error.lineno) from error
    except (TemplateError, RecursionError, SyntaxError, ValueError) as error:
        raise TemplateRefused(TemplateRefused.Code.BROKEN, line=1) from error
    return made


@cache
def _environment() -> Any:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    # Plain text, see the module's docstring.
    made = SandboxedEnvironment(autoescape=False, undefined=StrictUndefined)
    made.filters.clear()
    made.tests.clear()
    made.globals.clear()
    made.filters.update(FILTERS)
    return made


def _upper(value: str) -> str:
    return nfc(value).upper()


def _capital(value: str) -> str:
    return value[:1].upper() + value[1:]


def _small(value: str) -> str:
    """Return a value inside a sentence; «ĐHĐB» keeps its capitals."""
    return value[:1].lower() + value[1:] if value[1:2].islower() else value


FILTERS = {"upper": _upper, "capital": _capital, "small": _small}
"""What a template may do to a field; all pure."""


def _check_all(body: list[nodes.Node], names: frozenset[str], depth: int) -> None:
    from jinja2 import nodes

    for node in body:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                if not isinstance(part, nodes.TemplateData):
                    _check_value(part, names)
        elif isinstance(node, nodes.If) and depth < _DEEPEST:
            _check_value(node.test.node if isinstance(node.test, nodes.Not) else node.test, names)
            for inside in (node.body, node.elif_, node.else_):
                _check_all(list(inside), names, depth + 1)
        else:
            _refuse(node)


def _check_value(node: nodes.Node, names: frozenset[str]) -> None:
    """Allow a field, or a field through one of the filters; nothing else."""
    from jinja2 import nodes

    if isinstance(node, nodes.Filter):
        plain = not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)
        if node.name not in FILTERS or not plain or not isinstance(node.node, nodes.Name):
            _refuse(node)
        assert node.node is not None
        node = node.node
    if not isinstance(node, nodes.Name):
        _refuse(node)
    assert isinstance(node, nodes.Name)
    if node.name not in names:
        code = TemplateRefused.Code.UNKNOWN_FIELD
        raise TemplateRefused(code, field=node.name, line=node.lineno)


def _refuse(node: nodes.Node) -> None:
    raise TemplateRefused(TemplateRefused.Code.NOT_ALLOWED, line=node.lineno or 1)
