"""Releases: what is coded, in the forms that people read."""

from onrecord.releases.page import write_page

__all__ = ["write_page"]
