"""People, the codes that prove a number is theirs, what we told them, and who did what."""

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from apps.accounts.statuses import Channel, DeliveryStatus, OtpPurpose, UserRole, UserStatus
from atspaces.shared.bilingual import Bilingual
from atspaces.shared.db import choice_check


class UserManager(BaseUserManager["User"]):
    def create_superuser(self, email: str, password: str, **fields: Any) -> "User":
        """Create an active admin; what Django's `createsuperuser` calls."""
        user = self.model(
            email=self.normalize_email(email), role=UserRole.ADMIN, status=UserStatus.ACTIVE, **fields
        )
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A customer, a vendor's owner or employee, or an admin.

    Wider than the seed: `email` may be empty for someone who signed up with a phone alone, and
    `phone_number` for staff who have only an e-mail; each stays unique, and one must be there.
    """

    full_name = models.CharField(_("full name"), max_length=100)
    email = models.EmailField(_("e-mail"), max_length=100, unique=True, null=True, blank=True)
    phone_number = models.CharField(_("mobile number"), max_length=20, unique=True, null=True, blank=True)
    password = models.CharField(_("password"), max_length=255, db_column="password_hash")
    role = models.CharField(_("role"), max_length=20, choices=UserRole, default=UserRole.CUSTOMER)
    status = models.CharField(_("status"), max_length=20, choices=UserStatus, default=UserStatus.PENDING)
    is_phone_verified = models.BooleanField(_("phone verified"), default=False)
    is_email_verified = models.BooleanField(_("e-mail verified"), default=False)
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        db_table = "users"
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar = [
            choice_check("role", UserRole, table="users"),
            choice_check("status", UserStatus, table="users"),
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(phone_number__isnull=False),
                name="users_can_be_reached",
            ),
            models.UniqueConstraint(Lower("email"), name="users_email_any_case"),
            models.CheckConstraint(
                condition=Q(phone_number__isnull=True) | Q(phone_number__regex=r"^\+[1-9][0-9]{6,14}$"),
                name="users_phone_is_e164",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email or self.phone_number or str(self.pk)

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.status != UserStatus.SUSPENDED

    @property
    def is_staff(self) -> bool:
        return self.role == UserRole.ADMIN and self.status == UserStatus.ACTIVE

    def has_perm(self, perm: str, obj: object | None = None) -> bool:  # noqa: ARG002 (Django's interface)
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:  # noqa: ARG002 (Django's interface)
        return self.is_staff


class VendorProfile(models.Model):
    """The company behind a vendor: what documents and commission need."""

    user = models.OneToOneField(
        User, on_delete=models.PROTECT, related_name="vendor_profile", verbose_name=_("account")
    )
    company_name = models.CharField(_("company"), max_length=100)
    company_name_ar = models.CharField(_("company (Arabic)"), max_length=100, blank=True)
    tax_number = models.CharField(_("tax number"), max_length=20, blank=True)
    is_tax_registered = models.BooleanField(_("charges sales tax"), default=True)
    commission_percent = models.DecimalField(
        _("commission, per cent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Empty means the site's own rate."),
    )

    display_name = Bilingual("company_name")

    class Meta:
        db_table = "vendor_profiles"
        verbose_name = _("vendor")
        verbose_name_plural = _("vendors")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(commission_percent__isnull=True)
                | Q(commission_percent__gte=Decimal(0), commission_percent__lte=Decimal(100)),
                name="vendor_profiles_commission_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return self.company_name


class OtpSession(models.Model):
    """One code sent to one number, for one purpose, usable from one browser.

    Wider than the seed: `otp_code` holds a keyed hash, never the digits. The digits are derived
    from `nonce` and the site's secret when the message is sent, so they are stored nowhere.
    """

    phone_number = models.CharField(max_length=20)
    otp_code = models.CharField(max_length=64)
    purpose = models.CharField(max_length=10, choices=OtpPurpose)
    expires_at = models.DateTimeField()
    is_used = models.BooleanField(default=False)
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.CASCADE, related_name="otp_sessions"
    )
    nonce = models.CharField(max_length=64, unique=True)
    browser_key = models.CharField(max_length=64)
    attempts = models.PositiveSmallIntegerField(default=0)
    ip_address = models.GenericIPAddressField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "otp_sessions"
        constraints: ClassVar = [choice_check("purpose", OtpPurpose, table="otp_sessions")]
        indexes: ClassVar = [
            models.Index(fields=["phone_number", "-created_at"], name="otp_by_number"),
            models.Index(fields=["ip_address", "-created_at"], name="otp_by_address"),
            models.Index(fields=["created_at"], name="otp_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.phone_number}"


class Notification(models.Model):
    """What someone sees under the bell. `event` names the templates, `context` fills them."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notifications")
    event = models.CharField(max_length=60)
    context = models.JSONField(default=dict)
    url = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "notifications"
        indexes: ClassVar = [models.Index(fields=["user", "-created_at"], name="notifications_by_user")]

    def __str__(self) -> str:
        return f"{self.event} → {self.user_id}"


class OutboxMessage(models.Model):
    """A message that must leave. Written with the change it tells of, delivered after the commit.

    `dedup_key` makes telling twice impossible; `transcript` is filled only by a backend that
    keeps what it sends (the demo's), so that production stores no code and no message text.
    """

    user = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="messages",
        verbose_name=_("account"),
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    recipient = models.CharField(_("recipient"), max_length=100)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    event = models.CharField(_("event"), max_length=60)
    context = models.JSONField(default=dict)
    dedup_key = models.CharField(_("key against sending twice"), max_length=120, unique=True)
    status = models.CharField(
        _("status"), max_length=10, choices=DeliveryStatus, default=DeliveryStatus.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next attempt at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    provider_reference = models.CharField(_("provider's reference"), max_length=100, blank=True)
    last_error = models.CharField(_("last error"), max_length=255, blank=True)
    transcript = models.TextField(blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        db_table = "outbox_messages"
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints: ClassVar = [
            choice_check("channel", Channel, table="outbox_messages"),
            choice_check("status", DeliveryStatus, table="outbox_messages"),
        ]
        indexes: ClassVar = [
            models.Index(F("next_try_at"), condition=Q(status=DeliveryStatus.QUEUED), name="outbox_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.event} → {self.recipient}"


class AuditEntry(models.Model):
    """Who did what to what. Append-only: a trigger in the database refuses change and deletion."""

    actor = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("done by")
    )
    action = models.CharField(_("action"), max_length=60)
    target_type = models.CharField(_("kind of record"), max_length=60)
    target_id = models.CharField(_("record"), max_length=40)
    details = models.JSONField(_("details"), default=dict)
    at = models.DateTimeField(_("done at"))

    class Meta:
        db_table = "audit_entries"
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        indexes: ClassVar = [
            models.Index(fields=["target_type", "target_id", "-at"], name="audit_by_target"),
            models.Index(fields=["-at"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target_type} {self.target_id}"
