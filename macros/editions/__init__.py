"""Owns what editions said and what changed between them; it leaves reading them to `reading`, showing them to `web`."""

from macros.editions.compare import CHANGE_WORDS, SAME, Change, compare, likeness
from macros.editions.data import editions_data
from macros.editions.frozen import freeze, from_json, to_json
from macros.editions.history import History, history, in_words, new_sheets_in_words

__all__ = [
    "CHANGE_WORDS",
    "SAME",
    "Change",
    "History",
    "compare",
    "editions_data",
    "freeze",
    "from_json",
    "history",
    "in_words",
    "likeness",
    "new_sheets_in_words",
    "to_json",
]
