"""How the data in `newsclaims/data/` was made; not installed."""
