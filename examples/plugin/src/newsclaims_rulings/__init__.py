"""Court rulings for newsclaims: an extractor, a tagger and a serialiser."""
