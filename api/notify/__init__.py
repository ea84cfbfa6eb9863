"""One's own notices on the wire: wishes and devices."""
