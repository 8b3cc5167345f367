"""The database itself refuses to change or delete what the audit log says."""

from django.db import migrations

FORBID = """
CREATE FUNCTION audit_entries_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION audit_entries_refuse_change();
"""
ALLOW = """
DROP TRIGGER audit_entries_append_only ON audit_entries;
DROP FUNCTION audit_entries_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_people_codes_messages_audit")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
