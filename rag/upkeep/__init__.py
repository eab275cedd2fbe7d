"""Keeps an index in step with its corpus: now, in a process of its own, or for as long as somebody watches."""
