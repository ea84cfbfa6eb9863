"""Changes of this domain, by subject: `profile`, `devices`, `invitations`, `email_codes`, `passwords`."""

from portal.accounts.actions.devices import (
    begin_session,
    deactivate,
    end_other_sessions,
    end_session,
    end_this_session,
    note_factor,
    say_device,
)
from portal.accounts.actions.email_codes import confirm_email_code, mail_email_code, send_email_code
from portal.accounts.actions.invitations import (
    accept,
    invite,
    look,
    mail_invitation,
    withdraw,
)
from portal.accounts.actions.passwords import ask_for_new_password, mail_new_password
from portal.accounts.actions.profile import change_profile, finish_setup

__all__ = [
    "accept",
    "ask_for_new_password",
    "begin_session",
    "change_profile",
    "confirm_email_code",
    "deactivate",
    "end_other_sessions",
    "end_session",
    "end_this_session",
    "finish_setup",
    "invite",
    "look",
    "mail_email_code",
    "mail_invitation",
    "mail_new_password",
    "note_factor",
    "say_device",
    "send_email_code",
    "withdraw",
]
