"""The page of offices: this one, the one above, those below, and the certificates trusted.

``page.py`` lists and edits offices; ``own_key_panel.py`` shows this office's own short code and
hands out its certificate file, ``trust_panel.py`` whom this office believes, ``key_dialog.py`` asks
for an officer's own key. ``officers_panel.py`` shows who can unlock this office,
``officers_dialogs.py`` asks for a new password or another officer. A code is compared with
``views/inbox/trust_dialog.py``. May import what every page may.
"""
