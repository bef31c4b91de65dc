"""Whether the law holds together with some corrections: the files' schemas, then the rules."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

from desktop.law.catalogue import shipped
from desktop.law.consistency import LawFault, check_documents
from desktop.law.corrections import Correction, corrected
from desktop.law.problems import Problem, ProblemCode
from desktop.law.wording import about
from desktop.services.law_rows import holds_words, names, shipped_entries

# One end of a regime moved wrongly contradicts every row of the next one.
_MOST_TOLD = 3


def law_problems(corrections: Sequence[Correction], collection: str) -> list[Problem]:
    """Return why a law with these corrections cannot be used, nothing when it can.

    Args:
        corrections: all that would be in force.
        collection: where the last one stands, such as ``awards.deciders``.
    """
    import fastjsonschema

    documents = corrected(shipped(), corrections)
    name = collection.partition(".")[0]
    try:
        _validator(name)(documents[name])
        faults = check_documents(documents)
    except fastjsonschema.JsonSchemaValueException as error:
        where = ".".join(map(str, error.path[1:]))
        return [Problem("", ProblemCode.CORRECTION_BREAKS, data={"why": where})]
    except (KeyError, ValueError) as error:
        return [Problem("", ProblemCode.CORRECTION_BREAKS, data={"why": str(error)})]
    found = [_problem(fault) for fault in faults[:_MOST_TOLD]]
    if len(faults) > _MOST_TOLD:
        more: dict[str, object] = {"count": len(faults) - _MOST_TOLD}
        found.append(Problem("", ProblemCode.CORRECTION_CONTRADICTS_MORE, data=more))
    return found


def _problem(fault: LawFault) -> Problem:
    rows = "; ".join(map(row_named, dict.fromkeys(fault.rows)))
    data: dict[str, object] = {"why": fault.words, "rows": rows}
    return Problem("", ProblemCode.CORRECTION_CONTRADICTS, data=data)


def row_named(row_id: str) -> str:
    """Return a row in words, with its collection and when it holds."""
    entry = shipped_entries().get(row_id)
    if entry is None:
        return row_id
    return f"«{entry.collection.label}: {about(entry, names())} ({holds_words(entry)})»"


@cache
def _validator(name: str) -> Callable[[object], object]:
    import fastjsonschema

    path = files("desktop") / "resources" / "law" / "schemas" / f"{name}.schema.json"
    validate: Callable[[object], object] = fastjsonschema.compile(
        json.loads(path.read_text("utf-8")), use_default=False
    )
    return validate
