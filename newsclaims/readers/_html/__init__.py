"""Reads saved web pages: the main text, and what the page's metadata says about it."""

from .reader import HtmlReader

__all__ = ["HtmlReader"]
