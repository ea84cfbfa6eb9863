"""Entries of one statement are queued in one go."""

from django.db import migrations

AT_ONCE = """
CREATE FUNCTION audit_queue_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_unsealed (entry_id) SELECT id FROM fresh;
    RETURN NULL;
END $$;
DROP TRIGGER audit_entry_queue ON audit_entry;
CREATE TRIGGER audit_entry_queue AFTER INSERT ON audit_entry REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION audit_queue_all();
DROP FUNCTION audit_queue();
"""

ONE_BY_ONE = """
CREATE FUNCTION audit_queue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_unsealed (entry_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
DROP TRIGGER audit_entry_queue ON audit_entry;
CREATE TRIGGER audit_entry_queue AFTER INSERT ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_queue();
DROP FUNCTION audit_queue_all();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_verification")]

    operations = [migrations.RunSQL(AT_ONCE, ONE_BY_ONE)]
