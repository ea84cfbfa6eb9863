"""Consents by which a patient lets a relative see something, and what each relative is shared now.

A consent holds every element of 42 CFR 2.31 or is not saved; each change of what is shared is signed anew
and kept. The grant in `portal.access` is written, narrowed and ended in the same transaction, so that the
relative's next request already knows. One relative never learns of another. Education needs no consent.
"""
