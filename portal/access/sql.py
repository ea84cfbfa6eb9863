"""The rule of `policy` as SQL, for the few statements that must assert it in themselves. Made from the same
matrix. Each piece is an expression over the names that it is given, and takes the parameter `now`."""

from portal.access.matrix import OVER_PATIENT, OVER_PROGRAM, Permission, grounds

_NOW = "g.starts_at <= %(now)s AND (g.ends_at IS NULL OR g.ends_at > %(now)s)"


def _words(found: frozenset[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(found)) or "NULL"


def _over(permission: Permission, *, patient: str, program: str) -> str:
    bases, scopes = grounds(permission)
    near = f"g.basis IN ({_words(frozenset(bases & OVER_PATIENT))})"
    if scopes:
        near += f" OR (g.basis = 'family' AND g.scopes && ARRAY[{_words(frozenset(scopes))}]::varchar[])"
    wide = f"g.basis IN ({_words(frozenset(bases & OVER_PROGRAM))})"
    return f"((g.patient_id = {patient} AND ({near})) OR (g.program_id = {program} AND {wide})) AND {_NOW}"


def may(permission: Permission, *, account: str, patient: str, program: str) -> str:
    """`policy.can`, as a condition."""
    over = _over(permission, patient=patient, program=program)
    return f"EXISTS (SELECT FROM access_grant g WHERE g.account_id = {account} AND {over})"


def who_can(permission: Permission, *, patient: str, program: str) -> str:
    """`policy.who_can`, as a query of `account_id`, in their order."""
    over = _over(permission, patient=patient, program=program)
    return f"SELECT DISTINCT g.account_id FROM access_grant g WHERE {over} ORDER BY g.account_id"  # noqa: S608 - names of columns
