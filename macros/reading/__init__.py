"""Owns the way from checklists/ to a Library, and reports every problem in every file at once.

It leaves what a checklist is to `guidance`, and what an edition promised to `editions`.
"""

from macros.reading.brands import read_brands
from macros.reading.load import load, read_pages
from macros.reading.menu import Menu, read_menu
from macros.reading.source_files import files_in
from macros.reading.yaml_file import Node

__all__ = ["Menu", "Node", "files_in", "load", "read_brands", "read_menu", "read_pages"]
