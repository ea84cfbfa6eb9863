"""An entry as a part of a larger statement: `writing.record` for what must be one statement."""

# Takes the parameters of `writing.signature`, and `now`. FROM what follows comes one entry for each row.
COLUMNS = (
    "at, actor_id, actor_kind, actor_name, session, ip, verb, object_type, object_id, "
    "patient_id, program_id, outcome, reason, count"
)


def entry(verb: str, *, object_type: str, object_id: str, patient: str, program: str, of: str) -> str:
    """INSERT of one entry for each row of `of`; the other names are columns there."""
    return (
        f"INSERT INTO audit_entry ({COLUMNS}) "  # noqa: S608 - names of columns and codes
        "SELECT %(now)s, %(actor_id)s::uuid, %(actor_kind)s, %(actor_name)s, %(session)s, %(ip)s, "
        f"'{verb}', '{object_type}', {object_id}::text, {patient}, {program}, 'done', '', 1 FROM {of}"
    )
