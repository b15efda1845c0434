"""One page of codings: a file that needs nothing else, opens without a network, and reads without scripts.

In: codings. Out: an HTML file with its style, its script, the map and every report's text inside. All text from reports
is escaped, and the page's own policy lets only this one style and this one script run, told by their hashes; it may
connect to nothing. The same codings give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined, select_autoescape
from jinja2.loaders import PackageLoader
from markupsafe import Markup

from onrecord.errors import InputError
from onrecord.model import Coding
from onrecord.releases.parts import PageView
from onrecord.releases.view import page_view


def write_page(codings: Sequence[Coding], path: Path, *, title: str) -> None:
    """Write the page of these codings. Raises InputError when the file cannot be written."""
    page = render_page(page_view(codings, title=title))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.encode("utf-8", "xmlcharrefreplace"))
    except OSError as error:
        raise InputError(f"page {path}: {error.strerror or error}; name a file that can be written") from error


def render_page(view: PageView) -> str:
    """The page as HTML text."""
    style, script = _asset("page.css"), _asset("page.js")
    policy = f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; base-uri 'none'"
    template = _environment().get_template("page.html.j2")
    return template.render(
        view=view, style=Markup(style), script=Markup(script), policy=f"{policy}; form-action 'none'"
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("onrecord.releases"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> str:
    """Our own style or script, as it stands in the package."""
    return (files("onrecord.releases") / "templates" / name).read_text("utf-8")


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"
