"""Owns what a career centre orders: a class's roster, and a copy for each person; it leaves making a PDF to `paper`."""

from macros.orders.handouts import (
    Folder,
    Given,
    Handout,
    Known,
    Order,
    Tally,
    brands_of,
    make_blank,
    make_copies,
    make_merged,
    open_packs,
    read_given,
    read_roster,
    sheets_for,
)
from macros.orders.roster import Roster

__all__ = [
    "Folder",
    "Given",
    "Handout",
    "Known",
    "Order",
    "Roster",
    "Tally",
    "brands_of",
    "make_blank",
    "make_copies",
    "make_merged",
    "open_packs",
    "read_given",
    "read_roster",
    "sheets_for",
    "tables",
]
