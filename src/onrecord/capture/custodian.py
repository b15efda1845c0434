"""The custodian: who acts, where nobody says so.

In: the machine's accounts. Out: a name for the chain of custody.
"""

from __future__ import annotations

import getpass


def login_name() -> str:
    """Who runs this, as the machine knows them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
