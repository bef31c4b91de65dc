"""The page of typical examples (điển hình tiên tiến): a board of four stages, the form below it.

Belongs here: what the board shows and what a move of a card does. May import what every page may
(``desktop/views/__init__.py``). Read ``page.py`` first: the list of ``RecordPage`` stays below the
board, so that search, filters and count line serve both.

- ``cards.py``    what a card says
- ``columns.py``  the same rows as a list
- ``moves.py``    moving a card, and taking the move back
"""
