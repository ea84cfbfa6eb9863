"""A patient's private copy of words to several, and which of their bookings changed with them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messaging", "0005_editing_search_questions")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="about",
            field=models.UUIDField(
                help_text="The patient's booking that changed with these words.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(
                choices=[("person", "person"), ("automatic", "automatic"), ("announced", "announced")],
                db_default="person",
                default="person",
                max_length=9,
            ),
        ),
    ]
