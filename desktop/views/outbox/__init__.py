"""«Hộp đi»: the packages that left this office or wait to be carried away.

Belongs here: the page, what it shows of one package (``detail.py``, with its journey painted by
``journey_line.py``), and the words for where a package
stands (``words.py``). Signing a dossier into a package is the business of
``views/dossiers/sending.py``. May import what every view may: services, jobs, law, widgets; never
sealing or the database. Read ``page.py`` first.
"""
