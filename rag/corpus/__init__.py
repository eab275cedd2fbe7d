"""Reads the corpus: files become articles."""
