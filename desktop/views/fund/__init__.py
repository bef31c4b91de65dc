"""Quỹ thi đua, khen thưởng on screen: a year's sums, its entries, and entering one.

``page.py`` is the page; ``entry_dialog.py`` asks for what came in or was paid. What decisions
commit is written with them and only shown here.
May import services and widgets, as every page does.
"""
