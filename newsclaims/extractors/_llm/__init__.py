"""Finds attributions with a large language model behind an endpoint, and puts its strings at their places."""
