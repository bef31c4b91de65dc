"""«Tổng hợp»: dossiers gathered from many, for the council's meeting or for the office above.

``page.py`` joins the services with the parts and is the file to read first: ``detail.py`` shows one
gathered dossier, ``gather_dialog.py`` previews what goes in and why the rest does not,
``letter.py`` asks for the letter's words and what it cites, ``points_dialog.py`` which points of
the office above go down to whom. What the page says stands in ``words.py``. May import services,
jobs, law, vietnamese and other views; no database, no documents.
"""
