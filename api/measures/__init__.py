"""Measures on the wire."""
