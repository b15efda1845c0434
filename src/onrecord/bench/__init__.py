"""Benchmarks: how fast and how right the coding is, on public data and on the repository's own sentences."""
