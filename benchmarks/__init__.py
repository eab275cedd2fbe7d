"""Measures this archive beside simpler systems, on sets of questions whose answers are known."""
