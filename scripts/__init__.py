"""The commands of `second-round`. Thin: they parse, call the engine, and report."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The project that the commands are about."""
