"""What a person wants: read and changed by themselves alone."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from portal import audit
from portal.accounts.models import Account
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, Stale
from portal.kernel.transaction import action
from portal.notify import logic, stops
from portal.notify.models import CHANNELS, Preferences

_FIELDS = {
    *CHANNELS, "with_time", "leads", "quiet_from", "quiet_until",
    "fallback_after", "daily_cap", "digest_at", "team_messages",
}  # fmt: skip
_LONGEST_LEAD = 7 * 24 * 60


def of(account_id: UUID) -> Preferences:
    """The stored wishes, or the defaults."""
    found = Preferences.objects.filter(account_id=account_id).first()
    return found or Preferences(account_id=account_id, version=0)


def of_all(account_ids: Iterable[UUID]) -> dict[UUID, Preferences]:
    """The wishes of many, in one read."""
    wanted = set(account_ids)
    found = {row.account_id: row for row in Preferences.objects.filter(account_id__in=wanted)}
    return {each: found.get(each) or Preferences(account_id=each, version=0) for each in wanted}


def own(actor: Actor) -> Preferences:
    return of(actor.me)


def of_team(account_ids: Iterable[UUID]) -> list[UUID]:
    """Those of these members of a team who want to hear of what patients write."""
    wanted = Preferences.objects.filter(account_id__in=list(account_ids), team_messages=True)
    return list(wanted.order_by("account_id").values_list("account_id", flat=True))


def own_number_end(actor: Actor) -> str:
    """The last four digits of the number that texts go to; empty where there is none."""
    return Account.objects.values_list("phone", flat=True).get(id=actor.me)[-4:]


def own_number_stopped(actor: Actor) -> bool:
    """Whether STOP was written from the number that texts go to."""
    number = Account.objects.values_list("phone", flat=True).get(id=actor.me)
    return bool(number) and stops.holds(number)


@action
def change_preferences(actor: Actor, *, version: int, changes: Mapping[str, Any]) -> Preferences:
    """Changes one's own wishes; quiet hours and the digest's are wall times in one's own zone, leads and
    `fallback_after` are minutes, `daily_cap` (None: no cap) is a count for a day of one's own.

    Allowed: everyone for themselves. Raises Stale, Invalid.
    """
    Preferences.objects.get_or_create(account_id=actor.me, defaults={"version": 0})
    row = Preferences.objects.select_for_update().get(account_id=actor.me)
    if row.version != version:
        raise Stale
    for name, value in changes.items():
        if name not in _FIELDS:
            raise Invalid(f"/{name}", "errors.unknown_field")
        setattr(row, name, value)
    if len(row.leads) > 4 or any(not 0 < lead <= _LONGEST_LEAD for lead in row.leads):
        raise Invalid("/leads", "notify.leads")
    if row.fallback_after not in logic.FALLBACK_CHOICES:
        raise Invalid("/fallback_after", "errors.field.invalid_choice")
    if row.daily_cap is not None and not 1 <= row.daily_cap <= logic.MOST_A_DAY:
        raise Invalid("/daily_cap", "errors.field.invalid_choice")
    row.leads = sorted(set(row.leads), reverse=True)
    row.version += 1
    row.save()
    audit.record(actor, "notify.change_preferences", object_type="preferences", object_id=actor.me)
    return row
