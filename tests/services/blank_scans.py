"""Pictures of blanks, drawn by code."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw


def blank_scan(target: Path, across: int = 877, down: int = 620) -> Path:
    """Draw a blank with a red frame and save it by the kind its name says."""
    picture = Image.new("RGB", (across, down), (253, 247, 232))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, across - 20, down - 20), outline=(190, 30, 32), width=4)
    pen.rectangle((across // 2 - 80, 90, across // 2 + 80, 140), fill=(190, 30, 32))
    picture.save(target)
    return target
