import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("approvals", "0002_names_for_people"),
    ]

    operations = [
        migrations.AlterField(
            model_name="approvalrequest",
            name="request_type",
            field=models.CharField(
                choices=[
                    ("capacity_change", "Change of capacity"),
                    ("pause_branch", "Pause a branch"),
                    ("activate_branch", "Open a branch for booking"),
                ],
                max_length=20,
                verbose_name="kind of request",
            ),
        ),
        migrations.AlterField(
            model_name="approvalrequest",
            name="requested_change",
            field=models.JSONField(default=dict, verbose_name="change asked for"),
        ),
        migrations.AlterField(
            model_name="approvalrequest",
            name="state_before",
            field=models.JSONField(default=dict, verbose_name="state before"),
        ),
        migrations.AlterField(
            model_name="approvalrequest",
            name="vendor_service",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="approval_requests",
                to="catalog.vendorservice",
                verbose_name="service",
            ),
        ),
    ]
