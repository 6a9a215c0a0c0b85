"""Observations carry the frequency of their series, so that the database refuses other periods."""

from django.db import migrations, models

LETTERS = {"year": "", "quarter": "K", "month": "M"}


def fill(apps, schema_editor):
    """Values that do not fit stay without it: a person takes them out when the series is bound anew."""
    values = apps.get_model("indicators", "IndicatorValue").objects.filter(kind="observation")
    for binding in apps.get_model("indicators", "SeriesBinding").objects.all():
        fitting = rf"^[0-9]{{4}}{LETTERS[binding.frequency]}" + ("$" if binding.frequency == "year" else "")
        values.filter(indicator=binding.indicator_id, period__regex=fitting).update(series_frequency=binding.frequency)


class Migration(migrations.Migration):
    atomic = False  # PostgreSQL alters no table whose rows were changed in the same transaction

    dependencies = [("indicators", "0003_sheets")]

    operations = [
        migrations.AddField(
            "indicatorvalue",
            "series_frequency",
            models.CharField(blank=True, default="", editable=False, max_length=8),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            "indicatorvalue",
            models.CheckConstraint(
                condition=models.Q(
                    ("series_frequency", ""),
                    models.Q(("period__regex", "^[0-9]{4}$"), ("series_frequency", "year")),
                    models.Q(("period__regex", "^[0-9]{4}K"), ("series_frequency", "quarter")),
                    models.Q(("period__regex", "^[0-9]{4}M"), ("series_frequency", "month")),
                    _connector="OR",
                ),
                name="indicator_observation_fits_its_series",
            ),
        ),
    ]
