"""Keeps the index: a catalogue that decides, and two search stores that follow it."""
