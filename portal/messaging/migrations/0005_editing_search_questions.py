"""Earlier texts of messages, questions that one tap answers, and drafts that two devices write."""

import uuid

import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

import portal.kernel.fields

# The table is written to all day: its indexes are built beside the writers, which no transaction allows.
ONE_ANSWER = """
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS one_answer_a_question ON messaging_message (answers_to_id)
WHERE answers_to_id IS NOT NULL AND recalled_at IS NULL
"""


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("messaging", "0004_team_side"),
        ("programs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="MessageVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("body", portal.kernel.fields.SealedText()),
                ("written_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                (
                    "message",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="messaging.message",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programs.patient"
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programs.program"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("message", "number"), name="one_text_a_version")
                ],
            },
        ),
        migrations.AddField(
            model_name="draft",
            name="other",
            field=portal.kernel.fields.SealedText(null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="answers_to",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="messaging.message",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="choices",
            field=portal.kernel.fields.SealedText(null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="edited_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="question",
            field=models.CharField(
                choices=[("", ""), ("yes_no", "yes_no"), ("choices", "choices")],
                db_default="",
                default="",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="recalled_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        AddIndexConcurrently(
            model_name="message",
            index=models.Index(
                condition=models.Q(("recalled_at__isnull", False)),
                fields=["thread", "seq"],
                name="recalled_of_thread",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(ONE_ANSWER, reverse_sql="DROP INDEX IF EXISTS one_answer_a_question"),
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name="message",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("answers_to__isnull", False), ("recalled_at", None)),
                        fields=("answers_to",),
                        name="one_answer_a_question",
                    ),
                ),
            ],
        ),
    ]
