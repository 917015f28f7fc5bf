from django.apps import AppConfig


class ExampleSiteConfig(AppConfig):
    name = "example_site"
    label = "example_site"
