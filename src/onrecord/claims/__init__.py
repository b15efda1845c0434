"""Sentences to claims: what a report says happened, to whom, how many, and who says so."""

from onrecord.claims.attribution import SpeechAct, find_speech
from onrecord.claims.find import Background, ToldEvent, find_claims
from onrecord.claims.situations import find_situations
from onrecord.claims.telling import Telling
from onrecord.claims.told_tolls import summed
from onrecord.claims.triggers import GENERIC
from onrecord.claims.unanchored import find_unanchored

__all__ = [
    "GENERIC",
    "Background",
    "SpeechAct",
    "Telling",
    "ToldEvent",
    "find_claims",
    "find_situations",
    "find_speech",
    "find_unanchored",
    "summed",
]
