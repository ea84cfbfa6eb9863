"""Every screen of the app, with the person it is for. `ids` are looked up in the demo clinic."""

from dataclasses import dataclass

# Run inside the product: one id of each kind that the demo people below may see.
IDS = """
from portal.accounts.models import Account
from portal.careplan.models import Goal
from portal.demo.people import email_of
from portal.education.models import Article
from portal.family.models import Consent
from portal.live.models import LiveSession
from portal.measures.models import Plan
from portal.messaging.models import Thread
from portal.programs.models import Patient, Program
from portal.schedule.models import Session
from portal.kernel import clock
maya = Patient.objects.get(account__email=email_of("maya"))
hosted = LiveSession.objects.filter(host__account__email=email_of("lena"))
past = Session.objects.filter(bookings__patient=maya, starts_at__lt=clock.now())
first = lambda rows: str(rows.values_list("id", flat=True)[0])
out = {
    "patient": str(maya.id),
    "program": str(maya.program_id),
    "goal": first(Goal.objects.filter(patient=maya)),
    "thread": first(Thread.objects.filter(patient=maya).order_by("-last_message_at")),
    "measure": first(Plan.objects.filter(patient=maya).order_by("-instrument")),
    "consent": first(Consent.objects.filter(patient=maya)),
    "article": first(Article.objects.order_by("id")),
    "live": first(LiveSession.objects.exclude(state="ended").order_by("starts_at")),
    "hosted": first(hosted.order_by("-starts_at")),
    "session": first(past.order_by("-starts_at")),
    "to": "session",
    "skill": "paced-breathing",
}
"""


@dataclass(frozen=True)
class Screen:
    """`path` as in the front end's routes; `who` is a demo person, None where nobody is signed in."""

    path: str
    who: str | None
    ids: tuple[str, ...] = ()

    def address(self, ids: dict[str, str]) -> str:
        parts = iter(self.ids)
        return "/".join(ids[next(parts)] if part.startswith(":") else part for part in self.path.split("/"))


SCREENS = (
    Screen("/sign-in", None),
    Screen("/help", None),
    Screen("/welcome", None),
    Screen("/join", None),
    Screen("/new-password", None),
    Screen("/mail-off", None),
    Screen("/demo/notices", None),
    Screen("/today", "maya"),
    Screen("/week", "maya"),
    Screen("/plan", "maya"),
    Screen("/plan/story", "maya"),
    Screen("/messages", "maya"),
    Screen("/messages/new", "maya"),
    Screen("/messages/search", "maya"),
    Screen("/messages/:id", "maya", ("thread",)),
    Screen("/team", "maya"),
    Screen("/check-ins", "maya"),
    Screen("/check-ins/:id", "maya", ("measure",)),
    Screen("/daily", "maya"),
    Screen("/daily/days", "maya"),
    Screen("/practice", "maya"),
    Screen("/practice/now", "maya"),
    Screen("/practice/notes", "maya"),
    Screen("/practice/:skill", "maya", ("skill",)),
    Screen("/sharing", "maya"),
    Screen("/sharing/new", "maya"),
    Screen("/sharing/:id", "maya", ("consent",)),
    Screen("/learn", "maya"),
    Screen("/learn/course", "maya"),
    Screen("/learn/:id", "maya", ("article",)),
    Screen("/sessions", "maya"),
    Screen("/sessions/:id", "chidi", ("live",)),
    Screen("/more", "maya"),
    Screen("/settings", "maya"),
    Screen("/settings/devices", "maya"),
    Screen("/settings/sign-in", "maya"),
    Screen("/setup", "maya"),
    Screen("/reminders", "maya"),
    Screen("/pin", "maya"),
    Screen("/family", "chidi"),
    Screen("/family/:id/week", "chidi", ("patient",)),
    Screen("/family/:id/plan", "chidi", ("patient",)),
    Screen("/inbox", "ana"),
    Screen("/inbox/:id", "ana", ("thread",)),
    Screen("/away", "ana"),
    Screen("/reply-times", "ana"),
    Screen("/replies", "ana"),
    Screen("/alerts", "ana"),
    Screen("/groups", "ana"),
    Screen("/groups/:id", "ana", ("session",)),
    Screen("/tell/:to/:id", "ana", ("to", "session")),
    Screen("/patients", "ana"),
    Screen("/patients/:id", "ana", ("patient",)),
    Screen("/patients/:patient/goals/:goal", "ana", ("patient", "goal")),
    Screen("/patients/:patient/step", "ana", ("patient",)),
    Screen("/sessions/:id/host", "lena", ("hosted",)),
    Screen("/admin", "omar"),
    Screen("/admin/audit", "omar"),
    Screen("/admin/programs/:id", "omar", ("program",)),
    Screen("/admin/programs/:id/staff", "omar", ("program",)),
    Screen("/admin/programs/:id/patients", "omar", ("program",)),
    Screen("/admin/patients/:id", "omar", ("patient",)),
)
