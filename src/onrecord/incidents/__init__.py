"""Claims to incidents: what happened at one place and time, as its claims support it."""

from onrecord.incidents.situations import situations_of
from onrecord.incidents.within import incidents_of

__all__ = ["incidents_of", "situations_of"]
