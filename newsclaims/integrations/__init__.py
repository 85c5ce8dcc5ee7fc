"""Thin files that put newsclaims into other people's tools; each needs an extra of its own."""
