"""Accounts, sessions, invitations."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from portal.kernel.models import Row


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(email=email.strip().lower(), **fields)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    """One person who can sign in. `second_factor` tells that a password alone is never enough."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    phone = models.CharField(max_length=20, blank=True, default="")
    preferred_name = models.CharField(max_length=80)
    full_name = models.CharField(max_length=120, blank=True, default="")
    pronouns = models.CharField(max_length=40, blank=True, default="")
    language = models.CharField(max_length=5, default="en")
    timezone = models.CharField(max_length=64, default="America/New_York")
    second_factor = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    set_up_at = models.DateTimeField(null=True, help_text="When the first-time questions were answered.")
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[AccountManager] = AccountManager()
    # allauth and the password validators look for these; the product has no superusers and no admin site.
    is_staff = False
    is_superuser = False

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_an_address")]

    @property
    def short_name(self) -> str:
        return self.preferred_name


class Session(Row):
    """One sign-in on one device. The Django session carries this id under "sid"; `ended_at` ends it."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sessions")
    device = models.CharField(max_length=6, choices=[("shared", "shared"), ("own", "own")], default="shared")
    device_known = models.BooleanField(default=False, help_text="The person said whose device this is.")
    label = models.CharField(max_length=60, blank=True, default="")
    second_factor = models.BooleanField(default=False)
    signed_in_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "ended_at"], name="session_of_account")]


class Invitation(Row):
    """A single-use link that lets one person make an account, and what the account will be given.

    Only a hash of the code is kept. `purpose` names the domain that acts on acceptance
    ("patient", "staff", "relative"), `object_id` the row that waits for the account.
    """

    code_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=12)
    object_id = models.UUIDField()
    email = models.EmailField(max_length=254)
    preferred_name = models.CharField(max_length=80)
    language = models.CharField(max_length=5, default="en")
    second_factor = models.BooleanField(default=False)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")


class EmailCode(Row):
    """Six numbers that were mailed to an address, for accounts of the education part alone.

    The row is made for known and unknown addresses alike. The numbers themselves are not stored.
    """

    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=5, default="en")
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["email", "created_at"], name="code_of_address")]
