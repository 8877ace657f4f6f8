"""Owns what a career centre orders: a class's roster, and a copy for each person; it leaves making a PDF to `paper`."""

from macros.orders import code_pages, tables
from macros.orders.copies import Folder, Print, Tally, make_blank, make_copies, make_merged
from macros.orders.order import Handout, Order, open_packs, sheets_for
from macros.orders.people import Given, Known, read_given, read_roster
from macros.orders.roster import Roster, RosterRow

__all__ = [
    "Folder",
    "Given",
    "Handout",
    "Known",
    "Order",
    "Print",
    "Roster",
    "RosterRow",
    "Tally",
    "code_pages",
    "make_blank",
    "make_copies",
    "make_merged",
    "open_packs",
    "read_given",
    "read_roster",
    "sheets_for",
    "tables",
]
