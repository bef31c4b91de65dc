"""Ids in a draft that stand for other records: each must be one the office has.

What a field points to is read from the foreign key of the column of its name, so a new reference
is checked without a word here. Without this a made-up id (a script, a list, a restored journal)
would only be stopped by the database, which names no field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.problems import Problem, ProblemCode
from desktop.services.fields import FieldKind, specs_of

_POINTING = {FieldKind.REFERENCE, FieldKind.LINK}


@dataclass(frozen=True, slots=True)
class _Pointer:
    """One id in a draft and the column it has to be found in."""

    field: str
    label: str
    target: sa.Column[Any]
    id: UUID


def unknown_references(session: Session, model: type[Any], draft: object) -> list[Problem]:
    """Return NOT_A_CHOICE beside each reference to nothing, in form order, lines included.

    One query for each subject referred to; archived records are known.

    Args:
        session: the caller's transaction.
        model: the mapped class the draft is saved as.
        draft: as it would be saved.
    """
    pointers = list(_pointers(model, draft))
    wanted: dict[sa.Column[Any], set[UUID]] = {}
    for pointer in pointers:
        wanted.setdefault(pointer.target, set()).add(pointer.id)
    known = {
        target: set(session.scalars(sa.select(target).where(target.in_(ids))))
        for target, ids in wanted.items()
    }
    return [
        Problem(p.field, ProblemCode.NOT_A_CHOICE, data={"label": p.label})
        for p in pointers
        if p.id not in known[p.target]
    ]


def _pointers(model: type[Any], draft: object) -> Iterator[_Pointer]:
    mapper = sa.inspect(model)
    for name, spec in specs_of(type(draft)).items():
        value = getattr(draft, name)
        if spec.kind is FieldKind.LINES:
            of_line = mapper.relationships[name].mapper.class_
            for place, line in enumerate(value):
                for found in _pointers(of_line, line):
                    yield replace(found, field=f"{name}[{place}].{found.field}")
        elif spec.kind in _POINTING and value is not None:
            for key in mapper.columns[name].foreign_keys:
                yield _Pointer(name, spec.label, key.column, value)
