"""The arithmetic of one-time codes.

The six digits are an HMAC of a random nonce under the site's secret, so they are stored nowhere:
the message computes them when it leaves, and the check compares keyed hashes.
"""

import secrets
from typing import Final

from django.utils.crypto import constant_time_compare, salted_hmac

CODE_LENGTH: Final = 6
_DIGITS_SALT: Final = "accounts.codes.digits"
_HASH_SALT: Final = "accounts.codes.hash"


def new_nonce() -> str:
    """Give 256 random bits as text."""
    return secrets.token_urlsafe(32)


def digits_of(nonce: str) -> str:
    """Derive the six digits that belong to a nonce."""
    digest = salted_hmac(_DIGITS_SALT, nonce, algorithm="sha256").digest()
    # 256 bits modulo a million favour no code by more than one part in 10^71.
    return f"{int.from_bytes(digest) % 10**CODE_LENGTH:0{CODE_LENGTH}d}"


def code_hash(nonce: str, digits: str) -> str:
    """Give the keyed hash (HMAC-SHA256, hex) under which digits are kept."""
    return salted_hmac(_HASH_SALT, f"{nonce}:{digits}", algorithm="sha256").hexdigest()


def is_code(nonce: str, digits: str, kept_hash: str) -> bool:
    """Tell in constant time whether the digits are those of the kept hash."""
    return constant_time_compare(code_hash(nonce, digits), kept_hash)
