"""Brings articles into the corpus folder: pages, feeds and documents become files that are read back the same."""
