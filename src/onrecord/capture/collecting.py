"""Collecting: everything that capturing takes, put together from what the user says.

In: how to capture. Out: a Fetcher over an open evidence folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from onrecord.capture.addresses import Policy
from onrecord.capture.client import USER_AGENT, Client
from onrecord.capture.clock import SYSTEM, Clock
from onrecord.capture.content import why_no_content
from onrecord.capture.custodian import login_name
from onrecord.capture.evidence import Evidence
from onrecord.capture.fetching import Fetcher, Settings
from onrecord.capture.pictures import browser_found
from onrecord.capture.politeness import PAUSE, Politeness
from onrecord.capture.timestamps import stamped
from onrecord.errors import CaptureError


@dataclass(frozen=True, slots=True)
class How:
    """How to capture, as the options say."""

    folder: Path
    agent: str = USER_AGENT
    pause: float = PAUSE
    media: bool = False
    picture: bool = True
    actor: str = field(default_factory=login_name)
    allow_loopback: bool = False
    timestamp: str | None = None
    """The address of an authority that stamps each capture (RFC 3161)."""


@contextmanager
def collecting(how: How, settings: Settings, clock: Clock = SYSTEM) -> Iterator[Fetcher]:
    """A fetcher over the evidence folder. Raises EvidenceError."""
    policy = Policy(allow_loopback=how.allow_loopback)
    client = Client(agent=how.agent, policy=policy, clock=clock)
    with Evidence(how.folder, actor=how.actor, clock=clock) as evidence:
        photographer = None
        if how.picture:
            try:
                photographer = browser_found(client)
            except CaptureError as fault:
                settings = Settings(settings.method, settings.attempts, settings.longest_wait, fault.message)
        else:
            words = "none was asked for (--no-picture)"
            settings = Settings(settings.method, settings.attempts, settings.longest_wait, words)
        politeness = Politeness(clock, how.pause)
        yield Fetcher(
            client,
            evidence,
            politeness,
            clock=clock,
            settings=settings,
            photographer=photographer,
            stamper=None if how.timestamp is None else partial(stamped, client, how.timestamp),
            is_shell=why_no_content,
        )
