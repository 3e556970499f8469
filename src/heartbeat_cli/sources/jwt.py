"""Signed assertions: JSON Web Tokens with RS256. Source: RFC 7515, RFC 7519."""

import base64
import json
from collections.abc import Mapping
from typing import Any


def signed_jwt(claims: Mapping[str, Any], private_key: str, key_id: str | None = None) -> str:
    """Claims signed with a private RSA key in PEM. Raises ValueError where that is none."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    header = {"alg": "RS256", "typ": "JWT", **({} if key_id is None else {"kid": key_id})}
    message = f"{_encoded(header)}.{_encoded(claims)}"
    key = load_pem_private_key(private_key.encode(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ValueError("no RSA key")
    signature = key.sign(message.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{message}.{_base64(signature)}"


def _encoded(part: Mapping[str, Any]) -> str:
    return _base64(json.dumps(part, separators=(",", ":")).encode())


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
