import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0004_rates_and_limits_of_stays"),
    ]

    operations = [
        migrations.AlterField(
            model_name="feature",
            name="slug",
            field=models.SlugField(max_length=40, unique=True, verbose_name="name in links"),
        ),
        migrations.AlterField(
            model_name="serviceblock",
            name="created_at",
            field=models.DateTimeField(auto_now_add=True, verbose_name="created at"),
        ),
        migrations.AlterField(
            model_name="serviceblock",
            name="created_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="blocked by",
            ),
        ),
        migrations.AlterField(
            model_name="serviceblock",
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="lifted at"),
        ),
        migrations.AlterField(
            model_name="serviceblock",
            name="vendor_service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="blocks",
                to="catalog.vendorservice",
                verbose_name="service",
            ),
        ),
        migrations.AlterField(
            model_name="servicefeature",
            name="feature",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="catalog.feature", verbose_name="feature"
            ),
        ),
        migrations.AlterField(
            model_name="vendorservice",
            name="created_at",
            field=models.DateTimeField(auto_now_add=True, verbose_name="created at"),
        ),
        migrations.AlterField(
            model_name="vendorservice",
            name="slug",
            field=models.SlugField(max_length=110, verbose_name="name in links"),
        ),
        migrations.AlterField(
            model_name="vendorservice",
            name="updated_at",
            field=models.DateTimeField(auto_now=True, verbose_name="updated at"),
        ),
    ]
