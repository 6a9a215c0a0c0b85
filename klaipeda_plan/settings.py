"""Settings of the portal: one file, every difference an environment variable (docs/operations.md)."""

import os
import sys
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from klaipeda_plan import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"

# --- Where it runs -----------------------------------------------------------------------------
DEBUG = env.flag("DEBUG")
DEMO = env.flag("DEMO")  # sample accounts, no second factor; refused unless bound to loopback
TESTING = "pytest" in sys.modules
BIND_HOST = env.text("HOST", "127.0.0.1")
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
if DEMO and BIND_HOST not in ("localhost", "127.0.0.1", "::1"):
    raise ImproperlyConfigured("DEMO=1 opens sample accounts: it runs only with HOST=127.0.0.1.")

SECRET_KEY = env.text("SECRET_KEY", "only-for-debug-and-tests" if DEBUG or TESTING else None)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or (LOOPBACK if DEBUG or DEMO or TESTING else [])
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is not set. Name the hosts that serve the portal, comma-separated.")
if DEMO and not set(ALLOWED_HOSTS) <= {*LOOPBACK, "testserver"}:
    raise ImproperlyConfigured("DEMO=1 answers only to loopback names: unset ALLOWED_HOSTS.")
SITE_URL = env.text("SITE_URL", f"http://127.0.0.1:{env.integer('PORT', 8000)}" if DEBUG or DEMO or TESTING else None)
SITE_URL = SITE_URL.rstrip("/")
HTTPS = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
RELEASE = env.text("RELEASE", "development")

# --- Applications ------------------------------------------------------------------------------
INSTALLED_APPS = [
    "klaipeda_plan.core",
    "klaipeda_plan.jobs",
    "klaipeda_plan.notices",
    "workgroups",
    "plans",
    "indicators",
    "editions",
    "publicity",
    "council",
    "klaipeda_plan.seed",
    "klaipeda_plan.core.admin_site.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django_prose_editor",
    "drf_spectacular",
    "rest_framework",
    "rules",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "klaipeda_plan.core.middleware.LanguageFromPath",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "klaipeda_plan.core.middleware.UnsentForms",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "workgroups.middleware.SecondFactorGate",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "klaipeda_plan.urls"
WSGI_APPLICATION = "klaipeda_plan.wsgi.application"
FORM_RENDERER = "klaipeda_plan.core.forms.PortalFormRenderer"
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
                "klaipeda_plan.core.context.portal",
            ],
            "builtins": ["klaipeda_plan.core.templatetags.portal"],
        },
    }
]

# --- Data --------------------------------------------------------------------------------------
DATABASES = {"default": env.database("DATABASE_URL", BASE_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "workgroups.User"
SIMPLE_HISTORY_REVERT_DISABLED = True
SIMPLE_HISTORY_HISTORY_ID_USE_UUID = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

REDIS_URL = env.text("REDIS_URL", "")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "klaipeda_plan.core.caches.MayBeGone", "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
        }
    }  # fmt: skip
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- Jobs: Celery with Redis, else child processes (klaipeda_plan/jobs) --------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A page waits at most this long for a Redis that is gone; the reaper dispatches the job later.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 5}
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for Redis as long as it takes
JOB_TICK_SECONDS = env.integer("JOB_TICK_SECONDS", 20, range(1, 61))
JOB_HEARTBEAT_SECONDS = env.integer("JOB_HEARTBEAT_SECONDS", 5, range(1, 31))
JOB_STALE_SECONDS = env.integer("JOB_STALE_SECONDS", 30, range(2, 301))
# Longer than any document takes: work that hangs is ended, not waited for.
JOB_LONGEST_SECONDS = env.integer("JOB_LONGEST_SECONDS", 3600, range(5, 86_401))
CELERY_TASK_TIME_LIMIT = JOB_LONGEST_SECONDS
CELERY_BEAT_SCHEDULE = {"tick": {"task": "jobs.tick", "schedule": float(JOB_TICK_SECONDS)}}

# --- The Official Statistics Portal: where series are fetched from -------------------------------
STATISTICS_URL = env.text("STATISTICS_URL", "https://osp-rs.stat.gov.lt/ords/ipospp/ospp/rest_xml")

# --- Broadcasts: whose players an event's page may show after a click (publicity.broadcasts) ------
BROADCAST_HOSTS = env.words("BROADCAST_HOSTS", "www.youtube-nocookie.com,player.vimeo.com")

# --- Open data (publicity.api): questions a minute from one address, in each process; the API's description --------
API_PER_MINUTE = env.integer("API_PER_MINUTE", 1_000_000 if TESTING else 600, range(1, 1_000_001))
SPECTACULAR_SETTINGS = {
    "TITLE": "Klaipėda 2030",
    "VERSION": "1",
    "LICENSE": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    "SERVERS": [{"url": SITE_URL}],
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/(en/)?api/v1",
    "OAS_VERSION": "3.1.0",
}

# --- Files -------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(VAR / "static")))
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR / "media")))
# Sections of long documents that are laid out already; nothing serves this folder, and it may be deleted.
PRINT_CACHE = Path(env.text("PRINT_CACHE", str(VAR / "print")))
PRINT_CACHE_MB = env.integer("PRINT_CACHE_MB", 200)
# As many child processes set one document; each takes a core and about 150 MB.
PRINT_PROCESSES = env.integer("PRINT_PROCESSES", os.cpu_count() or 1, range(1, 65))
PRINT_SECONDS = 300  # a child that says nothing for so long is ended
MANIFEST = not DEBUG and not TESTING
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MANIFEST
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not MANIFEST
# Packed once by brotli at its slowest: what no public page loads (fonts of the PDF, source maps) is left out.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    "jpg", "jpeg", "png", "gif", "webp", "zip", "gz", "tgz", "bz2", "tbz", "xz", "br", "swf", "flv", "woff", "woff2",
    "ttf", "map", "po", "mo", "txt", "md",
)  # fmt: skip

# --- Who comes in --------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "plans:workspace"
ACCOUNT_ADAPTER = "workgroups.adapter.InvitationOnlyAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account begins with an invitation sent to that address
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a letter about every change of the password or the second factor
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody makes the portal write to strangers
# Axes locks first (8 tries of an address from one place); this stops who tries from many places.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,40/15m/key"}
ACCOUNT_FORMS = {
    "login": "workgroups.forms.account.LoginForm",
    "reset_password": "workgroups.forms.account.ResetPasswordForm",
    "reset_password_from_key": "workgroups.forms.account.ResetPasswordKeyForm",
    "change_password": "workgroups.forms.account.ChangePasswordForm",
    "reauthenticate": "workgroups.forms.account.ReauthenticateForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.integer("TRUSTED_PROXIES", 1 if HTTPS else 0)
MFA_ADAPTER = "workgroups.adapter.SealedSecrets"
MFA_FORMS = {
    "authenticate": "workgroups.forms.account.AuthenticateForm",
    "reauthenticate": "workgroups.forms.account.ReauthenticateCodeForm",
    "activate_totp": "workgroups.forms.account.ActivateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Klaipėda 2030"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "workgroups.adapter.axes_username"
AXES_LOCKOUT_CALLABLE = "workgroups.adapter.axes_lockout_response"
AXES_CLIENT_IP_CALLABLE = "workgroups.adapter.client_ip"
AXES_ENABLED = not TESTING
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the slow one is tried by its own test
PASSWORD_RESET_TIMEOUT = 24 * 3600
INVITATION_DAYS = 14
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "klaipeda_plan.core.views.csrf_failure"

# --- What a browser may do -----------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
# Tiptap writes this one rule sheet into the page; its own copy in editor.css does the work, the hash
# only keeps the browser from reporting it.
TIPTAP_STYLE_HASH = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, TIPTAP_STYLE_HASH],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# --- Language --------------------------------------------------------------------------------------
LANGUAGE_CODE = "lt"
LANGUAGES = [("lt", _("Lithuanian")), ("en", _("English"))]
LOCALE_PATHS = [
    BASE_DIR / "locale" / label
    for label in (
        "core", "jobs", "notices", "workgroups", "plans", "indicators", "editions", "publicity", "council",
    )
]  # fmt: skip
FORMAT_MODULE_PATH = ["klaipeda_plan.core.formats"]
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Europe/Vilnius"
USE_TZ = True

# --- Mail, logs ------------------------------------------------------------------------------------
for _name, _value in env.mail("EMAIL_URL").items():
    globals()[_name] = _value
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "Klaipėda 2030 <portalas@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
DIGEST_HOUR = env.integer("DIGEST_HOUR", 7, among=range(24))  # of the day in Vilnius: the daily letters go out
NOTICE_QUIET_SECONDS = 60  # a letter "at once" waits so long for what comes right after
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "django.request": {"level": "ERROR" if TESTING else "WARNING"},
        "axes": {"level": "WARNING"},
    },
}
SILENCED_SYSTEM_CHECKS = ["axes.W003"]
