"""What the import contracts cannot say: who reads the clock, who sends, who asks the tables."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

from smartpick.campaign.owned import Owned

ROOT = Path(__file__).resolve().parents[1]
APPS = ("smartpick", "autopsy", "mentors", "outreach", "timeline")
CLOCKS = {"timezone.now", "timezone.localdate", "timezone.localtime", "date.today",
          "datetime.now", "datetime.utcnow", "datetime.today", "time.time"}  # fmt: skip


def sources():
    """Every file of ours that runs in the product: its path in the project, and its tree."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if "/migrations/" not in name and "/machine/" not in name:
                yield name, ast.parse(path.read_text())


SOURCES = dict(sources())
BY_VIEWER = {"belonging_to", "visible_to", "changeable_by", "reviewable_by"}


def layer(name):
    """`queries` of autopsy/queries/page.py and of smartpick/dean/queries.py."""
    parts = [part.removesuffix(".py") for part in name.split("/")]
    return next((part for part in parts[1:] if part in LAYERS), "")


LAYERS = {"choices", "rules", "models", "queries", "dated", "emails", "pdf", "services", "forms",
          "views", "tasks", "management"}  # fmt: skip


def dotted(node):
    """`timezone.now` of a call's function; nothing for what is no plain name."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def calls(tree):
    return {dotted(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def imports(tree):
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def where(seen, *, allowed=()):
    return sorted(name for name, tree in SOURCES.items() if name not in allowed and seen(tree))


# A change of dates is marked with its own moment where the caller has none at hand; an import,
# a packet or an export runs for minutes and renews its lease as it goes.
MAY_READ_THE_CLOCK = {
    "smartpick/campaign/services/cycle.py", "mentors/services/import_work.py",
    "smartpick/dean/services/packets.py", "smartpick/records/services/export.py",
}  # fmt: skip
# A directory and its imports belong to a school or to a person; these views have settled which
# before they ask.
ASKS_BY_OWNER = {"mentors/views/imports.py", "smartpick/dean/views/faculty.py"}
# These filter by a cycle or target that the gate handed to them; they belong into queries.
ASKS_BY_CYCLE = {
    "mentors/views/direction.py", "mentors/views/meetings.py", "mentors/views/opinions.py",
}  # fmt: skip


@pytest.mark.parametrize("below", ["rules", "choices", "models", "queries", "forms", "services"])
def test_clock_is_read_in_views_tasks_and_commands_alone(below):
    readers = [
        (name, dotted(node.func))
        for name, tree in SOURCES.items()
        if layer(name) == below and name not in MAY_READ_THE_CLOCK
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and not node.args and dotted(node.func) in CLOCKS
    ]

    assert readers == []


def test_views_ask_for_a_record_by_its_viewer_and_never_by_a_filter():
    """`Model.objects.filter(...)` in a view would be an owner rule written a second time."""
    owned = {model.__name__ for model in apps.get_models() if issubclass(model, Owned)}
    loose = [
        (name, f"{node.value.value.id}.objects.{node.attr}")
        for name, tree in SOURCES.items()
        if layer(name) == "views" and name not in ASKS_BY_OWNER | ASKS_BY_CYCLE
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and dotted(node.value).endswith(".objects")
        and node.value.value.id in owned
        and node.attr not in BY_VIEWER
    ]

    assert loose == []


def test_one_file_wakes_a_worker():
    def wakes(tree):
        return any(
            isinstance(node, ast.Attribute) and node.attr in ("delay", "apply_async", "send_task")
            for node in ast.walk(tree)
        )

    assert where(wakes) == ["smartpick/common/wake.py"]


def test_one_file_opens_the_mail_server():
    def opens(tree):
        named = imports(tree)
        return "smtplib" in named or any(one.startswith("django.core.mail") for one in named)

    assert [name for name in where(opens) if not name.startswith("smartpick/outbox/")] == []


def test_one_file_reads_and_writes_spreadsheets():
    assert where(lambda tree: "csv" in imports(tree), allowed=ALLOWED_CSV) == []


# The published figures are ours and shipped with the code; people's own files have one reader.
ALLOWED_CSV = ("smartpick/common/spreadsheet.py", "smartpick/reference/loading.py")


def test_one_file_draws_documents():
    assert where(lambda tree: any(one.startswith("weasyprint") for one in imports(tree))) == [
        "smartpick/common/pdf.py"
    ]


def test_no_form_takes_fields_by_exclusion_and_no_model_takes_a_request_whole():
    def takes_all(tree):
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and "exclude" in {dotted(one) for one in node.targets}:
                return True
            if isinstance(node, ast.Constant) and node.value == "__all__":
                return True
            if isinstance(node, ast.keyword) and node.arg is None and "POST" in ast.dump(node):
                return True
        return False

    assert where(takes_all) == []


def test_nothing_is_marked_safe():
    def marks(tree):
        return any(one.split(".")[-1] in ("mark_safe", "SafeString") for one in calls(tree))

    # The icons are files of our own; the tags escape what they are given.
    assert where(marks) == ["smartpick/common/templatetags/house.py"]


def test_no_word_listens_between_our_apps():
    """Signals hide order and failures. The account library's own are the exception."""
    heard = where(
        lambda tree: any(
            one.startswith(("django.db.models.signals", "django.dispatch")) for one in imports(tree)
        ),
    )

    assert [name for name in heard if name != "smartpick/accounts/signals.py"] == []
