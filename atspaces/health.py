"""Whether the parts of the running site answer, and what they last said when they do not."""

import os
import sys
import urllib.request
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from atspaces.celery import app

LAST_CHARACTERS = 1500


def page_answers(port: int) -> bool:
    """Whether the web server at `port` of this machine gives the home page.

    Asked as a proxy would: under the public name, over TLS on the outside.
    """
    public = urlsplit(os.environ.get("BASE_URL", "http://localhost"))
    headers = {"Host": public.netloc, "X-Forwarded-Proto": "https"}
    try:
        asked = urllib.request.Request(f"http://127.0.0.1:{port}/", headers=headers)
        with urllib.request.urlopen(asked, timeout=7) as page:  # noqa: S310 - the scheme is ours
            return bool(page.status == HTTPStatus.OK)
    except OSError:
        return False


def worker_answers() -> bool:
    """Whether at least one Celery worker answers through the broker."""
    try:
        return bool(app.control.ping(timeout=0.5))
    except OSError:
        return False


def last_words(logs: Path) -> str:
    """The end of each log of the site in the folder `logs`."""
    return "\n".join(
        f"--- {log}\n{log.read_text(errors='replace')[-LAST_CHARACTERS:]}"
        for name in ("web", "worker", "beat")
        if (log := logs / f"{name}.log").exists()
    )


if __name__ == "__main__":
    sys.exit(0 if page_answers(int(sys.argv[1])) else 1)
