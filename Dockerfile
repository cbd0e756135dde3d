# One image for web, worker, beat and the step before them (docker-compose.yml says which is which).
FROM python:3.13-slim-bookworm

# What WeasyPrint loads; without harfbuzz-subset a page takes three times as long.
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
 && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 XDG_CACHE_HOME=/tmp/cache
WORKDIR /app
COPY smartpick/machine/run.lock ./run.lock
RUN pip install --no-cache-dir --require-hashes -r run.lock && rm run.lock
COPY . .
RUN python -m compileall -q /app \
 && useradd --system --uid 10001 --no-create-home smartpick \
 && install -d -o smartpick -g smartpick /data

USER smartpick
VOLUME /data
EXPOSE 8000
ENV DJANGO_SETTINGS_MODULE=smartpick.settings.production SMARTPICK_DATA=/data SMARTPICK_INSIDE=1
CMD ["gunicorn", "smartpick.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--worker-tmp-dir", "/tmp"]
