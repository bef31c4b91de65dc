"""Set-up on machines that lack something: one clear line, no traceback, and nothing done twice.

The script runs in a copy of the project in a folder with spaces and Vietnamese letters; small shell
programs first on PATH stand for the interpreters and tools of the machine.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.demo.places import COMMUNES

ROOT = Path(__file__).parents[2]
TOOLS = ("sh", "dirname", "basename", "cat", "cksum", "printf", "sed", "awk", "cut", "tail", "grep")
TOOLS += ("date", "mktemp", "rm", "mkdir", "chmod", "readlink", "ldd", "head")

TOO_OLD = '#!/bin/sh\ncase "$2" in *version_info*) exit 1;; esac\nexit 1\n'
WITHOUT_VENV = """#!/bin/sh
case "$2" in
  *ensurepip*) exit 1;;
  *print*) echo 3.11;;
esac
"""
ORDINARY_USER = "#!/bin/sh\necho 1000\n"
MUST_NOT_RUN = "#!/bin/sh\necho must not run >&2\nexit 99\n"


class Machine:
    """A machine with only what the test puts on it."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "Thư mục của tôi" / "guongsang"
        self._programs = folder / "bin"
        self._programs.mkdir()
        for tool in TOOLS:
            found = shutil.which(tool)
            if found:
                (self._programs / tool).symlink_to(found)
        (self.project / "scripts").mkdir(parents=True)
        for name in ("requirements.txt", "scripts/setup.sh"):
            shutil.copy(ROOT / name, self.project / name)

    def has(self, name: str, program: str) -> None:
        path = self._programs / name
        path.write_text(program, encoding="utf-8")
        path.chmod(0o755)

    def set_up(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "scripts/setup.sh", *arguments],
            cwd=self.project,
            env={"PATH": str(self._programs), "HOME": "", "LANG": "C"} | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    made.has("id", ORDINARY_USER)
    made.has("apt-get", MUST_NOT_RUN)
    made.has("apt-cache", "#!/bin/sh\nexit 0\n")
    return made


def test_without_a_usable_python_one_line_names_the_package_and_the_command(
    machine: Machine,
) -> None:
    machine.has("python3", TOO_OLD)
    done = machine.set_up()
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "sudo apt-get install -y python3.13-venv" in done.stderr


def test_what_qt_will_lack_is_named_in_the_same_line(machine: Machine) -> None:
    machine.has("python3", TOO_OLD)
    machine.has("ldconfig", "#!/bin/sh\necho ' libGL.so.1 (libc6,x86-64) => /lib/libGL.so.1'\n")
    line = machine.set_up().stderr
    assert "libegl1" in line
    assert "libgl1 " not in line


def test_without_venv_one_line_names_the_package_of_that_python(machine: Machine) -> None:
    machine.has("python3", WITHOUT_VENV)
    done = machine.set_up()
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "sudo apt-get install -y python3.11-venv" in done.stderr


def test_a_python_that_can_make_a_venv_goes_before_one_that_cannot(machine: Machine) -> None:
    machine.has("python3", WITHOUT_VENV)
    machine.has("python3.12", '#!/bin/sh\ncase "$2" in *print*) echo 3.12;; esac\nexit 0\n')
    assert "Python 3.12" in machine.set_up().stdout


def test_on_a_system_without_apt_the_packages_are_still_named(machine: Machine) -> None:
    machine.has("python3", WITHOUT_VENV)
    (machine._programs / "apt-get").unlink()
    done = machine.set_up()
    assert done.returncode == 1
    assert "python3.11-venv" in done.stderr
    assert "sudo" not in done.stderr


def test_root_installs_the_package_and_says_so(machine: Machine) -> None:
    machine.has("python3", WITHOUT_VENV)
    machine.has("id", "#!/bin/sh\necho 0\n")
    machine.has("apt-get", '#!/bin/sh\necho "$@" >>"$APT_CALLS"\n')
    calls = machine.project / "calls"
    done = machine.set_up(APT_CALLS=str(calls))
    assert "Cài gói hệ thống: python3.11-venv" in done.stdout
    assert calls.read_text("utf-8").splitlines()[-1].endswith("python3.11-venv")


def test_a_second_run_does_nothing(machine: Machine) -> None:
    """The mark of the first run is put there by hand; any work would need tools that are absent."""
    python = machine.project / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(MUST_NOT_RUN, encoding="utf-8")
    python.chmod(0o755)
    marked = subprocess.run(
        "cat requirements.txt scripts/setup.sh | cksum; pwd",
        shell=True,
        cwd=machine.project,
        capture_output=True,
        check=True,
    )
    (machine.project / ".venv" / ".ready").write_bytes(marked.stdout)
    done = machine.set_up()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_libraries_of_the_screen_are_asked_for_only_where_there_is_one(
    machine: Machine,
) -> None:
    test_a_second_run_does_nothing(machine)
    plugins = ".venv/lib/python3.11/site-packages/PySide6/Qt/plugins/platforms"
    (machine.project / plugins).mkdir(parents=True)
    (machine.project / plugins / "libqxcb.so").touch()
    (machine._programs / "ldd").unlink()
    machine.has("ldd", "#!/bin/sh\necho 'libxcb-cursor.so.0 => not found'\n")
    machine.has("ldconfig", "#!/bin/sh\necho ' libxcb-image.so.0 (libc6,x86-64) => /lib/x'\n")
    assert machine.set_up("--screen").returncode == 0
    done = machine.set_up("--screen", DISPLAY=":0")
    assert done.returncode == 1
    assert re.search(r"sudo apt-get install -y .*libxcb-cursor0", done.stderr)
    assert "libxcb-image0" not in done.stderr


def test_the_command_runs_from_any_folder_and_through_a_link(
    machine: Machine, tmp_path: Path
) -> None:
    launcher = launcher_of(machine)
    link = tmp_path / "guongsang"
    link.symlink_to(launcher)
    elsewhere = tmp_path / "desktop"  # a folder of that name beside the user is not the program
    elsewhere.mkdir()
    for command in (launcher, link):
        done = subprocess.run(
            [command, "list", "hai từ"],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.stdout == "['list', 'hai từ']\n", done.stderr


def launcher_of(machine: Machine) -> Path:
    """Write the launcher as set-up does, beside a program that prints its arguments."""
    script = (ROOT / "scripts" / "setup.sh").read_text(encoding="utf-8")
    text = script.partition("<<'LAUNCHER'\n")[2].partition("LAUNCHER\n")[0]
    program = machine.project / "desktop"
    program.mkdir()
    (program / "__init__.py").touch()
    (program / "cli.py").write_text("import sys\nprint(sys.argv[1:])\n", encoding="utf-8")
    launcher = machine.project / ".venv" / "bin" / "guongsang"
    launcher.parent.mkdir(parents=True)
    launcher.write_text(text, encoding="utf-8")
    launcher.chmod(0o755)
    (launcher.parent / "python").symlink_to(sys.executable)
    return launcher


def test_the_window_opens_on_a_commune_the_demo_makes() -> None:
    script = (ROOT / "scripts" / "run.sh").read_text(encoding="utf-8")
    opened = re.search(r"^commune=demo/offices/(\S+)$", script, re.MULTILINE)
    assert opened is not None
    assert opened[1] in {commune.key for commune in COMMUNES}


def test_every_requirement_is_pinned_and_hashed_and_names_no_address() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    blocks = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
    pins = [block for block in blocks if block and not block.startswith("#")]
    assert len(pins) > 20
    assert [b.split()[0] for b in pins if "==" not in b or "--hash=sha256:" not in b] == []
    assert "://" not in text


def test_the_lock_file_answers_to_pyproject() -> None:
    """A library added to pyproject.toml without "make lock" is missing on the next machine."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    locked = {name.lower() for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    tables = project.partition("dependencies = [")[2].partition("[project.scripts]")[0]
    wanted = {name.lower() for name in re.findall(r'^\s+"([\w-]+)>=', tables, re.MULTILINE)}
    assert len(wanted) > 15
    assert wanted - locked == set()


def test_help_lists_every_target_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    done = subprocess.run(
        ["make", "help"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
        env=os.environ | {"MAKEFLAGS": ""},
    )
    assert set(re.findall(r"^  make ([a-z-]+)", done.stdout, re.MULTILINE)) == targets
