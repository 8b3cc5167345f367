from django.db import migrations, models

REAL = models.Q(confirmed_at__isnull=False) | models.Q(is_request=True)
CAME = models.Q(checked_in_at__isnull=False) | models.Q(status="completed")


class Migration(migrations.Migration):
    dependencies = [("bookings", "0003_names_for_people")]

    operations = [
        migrations.AddIndex(
            "booking",
            models.Index(
                fields=["vendor_service", "end_date"],
                condition=models.Q(end_date__gt=models.F("booking_date")),
                name="bookings_of_several_days",
            ),
        ),
        migrations.AddIndex(
            "booking",
            models.Index(
                fields=["vendor_service", "starts_at"],
                include=["total_price"],
                condition=models.Q(status__in=["confirmed", "completed"])
                & CAME
                & models.Q(payment_method="cash", payment_status="pending"),
                name="bookings_unpaid_cash",
            ),
        ),
        migrations.AddIndex(
            "booking",
            models.Index(
                fields=["vendor_service", "hold_expires_at"],
                condition=models.Q(status="pending", is_request=True),
                name="bookings_to_answer",
            ),
        ),
        migrations.AddIndex(
            "booking",
            models.Index(
                fields=["vendor_service", "starts_at"],
                condition=REAL & models.Q(status__in=["pending", "cancelled", "no_show"]),
                name="bookings_called_off",
            ),
        ),
    ]
