"""The rule of `policy` as SQL, for the few statements that must assert it in themselves. Made from the same
matrix. Each piece is an expression over the names that it is given, and takes the parameter `now`."""

from portal.access.matrix import OVER_PATIENT, OVER_PROGRAM, Permission, grounds

_NOW = "g.starts_at <= %(now)s AND (g.ends_at IS NULL OR g.ends_at > %(now)s)"


def _words(found: frozenset[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(found)) or "NULL"


def _near(permission: Permission) -> str:
    bases, scopes = grounds(permission)
    near = f"g.basis IN ({_words(frozenset(bases & OVER_PATIENT))})"
    if scopes:
        near += f" OR (g.basis = 'family' AND g.scopes && ARRAY[{_words(frozenset(scopes))}]::varchar[])"
    return f"({near})"


def _wide(permission: Permission) -> str:
    return f"g.basis IN ({_words(frozenset(grounds(permission)[0] & OVER_PROGRAM))})"


def _over(permission: Permission, *, patient: str, program: str) -> str:
    near, wide = _near(permission), _wide(permission)
    return f"((g.patient_id = {patient} AND {near}) OR (g.program_id = {program} AND {wide})) AND {_NOW}"


def may(permission: Permission, *, account: str, patient: str, program: str) -> str:
    """`policy.can`, as a condition."""
    over = _over(permission, patient=patient, program=program)
    return f"EXISTS (SELECT FROM access_grant g WHERE g.account_id = {account} AND {over})"


def who_can(permission: Permission, *, patient: str, program: str) -> str:
    """`policy.who_can`, as a query of `account_id`, in their order."""
    over = _over(permission, patient=patient, program=program)
    return f"SELECT DISTINCT g.account_id FROM access_grant g WHERE {over} ORDER BY g.account_id"  # noqa: S608 - names of columns


def reach(permission: Permission, *, account: str) -> str:
    """The patients, and the programs all of whose patients, over whom the account has the permission: as the
    CTEs `near` (`patient_id`) and `wide` (`program_id`). For lists that are read in the order of an index."""
    mine = f"FROM access_grant g WHERE g.account_id = {account} AND {_NOW}"
    return f"""
near AS MATERIALIZED (
    SELECT DISTINCT g.patient_id {mine} AND g.patient_id IS NOT NULL AND {_near(permission)}
), wide AS MATERIALIZED (
    SELECT DISTINCT g.program_id {mine} AND g.program_id IS NOT NULL AND {_wide(permission)}
)"""


def version(*, account: str) -> str:
    """`version.of`, as a query of one number."""
    return f"SELECT coalesce((SELECT v.n FROM access_version v WHERE v.account_id = {account}), 0) AS n"  # noqa: S608 - names of columns
