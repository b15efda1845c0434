"""Releases: what is coded, in the forms that people read."""
