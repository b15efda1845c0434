"""Downloads of GeoNames' country dumps: the one thing that goes to the network, and only when it is asked for.

In: a country's code and where its dump is. Out: the dump's bytes and the name of where they came from. Size and time
are bounded; only http and https are spoken, and only with the host that was named.
"""

from __future__ import annotations

import re
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from onrecord.errors import InputError

GEONAMES = "https://download.geonames.org/export/dump/"
MOST_BYTES = 300_000_000
"""The largest dump, of the United States, has some 70 MB."""
SECONDS = 60.0
"""Without a byte, after which a download is given up."""
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_NAMES = ("{}.zip", "{}.txt", "{}.txt.gz")


def fetch_dump(country: str, origin: str) -> tuple[bytes, str]:
    """The dump of a country from a folder or an address. Raises InputError, with what to do, where there is none."""
    if _ADDRESS.match(origin):
        return _download(f"{origin.rstrip('/')}/{country}.zip")
    folder = Path(origin).expanduser()
    for name in _NAMES:
        path = folder / name.format(country)
        if path.is_file():
            return path.read_bytes(), str(path)
    raise InputError(f"{folder}: holds no {country}.zip; download it from {GEONAMES} and put it there")


class _SameHost(HTTPRedirectHandler):
    """Follows a redirect to the same host alone, and never from https to http."""

    def redirect_request(  # noqa: PLR0917 - the signature is the library's
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        """The request to go on with. Raises HTTPError where the new address is elsewhere."""
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if (new.hostname, new.port) != (old.hostname, old.port) or (old.scheme, new.scheme) == ("https", "http"):
            raise HTTPError(req.full_url, code, f"it redirects to {new.hostname}, which is not trusted", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _download(address: str) -> tuple[bytes, str]:
    request = Request(address, headers={"User-Agent": "onrecord-gazetteer"})
    try:
        with build_opener(_SameHost).open(request, timeout=SECONDS) as answer:
            data: bytes = answer.read(MOST_BYTES + 1)
            expected = answer.headers.get("Content-Length")
    except (URLError, HTTPException, OSError) as fault:
        if isinstance(fault, HTTPError):
            fault.close()
        advice = "try again later, or download it by hand and give its folder with --from"
        raise InputError(f"{address}: cannot be downloaded ({fault}); {advice}") from fault
    if len(data) > MOST_BYTES:
        raise InputError(f"{address}: is larger than {MOST_BYTES // 10**6} MB, which no country's dump is")
    if expected is not None and expected.isdigit() and len(data) != int(expected):
        raise InputError(f"{address}: broke off after {len(data)} of {expected} bytes; try again")
    return data, address
