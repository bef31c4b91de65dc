"""The screen: windows, pages and forms. In Vietnamese for the user, in English inside.

Belongs here: whatever draws or reads a widget, and the sentences of refusals and problems. May
import ``services``, ``jobs``, ``law``, ``vietnamese``, ``errors`` and PySide6; never sqlalchemy,
``models``, ``database``, ``sealing``, ``sync``, ``documents`` or ``spreadsheets``.

- ``messages.py``  every sentence for a refusal or a problem; no Qt, the command line uses it too
- ``theme.py``     colours, spacing and the stylesheet, light and dark
- ``changes.py``   the signal by which one page learns that another changed something
- ``widgets/``     what the pages are built of; read ``widgets/record_page.py`` first
- one folder per subject: a list of columns, a list of filters and a draft make a page
"""
