"""The package format: one signed ``.asice`` file, encrypted to its receiver, and who may sign it.

A package is an ASiC-E container (ETSI EN 319 162-1) with one CAdES-B signature; it travels inside a
CMS AuthEnvelopedData (RFC 5083). ``seal.py`` makes one and ``encryption.py`` what is around it;
``opening.py`` is the door to the content, and ``verification.py`` behind it keeps the order of
house.md §8. ``header.py`` says what a package is and between whom, ``data.py`` holds its document
and schemas, ``trust.py`` judges the signer, ``keys.py`` and ``decryption_keys.py`` hold the keys;
``authority.py`` issues what ``enrolment.py`` asks; ``grant.py``, ``trust_bundle.py`` carry it back.
Below stand ``zipform.py``, ``directory.py``, ``manifest.py``, ``cades.py``, ``envelope_form.py``.

To add a kind of package: a member of ``PackageKind`` and a schema beside the others.
May import ``desktop.errors``, ``law``, ``vietnamese``, asn1crypto, cryptography, fastjsonschema. No
database, no Qt. Every zip, XML, ASN.1 and JSON defect leaves here as ``PackageRefused``; a bad
signature is a result, not an exception.
"""
