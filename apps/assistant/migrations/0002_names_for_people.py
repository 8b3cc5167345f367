import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assistant", "0001_chat_messages"),
    ]

    operations = [
        migrations.AlterField(
            model_name="chatmessage",
            name="content",
            field=models.TextField(verbose_name="text"),
        ),
        migrations.AlterField(
            model_name="chatmessage",
            name="created_at",
            field=models.DateTimeField(verbose_name="sent at"),
        ),
        migrations.AlterField(
            model_name="chatmessage",
            name="role",
            field=models.CharField(
                choices=[("user", "You"), ("assistant", "Assistant")], max_length=50, verbose_name="said by"
            ),
        ),
        migrations.AlterField(
            model_name="chatmessage",
            name="understood",
            field=models.JSONField(blank=True, default=dict, verbose_name="understood as"),
        ),
        migrations.AlterField(
            model_name="chatmessage",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="ai_chat_messages",
                to=settings.AUTH_USER_MODEL,
                verbose_name="account",
            ),
        ),
    ]
