"""One socket for each open page: what happened comes down, commands go up.

Owns the handshake, the registry of frames and commands, delivery, and the hub that each ASGI process has.

Invariants: a socket opens only with a living session and one of our exact origins; before anything is sent
or done its session is looked up again; what a frame shows is rendered at delivery, by the reader's rights
of that moment; each recipient's `seq` has no hole, what may no longer be seen leaves a `gone` in its place.
"""
