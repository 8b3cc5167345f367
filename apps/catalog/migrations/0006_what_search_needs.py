"""The cheapest cover of a stay in SQL, and an index for each way a day can be short of units."""

from django.db import migrations, models
from django.db.models import Q

MAKE = """
-- What a stay costs at least, as in `catalog.pricing`: `steps` pays for one position each, times
-- `price`; `longer` and `longest` bought at a position pay for everything before the position that
-- stands for it in their array. Positions count from 1. What is NULL is not sold.
CREATE FUNCTION cheapest_cover(
    steps bigint[], price bigint,
    longer bigint, longer_until integer[],
    longest bigint, longest_until integer[]
) RETURNS bigint LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    positions constant integer := cardinality(steps);
    costs bigint[] := array_fill(0::bigint, ARRAY[positions + 1]);
BEGIN
    FOR position IN REVERSE positions..1 LOOP
        costs[position] := least(
            steps[position] * price + costs[position + 1],
            longer + costs[longer_until[position]],
            longest + costs[longest_until[position]]
        );
    END LOOP;
    RETURN costs[1];
END $$;
"""
DROP = "DROP FUNCTION cheapest_cover(bigint[], bigint, bigint, integer[], bigint, integer[]);"


class Migration(migrations.Migration):
    dependencies = [("catalog", "0005_names_for_the_back_office")]
    operations = [
        migrations.RunSQL(MAKE, DROP),
        migrations.RemoveIndex(model_name="availability", name="availability_for_search"),
        migrations.AddIndex(
            model_name="availability",
            index=models.Index(
                fields=["date", "available_units", "vendor_service"], name="availability_short_of_units"
            ),
        ),
        migrations.AddIndex(
            model_name="availability",
            index=models.Index(
                condition=~Q(blocked__contained_by=[0]),
                fields=["date", "vendor_service"],
                name="availability_with_blocks",
            ),
        ),
    ]
