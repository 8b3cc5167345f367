"""The least that Django can do: one view, no middleware, no apps. What ours is compared with."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

# Nobody else's settings: this module is the whole site of a server of its own.
settings.configure(SECRET_KEY=__name__, ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], DEBUG=False)


def empty(_request: HttpRequest) -> HttpResponse:
    """Answer with two letters."""
    return HttpResponse(b"ok")


urlpatterns = [path("", empty)]
application = get_wsgi_application()
