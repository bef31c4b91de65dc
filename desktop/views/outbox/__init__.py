"""«Hộp đi»: the packages that left this office or wait to be carried away.

Belongs here: the page alone; signing a dossier into a package is the business of
``views/dossiers/sending.py``. May import what every view may. Read ``page.py`` first.
"""
