"""Onrecord: reports of political violence in, cited event data out."""
