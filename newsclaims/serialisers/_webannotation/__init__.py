"""W3C Web Annotation: pages of annotations, and selectors that find their words again."""

from .serialiser import WebAnnotationSerialiser

__all__ = ["WebAnnotationSerialiser"]
