"""Sealed text: AES-256-GCM under a data key for each owner, each data key wrapped by a master key.

A sealed value is `v1 | nonce (12) | ciphertext` bound by its associated data to table, column, row and
owner, so that a value copied to another row does not open. A value that does not open raises
`SealBroken`: there is no fall-back to plain text. The newest master key wraps, all unwrap; `rekey`
moves the old ones over. Clinic-wide text uses the owner CLINIC.
"""

import os
import time
from collections import OrderedDict
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from portal.kernel import clock
from portal.kernel.models import DataKey

CLINIC = UUID(int=0)
_VERSION = b"v1"
_NONCE = 12
_CACHE_SECONDS = 60.0
_CACHE_SIZE = 2048
_SETTLED = timedelta(minutes=2)
_cache: "OrderedDict[UUID, tuple[float, AESGCM]]" = OrderedDict()


class SealBroken(Exception):
    """A sealed value does not open: wrong key, moved, or changed. Carries no content."""


def _wrap(owner: UUID, raw: bytes) -> tuple[str, bytes]:
    name = list(settings.MASTER_KEYS)[-1]
    nonce = os.urandom(_NONCE)
    aad = f"datakey|{owner}".encode()
    return name, nonce + AESGCM(settings.MASTER_KEYS[name]).encrypt(nonce, raw, aad)


def _unwrap(row: DataKey) -> bytes:
    master = settings.MASTER_KEYS.get(row.master)
    if master is None:
        raise SealBroken(f"The master key {row.master} is not configured.")
    wrapped = bytes(row.wrapped)
    try:
        return AESGCM(master).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], f"datakey|{row.owner_id}".encode())
    except InvalidTag as error:
        raise SealBroken("A data key does not open with its master key.") from error


def _remember(owner: UUID, raw: bytes) -> AESGCM:
    box = AESGCM(raw)
    _cache[owner] = (time.monotonic() + _CACHE_SECONDS, box)
    if len(_cache) > _CACHE_SIZE:
        _cache.popitem(last=False)
    return box


def forget() -> None:
    """Drops the keys that this process holds in memory."""
    _cache.clear()


def box_of(owner: UUID, *, create: bool = False) -> AESGCM:
    """The owner's cipher. With `create`, makes the data key when the owner has none yet."""
    held = _cache.get(owner)
    if held and held[0] > time.monotonic():
        return held[1]
    row = DataKey.objects.filter(owner_id=owner).first()
    if row is None:
        if not create:
            raise SealBroken("There is no data key for this owner.")
        name, wrapped = _wrap(owner, os.urandom(32))
        fresh = DataKey(owner_id=owner, master=name, wrapped=wrapped, made_at=clock.now())
        DataKey.objects.bulk_create([fresh], ignore_conflicts=True)
        row = DataKey.objects.get(owner_id=owner)
    raw = _unwrap(row)
    # A young key may belong to a transaction that still rolls back. Remembered, it would go on sealing
    # text that nobody could ever open again.
    return _remember(owner, raw) if clock.now() - row.made_at > _SETTLED else AESGCM(raw)


def fetch(owners: Iterable[UUID]) -> None:
    """Brings these owners' keys into memory in one query: before a page that shows many of them."""
    now = time.monotonic()
    missing = {owner for owner in owners if owner not in _cache or _cache[owner][0] <= now}
    if not missing:
        return
    settled = clock.now() - _SETTLED
    for row in DataKey.objects.filter(owner_id__in=missing, made_at__lt=settled):
        _remember(row.owner_id, _unwrap(row))


def seal(owner: UUID, text: str, *, place: str) -> bytes:
    """`place` is `table:column:row id`."""
    return seal_bytes(owner, text.encode(), place=place)


def unseal(owner: UUID, sealed: bytes, *, place: str) -> str:
    return unseal_bytes(owner, sealed, place=place).decode()


def seal_bytes(owner: UUID, data: bytes, *, place: str) -> bytes:
    """For pieces of files too: their `place` names the file, the part and the number of the piece, so that
    no piece opens in another's place."""
    nonce = os.urandom(_NONCE)
    aad = f"{place}:{owner}".encode()
    return _VERSION + nonce + box_of(owner, create=True).encrypt(nonce, data, aad)


def unseal_bytes(owner: UUID, sealed: bytes, *, place: str) -> bytes:
    sealed = bytes(sealed)
    if sealed[:2] != _VERSION:
        raise SealBroken("A sealed value has no known version.")
    nonce, body = sealed[2 : 2 + _NONCE], sealed[2 + _NONCE :]
    try:
        return box_of(owner).decrypt(nonce, body, f"{place}:{owner}".encode())
    except InvalidTag as error:
        raise SealBroken("A sealed value does not open in this place.") from error


def rekey(*, batch: int = 500) -> int:
    """Wraps every data key anew that an older master key wraps. Returns how many it moved. Resumable."""
    newest, moved = list(settings.MASTER_KEYS)[-1], 0
    while True:
        with transaction.atomic():
            rows = list(DataKey.objects.select_for_update().exclude(master=newest)[:batch])
            for row in rows:
                row.master, row.wrapped = _wrap(row.owner_id, _unwrap(row))
                row.save(update_fields=["master", "wrapped"])
        if not rows:
            return moved
        moved += len(rows)


def closed() -> list[str]:
    """Names of master keys that data keys need and that are missing, or are not the right ones."""
    found = []
    for name in DataKey.objects.order_by("master").values_list("master", flat=True).distinct():
        row = DataKey.objects.filter(master=name)[:1].get()
        try:
            _unwrap(row)
        except SealBroken:
            found.append(name)
    return found
