"""Accounts of different reports to incidents: which tell of one, what they amount to together, who stands behind it."""
