from django.db import migrations
from django.utils import timezone


def mark(apps, schema_editor):
    """Cycles opened before there were reminders have no mark yet; the first sweep works them out."""
    cycles = apps.get_model("campaign", "Cycle").objects.filter(closed_on__isnull=True)
    cycles.update(dates_changed_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("timeline", "0002_reminders_and_feed"),
        ("campaign", "0003_dates_changed_index"),
    ]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
