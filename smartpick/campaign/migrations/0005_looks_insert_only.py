"""The database itself refuses to change or delete an entry of the log of looks.

On SQLite a later change of this table's columns makes the table anew, without its triggers: such
a migration has to call `guard` once more, and `tests/access/test_disclosure.py` says so.
"""

from django.db import migrations

REFUSAL = "The view log is insert-only."
POSTGRES = f"""
CREATE OR REPLACE FUNCTION campaign_viewentry_insert_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$;
CREATE TRIGGER viewentry_insert_only BEFORE UPDATE OR DELETE ON campaign_viewentry
FOR EACH ROW EXECUTE FUNCTION campaign_viewentry_insert_only();
"""
SQLITE = """
CREATE TRIGGER viewentry_no_{deed} BEFORE {deed} ON campaign_viewentry
BEGIN SELECT RAISE(ABORT, '{refusal}'); END;
"""


def guard(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRES)
    if editor.connection.vendor == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            editor.execute(SQLITE.format(deed=deed, refusal=REFUSAL))


def unguard(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER IF EXISTS viewentry_insert_only ON campaign_viewentry")
        editor.execute("DROP FUNCTION IF EXISTS campaign_viewentry_insert_only()")
    if editor.connection.vendor == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            editor.execute(f"DROP TRIGGER IF EXISTS viewentry_no_{deed}")


class Migration(migrations.Migration):
    dependencies = [("campaign", "0004_campaign_changed")]
    operations = [migrations.RunPython(guard, unguard)]
