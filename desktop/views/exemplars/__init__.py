"""The page of typical examples (điển hình tiên tiến): a board of four stages and the form below it.

May import what every page may (``desktop/views/__init__.py``). Read ``page.py`` first: the list of
``RecordPage`` stays underneath, so that search, filters and count line serve the board too;
``cards.py`` says what a card shows.
"""
