"""The public modules, for the tests of the source and of the docs."""

PUBLIC = (
    *("newsclaims", "newsclaims.errors", "newsclaims.evaluation", "newsclaims.extractors", "newsclaims.integrations"),
    *("newsclaims.integrations.arrow", "newsclaims.integrations.ray", "newsclaims.integrations.spark"),
    *("newsclaims.readers", "newsclaims.serialisers", "newsclaims.serialisers.toolkit", "newsclaims.taggers"),
    *("newsclaims.testing", "newsclaims.text"),
)
"""The public modules; `newsclaims.__main__` is a command and offers no name."""
