"""Ways to carry packages from one office to another: a USB stick, WebDAV over TLS, SFTP.

``box.py`` says what every way can do; ``settings.py`` opens one. ``folder_box.py`` keeps whole
files on a stick; ``chunk_box.py`` keeps chunks in an ``ObjectStore`` (WebDAV, SFTP, a folder), sent
by ``sending.py``, fetched by ``receiving.py``, through the threads of ``workers.py``.
``carriers.py`` copies one package into any folder. Nothing here knows what a package says or
answers: that is the business of ``sealing`` and ``services``. May import errors, disk and sealing;
never the database, models or Qt. Read ``box.py`` first.
"""
