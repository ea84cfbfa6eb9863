"""Django's sessions in their table, and with each its sign-in and its account, in one statement: every
request asks for the three of them.

A session's row does not name its sign-in; its sealed content does. So the statement is asked with the
sign-in that the session had when this process saw it last, and once more where it has another one.
"""

import hashlib
from collections import OrderedDict
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from portal.accounts import sessions, sql
from portal.accounts.models import Account, Session
from portal.kernel import clock, statements

_MOST = 4096
_seen: "OrderedDict[bytes, str]" = OrderedDict()


class SessionStore(db.SessionStore):
    """`account` and `living` are of the content as it was loaded; `ended_here`: by this very request."""

    ended_here = False
    _sign_in: Session | None = None

    def flush(self) -> None:
        super().flush()
        self.ended_here = True

    def load(self) -> dict[str, Any]:
        mark = hashlib.sha256(str(self.session_key).encode()).digest()
        data = self._load_with(_seen.get(mark))
        if data is None:
            self._session_key = None  # as Django does with a key that is not there
            return {}
        sid = _sid_of(data)
        if sid and sid != _seen.get(mark):
            data = self._load_with(sid) or {}
            _seen[mark] = sid
            if len(_seen) > _MOST:
                _seen.popitem(last=False)
        return data

    def _load_with(self, sid: str | None) -> dict[str, Any] | None:
        asked = {"key": self.session_key, "until": timezone.now(), "sid": sid, "now": clock.now()}
        rows = statements.run(sql.SIGNED_IN, asked)
        if not rows:
            return None
        row = iter(rows[0])
        data: dict[str, Any] = self.decode(next(row))
        lives = next(row)
        sign_in, account = statements.instance(Session, row), statements.instance(Account, row)
        if sign_in is not None and account is not None and lives and str(sign_in.id) == _sid_of(data):
            sign_in.account = account
            self._sign_in = sign_in
        return data

    @property
    def account(self) -> Account | None:
        """Whose session it is, where all that Django asks of it holds (`auth.get_user`). None says nothing:
        then Django is asked."""
        account_id, proof = self.get(SESSION_KEY), self.get(HASH_SESSION_KEY)
        account = self._sign_in.account if self._sign_in else None
        if account is None or not account.is_active or str(account.pk) != account_id:
            return None
        if self.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
            return None
        return account if constant_time_compare(proof or "", account.get_session_auth_hash()) else None

    def living(self, *, account_id: UUID) -> Session | None:
        """`sessions.current` of this session: the sign-in of this account, where it lives. Touches it."""
        sid = str(self.get("sid", ""))
        found = self._sign_in
        if found is None or found.account_id != account_id or str(found.id) != sid:
            return sessions.current(sid, account_id=account_id)
        sessions.touch(found)
        return found


def _sid_of(data: dict[str, Any]) -> str:
    """The id of the sign-in, as it is written; empty where there is none."""
    try:
        return str(UUID(str(data.get("sid", ""))))
    except ValueError:
        return ""
