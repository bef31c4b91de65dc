"""A field stands in two places only: the subject's draft and the column of the same name."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

import desktop.services
from desktop.services.fields import FieldKind, specs_of
from desktop.services.records import RecordService


@pytest.fixture(scope="module")
def record_services() -> list[type[RecordService[Any, Any, Any]]]:
    for module in pkgutil.iter_modules(desktop.services.__path__, "desktop.services."):
        importlib.import_module(module.name)
    waiting, found = [RecordService], []
    while waiting:
        for child in waiting.pop().__subclasses__():
            waiting.append(child)
            if not inspect.isabstract(child):
                found.append(child)
    return sorted(set(found), key=lambda service: service.__qualname__)


def missing_columns(draft: type, mapped: type) -> Iterator[str]:
    """Yield what to do for each declared field that the mapped class does not carry."""
    mapper = sa.inspect(mapped)
    where = f"{mapped.__module__.replace('.', '/')}.py, class {mapped.__name__}"
    for name, spec in specs_of(draft).items():
        if spec.kind is not FieldKind.LINES:
            if name not in mapper.columns:
                yield (
                    f"{draft.__name__}.{name} is declared, but {where} has no column '{name}': "
                    'add it there, then run make migration M="..."'
                )
        elif name not in mapper.relationships:
            yield f"{draft.__name__}.{name} is a table, but {where} has no relationship '{name}'"
        else:
            assert spec.line is not None
            yield from missing_columns(spec.line, mapper.relationships[name].mapper.class_)


def test_every_declared_field_has_its_column(
    record_services: list[type[RecordService[Any, Any, Any]]],
) -> None:
    assert len(record_services) > 5
    assert [c for s in record_services for c in missing_columns(s.draft_class, s.model)] == []


def test_a_field_without_a_column_is_named_with_what_to_do(
    record_services: list[type[RecordService[Any, Any, Any]]],
) -> None:
    by_subject = {service.subject: service for service in record_services}
    complaints = list(missing_columns(by_subject["units"].draft_class, by_subject["offices"].model))
    assert any(
        "UnitDraft.headcount is declared, but desktop/models/offices.py, class Office" in c
        and "make migration" in c
        for c in complaints
    )
