"""số phôi: the number a blank bears when it is bought, noted for each sheet it was used for.

Blanks lie in the order of their numbers, so the first one is typed and the rest counted up: every
sheet sent takes the next, one that did not come out gives its own back, a spoiled one keeps it.
Whoever has looked into the tray may type the next one again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import PrintRefused, UsageError
from desktop.models import PrintedSheet, PrintRun
from desktop.services.chunks import chunks
from desktop.services.fields import clean

_LONGEST = 40
_FIGURES = re.compile(r"(.*?)([0-9]{1,18})([^0-9]*)")


def counted_up(serial: str) -> str:
    """Return the number after one: «AB 0099» gives «AB 0100».

    Raises:
        UsageError: BAD_VALUE, where nothing can be counted.
    """
    parts = _FIGURES.fullmatch(serial)
    if parts is None or len(serial) > _LONGEST:
        raise UsageError(UsageError.Code.BAD_VALUE, value=serial, name="serial")
    before, figures, after = parts.groups()
    return f"{before}{int(figures) + 1:0{len(figures)}d}{after}"


def begin_serials(session: Session, run: PrintRun, typed: str, sheets: int) -> None:
    """Let a run's next ``sheets`` blanks be numbered from the one typed; nothing for "".

    Raises:
        UsageError: BAD_VALUE, it has no figures to count up.
        PrintRefused: SERIAL_USED with the ``serial`` that another blank was noted under.
    """
    first = clean(typed)
    if not first or not run.is_overlay:
        return
    wanted = [first]
    for _ in range(sheets):
        wanted.append(counted_up(wanted[-1]))
    used: set[str] = set()
    for some in chunks(wanted[:-1]):
        query = sa.select(PrintedSheet.serial).where(PrintedSheet.serial.in_(some))
        used.update(session.scalars(query))
    if taken := next((serial for serial in wanted if serial in used), ""):
        raise PrintRefused(PrintRefused.Code.SERIAL_USED, serial=taken)
    run.next_serial = first


def give_serial(session: Session, run: PrintRun, sheet: PrintedSheet) -> None:
    """Note the run's next blank as the one a sheet is printed on.

    Another run may have taken numbers since this one began, and a reprint lies beyond those asked
    about then: what is noted by now is passed over.
    """
    if not run.next_serial:
        return
    taken = sa.select(PrintedSheet.id).where(PrintedSheet.serial == run.next_serial).limit(1)
    if session.scalar(taken) is not None:
        used = set(session.scalars(sa.select(PrintedSheet.serial)))
        while run.next_serial in used:
            run.next_serial = counted_up(run.next_serial)
    sheet.serial = run.next_serial
    run.next_serial = counted_up(run.next_serial)


def give_back_serials(run: PrintRun, sheets: Sequence[PrintedSheet]) -> None:
    """Let the blanks of sheets that did not come out be the next ones again."""
    back = sorted((s.serial for s in sheets if s.serial), key=lambda s: (len(s), s))
    if back:
        run.next_serial = back[0]
    for sheet in sheets:
        sheet.serial = ""
