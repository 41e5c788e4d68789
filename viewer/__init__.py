"""Hexapla: parallel texts side by side, in step, in any script."""

__version__ = "0.1.0"
