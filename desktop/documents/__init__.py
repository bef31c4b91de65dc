"""Official papers and certificates: plain frozen dataclasses in, PDF or Word bytes out.

No database, no Qt, no clock. May import ``desktop.errors``, ``desktop.law``, ``desktop.vietnamese``
and reportlab, which is loaded only when something is drawn, so importing from here costs the window
nothing.

Papers: a builder per paper (``submission_letter``, ``decision``, ``achievement_report``) turns what
its caller knows into one ``paper.OfficialPaper``; ``paper_pdf`` draws it as NĐ 30/2020 asks and
``paper_docx`` writes it for Word, page for page (figures in ``paper_style``, words in
``paper_lines``). Their sentences are templates, ``resources/papers/*.json`` (``paper_texts``).

Certificates: a layout is data, ``resources/certificates/*.json``; what a box may show is a field of
``certificate_text.CertificateText``. ``certificates`` fits a batch into drawing instructions
(``certificate_drawing``) that PDF and printer follow; ``calibration`` corrects printers. Read
``paper.py`` first for papers, ``layout.py`` for certificates.
"""
