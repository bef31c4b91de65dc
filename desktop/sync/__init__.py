"""Ways to carry packages from one office to another: today a folder, such as a USB stick.

``carriers.py`` is the one place to add a way: a class with ``check`` and ``deliver``, and a line in
``carrier_for``. A carrier only moves finished files; what a package says, whom it is for and what
it answers is the business of ``sealing`` and ``services``. May import errors, disk and sealing;
never the database, models or Qt.
"""
