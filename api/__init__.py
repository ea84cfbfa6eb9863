"""How the portal looks on the wire: translates, decides nothing."""
