"""Practice on the wire: entries, what helped most, coping cards. The skills themselves are static data."""
