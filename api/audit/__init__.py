"""The audit trail and its verification over REST, for administrators."""
