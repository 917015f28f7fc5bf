"""Networks of city halls on Wagtail."""

__version__ = "0.1.0"
