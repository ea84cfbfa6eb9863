"""One-tap sign-in and the sinks' page of the demo. Never installed in production."""
