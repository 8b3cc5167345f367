"""The one statement behind search, in parts: what may be booked as asked, priced and sorted.

As strict as booking: the same hours, rules, units and totals, read from the tables themselves and
from `availability`. All times are whole minutes since 1970 in UTC, see `search_clock`; amounts are
whole halves of a fils until they are rounded. `%(...)s` are parameters; nothing else is ever put
into the text but the constants of this module and of `search_filters`.

The parts, as `WITH` queries:
    zones, days  the clock, from Python
    calendar     the days of a stay on which a branch opens (stays by the day or longer)
    spans        what the ask means at each branch, and whether that is open
    asked        services for which the ask is lawful, with its span
    short        of those, the ones that lack units, found from the rows of `availability` that are
                 short of units on the asked days, never by probing each service
    free         the rest of `asked`
    priced       with their totals
"""

from typing import Final

KM_PER_DEGREE: Final = 111.2
"""Kilometres of one degree of latitude."""


def real(wall: str, day: str = "days") -> str:
    """Give the SQL of the real minute of a time of day; see `search_clock.LocalDay`."""
    return f"({day}.midnight + {wall} + CASE WHEN {wall} >= {day}.changes_at THEN {day}.shift ELSE 0 END)"


def _weekday(day: str) -> str:
    return f"extract(isodow FROM {day})::int - 1"


def windows(days: str) -> str:
    """Give the SQL of the open windows that begin on some days; `days` is a condition on them."""
    return f"""
    SELECT h.branch_id, days.day, {real("h.opens_minute")} AS opens, {real("h.closes_minute")} AS closes,
        h.closes_minute
    FROM days JOIN branches b ON b.time_zone = days.zone
    JOIN opening_hours h ON h.branch_id = b.id AND h.weekday = {_weekday("days.day")}
    WHERE {days} AND NOT EXISTS (
        SELECT FROM special_hours s WHERE s.branch_id = b.id AND s.date = days.day
    )
    UNION ALL
    SELECT s.branch_id, days.day, {real("s.opens_minute")}, {real("s.closes_minute")}, s.closes_minute
    FROM days JOIN branches b ON b.time_zone = days.zone
    JOIN special_hours s ON s.branch_id = b.id AND s.date = days.day AND s.opens_at IS NOT NULL
    WHERE {days}"""


def rate(day: str, minute: str) -> str:
    """Give the SQL of the per cent that a moment adds to the prices of a service `free`.

    The first rate that holds: dated before undated, timed before untimed, newer before older.
    """
    return f"""coalesce((
        SELECT r.percent FROM service_rates r
        WHERE r.vendor_service_id = free.id
            AND (r.weekdays = '{{}}' OR {_weekday(day)} = ANY (r.weekdays))
            AND (r.first_date IS NULL OR {day} >= r.first_date)
            AND (r.last_date IS NULL OR {day} <= r.last_date)
            AND (r.starts_minute IS NULL OR {minute} >= r.starts_minute AND {minute} < r.ends_minute)
        ORDER BY coalesce(r.first_date, r.last_date) IS NULL, r.starts_minute IS NULL, r.id DESC
        LIMIT 1
    ), 0)"""


def _rated(price: str, day: str, minute: str) -> str:
    return f"round({price} * (100 + {rate(day, minute)}) * 0.01, 3)"


CLOCK: Final = """
zones AS (
    SELECT * FROM unnest(%(zones)s::text[], %(todays)s::date[], %(starts)s::int[])
        AS zones (zone, today, starts)
),
days AS (
    SELECT * FROM unnest(
        %(day_zones)s::text[], %(days)s::date[], %(midnights)s::int[], %(lengths)s::int[],
        %(changes)s::int[], %(shifts)s::int[]
    ) AS days (zone, day, midnight, minutes, changes_at, shift)
)"""

OPENING_BY_HOUR: Final = f"""
spans AS MATERIALIZED (
    SELECT b.id AS branch_id, zones.starts, zones.starts + %(minutes)s AS ends, zones.starts AS last_moment,
        NULL::bigint[] AS open_days, 0 AS days_open, 0 AS most_in_a_month,
        opening.minutes @> int4range(zones.starts, zones.starts + %(minutes)s) AS is_open
    FROM branches b JOIN zones ON zones.zone = b.time_zone
    LEFT JOIN (
        SELECT branch_id, range_agg(int4range(opens, closes)) FILTER (WHERE opens < closes) AS minutes
        FROM ({windows("days.midnight < (SELECT max(starts) FROM zones) + %(minutes)s")}) windows
        GROUP BY branch_id
    ) opening ON opening.branch_id = b.id
)"""

# Few calendars are different, so each is written out once, not for every branch. A day is closed when
# all its hours are left out by a clock that goes forward.
_CALENDAR: Final = f"""
left_out AS (
    SELECT branch_id, array_agg(day ORDER BY day) AS days
    FROM (
        SELECT branch_id, day FROM ({windows("days.shift < 0")}) windows
        GROUP BY branch_id, day HAVING bool_and(opens >= closes)
    ) days_left_out GROUP BY branch_id
),
calendar AS (
    SELECT b.id AS branch_id, b.time_zone AS zone, coalesce(weekly.days, 0) AS weekly,
        coalesce(special.days, '{{}}') || coalesce(left_out.days, '{{}}') AS special,
        ARRAY(
            SELECT unnest(special.open_days) EXCEPT SELECT unnest(left_out.days) ORDER BY 1
        ) AS special_open
    FROM branches b
    LEFT JOIN left_out ON left_out.branch_id = b.id
    LEFT JOIN (
        SELECT branch_id, bit_or(1 << weekday) AS days FROM opening_hours GROUP BY branch_id
    ) weekly ON weekly.branch_id = b.id
    LEFT JOIN (
        SELECT branch_id, array_agg(DISTINCT date ORDER BY date) AS days,
            array_agg(DISTINCT date ORDER BY date) FILTER (WHERE opens_at IS NOT NULL) AS open_days
        FROM special_hours WHERE date BETWEEN %(day)s AND %(last_day)s GROUP BY branch_id
    ) special ON special.branch_id = b.id
    WHERE b.status = 'active'
),
written_out AS MATERIALIZED (
    SELECT weekly, special, special_open,
        array_agg(is_open::int::bigint ORDER BY day) AS open_days,
        count(*) FILTER (WHERE is_open) AS days_open,
        max(open_in_a_month) AS most_in_a_month,
        max(day) FILTER (WHERE is_open) AS last_open_day
    FROM (SELECT DISTINCT weekly, special, special_open FROM calendar) calendars
    CROSS JOIN LATERAL (
        SELECT day, is_open,
            count(*) FILTER (WHERE is_open) OVER (ORDER BY day ROWS BETWEEN CURRENT ROW AND 30 FOLLOWING)
                AS open_in_a_month
        FROM (
            SELECT day::date, CASE WHEN day::date = ANY (special) THEN day::date = ANY (special_open)
                ELSE weekly >> ({_weekday("day")}) & 1 = 1 END AS is_open
            FROM generate_series(%(day)s::date, %(last_day)s::date, interval '1 day') AS day
        ) judged
    ) each_day
    GROUP BY weekly, special, special_open
)"""


def _hours_on(day: str, found: str) -> str:
    """Give the SQL of what `found` says of the windows that begin on one day of a calendar."""
    return f"""LATERAL (
        SELECT {found} FROM (
            SELECT opens_minute, closes_minute FROM special_hours s
            WHERE s.branch_id = calendar.branch_id AND s.date = {day}.day AND s.opens_at IS NOT NULL
            UNION ALL
            SELECT opens_minute, closes_minute FROM opening_hours h
            WHERE h.branch_id = calendar.branch_id AND h.weekday = {_weekday(f"{day}.day")}
                AND {day}.day <> ALL (calendar.special)
        ) windows WHERE {real("opens_minute", day)} < {real("closes_minute", day)}
    )"""


OPENING_BY_DAY: Final = f"""{_CALENDAR},
spans_found AS MATERIALIZED (
    SELECT calendar.branch_id, first.opens AS starts, last.closes AS ends, first.closes AS last_moment,
        open_days, days_open, most_in_a_month,
        open_days[1] = 1 AND (%(plan)s <> 'day' OR last_open_day = %(last_day)s) AS is_open
    FROM calendar JOIN written_out USING (weekly, special, special_open)
    JOIN days first_day ON first_day.zone = calendar.zone AND first_day.day = %(day)s
    JOIN days last_day ON last_day.zone = calendar.zone AND last_day.day = last_open_day
    CROSS JOIN {
    _hours_on(
        "first_day",
        f"{real('min(opens_minute)', 'first_day')} AS opens, "
        f"max({real('closes_minute', 'first_day')}) AS closes",
    )
} first
    CROSS JOIN {_hours_on("last_day", f"max({real('closes_minute', 'last_day')}) AS closes")} last
),
spans AS MATERIALIZED (
    -- The planner knows how many branches there are, and not how many calendars fit.
    SELECT b.id AS branch_id, found.starts, found.ends, found.last_moment, found.open_days,
        found.days_open, found.most_in_a_month, found.is_open
    FROM branches b LEFT JOIN spans_found found ON found.branch_id = b.id
)"""

LAWFUL_BY_HOUR: Final = """
    %(start)s %% vs.step_minutes = 0 AND %(minutes)s %% vs.step_minutes = 0
    AND %(minutes)s >= vs.min_booking_duration
    AND (vs.max_booking_duration IS NULL OR %(minutes)s <= vs.max_booking_duration)"""

LAWFUL_BY_DAY: Final = """
    %(count)s >= price.min_count AND (price.max_count IS NULL OR %(count)s <= price.max_count)"""

# The rules are worked out as a column and asked for outside (OFFSET keeps them there): as plain
# conditions they would look so rare to the planner that it would expect no rows at all.
ASKED: Final = f"""
asked AS MATERIALIZED (
    SELECT * FROM (
        SELECT
            vs.id, vs.branch_id, b.time_zone AS zone, kind.name AS kind, vs.is_instant, b.district_id,
            vs.max_capacity, vs.buffer_minutes, spans.starts, spans.ends, spans.open_days, spans.days_open,
            spans.most_in_a_month, price.price, wanted.units,
            vs.seats * wanted.units - %(people)s AS spare_seats,
            CASE WHEN coalesce(vp.is_tax_registered, true) THEN %(tax_percent)s::numeric ELSE 0 END
                AS tax_percent,
            vs.id IN (SELECT vendor_service_id FROM service_rates) AS has_rates,
            way.distance, {{failed}} AS failed{{also}},
            spans.is_open
                AND wanted.units <= vs.max_capacity
                AND vs.seats * wanted.units >= %(people)s
                AND spans.last_moment > %(now)s
                AND (vs.notice_minutes = 0 OR spans.starts - vs.notice_minutes >= %(not_before)s)
                AND %(day)s <= zones.today + vs.max_advance_days
                AND {{lawful}} AS is_lawful
        FROM vendor_services vs
        JOIN services kind ON kind.id = vs.service_id
        JOIN branches b ON b.id = vs.branch_id AND b.status = 'active'
        JOIN users vendor ON vendor.id = b.vendor_id AND vendor.status <> 'suspended'
        LEFT JOIN vendor_profiles vp ON vp.user_id = vendor.id
        JOIN zones ON zones.zone = b.time_zone
        JOIN spans ON spans.branch_id = b.id
        JOIN service_prices price ON price.vendor_service_id = vs.id AND price.price_unit = %(plan)s
        CROSS JOIN LATERAL (
            -- Everybody needs a desk of their own; a room or an office is shared.
            SELECT CASE WHEN kind.name = 'hot_desk' THEN %(people)s ELSE 1 END AS units
        ) wanted
        CROSS JOIN LATERAL (
            SELECT {KM_PER_DEGREE} * sqrt(
                power(b.latitude - %(latitude)s, 2)
                + power((b.longitude - %(longitude)s) * cos(radians(%(latitude)s)), 2)
            ) AS distance
        ) way
        WHERE vs.status = 'active' AND {{wanted}}
        OFFSET 0
    ) judged
    WHERE is_lawful
)"""

# `available_units` is the least that is free at any moment of a day, blocks not counted. So it decides
# alone for days wholly within every stay, which an index answers by itself; only days at the edges of
# stays and days with blocks are looked at by the half hour, and each half of those has its index too.
FREE: Final = """
edges AS MATERIALIZED (
    SELECT
        min(days.day) FILTER (WHERE days.midnight + days.minutes > stays.first_end) AS first_last_day,
        max(days.day) FILTER (WHERE days.midnight < stays.last_end) AS last_touched
    FROM days JOIN (
        SELECT zone, min(ends) AS first_end, max(ends + buffer_minutes) AS last_end FROM asked GROUP BY zone
    ) stays ON stays.zone = days.zone
    WHERE days.day >= %(day)s
),
rows_in_doubt AS MATERIALIZED (
    SELECT vendor_service_id, date, capacity, used, blocked FROM availability
    WHERE date = %(day)s AND available_units < %(most_units)s
    UNION ALL
    SELECT vendor_service_id, date, capacity, used, blocked FROM availability
    WHERE date BETWEEN greatest(%(day)s::date + 1, (SELECT first_last_day FROM edges))
            AND (SELECT last_touched FROM edges)
        AND available_units < %(most_units)s
    UNION ALL
    SELECT vendor_service_id, date, capacity, used, blocked FROM availability
    WHERE date BETWEEN %(day)s AND (SELECT last_touched FROM edges) AND NOT blocked <@ '{{0}}'::smallint[]
),
short AS (
    SELECT vendor_service_id FROM availability
    WHERE date > %(day)s AND date < (SELECT first_last_day FROM edges) AND available_units < %(most_units)s
        AND (available_units < 1 OR vendor_service_id IN (SELECT id FROM asked WHERE units > 1))
    UNION ALL
    SELECT doubt.vendor_service_id
    FROM rows_in_doubt doubt
    JOIN asked ON asked.id = doubt.vendor_service_id
    JOIN days ON days.zone = asked.zone AND days.day = doubt.date
        AND days.midnight < asked.ends + asked.buffer_minutes AND asked.starts < days.midnight + days.minutes
    CROSS JOIN LATERAL (
        SELECT
            greatest(0, asked.starts - days.midnight) / 30 + 1 AS first,
            (asked.ends + asked.buffer_minutes - days.midnight + 29) / 30 AS last
    ) slots
    WHERE (
        SELECT coalesce(max(coalesce(use.units, 0) + coalesce(use.withheld, 0)), 0)
        FROM unnest(doubt.used[slots.first : slots.last], doubt.blocked[slots.first : slots.last])
            AS use (units, withheld)
    ) > least(doubt.capacity, asked.max_capacity) - asked.units
),
free AS (
    SELECT * FROM asked WHERE id {is_free} (SELECT vendor_service_id FROM short)
)"""

# A half hour costs half an hour's price; a day covers 48 of them from wherever it begins.
COST_BY_HOUR: Final = f"""
    CASE
        WHEN NOT free.has_rates AND %(half_hours)s <= 48
        THEN least(%(half_hours)s * (free.price * 1000)::bigint, (per_day.price * 2000)::bigint)
        ELSE cheapest_cover(
            CASE WHEN free.has_rates THEN (
                SELECT array_agg(
                    ({_rated("free.price", "moments.day", "moments.minute")} * 1000)::bigint
                    ORDER BY moments.position
                ) FROM unnest(
                    %(moment_zones)s::text[], %(positions)s::int[], %(moment_days)s::date[],
                    %(moment_minutes)s::int[]
                ) AS moments (zone, position, day, minute) WHERE moments.zone = free.zone
            ) ELSE array_fill((free.price * 1000)::bigint, ARRAY[%(half_hours)s]) END,
            1,
            ({_rated("per_day.price", "%(day)s::date", "NULL::int")} * 2000)::bigint, %(after_longer)s::int[],
            NULL, %(after_longest)s::int[]
        )
    END"""

# Up to a week the first week or month covers everything; closed days cost nothing. Whole months are
# cheapest as months when whatever could replace one, or all of them, costs at least as much: each open
# day costs a day's price or the seventh of a week's, and no month covers more than `most_in_a_month`.
COST_BY_DAY: Final = f"""
    CASE
        WHEN NOT free.has_rates AND cardinality(free.open_days) <= 7
        THEN (least(free.days_open * per_day.price, per_week.price, per_month.price) * 2000)::bigint
        WHEN NOT free.has_rates AND %(plan)s = 'month' AND coalesce(
            least(7 * per_day.price, per_week.price) * free.days_open >= 7 * %(count)s * free.price
            AND least(7 * per_day.price, per_week.price)
                * (free.days_open - (%(count)s - 1) * free.most_in_a_month) >= 7 * free.price,
            true)
        THEN %(count)s * (free.price * 2000)::bigint
        ELSE cheapest_cover(
            CASE WHEN free.has_rates THEN (
                SELECT array_agg(
                    is_open * ({_rated("per_day.price", "(%(day)s::date + position::int - 1)", "NULL::int")}
                    * 2000)::bigint ORDER BY position
                ) FROM unnest(free.open_days) WITH ORDINALITY AS each_day (is_open, position)
            ) ELSE free.open_days END,
            CASE WHEN free.has_rates THEN 1 ELSE (per_day.price * 2000)::bigint END,
            (per_week.price * 2000)::bigint, %(after_longer)s::int[],
            (per_month.price * 2000)::bigint, %(after_longest)s::int[]
        )
    END"""

JOINS_BY_HOUR: Final = """
    LEFT JOIN service_prices per_day
        ON per_day.vendor_service_id = free.id AND per_day.price_unit = 'day'"""
JOINS_BY_DAY: Final = f"""{JOINS_BY_HOUR}
    LEFT JOIN service_prices per_week
        ON per_week.vendor_service_id = free.id AND per_week.price_unit = 'week'
    LEFT JOIN service_prices per_month
        ON per_month.vendor_service_id = free.id AND per_month.price_unit = 'month'"""

# The exact sum is rounded once and the tax once more, as in `catalog.pricing`. OFFSET keeps each step
# from being worked out again wherever the next one names it.
PRICED: Final = """
priced AS MATERIALIZED (
    SELECT summed.*, subtotal + round(subtotal * tax_percent * 0.01, 3) AS total
    FROM (
        SELECT costed.*, round(half_fils * units / 2000.0, 3) AS subtotal
        FROM (SELECT free.*, {cost} AS half_fils FROM free{joins} OFFSET 0) costed OFFSET 0
    ) summed
)"""

ORDERS: Final = {
    "best": "spare_seats, total + coalesce(distance * %(dinars_per_km)s, 0)::numeric, branch_id, id",
    "price": "total, distance NULLS LAST, branch_id, id",
    "distance": "distance NULLS LAST, total, branch_id, id",
}

# One row even when nothing is found: it names the zones of branches that Python has not heard of.
PAGE: Final = """
SELECT unheard.zones, page.id, page.distance, page.total, page.found
FROM (
    SELECT array_agg(DISTINCT time_zone) AS zones FROM branches WHERE time_zone <> ALL (%(zones)s::text[])
) unheard
LEFT JOIN (
    SELECT id, distance, total, count(*) OVER () AS found, row_number() OVER (ORDER BY {order}) AS position
    FROM priced WHERE {in_price} ORDER BY position LIMIT %(limit)s OFFSET %(offset)s
) page ON true
ORDER BY page.position"""
