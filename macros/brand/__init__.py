"""Owns whose handout it is: a brand whose colours can be read, a logo that is safe to print, and our fonts.

It leaves what is printed with them to `paper` and what is shown to `web`. `fonts` and `logo` are modules of their own,
loaded by whoever asks for them.
"""

from macros.brand import tables
from macros.brand.brand import COLOUR, LANGUAGE, LEAST_CONTRAST, Brand, Hide, Logo, contrast, readable, web_address
from macros.brand.ready import unsettled

__all__ = [
    "COLOUR",
    "LANGUAGE",
    "LEAST_CONTRAST",
    "Brand",
    "Hide",
    "Logo",
    "contrast",
    "fonts",
    "logo",
    "readable",
    "tables",
    "unsettled",
    "web_address",
]
