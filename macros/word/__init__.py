"""Owns the way from a Library to Word documents, which a centre may edit and a student may fill in.

It says the same as the sheets of `paper`, which it doesn't know, in real headings, tables and boxes that tick. It
leaves PDFs to `paper`, and where a document is offered to `web`. Importing this doesn't import python-docx.
"""

from macros.word.files import names, render

__all__ = ["names", "render"]
