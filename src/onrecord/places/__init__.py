"""Where: finding the place names of a report and resolving them to places on earth."""

from onrecord.places.cues import without_direction
from onrecord.places.earth import distance_km
from onrecord.places.fineness import fineness
from onrecord.places.gazetteer import Entry, Gazetteer, open_gazetteer
from onrecord.places.names import fold
from onrecord.places.read import read_places
from onrecord.places.resolve import resolve_places
from onrecord.places.seats import with_capitals
from onrecord.places.shouted import shouted_places
from onrecord.places.toponym import Toponym, ToponymRole
from onrecord.places.toponyms import find_toponyms

__all__ = [
    "Entry",
    "Gazetteer",
    "Toponym",
    "ToponymRole",
    "distance_km",
    "find_toponyms",
    "fineness",
    "fold",
    "open_gazetteer",
    "read_places",
    "resolve_places",
    "shouted_places",
    "with_capitals",
    "without_direction",
]
