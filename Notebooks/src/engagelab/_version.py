"""The version of the package, which is that of its engine."""

__version__ = "0.1.0"
