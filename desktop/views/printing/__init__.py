"""In giấy khen: order, proof, trial and printing onto blanks, and the printer's calibration.

``page.py`` is the dialog with its four steps, ``driver.py`` sends a run sheet by sheet through the
runner, ``sheet.py`` paints one sheet, ``presses.py`` says which printers there are and hands each
sheet to the system's queue: ``cups.py`` through libcups, ``winspool.py`` through Windows' spooler.
A sheet is one job of its own, so that stopping means not sending the next one, and so that the
queue can say of every single sheet whether it went through. May import services, the runner and
what all views may. Read ``driver.py`` first.
"""
