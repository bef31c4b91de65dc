"""The demo of 2023, made once per test process and shared; whoever writes works on a copy."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from desktop.demo.scene_made import Made
from desktop.demo.scene_making import make
from desktop.demo.scenes import story

SAID: list[str] = []


@cache
def made_demo() -> Made:
    """Return what a complete demo made; its steps stand in ``SAID``."""
    folder = Path(tempfile.mkdtemp(prefix="guongsang-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return make(story("2023"), folder / "cơ quan mẫu", SAID.append)


def demo_folder() -> Path:
    """Return the folder of the demo; not to be changed."""
    return made_demo().package.parent.parent


def copy_of_office(key: str, target: Path) -> Path:
    """Copy one demo office's data folder, to be changed."""
    return Path(shutil.copytree(made_demo().offices[key], target / key))
