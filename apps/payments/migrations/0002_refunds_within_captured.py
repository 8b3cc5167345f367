"""The database itself keeps the sum of refunds within what was captured."""

from django.db import migrations

ENFORCE = """
CREATE FUNCTION refunds_stay_within_captured() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    captured numeric;
    returned numeric;
BEGIN
    -- Locked so that two refunds at once cannot both see room.
    SELECT amount INTO captured FROM payments
        WHERE id = NEW.payment_id AND status = 'captured' FOR NO KEY UPDATE;
    SELECT coalesce(sum(amount), 0) INTO returned FROM refunds
        WHERE payment_id = NEW.payment_id AND status <> 'failed' AND id <> NEW.id;
    IF NEW.status <> 'failed' AND (captured IS NULL OR returned + NEW.amount > captured) THEN
        RAISE EXCEPTION 'refunds exceed what was captured'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_within_captured';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER refunds_within_captured BEFORE INSERT OR UPDATE ON refunds
    FOR EACH ROW EXECUTE FUNCTION refunds_stay_within_captured();
"""
LIFT = """
DROP TRIGGER refunds_within_captured ON refunds;
DROP FUNCTION refunds_stay_within_captured();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_payments_and_refunds")]
    operations = [migrations.RunSQL(ENFORCE, LIFT)]
