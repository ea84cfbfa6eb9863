"""How much one socket may ask. Pure."""

from dataclasses import dataclass

LARGEST_MESSAGE = 64 * 1024
SOCKETS_A_SESSION = 10
QUEUE = 256


@dataclass
class Bucket:
    """A token bucket: `capacity` at once, `refill` a second after that."""

    capacity: float = 30.0
    refill: float = 10.0
    tokens: float = 30.0
    at: float = 0.0

    def take(self, now: float) -> bool:
        """`now` is a monotonic time in seconds."""
        self.tokens = min(self.capacity, self.tokens + (now - self.at) * self.refill)
        self.at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True
