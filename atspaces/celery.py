"""The Celery application: what runs in the background and when."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atspaces.settings")

app = Celery("atspaces")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Celery's current application is a thread's own: without this a web server's threads would
# look for a broker at Celery's default address.
app.set_default()
