"""Questionnaires and what people answer: FHIR Questionnaire data, versioned; one engine for all.

Owns the definitions (data files, never changed once answered: a change is a new version) and the responses,
half-filled ones included. Invariants: an answer is one of the item's options; a missing answer is missing,
never 0; a response keeps the name, version and language of what was asked. Other domains (measures, practice)
call `responses` inside their own actions.
"""
