from decimal import Decimal

from django.db import migrations, models


def amount(name):
    return models.DecimalField(
        name, max_digits=10, decimal_places=3, default=Decimal("0.000"), db_default=Decimal("0.000")
    )


class Migration(migrations.Migration):
    dependencies = [("bookings", "0001_bookings")]

    operations = [
        migrations.AddField("booking", "paid_amount", amount("received")),
        migrations.AddField("booking", "refunded_amount", amount("given back")),
        migrations.AddField(
            "booking",
            "series_key",
            models.CharField("series", max_length=40, null=True, blank=True),
        ),
        migrations.AddConstraint(
            "booking",
            models.CheckConstraint(
                condition=models.Q(refunded_amount__gte=0)
                & models.Q(paid_amount__gte=models.F("refunded_amount")),
                name="bookings_give_back_what_was_paid",
            ),
        ),
        migrations.AddIndex(
            "booking",
            models.Index(
                fields=["series_key"],
                condition=models.Q(series_key__isnull=False),
                name="bookings_by_series",
            ),
        ),
    ]
