"""The list of digests; what is refused in one stands in test_hostile_packages.py."""

from __future__ import annotations

import hashlib
from xml.etree import ElementTree

import pytest

from desktop.errors import PackageRefused
from desktop.sealing.manifest import Row, read_manifest, row, write_manifest

DIGEST = hashlib.sha256(b"x").digest()
ASIC = "{http://uri.etsi.org/02918/v1.2.1#}"
DSIG = "{http://www.w3.org/2000/09/xmldsig#}"


def test_what_is_written_is_read_back() -> None:
    rows = (row("package.json", DIGEST), row("papers/tờ trình & danh sách.pdf", DIGEST))
    assert read_manifest(write_manifest(rows)) == rows


def test_it_has_the_shape_the_standard_asks_for() -> None:
    root = ElementTree.fromstring(write_manifest([row("papers/tờ.pdf", DIGEST)]))
    assert root.tag == f"{ASIC}ASiCManifest"
    reference, entry = root
    assert reference.tag == f"{ASIC}SigReference"
    assert reference.get("URI") == "META-INF/signature001.p7s"
    assert entry.tag == f"{ASIC}DataObjectReference"
    assert entry.get("URI") == "papers/t%E1%BB%9D.pdf"
    method, value = entry
    assert method.get("Algorithm") == "http://www.w3.org/2001/04/xmlenc#sha256"
    assert (method.tag, value.tag) == (f"{DSIG}DigestMethod", f"{DSIG}DigestValue")


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.JSON", "application/json"),
        ("a.pdf", "application/pdf"),
        ("a.jpeg", "image/jpeg"),
        ("a.bin", "application/octet-stream"),
        ("a", "application/octet-stream"),
    ],
)
def test_the_media_type_is_told_from_the_ending(name: str, media_type: str) -> None:
    assert row(name, DIGEST).media_type == media_type


def test_a_media_type_of_a_later_version_is_taken_as_it_is() -> None:
    rows = (Row("a.webp", DIGEST, "image/webp"),)
    assert read_manifest(write_manifest(rows)) == rows


def test_an_encoding_named_by_the_file_is_not_followed() -> None:
    data = write_manifest([row("a", DIGEST)]).replace(b"UTF-8", b"UTF-7")
    with pytest.raises(PackageRefused) as refused:
        read_manifest(data)
    assert refused.value.code is PackageRefused.Code.MANIFEST_BAD
