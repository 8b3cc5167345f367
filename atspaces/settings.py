"""Settings. Everything that differs between places comes from the environment.

A variable without a default that is missing stops the start with its name. `.env.example`
lists them all.
"""

from pathlib import Path

import django_stubs_ext
import environ
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

# Django's generic classes are generic only in the stubs.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

SECRET_KEY = env.str("SECRET_KEY")
DEBUG = env.bool("DEBUG", default=False)
# The demo world: people with known passwords, and a page that shows every message "sent".
DEMO = env.bool("DEMO", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
BASE_URL = env.str("BASE_URL", default="http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "atspaces",
    "apps.accounts",
    "apps.branches",
    "apps.catalog",
    "apps.bookings",
    "apps.payments",
    "apps.approvals",
    "apps.assistant",
    "atspaces.admin_site.AtSpacesAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",  # its widget templates, which our form renderer looks up
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "atspaces.null_bytes.NoNullBytes",
    "atspaces.pages.guest_pages.GuestPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "atspaces.private_pages.PrivatePages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "atspaces.urls"
WSGI_APPLICATION = "atspaces.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "atspaces.pages.context.site",
            ],
        },
    },
]
FORM_RENDERER = "atspaces.shared.forms_renderer.SiteFormRenderer"

# --- PostgreSQL: the only truth -----------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"] |= {
    # Reconnecting costs four times what a page's queries do.
    "CONN_MAX_AGE": env.int("DATABASE_CONN_MAX_AGE", default=600),
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": DATABASES["default"].get("OPTIONS", {})
    | {
        # The engine locks, then looks again: right at READ COMMITTED, whatever the server's default.
        # Waits are bounded: a busy service is a polite answer, never a hang.
        "options": "-c default_transaction_isolation=read\\ committed "
        "-c lock_timeout=3000 -c statement_timeout=15000 "
        "-c idle_in_transaction_session_timeout=15000",
        "connect_timeout": 2,
        # Planning was more than half of the server's work on a booking: plan once a connection.
        "server_side_binding": True,
        "prepare_threshold": 1,
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Redis or Valkey: cache and wake-up call; losing it costs speed only --------------------------
REDIS_URL = env.str("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "atspaces",
        "OPTIONS": {"SOCKET_CONNECT_TIMEOUT": 1, "SOCKET_TIMEOUT": 1, "IGNORE_EXCEPTIONS": True},
    },
    # Each process has its own: whole pages, of which few are asked for at any moment.
    "guest_pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "guest_pages",
        "OPTIONS": {"MAX_ENTRIES": 24},
    },
}
# How old the results page that a guest sees may be; 0 makes every page anew.
GUEST_PAGES_SECONDS = env.int("GUEST_PAGES_SECONDS", default=3)
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True

# --- Celery ---------------------------------------------------------------------------------------
# Kombu spells a Unix socket differently from redis-py.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# No second try: kombu would sleep 2 and 4 seconds in somebody's request, for every message.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 5, "max_retries": 0}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "drain-outbox": {"task": "accounts.drain_outbox", "schedule": 20.0},
    "expire-overdue-holds": {"task": "bookings.expire_overdue_holds", "schedule": 30.0},
    "remind-of-upcoming": {"task": "bookings.remind_of_upcoming", "schedule": 300.0},
    "complete-past-bookings": {"task": "bookings.complete_past_bookings", "schedule": 60.0},
    "close-stale-attempts": {"task": "payments.close_stale_attempts", "schedule": 300.0},
}

# --- People ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["apps.accounts.backends.EmailOrPhoneBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.BCryptSHA256PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "pages:home"
LOGOUT_REDIRECT_URL = "pages:home"
# In the database: losing Redis must sign nobody out.
SESSION_ENGINE = "apps.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_NAME = "atspaces_session"
SESSION_COOKIE_SAMESITE = "Lax"

# --- Messages to people -----------------------------------------------------------------------------
# The demo keeps its e-mails for the outbox page instead of sending them.
_MAILER = "apps.accounts.mail.OutboxEmailBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend"
MAILERS = {"default": {"BACKEND": env.str("EMAIL_BACKEND", default=_MAILER)}}
if MAILERS["default"]["BACKEND"].endswith("smtp.EmailBackend"):
    MAILERS["default"]["OPTIONS"] = {
        "host": env.str("EMAIL_HOST", default="localhost"),
        "port": env.int("EMAIL_PORT", default=25),
        "username": env.str("EMAIL_USER", default=""),
        "password": env.str("EMAIL_PASSWORD", default=""),
        "use_tls": env.bool("EMAIL_USE_TLS", default=False),
        "timeout": 8,
    }
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="AtSpaces <bookings@atspaces.test>")
# Dotted path of a class that sends one SMS.
SMS_BACKEND = env.str("SMS_BACKEND", default="apps.accounts.sms.OutboxSmsBackend")
# The most codes sent in a day to anybody; the other limits are in apps/accounts/policies.py.
OTP_DAILY_CAP = env.int("OTP_DAILY_CAP", default=2000)

# --- House rules that are settings --------------------------------------------------------------------
SALES_TAX_PERCENT = env.str("SALES_TAX_PERCENT", default="16")
COMMISSION_PERCENT = env.str("COMMISSION_PERCENT", default="10")
HOLD_MINUTES = env.int("HOLD_MINUTES", default=10)
REQUEST_ANSWER_HOURS = env.int("REQUEST_ANSWER_HOURS", default=24)

# --- Languages and time -----------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ar", _("Arabic"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["atspaces.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Amman"

# --- Static files -------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str(
            "STATICFILES_STORAGE", default="whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = env.bool("WHITENOISE_USE_FINDERS", default=DEBUG)

# --- Security -----------------------------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
HTTPS = env.bool("HTTPS", default=not DEBUG and not DEMO)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Logs ---------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
