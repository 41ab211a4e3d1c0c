"""Ed25519 keys and signatures (RFC 8032): the home of `cryptography`.

Read in only where something is signed, or where a deployment wants signatures.
A public key is told by its 32 bytes, a signature by its 64, both hexadecimal.
"""

import binascii
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sites.errors import BadKeyError

_RAW, _SIGNATURE_BYTES = 32, 64
_UNREADABLE = (ValueError, TypeError, UnsupportedAlgorithm)
_NO_PUBLIC_KEY = (
    "这不是 Ed25519 公钥：请用 flask sites keys new 生成的 public.pem，或者它的 64 位十六进制数字。"
)
_NO_PRIVATE_KEY = (
    "这不是没有口令的 Ed25519 私钥：请用 flask sites keys new 生成的 private.pem；"
    "私钥有口令或在别的机器上，就用 --print 取出要签的文字，签好后用 --signature 交回。"
)
_NO_SIGNATURE = "这不是 Ed25519 签名：要正好 64 个字节，或者 128 位十六进制数字。请检查签名文件。"


@dataclass(frozen=True, slots=True)
class KeyPair:
    """private, public: PEM (PKCS 8 without a passphrase; SubjectPublicKeyInfo)."""

    private: bytes
    public: bytes


def new_pair() -> KeyPair:
    """A new key, from the machine's own randomness."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return KeyPair(private, public)


def signed(text: str, private: bytes) -> str:
    """The signature of the text. private: PEM. Raises BadKeyError."""
    return _private(private).sign(text.encode()).hex()


def public_of(private: bytes) -> str:
    """The public key of a private one in PEM. Raises BadKeyError."""
    return _hex(_private(private).public_key())


def public_key(told: bytes) -> str:
    """The public key that is told as PEM or as 64 hexadecimal digits. Raises BadKeyError."""
    try:
        if told.lstrip().startswith(b"-----"):
            key = serialization.load_pem_public_key(told)
        else:
            key = Ed25519PublicKey.from_public_bytes(_bytes(told, _RAW))
    except _UNREADABLE as error:
        raise BadKeyError(_NO_PUBLIC_KEY) from error
    if not isinstance(key, Ed25519PublicKey):
        raise BadKeyError(_NO_PUBLIC_KEY)
    return _hex(key)


def signature_in(told: bytes) -> str:
    """The signature in a file: 64 bytes, or their hexadecimal digits. Raises BadKeyError."""
    if len(told) == _SIGNATURE_BYTES:
        return told.hex()
    try:
        return _bytes(told, _SIGNATURE_BYTES).hex()
    except ValueError as error:
        raise BadKeyError(_NO_SIGNATURE) from error


def is_signed(text: str, signature: str, public: str) -> bool:
    """Whether the key signed this very text; False for whatever is no signature.

    Raises BadKeyError where `public` is no key.
    """
    try:
        key = Ed25519PublicKey.from_public_bytes(_bytes(public.encode(), _RAW))
    except _UNREADABLE as error:
        raise BadKeyError(_NO_PUBLIC_KEY) from error
    try:
        key.verify(_bytes(signature.encode(), _SIGNATURE_BYTES), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _private(private: bytes) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(private, password=None)
    except _UNREADABLE as error:
        raise BadKeyError(_NO_PRIVATE_KEY) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKeyError(_NO_PRIVATE_KEY)
    return key


def _hex(key: Ed25519PublicKey) -> str:
    return key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw).hex()


def _bytes(digits: bytes, length: int) -> bytes:
    """Raises ValueError unless they are hexadecimal digits for that many bytes."""
    found = binascii.unhexlify(digits.strip())
    if len(found) != length:
        raise ValueError("Too few digits, or too many.")
    return found
