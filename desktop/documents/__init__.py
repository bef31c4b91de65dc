"""Official papers and certificates: plain frozen dataclasses in, PDF bytes out.

No database, no Qt, no clock. May import ``desktop.errors``, ``desktop.law``, ``desktop.vietnamese``
and reportlab, which is loaded only when something is drawn, so importing from here costs the window
nothing.

Papers: a builder per paper (``submission_letter``, ``decision``, ``achievement_report``) turns what
its caller knows into one ``paper.OfficialPaper``; ``paper_pdf`` draws it as NĐ 30/2020 asks
(figures in ``paper_style``). ``recovery_page`` is the office's own sheet.

Certificates: a layout is data, ``resources/certificates/*.json`` (to add or move a box, edit that
file; a new *field* of a box is a field of ``certificates.CertificateText``); ``layout`` reads it,
``fitting`` breaks and shrinks text, ``certificates`` draws a batch. Read ``paper.py`` first for
papers, ``layout.py`` for certificates.

Files are written whole or not at all: ``files.write_whole``.
"""
