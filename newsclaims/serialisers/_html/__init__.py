"""The `html` format: pages that show an article with its claims."""

from .serialiser import HtmlSerialiser

__all__ = ["HtmlSerialiser"]
