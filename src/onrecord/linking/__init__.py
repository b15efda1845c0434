"""Accounts of different reports to incidents: which tell of one, what they amount to together, who stands behind it.

Two halves. Which tellings are one incident: ``accounts`` (what is compared), ``blocks`` (with what), ``comparisons``
and ``model`` (how, and how much each outcome weighs), ``scoring`` (Splink), ``groups``, ``identity`` (permanent ids),
``explaining``. What they amount to: ``tellings``, ``voices``, ``figures`` (which count), ``reconciling`` (ranges),
``standing``, ``grading``, ``discredited``, ``merging``, and ``joined``, which puts them together; ``as_json`` is how
it is printed.
"""
