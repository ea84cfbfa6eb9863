"""The socket's people and server, for attacks on it."""

from tests.api.realtime.conftest import ada, ben, join_clinic, notes, server

__all__ = ["ada", "ben", "join_clinic", "notes", "server"]
