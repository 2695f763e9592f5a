"""The consent in force: a new version of its text asks everybody again."""

CONSENT_VERSION = "2026-11"
