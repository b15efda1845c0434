"""Capture: polite, safe collection from the network, and the evidence that is kept of it."""
