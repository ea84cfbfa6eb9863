"""Settings: `base` for all, then one module for each place: dev, demo, test, production."""
