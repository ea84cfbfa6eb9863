"""Messages on the wire: one shape for answers, acknowledgements and frames."""
