"""The one settings file. What depends on the place comes from the environment (``autan.env``)."""

import re
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf.locale import LANG_INFO

from autan import env, secret

PACKAGE = Path(__file__).resolve().parent
HOME = env.home()

# --- the place -----------------------------------------------------------------------------

# A demonstration shows its mails on a page and invents an address for a mairie that has none.
DEMO = env.flag("AUTAN_DEMO")
DEBUG = env.flag("AUTAN_DEBUG")
SECRET_KEY = env.text("AUTAN_SECRET_KEY", "") or secret.key(HOME / "secret_key")

# How the outside world reaches the portals, whose own names are records (Portal.host).
PUBLIC_SCHEME = env.text("AUTAN_SCHEME", "http")
PUBLIC_PORT = env.number("AUTAN_PORT", 8000)

# PortalMiddleware and the data plane refuse a host that is no portal's; these names, beside
# those of the portals, reach the default portal ("*": any name).
ALLOWED_HOSTS = ["*"]
DEFAULT_PORTAL_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.words("AUTAN_HOSTS")]

# --- the application -----------------------------------------------------------------------

ROOT_URLCONF = "autan.urls"
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "autan.journal",
    "autan.people",
    "autan.tenants",
    "autan.notices",
    "autan.catalogue",
    "autan.publishing",
    "autan.jobs",
    "autan.web",
]
MIDDLEWARE = [
    "autan.web.guards.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "autan.web.guards.OriginMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "autan.tenants.middleware.PortalMiddleware",
]
# The origin of each writing request is checked by OriginMiddleware instead of a token in forms.
SILENCED_SYSTEM_CHECKS = ["security.W003"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "autan.web.context.shell",
            ],
        },
    }
]

# --- records and jobs ----------------------------------------------------------------------


def _database(url: str) -> dict[str, object]:
    """SQLite in the home folder, or ``postgresql://user:password@host:port/name``."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "autan.sqlite3",
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise env.wrong(
            "AUTAN_DATABASE_URL",
            "La variable d’environnement %(name)s doit être de la forme "
            "postgresql://nom:secret@hote:5432/base.",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A folder in ``?host=`` is that of the server's Unix socket, as libpq has it.
        "HOST": parts.hostname or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(env.text("AUTAN_DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- languages and formats -----------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "français"), ("en", "English"), ("oc", "occitan")]
# Django knows no Occitan (lengadocian): what its own words lack comes from the French ones.
LANG_INFO["oc"] = {"bidi": False, "code": "oc", "name": "Occitan", "name_local": "occitan"}
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

# --- files ---------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
# Served from the package itself: who installs the wheel has nothing to collect.
WHITENOISE_USE_FINDERS = True
_HASHED_NAME = re.compile(r"^/static/dist/.*[.-][0-9A-Za-z_-]{8,}\.\w+$")


def WHITENOISE_IMMUTABLE_FILE_TEST(path: str, url: str) -> bool:
    """Vite puts a hash in the names of what it builds: such a file never changes."""
    return bool(_HASHED_NAME.match(url))


# A file that somebody drops goes to the disk as it comes, never whole into memory.
FILE_UPLOAD_TEMP_DIR = HOME / "scratch"
FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True)
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
# Two for each column of the widest file that we read.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- cookies and transport -----------------------------------------------------------------

_HTTPS = PUBLIC_SCHEME == "https"
SESSION_COOKIE_NAME = "autan"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SECURE = _HTTPS
LANGUAGE_COOKIE_NAME = "langue"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = _HTTPS

# --- mails ---------------------------------------------------------------------------------

EMAIL_HOST = env.text("AUTAN_SMTP_HOST", "localhost")
EMAIL_PORT = env.number("AUTAN_SMTP_PORT", 25)
EMAIL_HOST_USER = env.text("AUTAN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.text("AUTAN_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.flag("AUTAN_SMTP_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("AUTAN_MAIL_FROM", "autan@localhost")

# --- what the process says of itself -------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.text("AUTAN_LOG_LEVEL", "WARNING")},
}
