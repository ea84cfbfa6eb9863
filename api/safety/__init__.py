"""Alerts and help on the wire."""
