"""Measures how time, memory and room grow with the archive, and holds them to promises."""
