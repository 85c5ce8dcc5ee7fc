"""newsclaims splits a news article into attributed claims."""

__version__ = "0.1.0"
