"""Follows the site's base page and its image and document models: see `wagtail_pmi.models.base`."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.contrib.taggit
import modelcluster.fields
import modelsearch.index
import swapper
import uuid
import wagtail.contrib.routable_page.models
import wagtail.fields
import wagtail.models.preview
import wagtail_pmi.fields
import wagtail_pmi.validators
from django.conf import settings
from django.db import migrations, models

from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string

swapper.set_app_prefix("wagtailcore", "wagtail")
page_model = swapper.get_model_name("wagtailcore", "Page")
parent_link = f"{swapper.split(page_model)[1].lower()}_ptr"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0098_apitoken"),
        swapper.dependency("wagtailcore", "Page"),
        migrations.swappable_dependency(get_document_model_string()),
        migrations.swappable_dependency(get_image_model_string()),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BestPracticeIndexPage",
            fields=[
                (
                    parent_link,
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "introduction",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="What is in this section, and for whom: two or three sentences.",
                        verbose_name="introduction",
                    ),
                ),
            ],
            options={
                "verbose_name": "list of best practices",
                "verbose_name_plural": "lists of best practices",
                "default_related_name": "%(app_label)s_%(class)s",
            },
            bases=(page_model, models.Model),
        ),
        migrations.CreateModel(
            name="BlogIndexPage",
            fields=[
                (
                    parent_link,
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "introduction",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="What is in this section, and for whom: two or three sentences.",
                        verbose_name="introduction",
                    ),
                ),
            ],
            options={
                "verbose_name": "blog",
                "verbose_name_plural": "blogs",
                "default_related_name": "%(app_label)s_%(class)s",
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, page_model, models.Model),
        ),
        migrations.CreateModel(
            name="ExpertIndexPage",
            fields=[
                (
                    parent_link,
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "introduction",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="What is in this section, and for whom: two or three sentences.",
                        verbose_name="introduction",
                    ),
                ),
            ],
            options={
                "verbose_name": "list of experts",
                "verbose_name_plural": "lists of experts",
                "default_related_name": "%(app_label)s_%(class)s",
            },
            bases=(page_model, models.Model),
        ),
        migrations.CreateModel(
            name="MemberCityIndexPage",
            fields=[
                (
                    parent_link,
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "introduction",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="What is in this section, and for whom: two or three sentences.",
                        verbose_name="introduction",
                    ),
                ),
            ],
            options={
                "verbose_name": "list of member cities",
                "verbose_name_plural": "lists of member cities",
                "default_related_name": "%(app_label)s_%(class)s",
            },
            bases=(page_model, models.Model),
        ),
        migrations.CreateModel(
            name="NetworkPage",
            fields=[
                (
                    parent_link,
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "tagline",
                    models.CharField(
                        blank=True,
                        help_text="What the network does, in one short sentence.",
                        max_length=255,
                        verbose_name="tagline",
                    ),
                ),
                (
                    "introduction",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="Who is in the network and what it is for: 30 to 100 words.",
                        verbose_name="introduction",
                    ),
                ),
                (
                    "body",
                    wagtail_pmi.fields.BodyField(
                        blank=True,
                        help_text="What else a visitor should know; shown below the featured pages: up to 500 words.",
                        verbose_name="body",
                    ),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True,
                        help_text="Shown to everybody. Leave it empty to show none.",
                        max_length=254,
                        verbose_name="contact address",
                    ),
                ),
                (
                    "contact_url",
                    models.URLField(
                        blank=True,
                        help_text="Full address of a form, beginning with https://.",
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="contact form",
                    ),
                ),
            ],
            options={
                "verbose_name": "network",
                "verbose_name_plural": "networks",
                "default_related_name": "%(app_label)s_%(class)s",
            },
            bases=(
                wagtail.contrib.routable_page.models.RoutablePageMixin,
                page_model,
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="Adoption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(default=False, editable=False, verbose_name="has unpublished changes"),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="first published at"),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="last published at"),
                ),
                ("go_live_at", models.DateTimeField(blank=True, null=True, verbose_name="go live date/time")),
                ("expire_at", models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time")),
                ("expired", models.BooleanField(default=False, editable=False, verbose_name="expired")),
                ("locked", models.BooleanField(default=False, editable=False, verbose_name="locked")),
                ("locked_at", models.DateTimeField(editable=False, null=True, verbose_name="locked at")),
                (
                    "role",
                    models.CharField(
                        choices=[("originator", "It began here"), ("adopter", "Adopted from elsewhere")],
                        default="adopter",
                        max_length=16,
                        verbose_name="role",
                    ),
                ),
                (
                    "degree",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("copy", "Copied as it is"),
                            ("adaptation", "Adapted"),
                            ("hybrid", "Combined with something else"),
                            ("inspiration", "Inspired by it"),
                        ],
                        max_length=16,
                        verbose_name="how closely it follows",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("watching", "Watching"),
                            ("exploring", "Exploring"),
                            ("assessing", "Assessing"),
                            ("planning", "Planning"),
                            ("piloting", "Piloting"),
                            ("implementing", "Implementing"),
                            ("operating", "Operating"),
                            ("scaled", "Scaled"),
                            ("paused", "Paused"),
                            ("declined", "Declined"),
                            ("ended", "Ended"),
                        ],
                        max_length=16,
                        verbose_name="stage",
                    ),
                ),
                (
                    "stage_since",
                    models.DateField(
                        help_text="The first of the month or of the year where no more is known.",
                        verbose_name="in this stage since",
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="work began on")),
                ("launched_on", models.DateField(blank=True, null=True, verbose_name="launched on")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("cost", "Cost"),
                            ("legal_preemption", "Legal preemption"),
                            ("politics", "Politics"),
                            ("leadership_change", "Change of leadership"),
                            ("capacity", "Capacity"),
                            ("poor_results", "Poor results"),
                            ("superseded", "Superseded by something else"),
                            ("no_longer_needed", "No longer needed"),
                            ("other", "Other"),
                        ],
                        help_text="An honest end is worth as much to others as a success.",
                        max_length=24,
                        verbose_name="why it was declined or ended",
                    ),
                ),
                (
                    "scale",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pilot_area", "Pilot area"),
                            ("department", "One department"),
                            ("citywide", "Citywide"),
                            ("regional", "Regional"),
                        ],
                        max_length=16,
                        verbose_name="scale",
                    ),
                ),
                (
                    "population_reached",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="residents reached"),
                ),
                (
                    "local_name",
                    models.CharField(
                        blank=True,
                        help_text="What the city calls it, such as SomerStat.",
                        max_length=255,
                        verbose_name="local name",
                    ),
                ),
                (
                    "local_url",
                    models.URLField(
                        blank=True,
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="local page",
                    ),
                ),
                ("lead_department", models.CharField(blank=True, max_length=255, verbose_name="lead department")),
                (
                    "cost_one_off",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="actual one-off cost",
                    ),
                ),
                (
                    "cost_annual",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="actual cost a year",
                    ),
                ),
                (
                    "cost_currency",
                    models.CharField(
                        default="USD",
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[A-Z]{3}\\Z", "Enter the three capital letters of ISO 4217, such as USD."
                            )
                        ],
                        verbose_name="currency",
                    ),
                ),
                (
                    "price_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The year of these prices.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1600),
                            django.core.validators.MaxValueValidator(2200),
                        ],
                        verbose_name="price year",
                    ),
                ),
                (
                    "staff_fte",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="staff (full-time equivalents)",
                    ),
                ),
                (
                    "source_kind",
                    models.CharField(
                        choices=[
                            ("city", "The city itself"),
                            ("staff", "Staff of the network"),
                            ("press", "Press or publication"),
                        ],
                        default="city",
                        max_length=8,
                        verbose_name="source",
                    ),
                ),
                (
                    "source_url",
                    models.URLField(
                        blank=True,
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="address of the source",
                    ),
                ),
                (
                    "confirmed_by",
                    models.CharField(
                        blank=True,
                        help_text="Name or office. Readers see it.",
                        max_length=255,
                        verbose_name="confirmed by",
                    ),
                ),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="confirmed on")),
                (
                    "willing_to_talk",
                    models.CharField(
                        choices=[("yes", "Yes"), ("staff_only", "With staff of other cities only"), ("no", "No")],
                        default="no",
                        max_length=16,
                        verbose_name="willing to talk about it",
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("city_title", models.CharField(editable=False, max_length=255)),
                ("practice_title", models.CharField(editable=False, max_length=255)),
                ("city_key", models.UUIDField(db_index=True, editable=False, null=True)),
                ("practice_key", models.UUIDField(db_index=True, editable=False, null=True)),
                ("slug", models.SlugField(allow_unicode=True, editable=False, max_length=255, verbose_name="slug")),
                ("open_marker", models.BooleanField(default=True, editable=False, null=True)),
                (
                    "narrative",
                    wagtail_pmi.fields.BodyField(
                        blank=True, help_text="The story: 200 to 800 words.", verbose_name="what happened"
                    ),
                ),
                (
                    "narrative_visibility",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("members", "Members of the network"),
                            ("anonymised", "Everyone, without naming the city"),
                        ],
                        default="public",
                        max_length=16,
                        verbose_name="who may read what happened",
                    ),
                ),
                ("barriers", models.TextField(blank=True, max_length=2000, verbose_name="what stood in the way")),
                ("helped_by", models.TextField(blank=True, max_length=2000, verbose_name="what helped")),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("members", "Members of the network"),
                            ("anonymised", "Everyone, without naming the city"),
                        ],
                        default="public",
                        max_length=16,
                        verbose_name="who may see this entry",
                    ),
                ),
                (
                    "adopted_from",
                    models.ForeignKey(
                        blank=True,
                        help_text="Another city's entry for the same practice.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="adopted_by",
                        to="wagtail_pmi.adoption",
                        verbose_name="adopted from",
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="locked_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "adoption",
                "verbose_name_plural": "adoptions",
                "ordering": ["practice_title", "city_title", "pk"],
            },
            bases=(wagtail.models.preview.PreviewableMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="AdoptionEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("stage", "Change of stage"), ("confirmation", "Confirmation")],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "from_stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("watching", "Watching"),
                            ("exploring", "Exploring"),
                            ("assessing", "Assessing"),
                            ("planning", "Planning"),
                            ("piloting", "Piloting"),
                            ("implementing", "Implementing"),
                            ("operating", "Operating"),
                            ("scaled", "Scaled"),
                            ("paused", "Paused"),
                            ("declined", "Declined"),
                            ("ended", "Ended"),
                        ],
                        max_length=16,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("watching", "Watching"),
                            ("exploring", "Exploring"),
                            ("assessing", "Assessing"),
                            ("planning", "Planning"),
                            ("piloting", "Piloting"),
                            ("implementing", "Implementing"),
                            ("operating", "Operating"),
                            ("scaled", "Scaled"),
                            ("paused", "Paused"),
                            ("declined", "Declined"),
                            ("ended", "Ended"),
                        ],
                        max_length=16,
                        verbose_name="to",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="day")),
                ("who", models.CharField(blank=True, max_length=255, verbose_name="who")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                (
                    "adoption",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="events", to="wagtail_pmi.adoption"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "event of an adoption",
                "verbose_name_plural": "events of adoptions",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="AdoptionLesson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("financing", "Financing"),
                            ("policy_development", "Policy development"),
                            ("implementation", "Implementation"),
                            ("strategic_advancement", "Strategic advancement"),
                        ],
                        max_length=24,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="lesson")),
                ("is_failure", models.BooleanField(default=False, verbose_name="something that failed")),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("members", "Members of the network"),
                            ("anonymised", "Everyone, without naming the city"),
                        ],
                        default="public",
                        max_length=16,
                        verbose_name="who may read it",
                    ),
                ),
                (
                    "adoption",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lessons", to="wagtail_pmi.adoption"
                    ),
                ),
            ],
            options={
                "verbose_name": "lesson of an adoption",
                "verbose_name_plural": "lessons of adoptions",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Beneficiary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        blank=True,
                        help_text="Part of the term's address. Made of the name when left empty.",
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        help_text="Stands for the term in the API, imports and exports, and never changes once used. Made of the name when left empty.",
                        max_length=100,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9][a-z0-9_]*\\Z",
                                "Enter a code of lower-case letters, digits and underscores, such as public_health.",
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("description", models.TextField(blank=True, max_length=1000, verbose_name="description")),
                (
                    "same_as",
                    models.URLField(
                        blank=True,
                        help_text="Address of the same concept in a public vocabulary, such as Wikidata.",
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="same as",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_terms",
                        to="wagtail_pmi.beneficiary",
                        verbose_name="merged into",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="wagtail_pmi.beneficiary",
                        verbose_name="parent",
                    ),
                ),
            ],
            options={
                "verbose_name": "beneficiary",
                "verbose_name_plural": "beneficiaries",
                "ordering": ["name"],
                "abstract": False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="BestPracticePage",
            fields=[
                (
                    parent_link,
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "image_alt",
                    models.CharField(
                        blank=True,
                        help_text="What the image shows, in a sentence, for those who cannot see it.",
                        max_length=255,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "image_credit",
                    models.CharField(
                        blank=True,
                        help_text="Who made it or holds the rights: a name or two, shown with the image.",
                        max_length=255,
                        verbose_name="image credit",
                    ),
                ),
                (
                    "last_verified_on",
                    models.DateField(
                        blank=True,
                        help_text="The day on which somebody last made sure that this page is true.",
                        null=True,
                        verbose_name="last verified on",
                    ),
                ),
                (
                    "verified_by",
                    models.CharField(
                        blank=True,
                        help_text="Name or office. Readers see it.",
                        max_length=255,
                        verbose_name="verified by",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("CC-BY-4.0", "CC BY 4.0"),
                            ("CC-BY-SA-4.0", "CC BY-SA 4.0"),
                            ("CC0-1.0", "CC0 1.0 (no rights reserved)"),
                            ("public_domain", "Public domain"),
                            ("all_rights_reserved", "All rights reserved"),
                        ],
                        default="CC-BY-4.0",
                        help_text="Under what terms others may reuse this text.",
                        max_length=32,
                        verbose_name="license",
                    ),
                ),
                (
                    "evidence_level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Not assessed"),
                            (1, "Described"),
                            (2, "Data show change"),
                            (3, "Comparison group"),
                            (4, "Independently validated, cost known"),
                            (5, "Works at several sites and at scale"),
                        ],
                        default=0,
                        help_text="From “described” to “works at several sites”. From level 2 on, say on what basis and when it was rated.",
                        verbose_name="evidence: level",
                    ),
                ),
                (
                    "evidence_direction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("positive", "Positive"),
                            ("mixed", "Mixed"),
                            ("none", "No effect found"),
                            ("negative", "Negative"),
                        ],
                        max_length=16,
                        verbose_name="evidence: direction",
                    ),
                ),
                (
                    "evidence_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("self_reported", "Reported by the city itself"),
                            ("internal_evaluation", "Internal evaluation"),
                            ("independent", "Independent evaluation"),
                            ("external_clearinghouse", "Rated by an external clearinghouse"),
                        ],
                        max_length=24,
                        verbose_name="evidence: basis",
                    ),
                ),
                (
                    "disparity_effect",
                    models.CharField(
                        choices=[
                            ("likely_decrease", "Likely to decrease disparities"),
                            ("no_effect", "No effect on disparities expected"),
                            ("increase", "May increase disparities"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=16,
                        verbose_name="effect on disparities",
                    ),
                ),
                (
                    "evidence_note",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences; say what the evidence does not show, too.",
                        max_length=1000,
                        verbose_name="evidence: what is known and what is not",
                    ),
                ),
                (
                    "evidence_rated_by",
                    models.CharField(
                        blank=True, help_text="Name or office, in a few words.", max_length=255, verbose_name="rated by"
                    ),
                ),
                ("evidence_rated_on", models.DateField(blank=True, null=True, verbose_name="rated on")),
                (
                    "evidence_next_review_on",
                    models.DateField(
                        blank=True,
                        help_text="When somebody should look at the evidence again.",
                        null=True,
                        verbose_name="next review on",
                    ),
                ),
                (
                    "replicability_cost",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (0, "0: stands in the way"),
                            (1, "1: demanding"),
                            (2, "2: manageable"),
                            (3, "3: easy"),
                        ],
                        null=True,
                        verbose_name="cost",
                    ),
                ),
                (
                    "replicability_complexity",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (0, "0: stands in the way"),
                            (1, "1: demanding"),
                            (2, "2: manageable"),
                            (3, "3: easy"),
                        ],
                        null=True,
                        verbose_name="complexity",
                    ),
                ),
                (
                    "replicability_documentation",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (0, "0: stands in the way"),
                            (1, "1: demanding"),
                            (2, "2: manageable"),
                            (3, "3: easy"),
                        ],
                        null=True,
                        verbose_name="documentation",
                    ),
                ),
                (
                    "replicability_feasibility",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (0, "0: stands in the way"),
                            (1, "1: demanding"),
                            (2, "2: manageable"),
                            (3, "3: easy"),
                        ],
                        null=True,
                        verbose_name="technical feasibility",
                    ),
                ),
                (
                    "replicability_flexibility",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (0, "0: stands in the way"),
                            (1, "1: demanding"),
                            (2, "2: manageable"),
                            (3, "3: easy"),
                        ],
                        null=True,
                        verbose_name="flexibility",
                    ),
                ),
                (
                    "cost_band",
                    models.CharField(
                        choices=[
                            ("none", "Staff time only"),
                            ("xs", "Under $50,000"),
                            ("s", "$50,000 to $250,000"),
                            ("m", "$250,000 to $1 million"),
                            ("l", "$1 million to $10 million"),
                            ("xl", "Over $10 million"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=8,
                        verbose_name="cost in the first year",
                    ),
                ),
                (
                    "cost_one_off_min",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        help_text="In whole units of the currency.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="one-off cost: from",
                    ),
                ),
                (
                    "cost_one_off_max",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="one-off cost: to",
                    ),
                ),
                (
                    "cost_annual_min",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        help_text="In whole units of the currency.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="annual cost: from",
                    ),
                ),
                (
                    "cost_annual_max",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="annual cost: to",
                    ),
                ),
                (
                    "cost_currency",
                    models.CharField(
                        default="USD",
                        help_text="Three letters of ISO 4217, such as USD.",
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[A-Z]{3}\\Z", "Enter the three capital letters of ISO 4217, such as USD."
                            )
                        ],
                        verbose_name="currency",
                    ),
                ),
                (
                    "cost_price_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The year of the prices. Needed as soon as there is an amount.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1600),
                            django.core.validators.MaxValueValidator(2200),
                        ],
                        verbose_name="price year",
                    ),
                ),
                (
                    "funding_sources",
                    models.TextField(
                        blank=True,
                        help_text="Who paid for it: one to three sentences.",
                        max_length=1000,
                        verbose_name="funding sources",
                    ),
                ),
                (
                    "staff_fte_min",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="staff (full-time equivalents): from",
                    ),
                ),
                (
                    "staff_fte_max",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="staff (full-time equivalents): to",
                    ),
                ),
                (
                    "months_to_launch_min",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="months to launch: from"),
                ),
                (
                    "months_to_launch_max",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="months to launch: to"),
                ),
                (
                    "summary",
                    models.TextField(
                        help_text="What it is and what it does, in at most 250 words.",
                        max_length=2000,
                        verbose_name="summary",
                    ),
                ),
                (
                    "problem",
                    wagtail.fields.RichTextField(
                        help_text="What the practice is an answer to: 50 to 200 words.", verbose_name="problem"
                    ),
                ),
                (
                    "why_it_works",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="The reasons that make it work, so that others can keep them: 50 to 200 words.",
                        verbose_name="why it works",
                    ),
                ),
                (
                    "approach",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("policy_ordinance", "Policy or ordinance"),
                            ("program", "Program"),
                            ("process", "Process"),
                            ("technology", "Technology"),
                            ("financing", "Financing"),
                            ("organisation", "Organization"),
                        ],
                        max_length=24,
                        verbose_name="approach",
                    ),
                ),
                (
                    "origin_text",
                    models.CharField(
                        blank=True,
                        help_text="Where it began, when that is not a member city.",
                        max_length=255,
                        verbose_name="origin outside the network",
                    ),
                ),
                (
                    "origin_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1600),
                            django.core.validators.MaxValueValidator(2200),
                        ],
                        verbose_name="origin: year",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("idea", "Idea"),
                            ("piloted", "Piloted"),
                            ("operating", "Operating"),
                            ("scaled", "Scaled"),
                            ("retired", "Retired"),
                        ],
                        default="operating",
                        help_text="Where the practice stands as a whole, not in one city.",
                        max_length=16,
                        verbose_name="status",
                    ),
                ),
                (
                    "solution",
                    wagtail_pmi.fields.BodyField(
                        help_text="What is done, and how: 300 to 1,000 words.", verbose_name="solution"
                    ),
                ),
                (
                    "beneficiaries",
                    wagtail_pmi.fields.TermsField(
                        blank=True,
                        help_text="Who is better off for it, as far as it is for somebody in particular.",
                        related_name="practices",
                        to="wagtail_pmi.beneficiary",
                        verbose_name="for whom",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                        verbose_name="image",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="The larger practice that this one belongs to.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="parts",
                        to="wagtail_pmi.bestpracticepage",
                        verbose_name="part of",
                    ),
                ),
                (
                    "related_practices",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="What a reader of this practice should look at, too.",
                        related_name="related_from",
                        to="wagtail_pmi.bestpracticepage",
                        verbose_name="related practices",
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        help_text="The older practice that this one replaces.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="superseded_by",
                        to="wagtail_pmi.bestpracticepage",
                        verbose_name="supersedes",
                    ),
                ),
            ],
            options={
                "verbose_name": "best practice",
                "verbose_name_plural": "best practices",
                "default_related_name": "%(app_label)s_%(class)s",
            },
            bases=(page_model, models.Model),
        ),
        migrations.AddField(
            model_name="adoption",
            name="practice",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="adoptions",
                to="wagtail_pmi.bestpracticepage",
                verbose_name="practice",
            ),
        ),
        migrations.CreateModel(
            name="ExpertPage",
            fields=[
                (
                    parent_link,
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "image_alt",
                    models.CharField(
                        blank=True,
                        help_text="What the image shows, in a sentence, for those who cannot see it.",
                        max_length=255,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "image_credit",
                    models.CharField(
                        blank=True,
                        help_text="Who made it or holds the rights: a name or two, shown with the image.",
                        max_length=255,
                        verbose_name="image credit",
                    ),
                ),
                (
                    "last_verified_on",
                    models.DateField(
                        blank=True,
                        help_text="The day on which somebody last made sure that this page is true.",
                        null=True,
                        verbose_name="last verified on",
                    ),
                ),
                (
                    "verified_by",
                    models.CharField(
                        blank=True,
                        help_text="Name or office. Readers see it.",
                        max_length=255,
                        verbose_name="verified by",
                    ),
                ),
                (
                    "honorific",
                    models.CharField(
                        blank=True, help_text="Such as Dr. or Prof.", max_length=32, verbose_name="honorific"
                    ),
                ),
                (
                    "affiliation",
                    models.CharField(
                        blank=True,
                        help_text="University, office or firm, in a few words.",
                        max_length=255,
                        verbose_name="affiliation",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True, help_text="Position there, in a few words.", max_length=255, verbose_name="role"
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        help_text="One or two sentences. Cards and search results show them.",
                        max_length=600,
                        verbose_name="summary",
                    ),
                ),
                (
                    "bio",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="Work and experience that matter to a city: 50 to 200 words. No e-mail address or telephone number.",
                        verbose_name="biography",
                    ),
                ),
                (
                    "kinds",
                    wagtail_pmi.fields.CodeListField(blank=True, default=list, verbose_name="kinds of expertise"),
                ),
                (
                    "languages",
                    models.CharField(
                        blank=True,
                        help_text="Separated by commas: English, Spanish.",
                        max_length=255,
                        verbose_name="languages",
                    ),
                ),
                (
                    "orcid",
                    models.CharField(
                        blank=True,
                        help_text="Sixteen digits, such as 0000-0002-1825-0097.",
                        max_length=19,
                        validators=[wagtail_pmi.validators.validate_orcid],
                        verbose_name="ORCID iD",
                    ),
                ),
                (
                    "wikidata",
                    models.CharField(
                        blank=True,
                        help_text="The letter Q and a number, such as Q100.",
                        max_length=16,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\AQ[1-9][0-9]*\\Z", "Enter a Wikidata item such as Q100."
                            )
                        ],
                        verbose_name="Wikidata item",
                    ),
                ),
                (
                    "availability",
                    models.CharField(
                        choices=[
                            ("open", "Open to requests"),
                            ("by_introduction", "By introduction"),
                            ("closed", "Not available now"),
                        ],
                        default="by_introduction",
                        help_text="How a city gets in touch.",
                        max_length=16,
                        verbose_name="availability",
                    ),
                ),
                (
                    "conflict_of_interest",
                    models.TextField(
                        blank=True,
                        help_text="What a reader should know of, in a sentence or two; “None declared” when there is none.",
                        max_length=1000,
                        verbose_name="conflicts of interest",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                        verbose_name="image",
                    ),
                ),
            ],
            options={
                "verbose_name": "expert",
                "verbose_name_plural": "experts",
                "default_related_name": "%(app_label)s_%(class)s",
            },
            bases=(page_model, models.Model),
        ),
        migrations.CreateModel(
            name="ExpertLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "title",
                    models.CharField(help_text="What is there, in a few words.", max_length=255, verbose_name="title"),
                ),
                (
                    "url",
                    models.URLField(
                        help_text="Full address, beginning with https://.",
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="address",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="wagtail_pmi.expertpage"
                    ),
                ),
            ],
            options={
                "verbose_name": "link",
                "verbose_name_plural": "links",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="bestpracticepage",
            name="experts",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                help_text="Experts who know this practice.",
                related_name="practices",
                to="wagtail_pmi.expertpage",
                verbose_name="experts",
            ),
        ),
        migrations.CreateModel(
            name="ExternalRating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("source", models.CharField(help_text="Who rated it.", max_length=255, verbose_name="source")),
                (
                    "rating",
                    models.CharField(
                        help_text="The mark in the words of the source.", max_length=255, verbose_name="rating"
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        help_text="Where the rating can be read.",
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="address",
                    ),
                ),
                ("date", models.DateField(blank=True, null=True, verbose_name="date")),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="wagtail_pmi.bestpracticepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "external rating",
                "verbose_name_plural": "external ratings",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Keyword",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        blank=True,
                        help_text="Part of the term's address. Made of the name when left empty.",
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        help_text="Stands for the term in the API, imports and exports, and never changes once used. Made of the name when left empty.",
                        max_length=100,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9][a-z0-9_]*\\Z",
                                "Enter a code of lower-case letters, digits and underscores, such as public_health.",
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("description", models.TextField(blank=True, max_length=1000, verbose_name="description")),
                (
                    "same_as",
                    models.URLField(
                        blank=True,
                        help_text="Address of the same concept in a public vocabulary, such as Wikidata.",
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="same as",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_terms",
                        to="wagtail_pmi.keyword",
                        verbose_name="merged into",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="wagtail_pmi.keyword",
                        verbose_name="parent",
                    ),
                ),
            ],
            options={
                "verbose_name": "keyword",
                "verbose_name_plural": "keywords",
                "ordering": ["name"],
                "abstract": False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="MemberCityPage",
            fields=[
                (
                    parent_link,
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "image_alt",
                    models.CharField(
                        blank=True,
                        help_text="What the image shows, in a sentence, for those who cannot see it.",
                        max_length=255,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "image_credit",
                    models.CharField(
                        blank=True,
                        help_text="Who made it or holds the rights: a name or two, shown with the image.",
                        max_length=255,
                        verbose_name="image credit",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("city", "City"),
                            ("consolidated", "Consolidated city-county"),
                            ("county", "County"),
                            ("other", "Other jurisdiction"),
                        ],
                        default="city",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        default="US",
                        help_text="ISO 3166-1, such as US.",
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[A-Z]{2}\\Z", "Enter the two capital letters of ISO 3166-1, such as US."
                            )
                        ],
                        verbose_name="country",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        help_text="In the United States the two letters of the Postal Service, such as MA.",
                        max_length=100,
                        verbose_name="state or region",
                    ),
                ),
                (
                    "geoid",
                    models.CharField(
                        blank=True,
                        help_text="Seven digits for a place, five for a county; leading zeros count.",
                        max_length=7,
                        validators=[django.core.validators.RegexValidator("\\A[0-9]+\\Z", "Enter digits only.")],
                        verbose_name="Census GEOID",
                    ),
                ),
                (
                    "ocd_id",
                    models.CharField(
                        blank=True,
                        help_text="Such as ocd-division/country:us/state:ma/place:boston.",
                        max_length=255,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\Aocd-division/country:[a-z]{2}(/[a-z_]+:[a-z0-9._~-]+)*\\Z",
                                "Enter an Open Civic Data division id such as ocd-division/country:us/state:ma/place:boston.",
                            )
                        ],
                        verbose_name="Open Civic Data id",
                    ),
                ),
                (
                    "wikidata",
                    models.CharField(
                        blank=True,
                        help_text="The letter Q and a number, such as Q100.",
                        max_length=16,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\AQ[1-9][0-9]*\\Z", "Enter a Wikidata item such as Q100."
                            )
                        ],
                        verbose_name="Wikidata item",
                    ),
                ),
                (
                    "latitude",
                    models.FloatField(
                        blank=True,
                        help_text="In degrees, such as 42.36. The map shows the city once both are there.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.FloatField(
                        blank=True,
                        help_text="In degrees, negative in the Americas, such as -71.06.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="longitude",
                    ),
                ),
                (
                    "timezone",
                    models.CharField(
                        blank=True,
                        help_text="America/Chicago",
                        max_length=64,
                        validators=[wagtail_pmi.validators.validate_timezone],
                        verbose_name="time zone",
                    ),
                ),
                (
                    "population",
                    models.PositiveIntegerField(help_text="Residents, as a whole number.", verbose_name="population"),
                ),
                (
                    "population_year",
                    models.PositiveSmallIntegerField(
                        help_text="The year that the figure is of.",
                        validators=[
                            django.core.validators.MinValueValidator(1600),
                            django.core.validators.MaxValueValidator(2200),
                        ],
                        verbose_name="population: year",
                    ),
                ),
                (
                    "population_source",
                    models.CharField(
                        help_text="Such as U.S. Census Bureau, 2020 Census.",
                        max_length=255,
                        verbose_name="population: source",
                    ),
                ),
                (
                    "form_of_government",
                    models.CharField(
                        choices=[
                            ("mayor_council_strong", "Mayor–council (strong mayor)"),
                            ("mayor_council_weak", "Mayor–council (weak mayor)"),
                            ("council_manager", "Council–manager"),
                            ("commission", "Commission"),
                            ("other", "Other"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=24,
                        verbose_name="form of government",
                    ),
                ),
                (
                    "home_rule",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
                        default="unknown",
                        max_length=8,
                        verbose_name="home rule",
                    ),
                ),
                (
                    "budget_total",
                    models.DecimalField(
                        blank=True,
                        decimal_places=0,
                        help_text="In whole dollars, with its fiscal year.",
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="total budget (US dollars)",
                    ),
                ),
                (
                    "budget_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1600),
                            django.core.validators.MaxValueValidator(2200),
                        ],
                        verbose_name="budget: fiscal year",
                    ),
                ),
                ("employees", models.PositiveIntegerField(blank=True, null=True, verbose_name="employees")),
                (
                    "website",
                    models.URLField(
                        blank=True,
                        help_text="Full address, beginning with https://.",
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="website",
                    ),
                ),
                (
                    "open_data_url",
                    models.URLField(
                        blank=True,
                        help_text="Full address, beginning with https://.",
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="open data portal",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        help_text="One or two sentences. Cards and search results show them.",
                        max_length=600,
                        verbose_name="summary",
                    ),
                ),
                (
                    "membership_status",
                    models.CharField(
                        choices=[
                            ("invited", "Invited"),
                            ("active", "Active member"),
                            ("observer", "Observer"),
                            ("paused", "Membership paused"),
                            ("former", "Former member"),
                        ],
                        default="active",
                        max_length=16,
                        verbose_name="membership",
                    ),
                ),
                ("joined_on", models.DateField(blank=True, null=True, verbose_name="joined on")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                (
                    "body",
                    wagtail_pmi.fields.BodyField(
                        blank=True, help_text="What makes the city worth asking: 100 to 500 words.", verbose_name="body"
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                        verbose_name="image",
                    ),
                ),
            ],
            options={
                "verbose_name": "member city",
                "verbose_name_plural": "member cities",
                "default_related_name": "%(app_label)s_%(class)s",
            },
            bases=(page_model, models.Model),
        ),
        migrations.CreateModel(
            name="BlogPostPage",
            fields=[
                (
                    parent_link,
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "image_alt",
                    models.CharField(
                        blank=True,
                        help_text="What the image shows, in a sentence, for those who cannot see it.",
                        max_length=255,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "image_credit",
                    models.CharField(
                        blank=True,
                        help_text="Who made it or holds the rights: a name or two, shown with the image.",
                        max_length=255,
                        verbose_name="image credit",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("CC-BY-4.0", "CC BY 4.0"),
                            ("CC-BY-SA-4.0", "CC BY-SA 4.0"),
                            ("CC0-1.0", "CC0 1.0 (no rights reserved)"),
                            ("public_domain", "Public domain"),
                            ("all_rights_reserved", "All rights reserved"),
                        ],
                        default="CC-BY-4.0",
                        help_text="Under what terms others may reuse this text.",
                        max_length=32,
                        verbose_name="license",
                    ),
                ),
                (
                    "teaser",
                    models.TextField(
                        help_text="One or two sentences. Cards, feeds and search results show them.",
                        max_length=400,
                        verbose_name="teaser",
                    ),
                ),
                (
                    "date",
                    models.DateField(
                        db_index=True,
                        default=django.utils.timezone.localdate,
                        help_text="The date that readers see, and posts are sorted by.",
                        verbose_name="date",
                    ),
                ),
                (
                    "canonical_url",
                    models.URLField(
                        blank=True,
                        help_text="For a post that was published elsewhere first: search engines are sent there.",
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="original address",
                    ),
                ),
                (
                    "source_name",
                    models.CharField(
                        blank=True, help_text="Who published it first.", max_length=255, verbose_name="original source"
                    ),
                ),
                (
                    "body",
                    wagtail_pmi.fields.BodyField(
                        help_text="The story: 300 to 1,000 words, with a heading every few paragraphs.",
                        verbose_name="body",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                        verbose_name="image",
                    ),
                ),
                (
                    "practices",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="Practices that the post is about.",
                        related_name="posts",
                        to="wagtail_pmi.bestpracticepage",
                        verbose_name="practices",
                    ),
                ),
                (
                    "cities",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="Member cities that the post is about.",
                        related_name="posts",
                        to="wagtail_pmi.membercitypage",
                        verbose_name="cities",
                    ),
                ),
            ],
            options={
                "verbose_name": "blog post",
                "verbose_name_plural": "blog posts",
                "default_related_name": "%(app_label)s_%(class)s",
            },
            bases=(page_model, models.Model),
        ),
        migrations.AddField(
            model_name="bestpracticepage",
            name="origin_city",
            field=models.ForeignKey(
                blank=True,
                help_text="The member city where it began.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="originated_practices",
                to="wagtail_pmi.membercitypage",
                verbose_name="origin: member city",
            ),
        ),
        migrations.AddField(
            model_name="adoption",
            name="city",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="adoptions",
                to="wagtail_pmi.membercitypage",
                verbose_name="city",
            ),
        ),
        migrations.CreateModel(
            name="NetworkFeature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "network",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="features",
                        to="wagtail_pmi.networkpage",
                    ),
                ),
            ],
            options={
                "verbose_name": "featured page",
                "verbose_name_plural": "featured pages",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("representative", "City representative"),
                            ("city_staff", "City staff"),
                            ("expert", "Expert"),
                            ("editor", "Editor"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="from")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True,
                        help_text="The last day. Empty means without an end.",
                        null=True,
                        verbose_name="until",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        help_text="Of a representative or of city staff: a city of this network.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="memberships",
                        to="wagtail_pmi.membercitypage",
                        verbose_name="city",
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        blank=True,
                        help_text="Of an expert: a page of this network.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="memberships",
                        to="wagtail_pmi.expertpage",
                        verbose_name="expert",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="invited by",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pmi_memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="wagtail_pmi.networkpage",
                        verbose_name="network",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "ordering": ["-starts_on", "pk"],
            },
        ),
        migrations.AddField(
            model_name="adoption",
            name="network",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="adoptions",
                to="wagtail_pmi.networkpage",
                verbose_name="network",
            ),
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=255, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("university", "University"),
                            ("nonprofit", "Nonprofit"),
                            ("foundation", "Foundation"),
                            ("government", "Government"),
                            ("company", "Company"),
                            ("media", "Media"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="website",
                    ),
                ),
                (
                    "ror",
                    models.CharField(
                        blank=True,
                        max_length=9,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A0[a-z0-9]{8}\\Z", "Enter the nine characters of a ROR id, such as 03vek6s52."
                            )
                        ],
                        verbose_name="ROR id",
                    ),
                ),
                (
                    "wikidata",
                    models.CharField(
                        blank=True,
                        max_length=16,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\AQ[1-9][0-9]*\\Z", "Enter a Wikidata item such as Q100."
                            )
                        ],
                        verbose_name="Wikidata item",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                        verbose_name="logo",
                    ),
                ),
            ],
            options={
                "verbose_name": "organization",
                "verbose_name_plural": "organizations",
                "ordering": ["name"],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="NetworkPartner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "role",
                    models.CharField(
                        choices=[("host", "Host"), ("partner", "Partner"), ("funder", "Funder")],
                        default="partner",
                        max_length=16,
                        verbose_name="role",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "network",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partners",
                        to="wagtail_pmi.networkpage",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partnerships",
                        to="wagtail_pmi.organisation",
                        verbose_name="organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "partner organization",
                "verbose_name_plural": "partner organizations",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PostAuthor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Of a guest. An expert has a page of their own.",
                        max_length=255,
                        verbose_name="name",
                    ),
                ),
                (
                    "affiliation",
                    models.CharField(
                        blank=True,
                        help_text="Of a guest: office or firm, in a few words.",
                        max_length=255,
                        verbose_name="affiliation",
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="authorships",
                        to="wagtail_pmi.expertpage",
                        verbose_name="expert",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="authors",
                        to="wagtail_pmi.blogpostpage",
                    ),
                ),
            ],
            options={
                "verbose_name": "author",
                "verbose_name_plural": "authors",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PostKeyword",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content_object",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keyword_items",
                        to="wagtail_pmi.blogpostpage",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(app_label)s_%(class)s_items",
                        to="wagtail_pmi.keyword",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="blogpostpage",
            name="keywords",
            field=modelcluster.contrib.taggit.ClusterTaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="wagtail_pmi.PostKeyword",
                to="wagtail_pmi.Keyword",
                verbose_name="keywords",
            ),
        ),
        migrations.CreateModel(
            name="PracticeCitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "text",
                    models.CharField(
                        help_text="Author, title, publisher, year.", max_length=500, verbose_name="source"
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        help_text="Where it can be read.",
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="address",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="citations",
                        to="wagtail_pmi.bestpracticepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PracticeComponent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("title", models.CharField(help_text="The part in a few words.", max_length=255, verbose_name="title")),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="What it is, and why it must stay or may change: one to three sentences.",
                        max_length=2000,
                        verbose_name="text",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("core", "Core: keep it"),
                            ("adaptable", "Adaptable: fit it to your city"),
                            ("optional", "Optional"),
                        ],
                        default="core",
                        max_length=16,
                        verbose_name="role",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="components",
                        to="wagtail_pmi.bestpracticepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "component",
                "verbose_name_plural": "components",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AdoptionAdaptation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("component_title", models.CharField(blank=True, editable=False, max_length=255)),
                ("change", models.TextField(max_length=2000, verbose_name="what was changed")),
                (
                    "timing",
                    models.CharField(
                        blank=True,
                        choices=[("planned", "Planned"), ("reactive", "In reaction to something")],
                        max_length=16,
                        verbose_name="planned or not",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="why")),
                ("keeps_core", models.BooleanField(default=True, verbose_name="keeps what makes the practice work")),
                (
                    "adoption",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adaptations",
                        to="wagtail_pmi.adoption",
                    ),
                ),
                (
                    "component",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="adaptations",
                        to="wagtail_pmi.practicecomponent",
                        verbose_name="component of the practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "adaptation",
                "verbose_name_plural": "adaptations",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PracticeContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        help_text="What to ask about, in a few words.",
                        max_length=255,
                        verbose_name="about what",
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="practice_contacts",
                        to="wagtail_pmi.expertpage",
                        verbose_name="expert",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="wagtail_pmi.bestpracticepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact",
                "verbose_name_plural": "contacts",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PracticeKeyword",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content_object",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keyword_items",
                        to="wagtail_pmi.bestpracticepage",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(app_label)s_%(class)s_items",
                        to="wagtail_pmi.keyword",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="bestpracticepage",
            name="keywords",
            field=modelcluster.contrib.taggit.ClusterTaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="wagtail_pmi.PracticeKeyword",
                to="wagtail_pmi.Keyword",
                verbose_name="keywords",
            ),
        ),
        migrations.CreateModel(
            name="PracticeLesson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("financing", "Financing"),
                            ("policy_development", "Policy development"),
                            ("implementation", "Implementation"),
                            ("strategic_advancement", "Strategic advancement"),
                        ],
                        max_length=24,
                        verbose_name="kind",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="What happened and what was learned from it: one to four sentences.",
                        max_length=2000,
                        verbose_name="lesson",
                    ),
                ),
                ("is_failure", models.BooleanField(default=False, verbose_name="something that failed")),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("members", "Members of the network"),
                            ("anonymised", "Everyone, without naming the city"),
                        ],
                        default="public",
                        help_text="Nobody else is shown the lesson, neither here nor in any list.",
                        max_length=16,
                        verbose_name="who may read it",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lessons",
                        to="wagtail_pmi.bestpracticepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "lesson",
                "verbose_name_plural": "lessons",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PracticeMetric",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        help_text="What is measured, in a few words.", max_length=255, verbose_name="name"
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True, help_text="Such as percent, days or dollars.", max_length=64, verbose_name="unit"
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        blank=True,
                        choices=[("up", "Higher is better"), ("down", "Lower is better")],
                        max_length=8,
                        verbose_name="direction",
                    ),
                ),
                (
                    "definition",
                    models.TextField(
                        blank=True,
                        help_text="How it is counted: one or two sentences.",
                        max_length=1000,
                        verbose_name="definition",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="The system or office that has the data.",
                        max_length=255,
                        verbose_name="source of the data",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="metrics",
                        to="wagtail_pmi.bestpracticepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "metric",
                "verbose_name_plural": "metrics",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AdoptionOutcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Where the practice names no such metric.",
                        max_length=255,
                        verbose_name="or another metric",
                    ),
                ),
                (
                    "baseline",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="before"),
                ),
                ("value", models.DecimalField(decimal_places=4, max_digits=18, verbose_name="after")),
                ("unit", models.CharField(blank=True, max_length=64, verbose_name="unit")),
                (
                    "period",
                    models.CharField(
                        blank=True, help_text="Such as 2019 to 2023.", max_length=64, verbose_name="period"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        help_text="Where the figures can be checked.", max_length=500, verbose_name="source"
                    ),
                ),
                (
                    "independent",
                    models.BooleanField(default=False, verbose_name="measured by somebody else than the city"),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("members", "Members of the network"),
                            ("anonymised", "Everyone, without naming the city"),
                        ],
                        default="public",
                        max_length=16,
                        verbose_name="who may see it",
                    ),
                ),
                (
                    "adoption",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="outcomes", to="wagtail_pmi.adoption"
                    ),
                ),
                (
                    "metric",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="outcomes",
                        to="wagtail_pmi.practicemetric",
                        verbose_name="metric of the practice",
                    ),
                ),
            ],
            options={
                "verbose_name": "outcome",
                "verbose_name_plural": "outcomes",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PracticePrerequisite",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("legal_authority", "Legal authority"),
                            ("form_of_government", "Form of government"),
                            ("department_asset", "Department or asset"),
                            ("data_system", "Data or system"),
                            ("partner", "Partner"),
                            ("budget", "Budget"),
                            ("political", "Political support"),
                        ],
                        max_length=24,
                        verbose_name="kind",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="What must be there before one begins: a sentence.",
                        max_length=1000,
                        verbose_name="text",
                    ),
                ),
                (
                    "essential",
                    models.BooleanField(default=True, help_text="It does not work without.", verbose_name="essential"),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prerequisites",
                        to="wagtail_pmi.bestpracticepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "prerequisite",
                "verbose_name_plural": "prerequisites",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PracticeRisk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "text",
                    models.TextField(
                        help_text="What may go wrong: one or two sentences.", max_length=1000, verbose_name="risk"
                    ),
                ),
                (
                    "mitigation",
                    models.TextField(
                        blank=True,
                        help_text="What others did about it: one or two sentences.",
                        max_length=1000,
                        verbose_name="what helps against it",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="risks",
                        to="wagtail_pmi.bestpracticepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "risk",
                "verbose_name_plural": "risks",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PracticeStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("exploration", "Exploration"),
                            ("preparation", "Preparation"),
                            ("implementation", "Implementation"),
                            ("sustainment", "Sustainment"),
                        ],
                        max_length=16,
                        verbose_name="phase",
                    ),
                ),
                (
                    "title",
                    models.CharField(help_text="What is done, in a few words.", max_length=255, verbose_name="title"),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="How, and how one knows that it is done: one to three sentences.",
                        max_length=2000,
                        verbose_name="text",
                    ),
                ),
                (
                    "owner_role",
                    models.CharField(
                        blank=True,
                        help_text="A role, such as budget director.",
                        max_length=255,
                        verbose_name="who does it",
                    ),
                ),
                (
                    "weeks",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Whole weeks, about.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="weeks",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="wagtail_pmi.bestpracticepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "step",
                "verbose_name_plural": "steps",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Resource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ordinance", "Ordinance"),
                            ("executive_order", "Executive order"),
                            ("rfp_contract", "RFP or contract"),
                            ("job_description", "Job description"),
                            ("mou", "Memorandum of understanding"),
                            ("budget_template", "Budget template"),
                            ("evaluation", "Evaluation"),
                            ("toolkit", "Toolkit"),
                            ("dataset", "Dataset"),
                            ("slide_deck", "Slide deck"),
                            ("press", "Press"),
                            ("video", "Video"),
                            ("article", "Article"),
                        ],
                        max_length=24,
                        verbose_name="kind",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="address",
                    ),
                ),
                ("publisher", models.CharField(blank=True, max_length=255, verbose_name="publisher")),
                ("date", models.DateField(blank=True, null=True, verbose_name="date")),
                ("state", models.CharField(blank=True, max_length=100, verbose_name="state or region")),
                (
                    "licence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("CC-BY-4.0", "CC BY 4.0"),
                            ("CC-BY-SA-4.0", "CC BY-SA 4.0"),
                            ("CC0-1.0", "CC0 1.0 (no rights reserved)"),
                            ("public_domain", "Public domain"),
                            ("all_rights_reserved", "All rights reserved"),
                        ],
                        max_length=32,
                        verbose_name="license",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en",
                        max_length=35,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*\\Z", "Enter a language tag such as en or es-MX."
                            )
                        ],
                        verbose_name="language",
                    ),
                ),
                ("version", models.CharField(blank=True, max_length=32, verbose_name="version")),
                (
                    "link_status",
                    models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name="link status"),
                ),
                (
                    "link_checked_on",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="link checked on"),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_document_model_string(),
                        verbose_name="file",
                    ),
                ),
            ],
            options={
                "verbose_name": "resource",
                "verbose_name_plural": "resources",
                "ordering": ["title"],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="PracticeResource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="What it is good for, in one sentence.",
                        max_length=255,
                        verbose_name="note",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kit",
                        to="wagtail_pmi.bestpracticepage",
                    ),
                ),
                (
                    "resource",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="practices",
                        to="wagtail_pmi.resource",
                        verbose_name="resource",
                    ),
                ),
            ],
            options={
                "verbose_name": "resource of the kit",
                "verbose_name_plural": "replication kit",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NetworkLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="A few words. Needed when no resource is chosen.",
                        max_length=255,
                        verbose_name="title",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        help_text="Full address, beginning with https://. Needed when no resource is chosen.",
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="address",
                    ),
                ),
                (
                    "network",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="wagtail_pmi.networkpage"
                    ),
                ),
                (
                    "resource",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="network_links",
                        to="wagtail_pmi.resource",
                        verbose_name="resource",
                    ),
                ),
            ],
            options={
                "verbose_name": "other resource",
                "verbose_name_plural": "other resources",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AdoptionDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("note", models.CharField(blank=True, max_length=255, verbose_name="note")),
                (
                    "adoption",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="documents", to="wagtail_pmi.adoption"
                    ),
                ),
                (
                    "resource",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adoptions",
                        to="wagtail_pmi.resource",
                        verbose_name="resource",
                    ),
                ),
            ],
            options={
                "verbose_name": "document of an adoption",
                "verbose_name_plural": "documents of adoptions",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        blank=True,
                        help_text="Part of the term's address. Made of the name when left empty.",
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        help_text="Stands for the term in the API, imports and exports, and never changes once used. Made of the name when left empty.",
                        max_length=100,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9][a-z0-9_]*\\Z",
                                "Enter a code of lower-case letters, digits and underscores, such as public_health.",
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("description", models.TextField(blank=True, max_length=1000, verbose_name="description")),
                (
                    "same_as",
                    models.URLField(
                        blank=True,
                        help_text="Address of the same concept in a public vocabulary, such as Wikidata.",
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="same as",
                    ),
                ),
                (
                    "cofog",
                    models.CharField(
                        blank=True,
                        help_text="Classification of the Functions of Government.",
                        max_length=2,
                        verbose_name="COFOG division",
                    ),
                ),
                (
                    "sdg",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="Sustainable Development Goal"
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_terms",
                        to="wagtail_pmi.topic",
                        verbose_name="merged into",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="wagtail_pmi.topic",
                        verbose_name="parent",
                    ),
                ),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "ordering": ["name"],
                "abstract": False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.AddField(
            model_name="membercitypage",
            name="priorities",
            field=wagtail_pmi.fields.TermsField(
                blank=True,
                help_text="What the city works on now: three to six topics.",
                related_name="cities",
                to="wagtail_pmi.topic",
                verbose_name="priorities",
            ),
        ),
        migrations.AddField(
            model_name="expertpage",
            name="topics",
            field=wagtail_pmi.fields.TermsField(
                help_text="What the expert can be asked about: one to five topics.",
                related_name="experts",
                to="wagtail_pmi.topic",
                verbose_name="topics",
            ),
        ),
        migrations.AddField(
            model_name="blogpostpage",
            name="topics",
            field=wagtail_pmi.fields.TermsField(
                blank=True, related_name="posts", to="wagtail_pmi.topic", verbose_name="topics"
            ),
        ),
        migrations.AddField(
            model_name="bestpracticepage",
            name="topics",
            field=wagtail_pmi.fields.TermsField(
                help_text="One to three; lists and searches find the practice by them.",
                related_name="practices",
                to="wagtail_pmi.topic",
                verbose_name="topics",
            ),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.UniqueConstraint(fields=("network", "slug"), name="pmi_adoption_slug"),
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.UniqueConstraint(
                fields=("city_key", "practice_key", "open_marker"), name="pmi_one_open_adoption"
            ),
        ),
    ]
