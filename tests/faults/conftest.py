"""Sixty people who are due a text: the faults' common ground."""

from datetime import timedelta
from uuid import uuid4

import pytest

from portal.accounts.models import Account
from portal.kernel import clock
from portal.notify.ledger import drafts, plan
from portal.notify.models import Preferences

PEOPLE = 60


@pytest.fixture
def sixty_due(transactional_db: None) -> None:
    """One due text each, of a template that needs no schedule behind it."""
    now = clock.now()
    people = Account.objects.bulk_create(
        Account(email=f"p{n}@example.test", preferred_name="P", phone=f"+1602555{n:04}", created_at=now)
        for n in range(PEOPLE)
    )
    Preferences.objects.bulk_create(
        Preferences(account=each, sms=True, quiet_from="00:00", quiet_until="00:00") for each in people
    )
    plan(
        row
        for each in people
        for row in drafts(
            account_id=each.id, channels=["sms"], template="task", about_id=uuid4(), about_at=now,
            path="/today", once="fault", due_at=now, stale_at=now + timedelta(hours=1),
        )
    )  # fmt: skip
