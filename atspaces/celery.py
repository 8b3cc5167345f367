"""The Celery application: what runs in the background and when."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atspaces.settings")

app = Celery("atspaces")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
