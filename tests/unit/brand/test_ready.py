"""Before anything is printed it is said that the codes would lead nowhere, and that nobody would answer."""

from __future__ import annotations

import pytest

from macros.brand import unsettled
from macros.reading import load
from tests.conftest import ROOT

OURS = load(ROOT).brand


@pytest.mark.parametrize(
    ("address", "nowhere"),
    [
        ("https://second-round.example/", True),
        ("https://careers.EXAMPLE./second-round/", True),
        ("https://example/", True),
        ("https://www.example.org/", True),
        ("http://localhost:8000/", True),
        ("https://site.test/", True),
        ("https://careers.example.ac.uk/", False),
        ("https://anexample.org/", False),
        ("https://you.github.io/example/", False),
    ],
)
def test_an_address_that_nobody_can_have_leads_nowhere(address: str, nowhere: bool) -> None:
    """By the end of its host, and nothing else of it."""
    assert OURS.model_copy(update={"address": address}).leads_nowhere == nowhere


@pytest.mark.guidance
def test_what_is_to_be_settled_is_said_with_what_to_put_in() -> None:
    """The project's own address and contact are both made up; a centre's own are not spoken of."""
    address, contact = unsettled(OURS)
    assert OURS.address in address
    assert "Put in the address where this site will be" in address
    assert OURS.contact in contact
    assert "where somebody answers" in contact
    own = {"address": "https://careers.harbour.ac.uk/", "contact": "Room 12"}
    assert unsettled(OURS.model_copy(update=own)) == ()
