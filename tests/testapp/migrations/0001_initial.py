import django.db.models.deletion
import swapper
from django.db import migrations, models

swapper.set_app_prefix("wagtailcore", "wagtail")
page_model = swapper.get_model_name("wagtailcore", "Page")
parent_link = f"{swapper.split(page_model)[1].lower()}_ptr"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("wagtail_pmi", "0001_initial"),
        swapper.dependency("wagtailcore", "Page"),
    ]

    operations = [
        migrations.CreateModel(
            name="BlogIndexPage",
            fields=[
                (parent_link, models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=page_model)),
                ("introduction", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
            bases=(page_model,),
        ),
        migrations.CreateModel(
            name="OurPracticePage",
            fields=[
                ("bestpracticepage_ptr", models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to="wagtail_pmi.bestpracticepage")),
                ("budget_code", models.CharField(blank=True, max_length=16)),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtail_pmi.bestpracticepage",),
        ),
    ]
