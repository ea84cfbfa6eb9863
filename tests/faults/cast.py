"""Who takes part in the faults, by name alone: no Django here, the campaign runs without."""

PATIENTS = tuple(f"patient{n}" for n in range(8))
THERAPISTS = tuple(f"therapist{n}" for n in range(6))
# Of the cast of tests/world.py: signed in, and entitled to none of the conversations.
STRANGERS = ("off_team", "administrator", "stranger", "relative", "removed")
# Signs in by password while something is down.
SIGNS_IN = "neighbour"
PASSWORD = "a long enough password"


def team_of(n: int) -> tuple[str, str]:
    """The two therapists of the nth patient."""
    return THERAPISTS[n % len(THERAPISTS)], THERAPISTS[(n + 1) % len(THERAPISTS)]
