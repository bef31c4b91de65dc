"""A layout as one file to hand on: the layout, its variants and the blank's scan (``.gslayout``).

It is JSON: ``{"gslayout": 1, "sha256": …, "content": {"code", "layout", "variants", "scan"}}``. The
sum over the content is checked before anything in it is read, and the scan by its own content.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.documents.layout import Layout
from desktop.documents.layout_change import LayoutChange, change_data, change_of
from desktop.documents.layout_file import bad, known, layout_data, layout_of, read_json, typed
from desktop.documents.layout_scan import Scan, check_scan
from desktop.errors import DocumentFailed
from desktop.law.terms import RecipientKind

SUFFIX = ".gslayout"
MOST_MEGABYTES = 40
_FORMAT = 1
_CODE = re.compile(r"[a-z0-9-]{1,60}")


@dataclass(frozen=True, slots=True)
class LayoutVariant:
    """What a layout has otherwise for one award, one kind of recipient or both.

    Attributes:
        award_code: "" for every award.
        recipient_kind: None for every kind.
        change: what is otherwise.
    """

    award_code: str
    recipient_kind: RecipientKind | None
    change: LayoutChange


@dataclass(frozen=True, slots=True)
class SharedLayout:
    """What one ``.gslayout`` file holds; ``scan`` is None where there is no picture."""

    layout: Layout
    variants: tuple[LayoutVariant, ...] = ()
    scan: Scan | None = None


def shared_bytes(shared: SharedLayout) -> bytes:
    """Return the file; the same layout gives the same bytes."""
    content: dict[str, Any] = {
        "code": shared.layout.code,
        "layout": layout_data(shared.layout),
        "variants": [_variant_data(variant) for variant in shared.variants],
    }
    if shared.scan:
        content["scan"] = base64.b64encode(shared.scan.data).decode("ascii")
    data = {"gslayout": _FORMAT, "sha256": _sum(content), "content": content}
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def read_shared(data: bytes) -> SharedLayout:
    """Return what a ``.gslayout`` file holds, every part of it checked.

    Raises:
        DocumentFailed: LAYOUT_FILE_TOO_LARGE with the ``most`` (MB); LAYOUT_FILE_DAMAGED where it
            is no such file or its sum differs; LAYOUT_NEWER with its ``version``; LAYOUT_BAD with
            the ``field`` that is wrong; LAYOUT_SCAN_… as ``check_scan``.
    """
    if len(data) > MOST_MEGABYTES * 1_000_000:
        raise DocumentFailed(DocumentFailed.Code.LAYOUT_FILE_TOO_LARGE, most=MOST_MEGABYTES)
    content = _verified(data)
    known(content, {"code", "layout", "variants", "scan"}, "")
    code = typed(content, "code", str, "")
    if not _CODE.fullmatch(code):
        raise bad("code", "no code of a layout")
    layout = layout_of(typed(content, "layout", dict, ""), code)
    variants = tuple(_variant(item) for item in typed(content, "variants", list, ""))
    return SharedLayout(layout, variants, _scan(content, layout))


def _verified(data: bytes) -> dict[str, Any]:
    """Return the content of a file whose sum is right."""
    damaged = DocumentFailed(DocumentFailed.Code.LAYOUT_FILE_DAMAGED)
    try:
        outer = read_json(data.decode("utf-8"))
    except (UnicodeDecodeError, DocumentFailed) as error:
        raise damaged from error
    version, content = outer.get("gslayout"), outer.get("content")
    if type(version) is int and version > _FORMAT:
        raise DocumentFailed(DocumentFailed.Code.LAYOUT_NEWER, version=version)
    if version != _FORMAT or not isinstance(content, dict) or outer.get("sha256") != _sum(content):
        raise damaged
    return content


def _sum(content: Mapping[str, Any]) -> str:
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def _scan(content: Mapping[str, Any], layout: Layout) -> Scan | None:
    if "scan" not in content:
        return None
    try:
        picture = base64.b64decode(typed(content, "scan", str, ""), validate=True)
    except (binascii.Error, ValueError) as error:
        raise bad("scan", "not base64") from error
    return check_scan(picture, layout.width, layout.height)


def _variant_data(variant: LayoutVariant) -> dict[str, Any]:
    kind = variant.recipient_kind
    return {
        "award_code": variant.award_code,
        "recipient_kind": kind.value if kind else "",
        "change": change_data(variant.change),
    }


def _variant(item: object) -> LayoutVariant:
    if not isinstance(item, dict):
        raise bad("variants", "not an object")
    known(item, {"award_code", "recipient_kind", "change"}, "variants.")
    kind = typed(item, "recipient_kind", str, "variants.")
    if kind and kind not in set(RecipientKind):
        raise bad("variants.recipient_kind", "no such kind")
    return LayoutVariant(
        typed(item, "award_code", str, "variants."),
        RecipientKind(kind) if kind else None,
        change_of(typed(item, "change", dict, "variants.")),
    )
