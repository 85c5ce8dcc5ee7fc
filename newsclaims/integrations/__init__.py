"""Integrations of newsclaims into other tools; each needs an extra."""
