"""Each wall of the permission taken away, one at a time: a check must fall (quality P8).

A mutant asks only the addresses that its wall stands before. A check that falls without a mutant
is no check, so each passes once on the whole code first.
"""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentors import querysets as directory
from outreach.models import Document
from smartpick.access_table import TABLE
from smartpick.accounts import middleware, querysets
from smartpick.accounts.models import Membership
from smartpick.accounts.sharing import SECTION_KEYS
from smartpick.campaign import access
from smartpick.campaign.access import keys_of
from smartpick.campaign.owned import OwnedQuerySet
from smartpick.dean.queries import review as dean_queries
from smartpick.outbox import services as outbox
from smartpick.outbox.models import Intent
from smartpick.records.models import Export
from smartpick.records.queries import export as exports
from tests.access.test_matrix import NOBODYS, address_of, enter, prove
from tests.access.test_share_keys import share_all_but
from tests.access.test_walls import lose_account, outlive_consent
from tests.cast import NAMED, canary
from tests.drills.mutants import Mutant, alive
from tests.factories import link_to, make_school
from tests.sweep import canaries_in

STRANGERS = ("dean_ruiz", "dean_ended", "dean_elsewhere", "both")


class Asker:
    """Asks as one of the cast, without a trace: whatever it wrote is taken back."""

    def __init__(self, cast):
        self.cast = cast

    def ask(self, person, address, method="get", data=None, *, proved=False):
        client = Client(raise_request_exception=False)
        enter(client, self.cast, person)
        if proved:
            prove(client)
        with transaction.atomic():
            answer = getattr(client, method)(address, data or {})
            answer.seen = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        return answer

    def statuses(self, person, names, *, proved=False):
        told = {}
        for name in names:
            method = "get" if "GET" in TABLE[name].methods else "post"
            told[name] = self.ask(
                person, address_of(name, self.cast), method, {"text": "x"}, proved=proved
            ).status_code
        return told


# --- the checks -----------------------------------------------------------------------------------


def strangers_find_nothing(asker):
    for person in STRANGERS:
        told = asker.statuses(person, ("dean:autopsy", "dean:notes", "dean:advisee"))
        assert set(told.values()) == {404}, (person, told)


def unused_id_finds_nothing(asker):
    address = address_of("dean:autopsy", asker.cast)
    address = address.replace(str(asker.cast.applicants["maya"].code), NOBODYS)
    assert asker.ask("dean_okafor", address).status_code == 404


def okafor_sees(asker, applicant):
    address = reverse("dean:autopsy", args=[applicant.code])
    return asker.ask("dean_okafor", address).status_code


def nobody_is_dean_of_themselves(asker):
    mine = asker.cast.applicants["both"]
    link_to(mine, asker.cast.both)
    address = reverse("dean:advisee", args=[mine.code])
    assert asker.ask("both", address).status_code == 404


def no_dean_sees_a_trial(asker):
    guest = asker.cast.people["guest"].applicant
    link_to(guest, asker.cast.dean_okafor)
    assert okafor_sees(asker, guest) == 404


def another_office(asker):
    """Okafor is a dean elsewhere too, so that the door of deans stays open to them."""
    dean = asker.cast.dean_okafor
    Membership.objects.create(user=dean, school=make_school("Hillside"), role="dean")
    return dean.memberships.filter(school__name="Riverside")


def whose_office_changed_sees_nothing(asker):
    another_office(asker).update(role="administrator")
    assert okafor_sees(asker, asker.cast.applicants["maya"]) == 404


def whose_office_ended_sees_nothing(asker):
    another_office(asker).update(ended_on=timezone.localdate())
    assert okafor_sees(asker, asker.cast.applicants["maya"]) == 404


def of_a_closed_school_sees_nothing(asker):
    another_office(asker)
    school = make_school("Riverside")
    school.closed_on = timezone.localdate()
    school.save()
    assert okafor_sees(asker, asker.cast.applicants["maya"]) == 404


def outlived_consent_shows_nothing(asker):
    outlive_consent(asker.cast)
    assert okafor_sees(asker, asker.cast.applicants["maya"]) == 404


def viewers_are_whoever_sees(asker):
    lose_account(asker.cast)
    maya = asker.cast.applicants["maya"]
    assert asker.cast.dean_okafor not in querysets.viewers_of(maya)


def key_that_is_off_shows_nothing(asker):
    share_all_but(asker.cast, {"exams"})
    page = asker.ask("dean_okafor", address_of("dean:autopsy", asker.cast)).seen.decode()
    assert canary("maya", "research") in page
    assert canary("maya", "exams") not in page


def own_rows_are_not_there_for_others(asker):
    names = [name for name in asker.cast.codes if TABLE[name].of == "own record"]
    told = asker.statuses("ivo", names, proved=True)
    assert {name: status for name, status in told.items() if status != 404} == {}


def closed_cycle_is_read_only(asker):
    cycle = asker.cast.applicants["maya"].cycles.get(closed_on=None)
    type(cycle).objects.filter(pk=cycle.pk).update(closed_on=timezone.localdate())
    told = asker.statuses("maya", ("home:action-done", "timeline:item-done"))
    assert set(told.values()) == {403}, told


def person_of_anothers_list_is_not_there(asker):
    own = reverse("home:person", args=[NAMED["person"]])
    assert asker.ask("maya", own).status_code == 200
    assert asker.ask("ivo", own).status_code == 404


def file_that_is_not_shown_stays(asker):
    document = asker.cast.applicants["maya"].documents.get()
    Document.objects.filter(pk=document.pk).update(shown_at=None)
    address = address_of("dean:document", asker.cast)
    assert asker.ask("dean_okafor", address).status_code == 404


def file_of_everything_is_its_persons(asker):
    address = address_of("records:export-file", asker.cast)
    assert asker.ask("ivo", address, proved=True).status_code == 404
    Export.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert asker.ask("maya", address, proved=True).status_code == 404


def mail_is_its_persons(asker):
    mail = outbox.Mail("m", "digest", "a@x.example", "S", "T", owner_code=asker.cast.maya.code)
    intent = outbox.enqueue(mail, now=timezone.now())
    for name, state in (("again", "failed"), ("arrived", "unconfirmed"), ("let-go", "unconfirmed")):
        Intent.objects.filter(pk=intent.pk).update(state=state)
        client = Client()
        client.force_login(asker.cast.ivo)
        client.post(reverse(f"records:mail-{name}", args=[intent.code]))
        assert Intent.objects.get(pk=intent.pk).state == state, name


def methods_are_those_of_the_table(asker):
    assert asker.ask("maya", reverse("home:week"), "post").status_code == 405
    assert asker.ask("maya", reverse("records:ask-export"), proved=True).status_code == 405


def try_out_is_closed_here(asker):
    assert asker.ask("maya", reverse("home:enter")).status_code == 404


def whoever_is_signed_out_is_sent_to_the_door(asker):
    told = asker.statuses("signed_out", ("home:notifications", "records:mail", "accounts:profile"))
    assert set(told.values()) == {302}, told
    assert asker.statuses("guest", ("records:mail",)) == {"records:mail": 302}


def second_factor_comes_first(asker):
    told = asker.statuses("dean_no_factor", ("dean:cohort", "dean:autopsy", "home:notifications"))
    assert set(told.values()) == {302}, told


def offices_open_for_their_roles(asker):
    told = asker.statuses("maya", ("dean:cohort", "dean:school", "records:operator"))
    assert told == {"dean:cohort": 403, "dean:school": 403, "records:operator": 404}


def dangerous_acts_want_a_proof(asker):
    told = asker.statuses("maya", ("records:ask-export", "records:export-file"))
    assert told == {"records:ask-export": 403, "records:export-file": 302}


# --- the mutants ----------------------------------------------------------------------------------

SHARED, LINK, CONSENT = access._shared, querysets.open_link, querysets.consented
OWNED = OwnedQuerySet
MUTANTS = [
    (Mutant(SHARED, "membership__user_id=user.pk,"), strangers_find_nothing),
    (Mutant(SHARED, "applicant__code=code,"), unused_id_finds_nothing),
    (Mutant(SHARED, "applicant__user__is_guest=False,"), no_dean_sees_a_trial),
    (Mutant(SHARED, ".exclude(applicant__user_id=user.pk)"), nobody_is_dean_of_themselves),
    (Mutant(CONSENT, 'f"{prefix}state": LinkState.ACTIVE, '), strangers_find_nothing),
    (Mutant(CONSENT, ', f"{prefix}ends_on__gte": today'), outlived_consent_shows_nothing),
    (Mutant(LINK, 'f"{prefix}membership__role": SchoolRole.DEAN,'),
     whose_office_changed_sees_nothing),
    (Mutant(LINK, 'f"{prefix}membership__ended_on__isnull": True,'),
     whose_office_ended_sees_nothing),
    (Mutant(LINK, 'f"{prefix}membership__school__closed_on__isnull": True,'),
     of_a_closed_school_sees_nothing),
    (Mutant(keys_of, ", until__isnull=True"), key_that_is_off_shows_nothing),
    (Mutant(access.get_visible, "belonging_to(user)", "all()"), own_rows_are_not_there_for_others),
    (Mutant(access.get_changeable, "changeable_by(user)", "all()"),
     own_rows_are_not_there_for_others),
    (Mutant(OWNED.belonging_to, 'self.filter(**{self._home("user_id"): user.pk})', "self.all()"),
     own_rows_are_not_there_for_others),
    (Mutant(OWNED.changeable_by, 'rows.filter(**{f"{path}closed_on__isnull": True})', "rows"),
     closed_cycle_is_read_only),
    (Mutant(directory.DirectoryQuerySet.in_scope, "self.filter(scope.owned)", "self.all()"),
     person_of_anothers_list_is_not_there),
    (Mutant(dean_queries.shown_documents, ", shown_at__isnull=False"),
     file_that_is_not_shown_stays),
    (Mutant(exports.own_file, "user=user, "), file_of_everything_is_its_persons),
    (Mutant(exports.own_file, "mine.filter(expires_at__gt=now)", "mine"),
     file_of_everything_is_its_persons),
    (Mutant(outbox.resend, "owner_code=owner_code, "), mail_is_its_persons),
    (Mutant(outbox.confirm_arrived, "owner_code=owner_code, "), mail_is_its_persons),
    (Mutant(outbox.drop_unconfirmed, "owner_code=owner_code, "), mail_is_its_persons),
    (Mutant(middleware.AccessTable.process_view, "_wrong_method(request, line)", "None"),
     methods_are_those_of_the_table),
    (Mutant(middleware._wrong_method, "line.who is Who.TRYOUT and", "False and"),
     try_out_is_closed_here),
    (Mutant(middleware.AccessTable.process_view, "or _signed_out(request, line)"),
     whoever_is_signed_out_is_sent_to_the_door),
    (Mutant(middleware.AccessTable.process_view, "or _owes_factor(request, name)"),
     second_factor_comes_first),
    (Mutant(middleware.AccessTable.process_view, "or _wrong_role(request, line)"),
     offices_open_for_their_roles),
    (Mutant(middleware.AccessTable.process_view, "or _owes_proof(request, line)"),
     dangerous_acts_want_a_proof),
]  # fmt: skip
# A second wall stands behind these; both are asked for by name so that neither goes unnoticed.
WALLED_TWICE = [
    (Mutant(LINK, 'f"{prefix}membership__user__is_active": True,'), viewers_are_whoever_sees),
]


def falls(check, asker):
    """Whether the check fails; an answer that could not be made counts as noticed."""
    try:
        with transaction.atomic():
            try:
                check(asker)
            finally:
                transaction.set_rollback(True)
    except AssertionError:
        return True
    return False


@pytest.mark.django_db
@pytest.mark.drill("P8", "P1", "P2", "P4")
def test_each_wall_taken_away_is_noticed(cast, told, size):
    """The quick form takes every fifth; the drill takes them all."""
    asker = Asker(cast)
    chosen = MUTANTS[:: size(quick=5, full=1)]
    checks = {check for _, check in [*chosen, *WALLED_TWICE]}
    assert [check.__name__ for check in checks if falls(check, asker)] == []

    survived = []
    for mutant, check in chosen:
        with alive(mutant):
            if not falls(check, asker):
                survived.append(str(mutant))

    assert survived == []
    for mutant, check in WALLED_TWICE:
        with alive(mutant):
            assert not falls(check, asker), f"{mutant} is walled once now: move it to MUTANTS"
    with told.control("no wall taken away"):
        assert falls(strangers_find_nothing, asker)
    told.figure(f"{len(chosen)} walls of {len(MUTANTS)} taken away, {len(chosen)} noticed")


# A file on its way is asked for by whose list it is for, and by no queryset of its own.
ASKED_BY_OWNER = {"picks.ProgramFile"}


def tables_with_addresses(cast):
    """table -> the addresses that name a row of Maya's in it."""
    told = {}
    coded = [m for m in apps.get_models() if hasattr(m.objects, "belonging_to")]
    for name, code in cast.codes.items():
        for model in coded:
            fields = {field.name for field in model._meta.fields}
            if "code" in fields and model._base_manager.filter(code=code).exists():
                told.setdefault(model, []).append(name)
    return told


@pytest.mark.django_db
@pytest.mark.drill("P8", "P4")
def test_scope_of_each_table_taken_away_is_noticed(cast, told, size, monkeypatch):
    """Of one table at a time: its rows are everybody's, and an address of it opens for Ivo."""
    asker = Asker(cast)
    tables = tables_with_addresses(cast)
    assert len(tables) > 8
    chosen = dict(list(tables.items())[:: size(quick=4, full=1)])
    survived = {}
    for model, names in chosen.items():
        before = asker.statuses("ivo", names, proved=True)
        assert set(before.values()) <= {404, 403}, (model, before)
        with monkeypatch.context() as patch:
            open_to_all(patch, model)
            after = asker.statuses("ivo", names, proved=True)
        if after == before:
            survived[model._meta.label] = names

    assert set(survived) <= ASKED_BY_OWNER
    told.figure(f"{len(chosen)} tables of {len(tables)} opened to everybody: each one noticed")


def open_to_all(patch, model):
    """Every way of asking for the rows of this one table answers with all of them."""
    for kind in type(model.objects.all()).__mro__:
        for way in ("belonging_to", "visible_to", "changeable_by", "in_scope"):
            if way in vars(kind):
                patch.setattr(kind, way, opened(model, getattr(kind, way)))


def opened(model, way):
    def answer(self, who):
        return self.all() if self.model is model else way(self, who)

    return answer


@pytest.mark.django_db
@pytest.mark.drill("P6", "P8")
def test_each_key_that_does_not_count_is_noticed(cast, told, monkeypatch):
    """A gate that hands over one key too many shows that section's canaries to the dean."""
    asker, noticed = Asker(cast), {}
    address = address_of("dean:autopsy", cast)

    def read():
        return canaries_in(asker.ask("dean_okafor", address).seen.decode(), "maya")

    share_all_but(cast, set())
    whole = read()
    for key in SECTION_KEYS:
        share_all_but(cast, {key.value})
        without = read()
        with monkeypatch.context() as patch:
            # _shared reads it from its own module.
            patch.setattr(access, "keys_of", lambda link, key=key: keys_of(link) | {key.value})
            noticed[key.value] = (without < whole, read() == whole)

    # Of the ratings a dean reads numbers and words of ours; nothing typed stands on this page.
    assert noticed.pop("ratings") == (False, True)
    assert noticed == dict.fromkeys(noticed, (True, True))
    told.figure(f"{len(noticed)} keys handed over though off: each one noticed")
