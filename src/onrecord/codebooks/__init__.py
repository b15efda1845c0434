"""Codebooks: what an incident is called in the vocabularies of others. Pure; the tables are data files."""
