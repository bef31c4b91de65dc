"""The first run: three steps that make an office, and the page with its recovery code.

May import services (lazily, inside jobs), jobs, messages and widgets. ``wizard.py`` holds the
steps; ``recovery_page.py`` shows the code once, prints it, and lets nobody go on before saying it
is kept.
"""
