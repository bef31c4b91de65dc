"""The package format: one signed ``.asice`` file with a dossier, a receipt or a decision in it.

A package is an ASiC-E container (ETSI EN 319 162-1) with one CAdES-B signature. Read in this order:

``seal.py`` writes one; ``verification.py`` reads one, in the order of house.md §8, and is the only
door to the content. ``header.py`` says what a package is and between whom; ``data.py`` holds the
JSON document inside it and its schemas (``resources/schemas``); ``trust.py`` judges the signer;
``keys.py`` makes and opens the signing key. Below them stand ``zipform.py`` and ``directory.py``
(the zip), ``manifest.py`` (digests) and ``cades.py`` (signature).

To add a kind of package: a member of ``PackageKind`` and a schema beside the others.
May import ``desktop.errors``, ``law``, ``vietnamese``, asn1crypto, cryptography, fastjsonschema. No
database, no Qt. Every zip, XML, ASN.1 and JSON defect leaves here as ``PackageRefused``; a bad
signature is a result, not an exception.
"""
