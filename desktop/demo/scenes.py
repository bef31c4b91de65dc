"""The demo's stories by the name the command knows them by: the one place to add one."""

from __future__ import annotations

from desktop.demo.scene_2023 import story_2023
from desktop.demo.scene_2026 import story_2026
from desktop.demo.scene_making import Story

_STORIES = {"2023": story_2023, "2026": story_2026}
SCENES = tuple(_STORIES)


def story(scene: str) -> Story:
    """Return the story of that name, one of ``SCENES``."""
    return _STORIES[scene]()
