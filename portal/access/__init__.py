"""Who may do what with whose data: the only place where that is decided.

Owns the matrix (basis x permission), the grants (who, on what basis, over whom, which scopes, from,
until) and each account's grant version, raised in the same transaction as every change. It reads no
table of another domain: `programs` and `family` write grants through `grants`. Closed unless opened.
"""
