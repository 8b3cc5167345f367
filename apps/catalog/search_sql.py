"""The one statement behind search: everything that may be booked as asked, priced and sorted.

As strict as booking: the same hours, rules and units, read from `availability`. Minutes count
from the midnight that begins the asked day, in the branch's own time, negative for the evening
before. `%(...)s` are parameters; nothing else is ever put into the text but the order.
"""

from typing import Final

_FOLD_FROM: Final = "أإآٱىةؤئ"
_FOLD_TO: Final = "اااايهوي"
KM_PER_DEGREE: Final = 111.2
"""Kilometres of one degree of latitude."""
SILENT: Final = "ًٌٍَُِّْـ"
"""Short vowels and the stretching dash: written or not, the word is the same."""

FOLDING: Final = {ord(a): b for a, b in zip(_FOLD_FROM, _FOLD_TO, strict=True)} | dict.fromkeys(
    map(ord, SILENT)
)

ORDERS: Final = {
    "best": "spare_seats, total, branch_id, id",
    "price": "total, distance NULLS LAST, branch_id, id",
    "distance": "distance NULLS LAST, total, branch_id, id",
}

SEARCH: Final = f"""
WITH days AS (
    SELECT day::date AS day, (day::date - %(day)s::date) * 1440 AS midnight
    FROM generate_series(%(day)s::date - 1, %(last_day)s::date + 1, interval '1 day') AS day
),
hours AS (
    SELECT h.branch_id, days.day, midnight + h.opens_minute AS opens, midnight + h.closes_minute AS closes
    FROM days JOIN opening_hours h ON h.weekday = extract(isodow FROM days.day)::int - 1
    WHERE NOT EXISTS (
        SELECT 1 FROM special_hours s WHERE s.branch_id = h.branch_id AND s.date = days.day
    )
    UNION ALL
    SELECT s.branch_id, days.day, midnight + s.opens_minute, midnight + s.closes_minute
    FROM days JOIN special_hours s ON s.date = days.day AND s.opens_at IS NOT NULL
),
opening AS (
    SELECT
        branch_id,
        range_agg(int4range(opens, closes)) AS minutes,
        min(opens) FILTER (WHERE day = %(day)s) AS first_opens,
        max(closes) FILTER (WHERE day = %(day)s) AS first_closes,
        max(closes) FILTER (WHERE day = %(last_day)s) AS last_closes,
        count(DISTINCT day) FILTER (WHERE day BETWEEN %(day)s AND %(last_day)s) AS open_days
    FROM hours GROUP BY branch_id
),
prices AS (
    SELECT
        vendor_service_id,
        max(price) FILTER (WHERE price_unit = 'hour') AS per_hour,
        max(price) FILTER (WHERE price_unit = 'day') AS per_day,
        max(price) FILTER (WHERE price_unit = 'week') AS per_week
    FROM service_prices GROUP BY vendor_service_id
),
lawful AS (
    SELECT
        vs.id, vs.branch_id, vs.max_capacity, vs.buffer_minutes, span.starts, span.ends,
        wanted.units,
        vs.seats * wanted.units - %(people)s AS spare_seats,
        wanted.units * cost.amount * (
            1 + CASE WHEN coalesce(vp.is_tax_registered, true) THEN %(tax_percent)s / 100.0 ELSE 0 END
        ) AS total,
        {KM_PER_DEGREE} * sqrt(
            power(b.latitude - %(latitude)s, 2)
            + power((b.longitude - %(longitude)s) * cos(radians(%(latitude)s)), 2)
        ) AS distance
    FROM vendor_services vs
    JOIN services kind ON kind.id = vs.service_id
    JOIN branches b ON b.id = vs.branch_id AND b.status = 'active'
    JOIN users vendor ON vendor.id = b.vendor_id AND vendor.status <> 'suspended'
    LEFT JOIN vendor_profiles vp ON vp.user_id = vendor.id
    JOIN cities c ON c.slug = b.city
    LEFT JOIN districts d ON d.id = b.district_id
    JOIN opening o ON o.branch_id = b.id
    JOIN prices p ON p.vendor_service_id = vs.id
    CROSS JOIN LATERAL (
        -- Everybody needs a desk of their own; a room or an office is shared.
        SELECT CASE WHEN kind.name = 'hot_desk' THEN %(people)s ELSE 1 END AS units
    ) wanted
    CROSS JOIN LATERAL (
        SELECT
            CASE WHEN %(by_hour)s THEN %(start)s ELSE o.first_opens END AS starts,
            CASE WHEN %(by_hour)s THEN %(start)s + %(minutes)s ELSE o.last_closes END AS ends
    ) span
    CROSS JOIN LATERAL (
        SELECT CASE WHEN %(by_hour)s
            THEN CASE WHEN p.per_hour IS NOT NULL THEN
                least(p.per_hour * %(minutes)s / 60.0, p.per_day * ceil(%(minutes)s / 1440.0)) END
            ELSE CASE WHEN p.per_day IS NOT NULL THEN least(
                p.per_day * o.open_days,
                p.per_week * ceil(o.open_days / 7.0),
                p.per_week * floor(o.open_days / 7.0) + p.per_day * (o.open_days %% 7)) END
            END AS amount
    ) cost
    CROSS JOIN LATERAL (
        SELECT
            ((%(day)s::timestamp + make_interval(mins => span.starts)) AT TIME ZONE b.time_zone) AS starts_at,
            ((%(day)s::timestamp + make_interval(mins => o.first_closes)) AT TIME ZONE b.time_zone)
                AS first_closes_at
    ) moment
    WHERE vs.status = 'active'
        AND cost.amount IS NOT NULL
        AND wanted.units <= vs.max_capacity
        AND vs.seats * wanted.units >= %(people)s
        AND CASE WHEN %(by_hour)s
            THEN o.minutes @> int4range(span.starts, span.ends)
                AND moment.starts_at > %(now)s
                AND %(start)s %% vs.step_minutes = 0 AND %(minutes)s %% vs.step_minutes = 0
                AND %(minutes)s >= vs.min_booking_duration
                AND (vs.max_booking_duration IS NULL OR %(minutes)s <= vs.max_booking_duration)
            ELSE o.first_opens IS NOT NULL AND o.last_closes IS NOT NULL
                AND moment.first_closes_at > %(now)s
            END
        AND (vs.notice_minutes = 0
            OR moment.starts_at >= %(now)s + make_interval(mins => vs.notice_minutes))
        AND %(last_day)s <= (%(now)s AT TIME ZONE b.time_zone)::date + vs.max_advance_days
        AND (%(kind)s = '' OR kind.name = %(kind)s)
        AND (%(city)s = '' OR b.city = %(city)s)
        AND (%(district)s = '' OR d.slug = %(district)s)
        AND NOT EXISTS (
            SELECT 1 FROM unnest(%(words)s::text[]) AS word
            WHERE strpos(translate(lower(concat_ws(' ', b.name, b.name_ar, d.name, d.name_ar, d.spellings,
                c.name, c.name_ar, vs.name, vs.name_ar)), '{_FOLD_FROM}{SILENT}', '{_FOLD_TO}'), word) = 0
        )
        AND NOT EXISTS (
            SELECT 1 FROM unnest(%(facilities)s::text[]) AS slug
            WHERE NOT EXISTS (
                SELECT 1 FROM branch_facilities bf JOIN facilities f ON f.id = bf.facility_id
                WHERE bf.branch_id = b.id AND f.slug = slug.slug
            )
        )
        AND NOT EXISTS (
            SELECT 1 FROM unnest(%(features)s::text[]) AS slug
            WHERE NOT EXISTS (
                SELECT 1 FROM service_features sf JOIN features f ON f.id = sf.feature_id
                WHERE sf.vendor_service_id = vs.id AND f.slug = slug.slug
            )
        )
)
SELECT id, distance, count(*) OVER () AS found
FROM lawful
WHERE (%(max_total)s::numeric IS NULL OR round(total::numeric, 3) <= %(max_total)s::numeric)
AND NOT EXISTS (
    SELECT 1 FROM availability av JOIN days ON days.day = av.date
    CROSS JOIN LATERAL (
        SELECT
            greatest(0, (starts - midnight) / 30) + 1 AS first,
            (ends + buffer_minutes - midnight + 29) / 30 AS last
    ) slots
    WHERE av.vendor_service_id = lawful.id AND (
        SELECT coalesce(max(use.units + coalesce(use.withheld, 0)), 0)
        FROM unnest(av.used[slots.first : slots.last], av.blocked[slots.first : slots.last])
            AS use (units, withheld)
    ) > coalesce(av.capacity, max_capacity) - lawful.units
)
ORDER BY {{order}}
LIMIT %(limit)s OFFSET %(offset)s
"""
