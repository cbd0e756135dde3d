import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A school's deans import programs as an applicant does; what a school takes off stays with
    whoever chose it."""

    dependencies = [
        ('accounts', '0002_reach_changed'),
        ('picks', '0002_program_file'),
    ]

    operations = [
        migrations.AddField(
            model_name='program',
            name='archived_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RenameField(
            model_name='programfile',
            old_name='applicant',
            new_name='private_to',
        ),
        migrations.AlterField(
            model_name='programfile',
            name='private_to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.applicant'),
        ),
        migrations.AddField(
            model_name='programfile',
            name='school',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.school'),
        ),
        migrations.AddField(
            model_name='programfile',
            name='source',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='programfile',
            name='checked_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='programfile',
            name='license_note',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddConstraint(
            model_name='programfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('private_to__isnull', True), ('school__isnull', False)), models.Q(('private_to__isnull', False), ('school__isnull', True)), _connector='OR'), name='program_file_one_owner'),
        ),
    ]
