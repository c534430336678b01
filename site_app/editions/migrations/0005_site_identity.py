import time

from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Greatest

import site_app.editions.generation


def from_now_on_by_the_clock(apps, schema_editor):
    now = Value(time.time_ns() // 1000, models.PositiveBigIntegerField())
    site = apps.get_model('editions', 'Site').objects.using(schema_editor.connection.alias)
    site.update(generation=Greatest(F('generation') + 1, now), token=site_app.editions.generation.new_token())


class Migration(migrations.Migration):

    dependencies = [
        ('editions', '0004_moves'),
    ]

    operations = [
        migrations.AddField(
            model_name='site',
            name='identity',
            field=models.CharField(default=site_app.editions.generation.new_token, editable=False, max_length=16),
        ),
        migrations.RunPython(from_now_on_by_the_clock, migrations.RunPython.noop, elidable=True),
    ]
