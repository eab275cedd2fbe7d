"""Measures the running bot against a Bot API server on this machine."""
