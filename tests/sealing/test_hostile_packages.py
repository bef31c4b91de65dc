"""Packages built by code to do harm, one defect each and everything else in order: all refused."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import PackageRefused
from desktop.sealing.header import write_header
from desktop.sealing.limits import Limits
from desktop.sealing.verification import verify_package
from tests.sealing.packages import (
    CONTENT,
    NOW,
    Piece,
    build,
    ec_signer,
    header,
    seal_content,
    signed_pieces,
    trust,
)

Code = PackageRefused.Code
PAPER = "papers/to-trinh.pdf"


def content_with(name: str, data: bytes = b"x") -> dict[str, bytes]:
    return {**CONTENT, name: data}


def named(name: str) -> bytes:
    """A package whose every part is right but for the name of one signed file."""
    return build(signed_pieces(content_with(name)))


def piece(pieces: list[Piece], name: str) -> Piece:
    return next(item for item in pieces if item.name == name.encode())


def changed(entry: str, /, **fields: object) -> bytes:
    """A package in which one entry's headers say something else."""
    pieces = signed_pieces()
    victim = piece(pieces, entry)
    for field, value in fields.items():
        setattr(victim, field, value)
    return build(pieces)


def without(name: str) -> bytes:
    return build([item for item in signed_pieces() if item.name != name.encode()])


def with_first(*first: Piece) -> bytes:
    return build([*first, *signed_pieces()[1:]])


def mimetype(data: bytes = b"application/vnd.etsi.asic-e+zip", **fields: object) -> Piece:
    return Piece(b"mimetype", data, **fields)


def renamed_raw(new: bytes, flags: int = 0) -> bytes:
    return changed(PAPER, name=new, both={"flags": flags})


def doubled(name: str) -> bytes:
    pieces = signed_pieces()
    return build([*pieces, piece(pieces, name)])


def manifest_edit(old: bytes, new: bytes) -> bytes:
    """A package whose signed manifest was written with this change."""

    def edit(xml: bytes) -> bytes:
        assert old in xml
        return xml.replace(old, new, 1)

    return build(signed_pieces(manifest=edit))


def labelled(**fields: object) -> bytes:
    """A package with another label, duly signed."""
    label = json.loads(write_header(header())) | fields
    kept = {name: value for name, value in label.items() if value is not ...}
    return build(signed_pieces(label=json.dumps(kept).encode()))


def overlapping() -> bytes:
    pieces = signed_pieces()
    victim = piece(pieces, "attachments/anh.jpg")
    victim.central = {"offset": 0}
    return build(pieces)


def swapped_directory() -> bytes:
    """The directory names two entries in the other order than they lie in the file."""
    pieces = signed_pieces()
    data = build(pieces)
    first, second = (build([item])[-22 - 46 - len(item.name) : -22] for item in pieces[2:4])
    a, b = first[:42], second[:42]  # all but the offset
    start, end = data.index(a), data.index(b)
    one = data[start : start + len(first)]
    two = data[end : end + len(second)]
    return data[:start] + two + one + data[end + len(second) :]


def bomb() -> bytes:
    return changed(PAPER, central={"method": 8, "size": 4_000_000_000})


def billion_laughs() -> bytes:
    entities = b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    return manifest_edit(b"?>\n", b"?>\n" + entities)


def zip64_locator() -> bytes:
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    return build(signed_pieces(), after_directory=locator)


def flipped_in(name: str, position: int = 0) -> bytes:
    """One byte of an entry's content changed, with the zip's checksum set right again."""
    pieces = signed_pieces()
    data = bytearray(piece(pieces, name).data)
    data[position] ^= 1
    piece(pieces, name).data = bytes(data)
    return build(pieces)


HOSTILE: dict[str, tuple[Callable[[], bytes], PackageRefused.Code]] = {
    # not a package at all, or not the whole of one
    "empty file": (lambda: b"", Code.NOT_A_PACKAGE),
    "a PDF": (lambda: b"%PDF-1.7\n" * 50, Code.NOT_A_PACKAGE),
    "an empty zip": (lambda: build([]), Code.NOT_A_PACKAGE),
    "only a local header": (lambda: b"PK\x03\x04", Code.TRUNCATED),
    "program in front": (lambda: build(signed_pieces(), prefix=b"MZ..."), Code.NOT_A_PACKAGE),
    "end record cut": (lambda: build(signed_pieces())[:-5], Code.TRUNCATED),
    "second half missing": (lambda: build(signed_pieces())[:900], Code.TRUNCATED),
    "front half missing": (
        lambda: b"PK\x03\x04" + build(signed_pieces())[600:],
        Code.TRUNCATED,
    ),
    # mimetype
    "mimetype missing": (lambda: without("mimetype"), Code.MIMETYPE),
    "mimetype second": (
        lambda: build([signed_pieces()[1], mimetype(), *signed_pieces()[2:]]),
        Code.MIMETYPE,
    ),
    "mimetype of a document": (lambda: with_first(mimetype(b"application/zip")), Code.MIMETYPE),
    "mimetype said to be deflated": (
        lambda: with_first(mimetype(both={"method": 8})),
        Code.MIMETYPE,
    ),
    "mimetype with an extra field": (
        lambda: with_first(mimetype(local_extra=b"\x00\x00\x00\x00")),
        Code.MIMETYPE,
    ),
    # names
    "absolute name": (lambda: named("/etc/passwd"), Code.BAD_NAME),
    "dot-dot name": (lambda: named("papers/../../startup.bat"), Code.BAD_NAME),
    "dot name": (lambda: named("papers/./a.pdf"), Code.BAD_NAME),
    "backslash name": (lambda: named("papers\\a.pdf"), Code.BAD_NAME),
    "drive letter": (lambda: named("C:/a.pdf"), Code.BAD_NAME),
    "alternate stream": (lambda: named("papers/a.pdf:exe"), Code.BAD_NAME),
    "control character": (lambda: named("papers/a\x07.pdf"), Code.BAD_NAME),
    "name ends at NUL": (lambda: named("papers/a.pdf\x00.exe"), Code.BAD_NAME),
    "right-to-left override": (lambda: named("papers/a\u202efdp.exe"), Code.BAD_NAME),
    "decomposed name": (lambda: named("papers/to\u031b.pdf"), Code.BAD_NAME),
    "device name": (lambda: named("papers/aux.pdf"), Code.BAD_NAME),
    "trailing dot": (lambda: named("papers/a.pdf."), Code.BAD_NAME),
    "trailing space": (lambda: named("papers/a.pdf "), Code.BAD_NAME),
    "folder entry": (lambda: named("papers/"), Code.BAD_NAME),
    "empty name": (lambda: renamed_raw(b""), Code.BAD_NAME),
    "endless name": (lambda: named("papers/" + "a" * 300), Code.BAD_NAME),
    "name in no encoding": (lambda: renamed_raw(b"papers/\xff\xfe.pdf", 0x800), Code.BAD_NAME),
    "name in code page 437": (lambda: renamed_raw("papers/tờ.pdf".encode()), Code.BAD_NAME),
    "same name twice": (lambda: doubled(PAPER), Code.DUPLICATE_NAME),
    "two manifests": (lambda: doubled("META-INF/ASiCManifest001.xml"), Code.DUPLICATE_NAME),
    "names differ in case": (lambda: named("papers/TO-TRINH.pdf"), Code.CASE_CLASH),
    "folder named like a file": (lambda: named("papers/to-trinh.pdf/x"), Code.CASE_CLASH),
    "file named like a folder": (lambda: named("PAPERS"), Code.CASE_CLASH),
    # the zip lies or hides
    "encrypted entry": (lambda: changed(PAPER, both={"flags": 1}), Code.ENCRYPTED_ENTRY),
    "strongly encrypted entry": (
        lambda: changed(PAPER, both={"flags": 0x41}),
        Code.ENCRYPTED_ENTRY,
    ),
    "symbolic link": (
        lambda: changed(PAPER, central={"attributes": 0o120777 << 16}),
        Code.SPECIAL_ENTRY,
    ),
    "device node": (
        lambda: changed(PAPER, central={"attributes": 0o020666 << 16}),
        Code.SPECIAL_ENTRY,
    ),
    "compression bomb": (bomb, Code.COMPRESSED_BOMB),
    "deflated entry": (lambda: changed(PAPER, both={"method": 8}), Code.COMPRESSED_ENTRY),
    "unknown compression": (lambda: changed(PAPER, both={"method": 99}), Code.COMPRESSED_ENTRY),
    "sizes disagree": (lambda: changed(PAPER, central={"size": 5}), Code.HEADERS_DISAGREE),
    "local name differs": (
        lambda: changed(PAPER, local_name=b"papers/to-trinh.exe"),
        Code.HEADERS_DISAGREE,
    ),
    "local size differs": (lambda: changed(PAPER, local={"size": 5}), Code.HEADERS_DISAGREE),
    "local checksum differs": (lambda: changed(PAPER, local={"crc": 5}), Code.HEADERS_DISAGREE),
    "local method differs": (lambda: changed(PAPER, local={"method": 8}), Code.HEADERS_DISAGREE),
    "checksum wrong in both": (lambda: changed(PAPER, both={"crc": 5}), Code.HEADERS_DISAGREE),
    "extra field in the directory": (
        lambda: changed(PAPER, central_extra=b"\xca\xfe\x00\x00"),
        Code.HIDDEN_DATA,
    ),
    "extra field in the entry": (
        lambda: changed(PAPER, local_extra=b"\xca\xfe\x00\x00"),
        Code.HEADERS_DISAGREE,
    ),
    "comment on an entry": (lambda: changed(PAPER, comment=b"hello"), Code.HIDDEN_DATA),
    "comment on the file": (
        lambda: build(signed_pieces(), suffix=b"hi", end={"comment_length": 2}),
        Code.HIDDEN_DATA,
    ),
    "data after the end": (lambda: build(signed_pieces(), suffix=b"hi"), Code.HIDDEN_DATA),
    "comment promised": (
        lambda: build(signed_pieces(), end={"comment_length": 2}),
        Code.TRUNCATED,
    ),
    "zip in front": (
        lambda: build(signed_pieces(), prefix=build(signed_pieces())),
        Code.HIDDEN_DATA,
    ),
    "data between entries": (lambda: changed(PAPER, gap_before=b"hidden"), Code.HIDDEN_DATA),
    "data before the directory": (
        lambda: build(signed_pieces(), before_directory=b"hidden"),
        Code.HIDDEN_DATA,
    ),
    "data after the directory": (
        lambda: build(signed_pieces(), after_directory=b"hidden"),
        Code.HIDDEN_DATA,
    ),
    "entry not in the directory": (
        lambda: build([*signed_pieces(), Piece(b"x", b"x", in_directory=False)]),
        Code.HIDDEN_DATA,
    ),
    "entry not in the file": (
        lambda: build([*signed_pieces(), Piece(b"x", b"x", in_file=False)]),
        Code.HEADERS_DISAGREE,
    ),
    "entries overlap": (overlapping, Code.HIDDEN_DATA),
    "directory in another order": (swapped_directory, Code.HIDDEN_DATA),
    "data descriptor": (lambda: changed(PAPER, both={"flags": 8}), Code.UNUSUAL_ZIP),
    "another time": (lambda: changed(PAPER, both={"time": 1}), Code.UNUSUAL_ZIP),
    "another system": (lambda: changed(PAPER, central={"made_by": 20}), Code.UNUSUAL_ZIP),
    "text flag": (lambda: changed(PAPER, central={"internal": 1}), Code.UNUSUAL_ZIP),
    "entry on another disk": (lambda: changed(PAPER, central={"disk": 1}), Code.UNUSUAL_ZIP),
    "zip of two disks": (lambda: build(signed_pieces(), end={"disk": 1}), Code.UNUSUAL_ZIP),
    "counts disagree": (lambda: build(signed_pieces(), end={"here": 2}), Code.UNUSUAL_ZIP),
    "zip64 sizes": (
        lambda: changed(PAPER, central={"size": 0xFFFFFFFF, "packed": 0xFFFFFFFF}),
        Code.UNUSUAL_ZIP,
    ),
    "zip64 count": (
        lambda: build(signed_pieces(), end={"here": 0xFFFF, "count": 0xFFFF}),
        Code.UNUSUAL_ZIP,
    ),
    "zip64 offset": (lambda: build(signed_pieces(), end={"offset": 2**32 - 1}), Code.UNUSUAL_ZIP),
    "zip64 locator": (zip64_locator, Code.HIDDEN_DATA),
    "more entries promised": (
        lambda: build(signed_pieces(), end={"here": 8, "count": 8}),
        Code.UNUSUAL_ZIP,
    ),
    "fewer entries promised": (
        lambda: build(signed_pieces(), end={"here": 6, "count": 6}),
        Code.HIDDEN_DATA,
    ),
    "no entries promised": (
        lambda: build(signed_pieces(), end={"here": 0, "count": 0}),
        Code.NOT_A_PACKAGE,
    ),
    "huge directory": (
        lambda: build(signed_pieces(), end={"length": 2**31}),
        Code.TOO_LARGE,
    ),
    "too many entries": (
        lambda: build(signed_pieces(), end={"here": 20_000, "count": 20_000}),
        Code.TOO_MANY_ENTRIES,
    ),
    # manifest
    "manifest missing": (lambda: without("META-INF/ASiCManifest001.xml"), Code.MANIFEST_MISSING),
    "manifest is no XML": (
        lambda: build(signed_pieces(manifest=lambda _: b"hello")),
        Code.MANIFEST_BAD,
    ),
    "manifest with entities": (billion_laughs, Code.MANIFEST_BAD),
    "manifest with an outside file": (
        lambda: manifest_edit(b"?>\n", b'?>\n<!DOCTYPE a SYSTEM "file:///etc/passwd">'),
        Code.MANIFEST_BAD,
    ),
    "manifest with a comment": (
        lambda: manifest_edit(b"</asic:ASiCM", b"<!-- --></asic:ASiCM"),
        Code.MANIFEST_BAD,
    ),
    "manifest with text between": (
        lambda: manifest_edit(b"</asic:ASiCM", b"hello</asic:ASiCM"),
        Code.MANIFEST_BAD,
    ),
    "manifest with endless text": (
        lambda: manifest_edit(b"</asic:ASiCM", b"x" * 100_000 + b"</asic:ASiCM"),
        Code.MANIFEST_BAD,
    ),
    "manifest points at another signature": (
        lambda: manifest_edit(b"signature001.p7s", b"signature002.p7s"),
        Code.MANIFEST_BAD,
    ),
    "manifest in other words": (lambda: manifest_edit(b"asic:Sig", b"asic:Zig"), Code.MANIFEST_BAD),
    "digest is no base64": (
        lambda: manifest_edit(b"<ds:DigestValue>", b"<ds:DigestValue>!"),
        Code.MANIFEST_BAD,
    ),
    "digest missing": (
        lambda: manifest_edit(b"DigestValue>", b"DigestVolue>"),
        Code.MANIFEST_BAD,
    ),
    "weak digest": (lambda: manifest_edit(b"xmlenc#sha256", b"xmlenc#sha1"), Code.DIGEST_ALGORITHM),
    "one file listed twice": (
        lambda: manifest_edit(b"attachments/anh.jpg", b"papers/to-trinh.pdf"),
        Code.MANIFEST_TWICE,
    ),
    "unsigned extra file": (
        lambda: build([*signed_pieces(), Piece(b"papers/them.pdf", b"x")]),
        Code.UNLISTED_ENTRY,
    ),
    "second signature": (
        lambda: build([*signed_pieces(), Piece(b"META-INF/signature002.p7s", b"x")]),
        Code.UNLISTED_ENTRY,
    ),
    "signed file taken out": (lambda: without(PAPER), Code.MISSING_ENTRY),
    "label missing": (
        lambda: build(
            [item for item in signed_pieces(listed=CONTENT) if item.name != b"package.json"]
        ),
        Code.MISSING_ENTRY,
    ),
    "label not first": (
        lambda: build(
            signed_pieces(listed={**CONTENT, "package.json": write_header(header())}),
        ),
        Code.MISSING_ENTRY,
    ),
    # digests and signature
    "paper changed": (lambda: flipped_in(PAPER), Code.DIGEST),
    "label changed": (lambda: flipped_in("package.json", 20), Code.DIGEST),
    "signature missing": (lambda: without("META-INF/signature001.p7s"), Code.SIGNATURE_MISSING),
    "endless signature": (
        lambda: build(signed_pieces(signature=lambda cms: cms + b"\x00" * 70_000)),
        Code.TOO_LARGE,
    ),
    # meaning
    "label of a newer program": (lambda: labelled(format_version="2.0"), Code.NEWER_FORMAT),
    "kind of a newer program": (
        lambda: labelled(format_version="1.4", kind="tin_nhan"),
        Code.NEWER_FORMAT,
    ),
    "kind nobody knows": (lambda: labelled(kind="tin_nhan"), Code.HEADER_BAD),
    "label without version": (lambda: labelled(format_version=...), Code.HEADER_BAD),
    "label of version 0": (lambda: labelled(format_version="0.9"), Code.HEADER_BAD),
    "label without sender": (lambda: labelled(sender=...), Code.HEADER_BAD),
    "label is a list": (lambda: build(signed_pieces(label=b"[]")), Code.HEADER_BAD),
    "label is no JSON": (lambda: build(signed_pieces(label=b"{")), Code.HEADER_BAD),
    "label too deep": (
        lambda: build(signed_pieces(label=b'{"a":' * 5000 + b"1" + b"}" * 5000)),
        Code.HEADER_BAD,
    ),
    "endless label": (lambda: labelled(note="x" * 70_000), Code.TOO_LARGE),
}


def verify(path: Path, data: bytes, limits: Limits | None = None) -> object:
    path.write_bytes(data)
    return verify_package(path, trust(), now=NOW, limits=limits or Limits())


def test_the_builder_builds_good_packages_when_not_told_otherwise(tmp_path: Path) -> None:
    report = verify(tmp_path / "a.asice", build(signed_pieces()))
    assert report.signature.outcome == "valid"


def test_there_are_at_least_forty_kinds_of_harm() -> None:
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("defect", HOSTILE)
def test_a_hostile_package_is_refused_by_its_name(tmp_path: Path, defect: str) -> None:
    make, code = HOSTILE[defect]
    with pytest.raises(PackageRefused) as refused:
        verify(tmp_path / "a.asice", make())
    assert refused.value.code is code
    assert list(tmp_path.iterdir()) == [tmp_path / "a.asice"]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(package=1000), Code.TOO_LARGE),
        (Limits(entries=3), Code.TOO_MANY_ENTRIES),
        (Limits(manifest=100), Code.TOO_LARGE),
        (Limits(signature=100), Code.TOO_LARGE),
        (Limits(header=100), Code.TOO_LARGE),
    ],
)
def test_a_package_over_a_limit_is_refused(
    tmp_path: Path, limits: Limits, code: PackageRefused.Code
) -> None:
    with pytest.raises(PackageRefused) as refused:
        verify(tmp_path / "a.asice", build(signed_pieces()), limits)
    assert refused.value.code is code


def test_every_single_changed_byte_is_refused(tmp_path: Path) -> None:
    good = seal_content(tmp_path / "good.asice", {"data/recall.json": b"{}"}).read_bytes()
    path, known = tmp_path / "a.asice", trust()
    accepted = []
    for position in range(len(good)):
        changed_bytes = bytearray(good)
        changed_bytes[position] ^= 1 << position % 8
        path.write_bytes(changed_bytes)
        try:
            verify_package(path, known, now=NOW)
        except PackageRefused:
            continue
        accepted.append(position)
    assert accepted == []


def test_a_package_cut_anywhere_is_refused(tmp_path: Path) -> None:
    good = seal_content(tmp_path / "good.asice").read_bytes()
    for length in range(0, len(good), 97):
        with pytest.raises(PackageRefused):
            verify(tmp_path / "a.asice", good[:length])


def test_a_renamed_package_is_the_same_package(tmp_path: Path) -> None:
    good = seal_content(tmp_path / "good.asice")
    other = good.rename(tmp_path / "Bản sao (2).zip")
    assert verify_package(other, trust(ec_signer()), now=NOW).signature.outcome == "valid"
