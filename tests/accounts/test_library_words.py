"""No mail of the account library leaves in its own words, which name no site and no way on."""

from pathlib import Path

import allauth
import pytest
from django.template.loader import get_template

from smartpick.machine.environment import PROJECT

LIBRARY = Path(allauth.__file__).parent / "templates"
NEVER_SENT = ("password_reset_code",)  # we mail an address for that, not a code


def mails():
    found = [*LIBRARY.glob("account/email/*_*.txt"), *LIBRARY.glob("mfa/email/*_*.txt")]
    names = sorted(str(path.relative_to(LIBRARY)) for path in found)
    return [name for name in names if not any(left in name for left in NEVER_SENT)]


@pytest.mark.feature("X1", "X3", "X4")
@pytest.mark.parametrize("name", mails())
def test_each_mail_of_the_account_library_has_our_words(name):
    source = Path(get_template(name).origin.name)

    assert source.is_relative_to(PROJECT / "templates")


@pytest.mark.parametrize("name", [name for name in mails() if name.endswith("_subject.txt")])
def test_each_subject_names_smartpick(name):
    assert "SmartPick" in get_template(name).render()
