"""The use cases, one file per subject; the only transactions and the only commit().

May import everything below: models, database, sealing, documents, law, vietnamese; never Qt, views
or jobs. Read ``units.py`` first: it is the shape every subject copies (drafts and rows at the top,
then the service). ``fields.py`` declares fields, ``records.py`` is the mechanism all record
services share (open, save, archive, history), ``store.py`` opens transactions and chains events,
``desk.py`` puts the services of one unlocked office together for the window and the command.
Packages: ``package_writer.py`` makes every one, ``inbox.py`` takes every one in, ``exchange.py``
carries both ways, ``receipts.py`` answers; ``enrolment.py`` and ``grants.py`` join two offices.
Services take plain values and return frozen dataclasses; no mapped object and no session leaves
one.
"""
