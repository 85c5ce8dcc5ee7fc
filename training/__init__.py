"""Code that makes the data in `newsclaims/data/`; not installed."""
