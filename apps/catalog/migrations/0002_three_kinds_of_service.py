"""The three kinds of service exist in every database, not only in the demo world."""

from django.db import migrations

KINDS = ["hot_desk", "private_office", "meeting_room"]


def add_kinds(apps, schema_editor):
    service = apps.get_model("catalog", "Service")
    service.objects.bulk_create([service(name=name) for name in KINDS])


def remove_kinds(apps, schema_editor):
    apps.get_model("catalog", "Service").objects.filter(name__in=KINDS).delete()


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_services_prices_availability")]
    operations = [migrations.RunPython(add_kinds, remove_kinds)]
