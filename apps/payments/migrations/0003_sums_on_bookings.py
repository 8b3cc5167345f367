"""Bookings made before carry the sums of their payments and refunds too."""

from django.db import migrations

FILL = """
UPDATE bookings SET paid_amount = sums.paid, refunded_amount = sums.returned
FROM (
    SELECT payments.booking_id, sum(payments.amount) AS paid, coalesce(sum(back.amount), 0) AS returned
    FROM payments
    LEFT JOIN (
        SELECT payment_id, sum(amount) AS amount FROM refunds WHERE status <> 'failed' GROUP BY payment_id
    ) AS back ON back.payment_id = payments.id
    WHERE payments.status = 'captured'
    GROUP BY payments.booking_id
) AS sums
WHERE sums.booking_id = bookings.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0002_refunds_within_captured"),
        ("bookings", "0002_money_sums_and_series"),
    ]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
