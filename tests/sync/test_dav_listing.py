"""What servers say lies in a folder, as nginx and Apache write it, and as nobody should."""

from __future__ import annotations

import pytest

from desktop.sync.dav_listing import read_listing

_NGINX = b"""<?xml version="1.0" encoding="utf-8" ?>
<D:multistatus xmlns:D="DAV:">
<D:response><D:href>/boxes/x/up/chunks/</D:href><D:propstat><D:prop>
<D:resourcetype><D:collection/></D:resourcetype></D:prop>
<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
<D:response><D:href>/boxes/x/up/chunks/aa%2D1.json</D:href><D:propstat><D:prop>
<D:getcontentlength>262144</D:getcontentlength><D:resourcetype></D:resourcetype></D:prop>
<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
</D:multistatus>"""

_APACHE = b"""<?xml version="1.0" encoding="utf-8"?>
<D:multistatus xmlns:D="DAV:" xmlns:ns0="DAV:">
<D:response xmlns:lp1="DAV:"><D:href>https://host/boxes/x/bb</D:href><D:propstat><D:prop>
<lp1:resourcetype/><lp1:getcontentlength>0</lp1:getcontentlength></D:prop></D:propstat>
</D:response></D:multistatus>"""


def entry(href: str, size: str) -> bytes:
    return (
        f'<multistatus xmlns="DAV:"><response><href>{href}</href><propstat><prop>'
        f"<getcontentlength>{size}</getcontentlength></prop></propstat></response></multistatus>"
    ).encode()


def test_files_are_listed_with_their_sizes_and_folders_are_not() -> None:
    assert read_listing(_NGINX) == {"aa-1.json": 262144}
    assert read_listing(_APACHE) == {"bb": 0}


@pytest.mark.parametrize(
    ("href", "size"),
    [
        ("/x/a%20b", "1"),
        ("/x/..%2Fy%00", "1"),
        ("/x/", "1"),
        ("/x/" + "a" * 121, "1"),
        ("/x/a", "-1"),
        ("/x/a", ""),
        ("/x/a", "1e3"),
        ("/x/a", "\u0661"),
    ],
)
def test_names_and_sizes_this_program_would_not_have_given_are_left_out(
    href: str, size: str
) -> None:
    assert read_listing(entry(href, size)) == {}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><multistatus xmlns="DAV:"/>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><multistatus xmlns="DAV:"/>',
        b'<multistatus xmlns="DAV:"><response>',
        entry("/x/" + "a" * 5000, "1"),
    ],
)
def test_what_is_no_listing_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_listing(data)
