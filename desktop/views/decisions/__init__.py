"""«Quyết định, giấy khen»: decisions made here or received, their awards, and the certificates.

Read ``page.py`` first; ``detail.py`` is the open decision, ``certificates_panel.py`` the printing
of its certificates with their preview, ``decision_dialog.py`` asks number, day and signatory when a
dossier is decided (used by «Thẩm định», and by whatever page decides a dossier of this office).
"""
