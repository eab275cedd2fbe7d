"""Understands the time that a text names."""
