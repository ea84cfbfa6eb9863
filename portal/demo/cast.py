"""Who is who in the demo, by the keys of its data files."""

from dataclasses import dataclass, field
from uuid import UUID

from portal.accounts.models import Account
from portal.kernel.actor import Actor
from portal.programs.models import Patient, Program, Staff, Track

SETUP = Actor.system("demo")


@dataclass
class Cast:
    programs: dict[str, Program] = field(default_factory=dict)
    tracks: dict[str, Track] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    posts: dict[tuple[str, str], Staff] = field(default_factory=dict)
    patients: dict[str, Patient] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        return Actor.person(self.accounts[key].id)

    def post(self, key: str, patient: str) -> Staff:
        """The post of a member of staff in the program of a patient."""
        program = self.patients[patient].program_id
        return next(s for (who, _p), s in self.posts.items() if who == key and s.program_id == program)

    def key_of(self, patient_id: UUID) -> str:
        return next(key for key, row in self.patients.items() if row.id == patient_id)

    def zone(self, patient: str) -> str:
        return self.patients[patient].program.timezone
