"""/api/v1/session, account, sessions, invitations, education sign-up. Signing in itself is allauth's."""
