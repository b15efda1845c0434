"""The archive: every report, claim and incident kept in one file, checked against its words when read."""

from onrecord.archive.archive import Archive
from onrecord.archive.reading import Found, Run, ToldPlace

__all__ = ["Archive", "Found", "Run", "ToldPlace"]
