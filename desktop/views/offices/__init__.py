"""The page of offices: this one, the one above, those below, and the certificates trusted.

``page.py`` lists and edits offices; ``trust_panel.py`` shows this office's own short code, exports
its certificate file, and takes in another office's after the code was compared by telephone. May
import services, jobs and widgets.
"""
