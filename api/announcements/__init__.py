"""The edge of announcements."""
