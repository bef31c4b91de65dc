"""«Hộp đến»: packages that came, what became of each, and whom to believe.

Read ``page.py`` first; ``detail.py`` is the open package, ``results.py`` what came of the files
just taken in, ``trust_dialog.py`` the comparing of a short code (used by ``views/offices`` too),
``words.py`` the sentences. May import what every page may.
"""
