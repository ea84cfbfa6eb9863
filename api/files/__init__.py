"""Files on the wire: announced, sent in pieces, looked at, handed out."""
