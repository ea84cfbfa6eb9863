"""The treatment plan on the wire: one shape for the team, one for the patient, one for relatives."""
