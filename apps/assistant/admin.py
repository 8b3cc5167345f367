"""Conversations with the assistant in the back office: read only."""

from django.contrib import admin
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from apps.assistant.models import ChatMessage
from atspaces.shared.admin import ReadOnlyAdmin

SHOWN_CHARACTERS = 80


@admin.register(ChatMessage)
class ChatMessageAdmin(ReadOnlyAdmin[ChatMessage]):
    list_display = ("created_at", "user", "role", "beginning")
    list_filter = ("role", "created_at")
    list_select_related = ("user",)
    search_fields = ("content", "user__full_name", "user__phone_number")
    ordering = ("-created_at", "-pk")

    @admin.display(description=_("beginning"))
    def beginning(self, message: ChatMessage) -> str:
        return Truncator(message.content).chars(SHOWN_CHARACTERS)
