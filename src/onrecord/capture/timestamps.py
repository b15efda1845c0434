"""Trusted timestamps: an authority outside signs that an entry of the log existed at a time (RFC 3161).

In: an entry's digest and an authority's address. Out: a Token to be kept in the log beside the entry, and later the
answer whether it is the entry's and whose signature it bears. Each capture gets its own, since the stamp of a package
does not prove when its parts were taken (requirement A6). An option: the library is asked for only where it is used.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from onrecord.capture.client import Client
from onrecord.errors import CaptureError, EvidenceError

_ASKS, _ANSWERS = "application/timestamp-query", "application/timestamp-reply"
_GRANTED = 0
_LIBRARY = "rfc3161_client"


@dataclass(frozen=True, slots=True)
class Token:
    """What an authority answered: its time (UTC, ISO 8601), and the reply as it was sent, in base 64."""

    authority: str
    time: str
    reply: str


def message_of(entry_sha256: str) -> bytes:
    """What is stamped for an entry: its digest as it stands in the log, 64 letters."""
    return entry_sha256.encode("ascii")


def stamped(client: Client, authority: str, entry_sha256: str) -> Token:
    """Ask an authority to stamp an entry.

    Raises CaptureError ('timestamp' where it refuses or answers something else), EvidenceError without the library.
    """
    library = _library()
    request = library.TimestampRequestBuilder().data(message_of(entry_sha256)).build()
    answer = client.post(authority, request.as_bytes(), content_type=_ASKS, accept=_ANSWERS)
    if answer.final.status != 200:
        raise CaptureError(authority, "timestamp", f"the authority answers with status {answer.final.status}")
    try:
        reply = library.decode_timestamp_response(answer.payload)
        info = reply.tst_info
        imprint, time = info.message_imprint.message, info.gen_time
    except (ValueError, TypeError) as fault:
        raise CaptureError(
            authority, "timestamp", "the authority's answer is no timestamp; check its address"
        ) from fault
    if reply.status != _GRANTED or imprint != _imprint(entry_sha256):
        raise CaptureError(authority, "timestamp", "the authority did not stamp what it was asked to")
    return Token(authority, time.isoformat(), base64.b64encode(answer.payload).decode("ascii"))


def is_of(reply: str, entry_sha256: str) -> bool:
    """Whether a kept reply stamps this entry, by the digest in it; its signature is another question."""
    try:
        return _imprint(entry_sha256) in base64.b64decode(reply, validate=True)
    except ValueError:
        return False


def check_signature(reply: str, entry_sha256: str, root: Path) -> str | None:
    """Why a reply is not what an authority under a root certificate (PEM) signed; None where it is.

    Raises EvidenceError where the certificate cannot be read, or the library is not there.
    """
    library = _library()
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 - comes with the library

    try:
        roots = load_pem_x509_certificates(root.read_bytes())
    except (OSError, ValueError) as fault:
        raise EvidenceError(f"{root}: holds no certificate that can be read ({fault}); give a PEM file") from fault
    builder = library.VerifierBuilder()
    for one in roots:
        builder = builder.add_root_certificate(one)
    try:
        found = library.decode_timestamp_response(base64.b64decode(reply))
        builder.build().verify_message(found, message_of(entry_sha256))
    except (library.VerificationError, ValueError) as fault:
        return f"its timestamp is not signed under {root} ({fault})"
    return None


def _imprint(entry_sha256: str) -> bytes:
    return hashlib.sha512(message_of(entry_sha256)).digest()


def _library() -> Any:
    if find_spec(_LIBRARY) is None:
        raise EvidenceError("timestamps need a library that is not installed: pip install 'onrecord[timestamps]'")
    import rfc3161_client  # noqa: PLC0415 - an option

    return rfc3161_client
