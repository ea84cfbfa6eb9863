"""Starts the product on one machine: the bundled servers and our own processes.

Owns the data folder of a clone (`.data/`, or FOOTBRIDGE_DATA) and one short temporary folder for sockets.
Invariants: nothing outside these two is written, no mode or owner elsewhere is changed, and every process
that was started here ends with the supervisor, however that ends.
"""
