"""Codes of an application on the telephone (TOTP, RFC 6238): six digits, another every 30 s."""

import hmac
from datetime import datetime

import pyotp

_STEP_S = 30
_WINDOW = (0, -1, 1)  # a clock may be wrong by half a minute, and typing takes time


def new_secret() -> str:
    """Base32, 160 bits."""
    return pyotp.random_base32()


def enrolment(secret: str, name: str) -> str:
    """The otpauth:// address that an application on the telephone reads, as text or QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="采血点名录")


def step_of(code: str, secret: str, at: datetime) -> int | None:
    """The step (of 30 s since 1970) whose code this is, of now, before and after; None for a wrong
    code. Whether it was used already, the store knows."""
    typed = "".join(code.split()).encode()
    now, device = int(at.timestamp()) // _STEP_S, pyotp.TOTP(secret)
    right = [
        now + off
        for off in _WINDOW
        if hmac.compare_digest(device.generate_otp(now + off).encode(), typed)
    ]
    return right[0] if right else None


def code_at(secret: str, at: datetime) -> str:
    """What the telephone shows at that moment."""
    return str(pyotp.TOTP(secret).at(at))
