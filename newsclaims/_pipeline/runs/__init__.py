"""Runs over many articles that can be stopped at any moment, even killed, and that go on where they were.

`run` drives a pipeline; `items` reads the input and `outputs` says where the results go. `book` keeps what is done, in
a `journal` and in files of results; `starting` finds out where an earlier process stopped.
"""

# Only what is light; `Pipeline.run` imports the rest.
from .report import MAX_CHARS, Event, Listener, NoArticleError, RunReport

__all__ = ["MAX_CHARS", "Event", "Listener", "NoArticleError", "RunReport"]
