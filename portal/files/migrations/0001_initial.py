import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.files.models
import portal.kernel.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("programs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="File",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", portal.kernel.fields.SealedText()),
                ("place", models.CharField(default=portal.files.models._place, max_length=32, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("uploading", "uploading"), ("checked", "checked"), ("refused", "refused")],
                        default="uploading",
                        max_length=9,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("kind", "kind"),
                            ("heic", "heic"),
                            ("office", "office"),
                            ("broken", "broken"),
                            ("locked", "locked"),
                            ("active", "active"),
                            ("huge", "huge"),
                            ("infected", "infected"),
                        ],
                        max_length=8,
                    ),
                ),
                ("declared", models.PositiveIntegerField()),
                ("received", models.PositiveIntegerField(default=0)),
                ("type", models.CharField(blank=True, max_length=20)),
                ("size", models.PositiveIntegerField(default=0)),
                ("preview_size", models.PositiveIntegerField(default=0)),
                ("width", models.PositiveIntegerField(null=True)),
                ("height", models.PositiveIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(null=True)),
                ("scanned_at", models.DateTimeField(null=True)),
                ("scan_at", models.DateTimeField(null=True)),
                ("scan_tries", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
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
                (
                    "uploader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("scanned_at", None), ("state", "checked")),
                        fields=["scan_at"],
                        name="files_to_scan",
                    ),
                    models.Index(
                        condition=models.Q(("sent_at", None)), fields=["created_at"], name="files_unsent"
                    ),
                    models.Index(fields=["patient", "state"], name="files_of_patient"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("received__lte", models.F("declared"))),
                        name="received_of_declared",
                    )
                ],
            },
        ),
    ]
