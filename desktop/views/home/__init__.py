"""The home page: what is due, what came back, what waits, and three charts.

``page.py`` shows what ``services/home.py`` reads. Every line opens its record: the page emits
``record_requested(subject, id)`` and the workspace finds the page. May import services, jobs and
widgets. It refreshes whenever another page says that something changed.
"""
