"""Daily check-ins on the wire: a patient's days, and what the card asks."""
