"""Notices that leave the app: what a person wants, what is due, and the ledger of what was sent.

Only fixed sentences of the catalogue leave (`notify.*`), with a time where the person asked for times: no
name, no clinical or program word, no id. Invariants: one row for (what, person, channel, lead) whatever
restarts or doubles; a row is claimed with a lease, so that a killed worker's rows come back; before sending
the reason is asked again and quiet hours are the person's own. The receiver sees the same Message-ID or Topic
for the same row, so that a repeat collapses there.
"""
