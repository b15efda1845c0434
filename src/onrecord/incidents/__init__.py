"""Claims to incidents: what happened at one place and time, as its claims support it."""

from onrecord.incidents.situations import situations_of
from onrecord.incidents.tasks import Task, tasks_of
from onrecord.incidents.within import incidents_of

__all__ = ["Task", "incidents_of", "situations_of", "tasks_of"]
