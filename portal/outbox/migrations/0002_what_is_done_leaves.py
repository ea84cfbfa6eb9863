"""A reaction that went well leaves no row; items and jobs are no longer checked against their event."""

import django.db.models.deletion
from django.db import migrations, models


def _event(name: str) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name=name,
        to="outbox.storedevent",
    )


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]

    operations = [
        migrations.RunSQL("DELETE FROM outbox_job WHERE state = 'done'", migrations.RunSQL.noop),
        migrations.RemoveConstraint("job", "known_state_of_a_job"),
        migrations.AlterField(
            "job",
            "state",
            models.CharField(
                choices=[("pending", "Pending"), ("dead", "Dead")], default="pending", max_length=8
            ),
        ),
        migrations.AddConstraint(
            "job",
            models.CheckConstraint(
                condition=models.Q(("state__in", ["pending", "dead"])), name="known_state_of_a_job"
            ),
        ),
        migrations.AlterField("item", "event", _event("items")),
        migrations.AlterField("job", "event", _event("jobs")),
    ]
