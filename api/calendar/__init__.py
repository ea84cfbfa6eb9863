"""The edge of the calendar feed."""
