"""yêu cầu cấp chứng thư: a key asks for its certificate, and proves that somebody holds it.

The form is PKCS#10 (RFC 2986), so ``openssl req`` reads it. Its signature is the proof of
possession; of what it says only the office and the use are looked at, so that the request of one
office cannot be put into the papers of another.
"""

from __future__ import annotations

from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from desktop.errors import TrustRefused
from desktop.sealing.certificates import (
    CERTIFICATE_ERRORS,
    PublicKey,
    is_sound_hash,
    strong_key,
)
from desktop.sealing.keys import PrivateKey, subject_name
from desktop.sealing.purposes import KeyPurpose, is_fit, usage_of

_Code = TrustRefused.Code


def make_certificate_request(
    key: PrivateKey, purpose: KeyPurpose, office_id: UUID, office_name: str
) -> bytes:
    """Return a request for a certificate, DER, signed with the key itself.

    Args:
        key: the one to certify; an RSA key for encryption signs this once.
        purpose: what it is to be for.
        office_id: the office it is to speak for.
        office_name: that office's name.
    """
    office = x509.UniformResourceIdentifier(office_id.urn)
    builder = (
        x509.CertificateSigningRequestBuilder()
        .subject_name(subject_name(office_name, office_name))
        .add_extension(usage_of(purpose), critical=True)
        .add_extension(x509.SubjectAlternativeName([office]), critical=False)
    )
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def proven_key(data: bytes, purpose: KeyPurpose, office_id: UUID) -> PublicKey:
    """Return the public key of a request whose maker holds the private one.

    Args:
        data: the request, DER.
        purpose: what the key is asked for.
        office_id: the office that asks.

    Raises:
        TrustRefused: with ``key``, the purpose's label: REQUEST_BAD, REQUEST_NOT_PROVEN,
            REQUEST_OF_OTHER_OFFICE or REQUEST_KEY_UNFIT.
    """
    try:
        request = x509.load_der_x509_csr(data)
        code = _defect(request, purpose, office_id)
        key = strong_key(request.public_key())
    except (*CERTIFICATE_ERRORS, x509.ExtensionNotFound) as error:
        raise TrustRefused(_Code.REQUEST_BAD, key=purpose.label) from error
    if code is not None or key is None:
        raise TrustRefused(code or _Code.REQUEST_KEY_UNFIT, key=purpose.label)
    return key


def _defect(
    request: x509.CertificateSigningRequest, purpose: KeyPurpose, office_id: UUID
) -> TrustRefused.Code | None:
    if not is_fit(request.public_key(), purpose):
        return _Code.REQUEST_KEY_UNFIT
    if not is_sound_hash(request.signature_hash_algorithm) or not request.is_signature_valid:
        return _Code.REQUEST_NOT_PROVEN
    if request.extensions.get_extension_for_class(x509.KeyUsage).value != usage_of(purpose):
        return _Code.REQUEST_KEY_UNFIT
    names = request.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    offices = names.get_values_for_type(x509.UniformResourceIdentifier)
    return None if offices == [office_id.urn] else _Code.REQUEST_OF_OTHER_OFFICE
