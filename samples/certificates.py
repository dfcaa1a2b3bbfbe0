"""Certificates as government sites have them: whole, without the intermediate, expired, or for another host."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from samples.tls import Chain

__all__ = ["ChainKind", "make_chain"]

ChainKind = Literal["complete", "incomplete", "expired", "other_host"]


class _Issued(NamedTuple):
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def _issue(name: str, issuer: _Issued | None, *, authority: bool, host: str = "", expired: bool = False) -> _Issued:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = datetime.now(UTC) - timedelta(days=30)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=10 if expired else 365))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    signer = issuer.key if issuer else key
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
    )
    if authority:
        usage = x509.KeyUsage(
            digital_signature=True,
            key_cert_sign=True,
            crl_sign=True,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            encipher_only=False,
            decipher_only=False,
        )
        builder = builder.add_extension(usage, critical=True)
    if host:
        alternative: x509.GeneralName = x509.IPAddress(ip_address(host)) if host[0].isdigit() else x509.DNSName(host)
        builder = builder.add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
    return _Issued(builder.sign(signer, hashes.SHA256()), key)


def _pem(*issued: _Issued) -> bytes:
    return b"".join(one.certificate.public_bytes(serialization.Encoding.PEM) for one in issued)


def make_chain(directory: Path, kind: ChainKind = "complete", host: str = "127.0.0.1") -> Chain:
    """Root, intermediate and leaf for ``host``, written to ``directory``; ``kind`` says what is wrong with them."""
    root = _issue("Gốc thử nghiệm", None, authority=True)
    middle = _issue("Trung gian thử nghiệm", root, authority=True)
    name = "khac.example.vn" if kind == "other_host" else host
    leaf = _issue("Máy chủ mẫu", middle, authority=False, host=name, expired=kind == "expired")
    chain = Chain(directory / "sent.pem", directory / "key.pem", directory / "root.pem")
    chain.sent.write_bytes(_pem(leaf) if kind == "incomplete" else _pem(leaf, middle))
    chain.root.write_bytes(_pem(root))
    chain.key.write_bytes(
        leaf.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return chain
