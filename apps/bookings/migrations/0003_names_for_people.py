import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0002_money_sums_and_series"),
    ]

    operations = [
        migrations.AlterField(
            model_name="booking",
            name="cancel_reason",
            field=models.CharField(blank=True, max_length=255, verbose_name="reason for the cancellation"),
        ),
        migrations.AlterField(
            model_name="booking",
            name="cancelled_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="cancelled at"),
        ),
        migrations.AlterField(
            model_name="booking",
            name="cancelled_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("customer", "the customer"),
                    ("vendor", "the branch"),
                    ("admin", "AtSpaces"),
                    ("timeout", "its time ran out"),
                ],
                max_length=20,
                verbose_name="cancelled by",
            ),
        ),
        migrations.AlterField(
            model_name="booking",
            name="checked_in_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="checked in at"),
        ),
        migrations.AlterField(
            model_name="booking",
            name="commission_percent",
            field=models.DecimalField(decimal_places=2, max_digits=5, verbose_name="commission, per cent"),
        ),
        migrations.AlterField(
            model_name="booking",
            name="completed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="completed at"),
        ),
        migrations.AlterField(
            model_name="booking",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="confirmed at"),
        ),
        migrations.AlterField(
            model_name="booking",
            name="customer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bookings",
                to=settings.AUTH_USER_MODEL,
                verbose_name="customer",
            ),
        ),
        migrations.AlterField(
            model_name="booking",
            name="language",
            field=models.CharField(
                choices=[("en", "English"), ("ar", "Arabic")],
                default="en",
                max_length=5,
                verbose_name="language",
            ),
        ),
        migrations.AlterField(
            model_name="booking",
            name="no_show_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="marked as no-show at"),
        ),
        migrations.AlterField(
            model_name="booking",
            name="reminded_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="reminded at"),
        ),
        migrations.AlterField(
            model_name="booking",
            name="source",
            field=models.CharField(
                choices=[("site", "Site"), ("walk_in", "Walk-in"), ("assistant", "Assistant")],
                default="site",
                max_length=20,
                verbose_name="booked through",
            ),
        ),
        migrations.AlterField(
            model_name="booking",
            name="updated_at",
            field=models.DateTimeField(auto_now=True, verbose_name="updated at"),
        ),
        migrations.AlterField(
            model_name="booking",
            name="vendor_service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bookings",
                to="catalog.vendorservice",
                verbose_name="service",
            ),
        ),
    ]
