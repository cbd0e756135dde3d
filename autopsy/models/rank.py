"""The private number (T5): read by its owner's own page and by nothing else.

Only autopsy/services/rank.py and the view of the private number import this table; a test of the
floors says so.
"""

from django.db import models

from autopsy.models.autopsy import Facts
from autopsy.models.facts import counted, of_autopsy


class PrivateRank(Facts):
    exported = True

    autopsy = of_autopsy("private_rank")
    programs_ranked = counted()
    no_list_certified = models.BooleanField(default=False)
