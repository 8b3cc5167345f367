"""Who someone is, and what state a message to them is in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UserRole(TextChoices):
    CUSTOMER = "customer", _("Customer")
    VENDOR = "vendor", _("Vendor")
    ADMIN = "admin", _("Admin")


class UserStatus(TextChoices):
    PENDING = "pending", _("Pending")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")


class OtpPurpose(TextChoices):
    LOGIN = "login", _("Sign in")
    SIGNUP = "signup", _("Sign up")
    VERIFY = "verify", _("Verify a number")


class Channel(TextChoices):
    SMS = "sms", _("SMS")
    EMAIL = "email", _("E-mail")


class DeliveryStatus(TextChoices):
    QUEUED = "queued", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
