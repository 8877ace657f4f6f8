"""Owns what should be settled in a brand before its sheets are printed; it stops nothing, since a trial may go on."""

from __future__ import annotations

from macros.brand.brand import Brand

NAMES_NOBODY = "Questions? Ask whoever pointed you here."
"""The contact that the project comes with."""

LEADS_NOWHERE = (
    "The address in checklists/brand.yml, {address}, is made up: the codes on paper would lead nowhere. "
    "Put in the address where this site will be, before anything is printed."
)

NOBODY_ANSWERS = (
    "The contact in checklists/brand.yml names nobody: “{contact}”. "
    "Put in a room, a phone number or a shared mailbox where somebody answers."
)


def unsettled(brand: Brand) -> tuple[str, ...]:
    """Return what to settle before this brand is printed or published, a sentence or two each."""
    address = (LEADS_NOWHERE.format(address=brand.address),) if brand.leads_nowhere else ()
    contact = (NOBODY_ANSWERS.format(contact=brand.contact),) if brand.contact == NAMES_NOBODY else ()
    return address + contact
