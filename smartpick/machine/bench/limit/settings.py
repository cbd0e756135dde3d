"""Django's own stack over one database, cached templates, nothing of ours."""

import os

DEBUG = False
SECRET_KEY = "a-yardstick-on-loopback-that-guards-nothing"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "smartpick.machine.bench.limit.urls"
USE_TZ = True
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "crispy_forms",
    "crispy_bootstrap5",
]
CRISPY_TEMPLATE_PACK = CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "bench_limit",
        "HOST": os.environ.get("PGHOST", ""),
        "USER": os.environ.get("PGUSER", ""),
        "CONN_MAX_AGE": 600,
    }
}
BASE = "<!doctype html><title>limit</title><main>{% block m %}{% endblock %}</main>"
PAGES = {
    "base.html": BASE,
    "trivial.html": "{% extends 'base.html' %}{% block m %}<p>{{ n }} rows</p>{% endblock %}",
    "crispy.html": "{% extends 'base.html' %}{% load crispy_forms_tags %}{% block m %}"
    "<form method=post>{% csrf_token %}{{ form|crispy }}<button>Save</button></form>{% endblock %}",
}
LOADERS = [
    ("django.template.loaders.locmem.Loader", PAGES),
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", LOADERS)],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
