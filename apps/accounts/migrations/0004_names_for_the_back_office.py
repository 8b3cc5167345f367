import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_names_for_people"),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditentry",
            name="action",
            field=models.CharField(max_length=60, verbose_name="action"),
        ),
        migrations.AlterField(
            model_name="auditentry",
            name="actor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="done by",
            ),
        ),
        migrations.AlterField(
            model_name="auditentry",
            name="at",
            field=models.DateTimeField(verbose_name="done at"),
        ),
        migrations.AlterField(
            model_name="auditentry",
            name="details",
            field=models.JSONField(default=dict, verbose_name="details"),
        ),
        migrations.AlterField(
            model_name="auditentry",
            name="target_id",
            field=models.CharField(max_length=40, verbose_name="record"),
        ),
        migrations.AlterField(
            model_name="auditentry",
            name="target_type",
            field=models.CharField(max_length=60, verbose_name="kind of record"),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="attempts"),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="channel",
            field=models.CharField(
                choices=[("sms", "SMS"), ("email", "E-mail")], max_length=10, verbose_name="channel"
            ),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="created_at",
            field=models.DateTimeField(auto_now_add=True, verbose_name="created at"),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="dedup_key",
            field=models.CharField(max_length=120, unique=True, verbose_name="key against sending twice"),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="event",
            field=models.CharField(max_length=60, verbose_name="event"),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="language",
            field=models.CharField(
                choices=[("en", "English"), ("ar", "Arabic")], max_length=5, verbose_name="language"
            ),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="last_error",
            field=models.CharField(blank=True, max_length=255, verbose_name="last error"),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="next_try_at",
            field=models.DateTimeField(verbose_name="next attempt at"),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="provider_reference",
            field=models.CharField(blank=True, max_length=100, verbose_name="provider's reference"),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="recipient",
            field=models.CharField(max_length=100, verbose_name="recipient"),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="sent_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="sent at"),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="status",
            field=models.CharField(
                choices=[("queued", "Waiting"), ("sent", "Sent"), ("failed", "Failed")],
                default="queued",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to=settings.AUTH_USER_MODEL,
                verbose_name="account",
            ),
        ),
        migrations.AlterField(
            model_name="vendorprofile",
            name="user",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="vendor_profile",
                to=settings.AUTH_USER_MODEL,
                verbose_name="account",
            ),
        ),
    ]
