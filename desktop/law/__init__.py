"""What the regulations say, as dated data with its confidence, and the rules that read it. PURE.

Belongs here: what an award is, who gives it, what it asks, states and problems of a dossier. No
clock (the day is an argument), no database, no Qt. Read ``catalogue.py`` first.

The one place to add an award kind: a row in ``desktop/resources/law/awards.json`` (what its dossier
holds: a row in ``dossier_items.json``). The one place to add a dossier state: ``lifecycle.py``.

- ``rows.py``       the rows of the law data, typed; ``Confidence`` and what counts as verified
- ``catalogue.py``  loads the data and answers: which regime, which awards, who decides, what items
- ``readiness.py``  all problems of a dossier at once (facts: ``facts.py``, ``recipient_facts.py``)
- ``eligibility.py`` standards (``standards.py``, ``conditions.py``) over facts; who is due
- ``exclusions.py`` holds, one achievement, the clock · ``quotas.py``, ``shares.py``, ``voting.py``
- ``corrections.py`` an office's own reading · ``consistency.py`` whether the rows agree
- ``lifecycle.py``  states and moves · ``problems.py`` codes of problems · ``terms.py`` closed lists
"""
