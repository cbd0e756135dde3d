"""The bell: each line leads to the page it speaks of."""

import pytest
from django.urls import reverse
from django.utils import timezone

from smartpick.campaign.services import notify
from tests.factories import make_applicant


@pytest.mark.parametrize(
    ("target", "code", "address"),
    [
        ("timeline:timeline", "", "/timeline/"),
        ("autopsy:version", "2", "/autopsy/versions/2/"),
        ("records:mail", "", "/account/mail/"),
        ("home:who-sees", "", "/account/privacy/"),
    ],
)
def test_line_of_the_bell_leads_where_it_says(client, db, target, code, address):
    wren = make_applicant("wren@alum.example", name="Wren Vale")
    notify(user=wren.user, kind="season", text="3 dates moved", target_name=target,
           target_code=code, now=timezone.now())  # fmt: skip
    client.force_login(wren.user)

    body = client.get(reverse("home:notifications")).content.decode()

    assert f'<a href="{address}">3 dates moved</a>' in body


def test_line_whose_page_is_gone_is_still_read(client, db):
    wren = make_applicant("wren@alum.example", name="Wren Vale")
    notify(user=wren.user, kind="old", text="An old line", target_name="gone:page",
           now=timezone.now())  # fmt: skip
    client.force_login(wren.user)

    assert "An old line" in client.get(reverse("home:notifications")).content.decode()


def test_search_stands_in_the_bar_of_every_page(client, db):
    wren = make_applicant("wren@alum.example", name="Wren Vale")
    client.force_login(wren.user)

    assert 'aria-label="Search"' in client.get(reverse("home:notifications")).content.decode()
