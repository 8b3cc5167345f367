"""What someone sees of themselves: their profile, and what they were told."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts import queries
from apps.accounts.forms import ProfileForm
from apps.accounts.guards import SignedInRequest, sign_in_required
from apps.accounts.message_texts import notification_text
from apps.accounts.models import Notification
from apps.accounts.services import people
from apps.accounts.services.messages import mark_all_read
from atspaces.shared.errors import DomainError
from atspaces.shared.http import render_page

PER_PAGE = 20


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    """Name, e-mail and the language of messages."""
    user = request.user
    initial = {"full_name": user.full_name, "email": user.email, "language": user.language}
    form = ProfileForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            people.update_profile(user=user, now=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, _("Your changes are saved."))
            return redirect("accounts:profile")
    context = {"form": form, "unread": queries.unread_count(user)}
    return render_page(request, "customer/accounts/profile.html", context)


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def notifications(request: SignedInRequest) -> HttpResponse:
    """What the person was told, newest first; a POST marks all of it as read."""
    if request.method == "POST":
        mark_all_read(user=request.user, now=timezone.now())
        return redirect("accounts:notifications")
    page = Paginator(queries.notifications_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [(notification, _line(notification)) for notification in page],
        "unread": queries.unread_count(request.user),
    }
    return render_page(request, "customer/accounts/notifications.html", context)


@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Every SMS and e-mail of the demo world, newest first. Anywhere else there is no such page."""
    if not settings.DEMO:
        raise Http404
    page = Paginator(queries.outbox(), PER_PAGE).get_page(request.GET.get("page"))
    return render_page(request, "customer/accounts/outbox.html", {"page": page})


def _line(notification: Notification) -> str:
    return notification_text(
        event=notification.event, context=notification.context, language=get_language() or "en"
    )
