"""What can go wrong, one sentence each.

OnrecordError
├── InputError              a source, an option or a data file that the user can mend
│   ├── UnreadableReport    bytes that hold no report that can be read; the message says why and what to do
│   ├── ArchiveError        an archive file that is none, is read-only, or is full
│   ├── CaptureError        an address that was not captured: refused, unreachable, too large, forbidden ...
│   └── EvidenceError       an evidence folder, or an item in it, that cannot be used or trusted
└── SpanError               a bug of ours: a span that does not index its report
"""

from __future__ import annotations


class OnrecordError(Exception):
    """Any error that Onrecord raises on purpose."""


class InputError(OnrecordError):
    """Something the user gave cannot be used; the message says what, where and what to do."""


class UnreadableReport(InputError):
    """These bytes hold no report that can be read.

    ``source`` names the file, address, record or line; ``report_id`` is the id that the input gave the report, where
    it is known. ``reason`` is a short code: 'empty', 'binary', 'too_large', 'encoding', 'no_body', 'no_content',
    'bad_json', 'bad_date', 'language', 'missing'; of containers also 'broken', 'cut', 'bomb', 'encrypted',
    'compressed', 'too_deep', 'entities', 'no_feed', 'no_column', 'zip'; of PDFs 'no_text', 'too_slow'; of folders
    'kind', 'link'; of addresses and evidence 'fetch', 'evidence'.
    """

    def __init__(self, source: str, reason: str, message: str, report_id: str | None = None) -> None:
        super().__init__(f"{source}: {message}")
        self.source = source
        self.reason = reason
        self.message = message
        self.report_id = report_id


class ArchiveError(InputError):
    """An archive cannot be opened or written; nothing was changed."""


class CaptureError(InputError):
    """An address could not be captured.

    ``address`` is the one that failed, after redirects; ``reason`` is a short code: 'bad_address', 'refused_address',
    'refused_port', 'network', 'tls', 'timeout', 'too_large', 'truncated', 'protocol', 'encoding', 'redirects',
    'robots', 'busy', 'status', 'shell', 'picture', 'timestamp'.
    """

    def __init__(self, address: str, reason: str, message: str) -> None:
        super().__init__(f"{address}: {message}")
        self.address = address
        self.reason = reason
        self.message = message


class EvidenceError(InputError):
    """An evidence folder, or an item in it, cannot be used: in use, damaged, or none. Nothing was changed."""


class SpanError(OnrecordError):
    """A span that does not index its report: our own bug, never the user's."""
