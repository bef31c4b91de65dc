"""A real CUPS of its own: scheduler, filters and a queue whose printer puts PDF files in a folder.

Everything lies in one folder and listens on a socket in it; nothing of the machine's own printing
is read or changed. The queue has the PPD of the distribution's PDF printer, so a page goes the way
it goes to a PostScript printer; what comes out is what the last filter made of it. A file named
``paper-out`` in the folder lets the printer wait and say that its tray is empty.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

QUEUE = "May-in-thu"
_LIBRARY = Path("/usr/lib/cups")
_PPD = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
_PROGRAMS = ("cupsd", "lpadmin", "lpstat", "gs")
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
_PATIENCE = 30.0

_FILES = """\
ServerRoot {root}/etc
ServerBin {root}/bin
DataDir /usr/share/cups
RequestRoot {root}/spool
CacheDir {root}/cache
StateDir {root}/run
TempDir {root}/tmp
AccessLog {root}/access_log
ErrorLog {root}/error_log
PageLog {root}/page_log
FileDevice Yes
SystemGroup root
"""
_DAEMON = """\
Listen {root}/cups.sock
Browsing Off
DefaultAuthType None
LogLevel warn
MaxLogSize 0
PreserveJobHistory Yes
PreserveJobFiles No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
# A second tray, so that there is one to choose; what it writes into the job is looked for there.
_TRAYS = """\
*OpenUI *InputSlot/Source: PickOne
*OrderDependency: 90 AnySetup *InputSlot
*DefaultInputSlot: Main
*InputSlot Main/Main: "%% tray main"
*InputSlot Manual/Manual: "%% tray manual"
*CloseUI: *InputSlot

"""
# The printer: PostScript in, a PDF named after the job out; a tray that may be empty.
_BACKEND = """\
#!/bin/sh
[ $# -eq 0 ] && {{ echo 'direct guongsang "Unknown" "Test"'; exit 0; }}
while [ -e "{root}/paper-out" ]; do
  echo "STATE: +media-empty-error" >&2
  sleep 0.1
done
echo "STATE: -media-empty-error" >&2
umask 022
printf '%s\n' "$3" > "{root}/tmp/job-$1.title"
cat > "{root}/tmp/job-$1.ps"
gs -q -dBATCH -dNOPAUSE -dSAFER -sDEVICE=pdfwrite -dAutoRotatePages=/None \\
  -sOutputFile="{root}/out/.job-$1.pdf" "{root}/tmp/job-$1.ps" >&2 || exit 1
mv "{root}/out/.job-$1.pdf" "{root}/out/$(printf %04d "$1").pdf"
"""


def lacking() -> str:
    """Return why no CUPS can be started here, "" when one can."""
    missing = [name for name in _PROGRAMS if shutil.which(name, path=_PATH) is None]
    if missing:
        return f"{', '.join(missing)} not installed (packages cups and ghostscript)"
    if not _PPD.is_file():
        return "no PPD of a PDF printer (package printer-driver-cups-pdf)"
    return "" if os.geteuid() == 0 else "a CUPS of its own is started by root only"


@dataclass(frozen=True)
class CupsServer:
    """A running scheduler with one queue."""

    root: Path

    @property
    def environment(self) -> Mapping[str, str]:
        """What a program needs to see this CUPS and no other."""
        return {**os.environ, "CUPS_SERVER": str(self.root / "cups.sock"), "PATH": _PATH}

    @property
    def paper_out(self) -> Path:
        """While this file is there, the tray is empty."""
        return self.root / "paper-out"

    def sheets(self) -> list[Path]:
        """Return the sheets that came out so far, in their order."""
        return sorted((self.root / "out").glob("[0-9]*.pdf"))

    def wait_for_sheets(self, count: int) -> list[Path]:
        """Wait for ``count`` sheets and return them in the order they came out."""
        return wait_for(lambda: found if len(found := self.sheets()) >= count else [])

    def titles(self) -> list[str]:
        """Return what the queue called each sheet that came out."""
        return [self._job(sheet, "title").strip() for sheet in self.sheets()]

    def postscript(self, sheet: Path) -> str:
        """Return what the printer was sent for a sheet."""
        return self._job(sheet, "ps")

    def _job(self, sheet: Path, kind: str) -> str:
        file = self.root / "tmp" / f"job-{int(sheet.stem)}.{kind}"
        return file.read_text("utf-8", "replace")


def wait_for(ask: Callable[[], T]) -> T:
    """Ask until the answer is neither empty nor false."""
    end, pause = time.monotonic() + _PATIENCE, threading.Event()
    while not (answer := ask()):
        assert time.monotonic() < end, "nothing came in time"
        pause.wait(0.02)
    return answer


@contextmanager
def running() -> Iterator[CupsServer]:
    """Start a CUPS of its own and stop it; its folder goes with it."""
    # Filters run as another user, who may not look into a folder of pytest's.
    root = Path(tempfile.mkdtemp(prefix="guongsang-cups-"))
    _lay_out(root)
    server = CupsServer(root)
    command = ["cupsd", "-f", "-c", f"{root}/etc/cupsd.conf", "-s", f"{root}/etc/cups-files.conf"]
    with (root / "cupsd.out").open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=server.environment)
    try:
        wait_for((root / "cups.sock").exists)
        add = ["lpadmin", "-p", QUEUE, "-E", "-v", "guongsang:/", "-P", str(root / "printer.ppd")]
        subprocess.run(add, env=server.environment, check=True, capture_output=True)
        yield server
    finally:
        process.terminate()
        process.wait(_PATIENCE)
        shutil.rmtree(root, ignore_errors=True)


def _lay_out(root: Path) -> None:
    root.chmod(0o755)
    for name in ("etc/ppd", "bin/backend", "spool", "cache", "run", "tmp", "out"):
        (root / name).mkdir(parents=True)
    (root / "tmp").chmod(0o1777)
    for name in ("filter", "cgi-bin", "daemon", "monitor", "notifier"):
        (root / "bin" / name).symlink_to(_LIBRARY / name)
    backend = root / "bin" / "backend" / "guongsang"
    backend.write_text(_BACKEND.format(root=root))
    # Without rights for others it runs as root, who alone may write the sheets.
    backend.chmod(0o700)
    (root / "etc" / "cups-files.conf").write_text(_FILES.format(root=root))
    (root / "etc" / "cupsd.conf").write_text(_DAEMON.format(root=root))
    ppd = _PPD.read_text("utf-8", "replace")
    mark = "*OpenUI *PageSize"
    (root / "printer.ppd").write_text(ppd.replace(mark, _TRAYS + mark, 1), "utf-8")
