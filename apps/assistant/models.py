"""What a customer and the assistant said to each other."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from atspaces.shared.db import choice_check


class ChatRole(TextChoices):
    USER = "user", _("You")
    ASSISTANT = "assistant", _("Assistant")


class ChatMessage(models.Model):
    """One turn of a conversation.

    Wider than the seed: `understood` is the search that a sentence was read as, so that an old
    answer can be shown again and its chips edited.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="ai_chat_messages",
        verbose_name=_("account"),
    )
    role = models.CharField(_("said by"), max_length=50, choices=ChatRole)
    content = models.TextField(_("text"))
    understood = models.JSONField(_("understood as"), default=dict, blank=True)
    created_at = models.DateTimeField(_("sent at"))

    class Meta:
        db_table = "ai_chat_messages"
        verbose_name = _("chat message")
        verbose_name_plural = _("chat messages")
        constraints: ClassVar = [choice_check("role", ChatRole, table="ai_chat_messages")]
        indexes: ClassVar = [models.Index(fields=["user", "-created_at"], name="chat_by_user")]

    def __str__(self) -> str:
        return f"{self.role}: {self.content[:40]}"
