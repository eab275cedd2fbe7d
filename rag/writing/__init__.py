"""Checks what a model writes against the evidence."""
