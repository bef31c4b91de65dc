"""The first screen of an office that exists: the officer's password, or the recovery code.

May import services (lazily, inside jobs), jobs, messages and widgets. ``page.py`` is the screen; it
keeps imports light because it is the first thing painted. ``recovery.py`` is the dialog for a
forgotten password. Nothing of the office's data is read before the password has opened its key.
"""
