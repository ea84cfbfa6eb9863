"""A link holds the entries of a batch, a place in the queue those of a statement.

Nothing is taken away that the release before this one writes: it may run meanwhile. Its links have no marks
and hold their one `entry_id`; what waits in its queue is taken by the sealer.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

STATEMENTS = """
CREATE OR REPLACE FUNCTION audit_queue_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_queued (entry_ids) SELECT array_agg(id) FROM fresh HAVING count(*) > 0;
    RETURN NULL;
END $$;
"""
ENTRIES = """
CREATE OR REPLACE FUNCTION audit_queue_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_unsealed (entry_id) SELECT id FROM fresh;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_queued_at_once")]

    operations = [
        migrations.AddField(
            "link",
            "entry_ids",
            ArrayField(base_field=models.BigIntegerField(), size=None, default=list, db_default=[]),
        ),
        migrations.AddField("link", "marks", models.BinaryField(default=b"", db_default=b"")),
        migrations.CreateModel(
            "Queued",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_ids", ArrayField(base_field=models.BigIntegerField(), size=None)),
            ],
        ),
        migrations.RunSQL(STATEMENTS, ENTRIES),
    ]
