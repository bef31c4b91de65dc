"""A file inside a package is held against its name wherever the look has to jump."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from desktop.errors import PackageRefused
from desktop.sealing.verification import open_package
from desktop.services.package_streams import checked_media_type
from tests.services.commune_dossier import PDF, jpeg, office_file, png
from tests.services.two_offices import TwoOffices, contents, sealed

FILES = {
    "a.pdf": PDF + b" " * 300_000 + b"%%EOF",
    "b.png": png(),
    "c.jpg": jpeg(),
    "d.docx": office_file("word/document.xml"),
    "e.xlsx": office_file("xl/workbook.xml"),
}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_files_of_every_kind_are_known_by_their_content(sent: TwoOffices) -> None:
    header, _ = contents(sent.package, sent.district)
    files = {f"attachments/{name}": data for name, data in FILES.items()}
    label = replace(header, package_id=uuid4())
    path = sealed(sent.stick / "x.asice", sent.commune, label, files)
    with open_package(path, sent.district.trust.trust(), now=sent.clock()) as package:
        found = [
            checked_media_type(package, f"attachments/{name}", name, len(data))
            for name, data in FILES.items()
        ]
        assert found == ["application/pdf", "image/png", "image/jpeg", WORD, EXCEL]
        with pytest.raises(PackageRefused) as refused:
            checked_media_type(package, "attachments/a.pdf", "a.docx", len(FILES["a.pdf"]))
    assert refused.value.code is PackageRefused.Code.ATTACHMENT_BAD
    assert refused.value.data["cause"] == "NOT_WHAT_ITS_NAME_SAYS"
