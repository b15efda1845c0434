"""Runs: drive reading and coding over many sources, in order, on one machine."""
