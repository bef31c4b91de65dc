"""The page of periodic reports: this office's own, and those of the offices below.

Views know services only. ``page.py`` joins the two tabs with the services and the runner; read it
first. ``own_tab.py`` shows the figures, the narrative and the typical examples of this office's
report; ``below_tab.py`` shows who below has sent, each report and the sums. ``figures_tree.py`` is
the tree of figures both use, ``records_dialog.py`` lists what a figure counts.
"""
