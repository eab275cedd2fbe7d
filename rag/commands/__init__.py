"""The command line: what it does, and how it shows it."""
