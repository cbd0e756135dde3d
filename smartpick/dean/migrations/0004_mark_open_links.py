from django.db import migrations
from django.utils import timezone


def mark(apps, schema_editor):
    """Links opened before there were lines have no mark yet; the first sweep works them out."""
    links = apps.get_model("accounts", "AdvisingLink").objects.filter(state="active")
    links.update(changed_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("dean", "0003_cohort_rows"),
        ("accounts", "0003_marks_and_thresholds"),
    ]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
