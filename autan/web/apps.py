from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "autan.web"
    verbose_name = "Pages"
