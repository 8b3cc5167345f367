"""The conversation of one customer."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from apps.accounts.guards import SignedInRequest, sign_in_required
from apps.assistant import services
from apps.assistant.conversation import conversation_page
from apps.assistant.forms import QuestionForm
from atspaces.shared.errors import DomainError
from atspaces.shared.http import render_page


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def chat(request: SignedInRequest) -> HttpResponse:
    """What was said so far, and the field for the next question."""
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.answer_question(
                user=request.user,
                text=form.cleaned_data["text"],
                now=timezone.now(),
                language=get_language() or "en",
            )
        except DomainError as error:
            form.add_error("text", str(error))
        else:
            return redirect("assistant:chat")
    context = {"form": form, "conversation": conversation_page(request.user, now=timezone.now())}
    return render_page(request, "customer/assistant/chat.html", context)
