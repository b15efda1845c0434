"""Who it was: names, nouns and pointing words in a report, each resolved to one Actor of the registry."""

from onrecord.actors.mentions import Mention, find_actors
from onrecord.actors.registry import Registry, load_registry
from onrecord.actors.shouted import shouted_parties
from onrecord.actors.speakers import side_of

__all__ = ["Mention", "Registry", "find_actors", "load_registry", "shouted_parties", "side_of"]
