"""One settings file. What differs between machines comes from the environment.

`.env.example` lists every variable with what it means.
"""

from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from portal import embedded, services
from portal.timetable import timetable

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

env = embedded.environment()
DATA_DIR = embedded.data_dir()

PRODUCTION = env.bool("PRODUCTION", False)
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = services.secret_key(env, production=PRODUCTION)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
if PRODUCTION:
    ALLOWED_HOSTS.append("127.0.0.1")  # for those who ask from inside whether it is well
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
SITE_URL = env.str("SITE_URL", f"http://127.0.0.1:{env.int('PORT', 8000)}")

# Staff of the demo city sign in without a second factor.
DEMO_SIGN_IN = env.bool("DEMO_SIGN_IN", not PRODUCTION)
if PRODUCTION and DEMO_SIGN_IN:
    raise ImproperlyConfigured("DEMO_SIGN_IN opens every door. Production does not start with it.")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "portal.apps.PortalConfig",
    "portal.accounts.apps.AdminConfig",
    "django.forms",
    "django_htmx",
    "csp",
    "pgtrigger",
    "pghistory",
    "rules.apps.AutodiscoverRulesConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "portal.accounts",
    "portal.areas",
    "portal.notices",
    "portal.records",
    "portal.pages",
    "partnerships.organizations",
    "partnerships.agreements",
    "partnerships.referrals",
    "partnerships.boards",
    "partnerships.resources",
    "engagement.concerns",
    "engagement.events",
    "engagement.outreach",
    "engagement.problems",
    "engagement.priorities",
    "engagement.commitments",
    "engagement.training",
    "metrics.surveys",
    "metrics.crime",
    "metrics.dashboards",
    "metrics.reports",
    "metrics.transparency",
    "metrics.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # for slow phones; padded against BREACH
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.accounts.middleware.SecondFactorMiddleware",
    "portal.accounts.middleware.IdleLockMiddleware",
    "portal.accounts.middleware.HistoryMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "debug": DEBUG or env.bool("TEMPLATE_DEBUG", False),
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.pages.context.page",
            ],
        },
    }
]

DATABASES = {"default": services.database(env, production=PRODUCTION)}
REDIS_URL = services.redis(env, production=PRODUCTION)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 5},
    },
    # Parts of pages that are the same for everyone, kept by each process.
    "drawn": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "portal.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser that signed up, nowhere else
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # other devices are signed out, this one stays
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.LoginForm",
    "signup": "portal.accounts.forms.SignupForm",
    "add_email": "portal.accounts.forms.AddEmailForm",
    "change_password": "portal.accounts.forms.ChangePasswordForm",
    "set_password": "portal.accounts.forms.SetPasswordForm",
    "reset_password": "portal.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "portal.accounts.forms.ResetPasswordKeyForm",
    "reauthenticate": "portal.accounts.forms.ReauthenticateForm",
}
MFA_ADAPTER = "portal.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost while developing
MFA_FORMS = {
    "authenticate": "portal.accounts.forms.CodeForm",
    "reauthenticate": "portal.accounts.forms.CodeAgainForm",
    "activate_totp": "portal.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "portal.accounts.forms.AddWebAuthnForm",
    "edit_webauthn": "portal.accounts.forms.EditWebAuthnForm",
}
# Confidential work: not without a second factor, and locked after a time of doing nothing.
GUARDED_PATHS = ("/desk/", "/command/", "/oversight/", "/admin/")
STAFF_IDLE_MINUTES = env.int("STAFF_IDLE_MINUTES", 30)
# Seconds a public page may be shown again as it was drawn; 0 draws each one anew.
KEEP_PAGES = env.int("KEEP_PAGES", 10)
# How many of our own proxies stand before the site. Callers are told apart by the address
# the outermost of them saw; 0 believes no X-Forwarded-For at all.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)

# Words, time, places
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", "America/Chicago")

# Files
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", "") or DATA_DIR / "static")
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a folder that is not there
STATICFILES_DIRS = [BASE_DIR / "static" / "dist"]
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", "") or DATA_DIR / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION  # what was built is served as it is
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Mail
EMAIL_CONFIG = env.dj_email_url("EMAIL_URL", "consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", 10)  # seconds a mail server may be silent
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "hello@common-ground.example")
# Answers to notices go to this host, whose mail server pipes them to us (docs/mail.md).
INBOUND_MAIL_DOMAIN = env.str("INBOUND_MAIL_DOMAIN", "")

# Jobs. The database is the queue of record; these only nudge and sweep.
# A task that runs twice finds nothing left to do, so it is given back when in doubt.
CELERY_BROKER_URL = services.broker(REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
# A broker that is away must not hold up a request: connect briefly, do not try again.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "socket_connect_timeout": 1,
    "socket_timeout": 10,
    "max_retries": 0,
}
# Working days in which a records request is answered, where the law sets no other time; the
# law this agency names for each ground on which words are left out: private=5 ILCS 140/7(1)(b).
RECORDS_REPLY_DAYS = env.int("RECORDS_REPLY_DAYS", 10)
RECORDS_CITATIONS: dict[str, str] = env.dict("RECORDS_CITATIONS", default={})
MY_DATA_DAYS = env.int("MY_DATA_DAYS", 7)  # so long one's own data can be fetched
SWEEP_EVERY = env.int("SWEEP_EVERY", 60)  # seconds; finds what a lost nudge left
CELERY_BEAT_SCHEDULE = timetable(SWEEP_EVERY)

# Logs. The formatter leaves out who asked.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {
            "()": "portal.logs.Discreet",
            "format": "{levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "celery.app.trace": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}

# Safety
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.pages.errors.stale_form"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]  # asked from inside, without a proxy
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
if PRODUCTION and env.bool("BEHIND_PROXY", True):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Whether the portal looks ahead at how many concerns may come (/crime/model-card/ says how).
FORECASTS = env.bool("FORECASTS", False)

# The clocks (DESIGN section 5). An agency may change them; all are shown.
FIRST_REPLY_HOURS = env.int("FIRST_REPLY_HOURS", 72)
# How long until a concern should have come to an end; 0 promises nothing.
RESOLVE_HOURS = env.int("RESOLVE_HOURS", 30 * 24)
# Minutes are published within so many days after the meeting.
MINUTES_DAYS = env.int("MINUTES_DAYS", 14)
# A board's recommendation is answered within so many days.
RECOMMENDATION_ANSWER_DAYS = env.int("RECOMMENDATION_ANSWER_DAYS", 45)
# What accreditation calls the quarterly report on concerns, and the survey of residents.
CALEA_QUARTERLY = env.str("CALEA_QUARTERLY", "45.2.2")
CALEA_SURVEY = env.str("CALEA_SURVEY", "45.2.4")
# Whoever answers for a promise hears of it so many days before it is due; their supervisors
# once it is late by so many.
REMIND_OF_PROMISES_DAYS = env.int("REMIND_OF_PROMISES_DAYS", 3)
SUPERVISORS_HEAR_OF_PROMISES_DAYS = env.int("SUPERVISORS_HEAR_OF_PROMISES_DAYS", 7)
# Outreach is late when it is sent so many hours after it was over; one entry in so many is
# looked at once more by a supervisor (0: none).
OUTREACH_LATE_AFTER_HOURS = env.int("OUTREACH_LATE_AFTER_HOURS", 72)
OUTREACH_AUDIT_ONE_IN = env.int("OUTREACH_AUDIT_ONE_IN", 20)
# An area has so many priorities at most. Its team hears of one that nothing was said about for
# so many days; residents read that it is stale, and supervisors hear, after so many.
PRIORITIES_MOST = env.int("PRIORITIES_MOST", 5)
PRIORITY_NAG_DAYS = env.int("PRIORITY_NAG_DAYS", 75)
PRIORITY_STALE_DAYS = env.int("PRIORITY_STALE_DAYS", 90)
# An organization answers a request for help within so many working days; the person hears from
# it within the second. How to reach the person is erased so long after it is over.
REFERRAL_ANSWER_DAYS = env.int("REFERRAL_ANSWER_DAYS", 3)
REFERRAL_FIRST_CONTACT_DAYS = max(REFERRAL_ANSWER_DAYS, env.int("REFERRAL_FIRST_CONTACT_DAYS", 7))
REFERRAL_CONTACT_DAYS = env.int("REFERRAL_CONTACT_DAYS", 30)
# A mailed link to a request works for so many days.
REFERRAL_LINK_DAYS = env.int("REFERRAL_LINK_DAYS", 14)
# Concerns repeat where so many days bring more of a kind, from so many different people at least,
# than the year before; of those suggested, at most this share stands out by luck.
CLUSTER_DAYS = env.int("CLUSTER_DAYS", 90)
CLUSTER_FEWEST = max(3, env.int("CLUSTER_FEWEST", 3))
CLUSTER_LUCK = env.float("CLUSTER_LUCK", 0.05)
# When these clocks run, such as "mon-fri 9-17" in TIME_ZONE; empty means around the clock.
CLOCK_HOURS = env.str("CLOCK_HOURS", "")
CLOCK_HOLIDAYS: list[str] = env.list("CLOCK_HOLIDAYS", [])  # such as 2026-12-25
# The supervisor hears of a promise when this share of its time is left, and when it is missed.
ESCALATE_AT = env.float("ESCALATE_AT", 0.25)
# No mail or text from 8 in the evening to 8 in the morning; "0,0" means never quiet.
QUIET_HOURS = tuple(env.list("QUIET_HOURS", [20, 8], subcast=int))
PUBLISH_FLOOR = max(5, env.int("PUBLISH_FLOOR", 10))
# In which month of the year partners are asked how it is to work with the police.
PARTNER_FEEDBACK_MONTH = env.int("PARTNER_FEEDBACK_MONTH", 10)
SCORE_FLOOR = max(5, env.int("SCORE_FLOOR", 30))
# On which terms anyone may use the published numbers.
OPEN_DATA_LICENCE = {
    "name": env.str("OPEN_DATA_LICENCE_NAME", "Creative Commons Attribution 4.0"),
    "url": env.str("OPEN_DATA_LICENCE_URL", "https://creativecommons.org/licenses/by/4.0/"),
}
# What share of all residents would choose the first answer of a question, by its code, where a
# census knows: how far the answers of a survey may be off.
SURVEY_BENCHMARKS: dict[str, float] = dict(env.json("SURVEY_BENCHMARKS", {}))

# The API (portal.api).
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["portal.api.people.SignedIn"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["portal.api.reading.JsonParser", "portal.api.reading.FormParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "portal.api.problems.answer",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Common Ground",
    "DESCRIPTION": "Concerns in and out, for other programs. Nothing is kept about who calls.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "State": "engagement.concerns.states.State",
        "Source": "engagement.concerns.models.Concern.Source",
        "MeetingKind": "engagement.events.models.Event.Kind",
        "PromiseState": "engagement.commitments.states.State",
        "PromiseStatus": "engagement.commitments.models.Commitment.Status",
        "BoardKind": "partnerships.boards.models.Board.Kind",
        "RecommendationStatus": "partnerships.boards.states.Status",
        "OutreachKind": "engagement.outreach.models.choices.Kind",
        "ProblemFinding": "engagement.problems.models.choices.Finding",
    },
}

# Open311. The name other programs may give us as jurisdiction_id; the site's own if empty.
OPEN311_JURISDICTION = env.str("OPEN311_JURISDICTION", "")
OPEN311_JURISDICTION_REQUIRED = env.bool("OPEN311_JURISDICTION_REQUIRED", False)
# A key everybody knows, where everything else is open as well.
OPEN311_DEMO_KEY = "common-ground-demo" if DEMO_SIGN_IN else ""

# Which words speak for which category of concern; empty for those that come with the portal.
CATEGORY_WORDS = env.str("CATEGORY_WORDS", "")

# How many concern forms in ten minutes are ordinary, from one caller and from everyone. Past
# that, sending one takes a little work; nobody is turned away.
FORMS_FROM_ONE = env.int("FORMS_FROM_ONE", 12)
FORMS_IN_ALL = env.int("FORMS_IN_ALL", 300)
# How many seats one caller without an account may save in ten minutes. A library has one address.
SEATS_FROM_ONE = env.int("SEATS_FROM_ONE", 60)
# Answering an open survey: zero bits of the hash the browser looks for (each one more is twice
# the work), and how many answers an hour are taken without, from everyone together.
SURVEY_WORK_BITS = env.int("SURVEY_WORK_BITS", 16)
SURVEY_UNPROVEN_AN_HOUR = env.int("SURVEY_UNPROVEN_AN_HOUR", 20)
# How many may begin one open survey in an hour and come back to it later. Past that number it is
# answered in one go.
SURVEY_DRAFTS_AN_HOUR = env.int("SURVEY_DRAFTS_AN_HOUR", 1_000)
# How many links that open nothing one caller may try in ten minutes. A library has one address.
SURVEY_TRIES = env.int("SURVEY_TRIES", 20)
# Names, addresses and needs of those who saved a seat are erased this long after the meeting.
SEATS_KEPT_DAYS = env.int("SEATS_KEPT_DAYS", 365)

# Receipt codes are kept only as hashes keyed with this. It has its own variable so that
# SECRET_KEY can be changed without locking people out of their concerns.
RECEIPT_KEY = (
    env.str("RECEIPT_KEY", "") or salted_hmac("concerns.receipt", "", secret=SECRET_KEY).hexdigest()
)
