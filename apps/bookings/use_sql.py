"""What decides whether somebody may hold units, in as few statements as can be.

Each of them is a round trip while others wait for the service.
"""

from typing import Final

IN_USE: Final = """
SELECT vendor_service_id, 'taken', starts_at, ends_at, quantity, NULL::date
FROM bookings
WHERE vendor_service_id = ANY(%(services)s)
    AND status IN ('pending', 'confirmed')
    AND (status = 'confirmed' OR hold_expires_at > %(now)s)
    AND starts_at < %(ends_at)s AND ends_at > %(starts_at)s
    AND id IS DISTINCT FROM %(without)s
UNION ALL
SELECT vendor_service_id, 'blocked', starts_at, ends_at, units, NULL
FROM service_blocks
WHERE vendor_service_id = ANY(%(services)s) AND removed_at IS NULL
    AND starts_at < %(ends_at)s AND ends_at > %(starts_at)s
UNION ALL
SELECT vendor_service_id, 'capacity', NULL, NULL, capacity, date
FROM availability
WHERE vendor_service_id = ANY(%(services)s) AND capacity IS NOT NULL
    AND date BETWEEN %(first)s AND %(last)s
"""

STANDING: Final = """
SELECT
    (SELECT id FROM bookings WHERE holder_key = %(holder)s AND idempotency_key = %(form)s),
    (SELECT count(*) FROM bookings
     WHERE holder_key = %(holder)s AND idempotency_key IS NOT NULL
        AND status = 'pending' AND NOT is_request AND hold_expires_at > %(now)s),
    EXISTS (SELECT 1 FROM bookings
     WHERE vendor_service_id = %(service)s AND status = 'pending' AND hold_expires_at <= %(now)s)
"""
