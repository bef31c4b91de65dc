"""sổ số on screen: a register of a year, its gaps, and what is done to a number by hand.

``page.py`` is the page; ``line_view.py`` shows the number chosen; ``reserve_dialog.py`` asks for
places to be kept. Numbers are taken where their records are made, never here.
May import services and widgets, as every page does.
"""
