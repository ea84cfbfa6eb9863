from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0003_attachments"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="about",
            field=models.UUIDField(
                help_text="The patient's booking that changed with these words.", null=True
            ),
        ),
    ]
