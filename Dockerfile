# The portal for a server: web, worker and beat are the same image with different commands (docker-compose.yml).
FROM python:3.12-slim

# Pango and what it draws with are WeasyPrint's; everything else comes in wheels.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    HOST=0.0.0.0 \
    PORT=8000 \
    STATIC_ROOT=/srv/static \
    MEDIA_ROOT=/srv/media \
    PRINT_CACHE=/srv/print

WORKDIR /srv/portal
COPY requirements.txt .
RUN pip install --require-hashes -r requirements.txt

COPY . .
# The settings refuse to start without these three; none of them reaches a collected file.
RUN SECRET_KEY=build ALLOWED_HOSTS=build SITE_URL=https://build python manage.py collectstatic --noinput \
    && python -m compileall -q klaipeda_plan workgroups plans indicators editions publicity council \
    && useradd --system --uid 10001 --no-create-home portal \
    && mkdir -p /srv/media /srv/print \
    && chown portal /srv/media /srv/print
USER portal

ARG RELEASE=unknown
ENV RELEASE=${RELEASE}

EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "deploy/healthcheck.py"]
CMD ["granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "8", "--host", "0.0.0.0", "--port", "8000", "klaipeda_plan.wsgi:application"]
