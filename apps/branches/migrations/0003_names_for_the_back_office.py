import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("branches", "0002_names_for_people"),
    ]

    operations = [
        migrations.AlterField(
            model_name="branch",
            name="created_at",
            field=models.DateTimeField(auto_now_add=True, verbose_name="created at"),
        ),
        migrations.AlterField(
            model_name="branch",
            name="district",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="branches",
                to="branches.district",
                verbose_name="district",
            ),
        ),
        migrations.AlterField(
            model_name="branch",
            name="slug",
            field=models.SlugField(max_length=110, unique=True, verbose_name="name in links"),
        ),
        migrations.AlterField(
            model_name="branch",
            name="updated_at",
            field=models.DateTimeField(auto_now=True, verbose_name="updated at"),
        ),
        migrations.AlterField(
            model_name="branchfacility",
            name="facility",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="branches.facility", verbose_name="facility"
            ),
        ),
        migrations.AlterField(
            model_name="branchstaff",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="workplaces",
                to=settings.AUTH_USER_MODEL,
                verbose_name="account",
            ),
        ),
        migrations.AlterField(
            model_name="city",
            name="latitude",
            field=models.DecimalField(decimal_places=8, max_digits=10, verbose_name="latitude"),
        ),
        migrations.AlterField(
            model_name="city",
            name="longitude",
            field=models.DecimalField(decimal_places=8, max_digits=11, verbose_name="longitude"),
        ),
        migrations.AlterField(
            model_name="city",
            name="position",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="order in lists"),
        ),
        migrations.AlterField(
            model_name="city",
            name="slug",
            field=models.SlugField(primary_key=True, serialize=False, verbose_name="name in links"),
        ),
        migrations.AlterField(
            model_name="district",
            name="city",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="districts",
                to="branches.city",
                verbose_name="city",
            ),
        ),
        migrations.AlterField(
            model_name="district",
            name="latitude",
            field=models.DecimalField(decimal_places=8, max_digits=10, verbose_name="latitude"),
        ),
        migrations.AlterField(
            model_name="district",
            name="longitude",
            field=models.DecimalField(decimal_places=8, max_digits=11, verbose_name="longitude"),
        ),
        migrations.AlterField(
            model_name="district",
            name="slug",
            field=models.SlugField(verbose_name="name in links"),
        ),
        migrations.AlterField(
            model_name="facility",
            name="slug",
            field=models.SlugField(max_length=40, unique=True, verbose_name="name in links"),
        ),
    ]
