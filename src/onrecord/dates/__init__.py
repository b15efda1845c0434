"""Times in reports: 'on Monday', 'late 2015', 'the 5th of January' become days, with the words they were read from.

``find_times`` reads a text; ``parse_day`` reads one full date in many layouts and languages; ``as_said``
counts one from the day it was said; ``untold`` is the documented default for an event whose time nobody tells.
"""

from onrecord.dates.absolute import parse_day
from onrecord.dates.clocks import PART_OF_DAY
from onrecord.dates.finding import as_said, find_times, untold
from onrecord.dates.mentioned import DAY_OF_CAUSE
from onrecord.dates.phrases import TimeKind, TimePhrase

__all__ = ["DAY_OF_CAUSE", "PART_OF_DAY", "TimeKind", "TimePhrase", "as_said", "find_times", "parse_day", "untold"]
