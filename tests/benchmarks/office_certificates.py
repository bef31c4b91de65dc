"""The same certificates as an office suite makes them: one document of as many pages, converted.

Each line is a paragraph of its own with the same face, size and distance from the one above, as in
a merged letter; frame and drawings are one picture behind every page, as offices put the scan of a
blank there. (Text frames in their exact places cost it far more: time grows with their square.)
"""

from __future__ import annotations

import base64
import io
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pypdfium2

from desktop.documents.certificate_canvas import draw_pages
from desktop.documents.certificate_drawing import TextRun
from desktop.documents.certificates import Page
from desktop.documents.fonts import FOLDER
from desktop.documents.layout import MM

_FAMILY = {"Tinos": "Tinos", "PlayfairDisplay": "Playfair Display", "GreatVibes": "Great Vibes"}
_SPACES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
_LINE = 1.15 / MM
_Style = tuple[str, float, str, float, float, float, bool]
"""Font, size in points, colour, space above, left and right of it in mm, whether a page begins."""


def seconds(pages: list[Page]) -> float | None:
    """Return how long the suite takes to convert ``pages``; None where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        # It finds fonts in the home folder only; ours must be the ones it sets.
        shutil.copytree(FOLDER, home / ".fonts", ignore=shutil.ignore_patterns("*.txt"))
        (home / "all.fodt").write_text(_document(pages), encoding="utf-8")
        (home / "one.fodt").write_text(_document(pages[:1]), encoding="utf-8")
        # The first start makes a profile, which is nobody's daily business.
        _converted(program, home, "one")
        start = time.perf_counter()
        _converted(program, home, "all")
        taken = time.perf_counter() - start
        _require_the_same(home / "all.pdf", pages)
    return taken


def _converted(program: str, home: Path, name: str) -> None:
    command = [program, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(home), str(home / f"{name}.fodt")]
    environment = {"HOME": str(home), "PATH": f"{Path(program).parent}:/usr/bin:/bin"}
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=900)


def _require_the_same(pdf: Path, pages: list[Page]) -> None:
    """Fail where the suite did not make the pages we made: a figure beside it would say nothing."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[len(document) - 1].get_textpage().get_text_range()
        said = " ".join(text.split())
        wanted = [line for placed in pages[-1].placed for line in placed.lines]
        if len(document) != len(pages) or not all(line in said for line in wanted):
            msg = f"{len(document)} pages of {len(pages)}: {said}"
            raise RuntimeError(msg)


def _document(pages: list[Page]) -> str:
    styles: dict[_Style, str] = {}
    sheets = [paragraph for page in pages for paragraph in _paragraphs(page, styles)]
    layout = pages[0].layout
    return "".join(
        (
            (
                f'<?xml version="1.0" encoding="UTF-8"?><office:document{_SPACES}'
                ' office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">'
            ),
            "<office:styles>",
            f'<draw:fill-image draw:name="Frame">{_picture(pages[0])}</draw:fill-image>',
            "</office:styles><office:automatic-styles>",
            (
                '<style:page-layout style:name="P"><style:page-layout-properties'
                f' fo:page-width="{layout.width}mm" fo:page-height="{layout.height}mm"'
                ' fo:margin="0mm" draw:fill="bitmap" draw:fill-image-name="Frame"'
                ' style:repeat="stretch"/></style:page-layout>'
            ),
            *(_style(name, *key) for key, name in styles.items()),
            (
                "</office:automatic-styles><office:master-styles>"
                '<style:master-page style:name="Standard" style:page-layout-name="P"/>'
                "</office:master-styles><office:body><office:text>"
            ),
            *sheets,
            "</office:text></office:body></office:document>",
        )
    )


def _picture(page: Page) -> str:
    """Return frame and drawings as a picture of 150 dots an inch."""
    pdf = draw_pages([replace(page, placed=())])
    target = io.BytesIO()
    with pypdfium2.PdfDocument(pdf) as document:
        document[0].render(scale=150 / 72).to_pil().convert("RGB").save(target, "JPEG")
    data = base64.b64encode(target.getvalue()).decode("ascii")
    return f"<office:binary-data>{data}</office:binary-data>"


def _paragraphs(page: Page, styles: dict[_Style, str]) -> Iterator[str]:
    """Yield the lines from top to bottom; of two side by side the second one stands below."""
    bottom, is_first = 0.0, True
    runs = [(run, p.box) for p in page.placed for run in p.marks if isinstance(run, TextRun)]
    for run, box in sorted(runs, key=lambda item: item[0].baseline):
        height = run.size * _LINE
        top = run.baseline - height * 0.8
        above = round(max(top - bottom, 0.0), 1)
        right = round(page.layout.width - box.x - box.width, 1)
        key = (run.font, run.size, run.color, above, box.x, right, is_first)
        name = styles.setdefault(key, f"T{len(styles)}")
        yield f'<text:p text:style-name="{name}">{escape(run.text)}</text:p>'
        bottom, is_first = max(top, bottom) + height, False


def _style(
    name: str,
    font: str,
    size: float,
    color: str,
    above: float,
    left: float,
    right: float,
    is_first: bool,
) -> str:
    family, _, face = font.partition("-")
    weight = ' fo:font-weight="bold"' if "Bold" in face or "Black" in face else ""
    slant = ' fo:font-style="italic"' if "Italic" in face else ""
    begins = ' fo:break-before="page"' if is_first else ""
    return (
        f'<style:style style:name="{name}" style:family="paragraph">'
        f'<style:paragraph-properties fo:text-align="center"{begins} fo:margin-top="{above}mm"'
        f' fo:margin-left="{left}mm" fo:margin-right="{right}mm"'
        f' fo:line-height="{size * _LINE:.2f}mm"/>'
        f'<style:text-properties fo:font-family="{_FAMILY[family]}" fo:font-size="{size}pt"'
        f' fo:color="{color}"{weight}{slant}/></style:style>'
    )
