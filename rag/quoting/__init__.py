"""Answers with quotes, or refuses."""
