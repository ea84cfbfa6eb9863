"""The week on the wire. Titles and places go out in every language: the screen picks."""
