"""An entry as a part of a larger statement: `writing.record` for what must be one statement."""

# Takes the parameter `now`. FROM what follows comes one entry for each row.
COLUMNS = (
    "at, actor_id, actor_kind, actor_name, session, ip, verb, object_type, object_id, "
    "patient_id, program_id, outcome, reason, count"
)


# Who did it: by the parameters of `writing.signature`, or by columns of those names.
ONE_ACTOR = "%(actor_id)s::uuid, %(actor_kind)s, %(actor_name)s, %(session)s, %(ip)s"
EACH_ITS_OWN = "actor_id, actor_kind, actor_name, session, ip"


def entry(
    verb: str,
    *,
    object_type: str,
    object_id: str,
    patient: str,
    program: str,
    of: str,
    signed: str = ONE_ACTOR,
) -> str:
    """INSERT of one entry for each row of `of`: `verb` is an expression, the others are columns there."""
    return (
        f"INSERT INTO audit_entry ({COLUMNS}) "  # noqa: S608 - names of columns and codes
        f"SELECT %(now)s, {signed}, "
        f"{verb}, '{object_type}', {object_id}::text, {patient}, {program}, 'done', '', 1 FROM {of}"
    )
