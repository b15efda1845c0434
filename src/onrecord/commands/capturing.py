"""Capturing: the options that fetch and watch share, and how outcomes are printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from onrecord.capture.client import USER_AGENT
from onrecord.capture.fetching import Captured, Failed, Gone, Outcome
from onrecord.capture.politeness import PAUSE
from onrecord.commands.options import actor_option, loopback_option
from onrecord.contract import Json


def evidence_option() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--evidence FOLDER``."""
    return click.option(
        "--evidence",
        "folder",
        type=click.Path(path_type=Path, file_okay=False),
        required=True,
        metavar="FOLDER",
        help="Where captures are kept; begun where there is none.",
    )


def capture_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say how pages are captured; ``collecting`` takes them."""
    options = (
        evidence_option(),
        click.option(
            "--user-agent",
            "agent",
            default=USER_AGENT,
            show_default=True,
            metavar="UA",
            callback=_agent,
            help="How to name ourselves to web servers; say whom they can ask.",
        ),
        click.option(
            "--pause",
            type=click.FloatRange(0, 3600),
            default=PAUSE,
            show_default=True,
            metavar="SECONDS",
            help="Between two requests to one site; longer where it asks for it.",
        ),
        click.option("--media", is_flag=True, help="Capture the pictures and videos that a page embeds too."),
        click.option(
            "--picture/--no-picture",
            default=True,
            show_default=True,
            help="Take a full-page picture with Chromium; a capture without one is incomplete.",
        ),
        click.option(
            "--timestamp",
            metavar="URL",
            help="Have each capture stamped by this time-stamping authority (RFC 3161).",
        ),
        actor_option(),
        loopback_option(),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _agent(ctx: click.Context, param: click.Parameter, value: str) -> str:  # noqa: ARG001
    if not value.strip() or not value.isascii() or not value.isprintable():
        raise click.BadParameter("give a name in plain ASCII letters, such as 'ourproject/1.0 (desk@example.org)'")
    return value.strip()


def outcome_json(outcome: Outcome) -> Json:
    """An outcome as one JSON object."""
    if isinstance(outcome, Captured):
        return {
            "address": outcome.address,
            "outcome": outcome.change,
            "kind": outcome.kind,
            "final": outcome.final,
            "sha256": outcome.sha256,
            "bytes": outcome.payload_bytes,
            "media_type": outcome.media_type,
            "complete": outcome.is_complete,
            "missing": list(outcome.missing),
            "entry": outcome.entry,
        }
    if isinstance(outcome, Gone):
        return {"address": outcome.address, "outcome": "gone", "status": outcome.status, "entry": outcome.entry}
    error = {"reason": outcome.reason, "message": outcome.message}
    return {"address": outcome.address, "outcome": "failed", "error": error}


def outcome_line(outcome: Outcome) -> str:
    """An outcome as one line for people."""
    if isinstance(outcome, Captured):
        lacks = f"  (incomplete: {'; '.join(outcome.missing)})" if outcome.missing else ""
        return f"{outcome.change:<10} {outcome.sha256[:12]}  {outcome.address}{lacks}"
    if isinstance(outcome, Gone):
        return f"{'gone':<10} {'':12}  {outcome.address}  (status {outcome.status})"
    return f"{'failed':<10} {'':12}  {outcome.address}  ({outcome.reason}: {outcome.message})"


def failure_line(outcome: Failed) -> str:
    """A failure as stderr names it."""
    return f"onrecord: {outcome.address}: {outcome.message}"
