"""Sealed text."""

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from portal.kernel import crypto
from portal.kernel.models import DataKey

pytestmark = pytest.mark.django_db
PLACE = "messaging_message:body:1"


def test_what_is_sealed_opens_again_only_in_its_own_place() -> None:
    sealed = crypto.seal(crypto.CLINIC, "hello", place=PLACE)
    assert b"hello" not in sealed
    assert crypto.unseal(crypto.CLINIC, sealed, place=PLACE) == "hello"
    with pytest.raises(crypto.SealBroken):
        crypto.unseal(crypto.CLINIC, sealed, place="messaging_message:body:2")


def test_plain_text_in_the_column_is_an_error_and_never_shown() -> None:
    crypto.seal(crypto.CLINIC, "hello", place=PLACE)
    with pytest.raises(crypto.SealBroken):
        crypto.unseal(crypto.CLINIC, b"planted words", place=PLACE)


def test_rekey_moves_every_data_key_to_the_newest_master_key(settings: Settings) -> None:
    settings.MASTER_KEYS = {"old": b"1" * 32}
    crypto.forget()
    sealed = crypto.seal(crypto.CLINIC, "hello", place=PLACE)
    settings.MASTER_KEYS = {"old": b"1" * 32, "new": b"2" * 32}
    assert crypto.rekey() == 1
    settings.MASTER_KEYS = {"new": b"2" * 32}
    crypto.forget()
    assert crypto.unseal(crypto.CLINIC, sealed, place=PLACE) == "hello"
    assert DataKey.objects.get(owner_id=crypto.CLINIC).master == "new"


def test_a_key_whose_transaction_rolled_back_is_never_used_again() -> None:
    try:
        with transaction.atomic():
            crypto.seal(crypto.CLINIC, "first", place=PLACE)
            crypto.seal(crypto.CLINIC, "second", place=PLACE)
            raise InterruptedError
    except InterruptedError:
        pass
    sealed = crypto.seal(crypto.CLINIC, "third", place=PLACE)
    crypto.forget()
    assert crypto.unseal(crypto.CLINIC, sealed, place=PLACE) == "third"


def test_the_key_table_holds_no_key_in_the_clear() -> None:
    crypto.seal(crypto.CLINIC, "hello", place=PLACE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT octet_length(wrapped) FROM kernel_datakey")
        assert cursor.fetchone() == (12 + 32 + 16,)
