"""What linters cannot check: templates, addresses, messages, sizes, the clock, dependencies, paths."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings
from django.template import Engine, TemplateSyntaxError
from django.template.exceptions import TemplateDoesNotExist
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls import path as route_to
from django.views.generic import TemplateView

from apps.approvals.statuses import ApprovalStatus
from apps.bookings.models import Booking
from atspaces.shared.placeholder import KINDS
from tests.payments.factories import checked_out

ROOT: Final = settings.BASE_DIR
TEMPLATES: Final = ROOT / "templates"
STYLES: Final = sorted((ROOT / "static" / "css").glob("*.css"))

LINES_OF_CODE, LINES_OF_TEST, LINES_OF_TEMPLATE, LINES_OF_FUNCTION = 400, 600, 120, 41


def code(*folders: str) -> list[Path]:
    """The project's own Python files in some folders, migrations left out."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


# --- templates -------------------------------------------------------------------------------------------

ALL_TEMPLATES = sorted(path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".txt"})
NAMED_IN_TEMPLATES = re.compile(r"""\{%-?\s*(?:include|extends)\s+["']([^"'#]+)(?:#\w+)?["']\s""")
COMPONENT_INCLUDED = re.compile(r"""\{%\s*include\s+["']components/[^%]*%\}""")

INLINE: Final = re.compile(
    r"""<style\b | \sstyle\s*= | <script\b(?![^>]*\ssrc=) | javascript: | \shx-on\b | ["']js:
    | \son(?:abort|animation\w+|before\w+|blur|change|click|close|copy|cut|dblclick|drag\w*|drop|error
      |focus\w*|input|invalid|key\w+|load\w*|mouse\w+|page\w+|paste|pointer\w+|reset|resize|scroll\w*|select|submit
      |toggle|touch\w+|transition\w+|unload|wheel)\s*=""",
    re.VERBOSE | re.IGNORECASE,
)


@pytest.mark.parametrize("template", ALL_TEMPLATES, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_template_compiles_and_finds_what_it_names(template):
    engine = Engine.get_default()
    try:
        engine.get_template(template.relative_to(TEMPLATES).as_posix())
        for other in NAMED_IN_TEMPLATES.findall(template.read_text(encoding="utf-8")):
            engine.get_template(other)
    except (TemplateSyntaxError, TemplateDoesNotExist) as error:
        pytest.fail(f"{error!r}")


def test_nothing_inline_in_templates():
    found = [
        f"{name(template)}: {match[0].strip()}"
        for template in ALL_TEMPLATES
        for match in INLINE.finditer(template.read_text(encoding="utf-8"))
    ]
    assert not found, "the content security policy refuses these"


@pytest.mark.parametrize(
    "harmful",
    [
        '<p style="color: red">',
        "<style>",
        "<script>alert(1)</script>",
        '<a href="javascript:void(0)">',
        '<button type="button" onclick="x()">',
        '<body\nonload = "x()">',
        '<div hx-on:click="x()">',
        "<div hx-vals='js:{a: 1}'>",
    ],
)
def test_inline_code_would_be_seen(harmful):
    assert INLINE.search(harmful)
    assert not INLINE.search('<script src="/static/js/site.js" defer></script> {% include x with once=1 %}')


def test_components_name_their_inputs_first_and_are_included_with_only():
    components = sorted((TEMPLATES / "components").glob("*.html"))
    unnamed = [name(c) for c in components if not re.match(r"\{#|\{% comment %\}", c.read_text("utf-8"))]
    assert components
    assert not unnamed
    leaking = [
        f"{name(template)}: {match[0]}"
        for template in ALL_TEMPLATES
        for match in COMPONENT_INCLUDED.finditer(template.read_text(encoding="utf-8"))
        if not re.search(r"\sonly\s*%\}$", match[0])
    ]
    assert not leaking


# --- style sheets ----------------------------------------------------------------------------------------

PHYSICAL: Final = re.compile(r"(?<![\w])(?:[\w-]*-)?(?:left|right)(?:-[\w-]+)?(?![\w])", re.IGNORECASE)


def physical_directions(css: str) -> list[str]:
    return PHYSICAL.findall(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))


@pytest.mark.parametrize("sheet", STYLES, ids=name)
def test_style_sheets_know_no_left_and_right(sheet):
    assert not physical_directions(sheet.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("css", "is_physical"),
    [
        ("margin-left: 1px", True),
        ("border-top-right-radius: 2px", True),
        ("text-align: right", True),
        ("left: 0", True),
        ("float:left", True),
        ("margin-inline-start: 1px; inset-inline-end: 0; text-align: start", False),
        ("/* not left, nor right */ color: red", False),
        (".copyright { color: red }", False),
    ],
)
def test_left_and_right_would_be_seen(css, is_physical):
    assert bool(physical_directions(css)) == is_physical


# --- addresses -------------------------------------------------------------------------------------------

PUBLIC: Final = {
    "pages:home",
    "pages:results",
    "pages:space",
    "pages:picture",
    "pages:styleguide",
    "bookings:builder",
    "accounts:sign_in",
    "accounts:sign_in_password",
    "accounts:outbox",  # answers in the demo only, which tests run as
    "admin:login",
}
"""Whoever adds an address decides: put it here, or guard it."""

unguarded = TemplateView.as_view(template_name="components/logo.html")
urlpatterns = [route_to("leak/<slug:number>/", unguarded, name="leak")]
"""For the twin below: a site whose author forgot the guard."""


def routes(
    patterns: list[URLPattern | URLResolver], namespace: tuple[str, ...] = ()
) -> Iterator[tuple[str, list[str]]]:
    """Every named pattern with its arguments."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*namespace, pattern.namespace) if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, inner)
        elif pattern.name:
            yield ":".join([*namespace, pattern.name]), list(pattern.pattern.regex.groupindex)


def addresses(booking: Booking) -> dict[str, str]:
    """One address for every route, leading to something that exists."""
    service = booking.vendor_service
    samples: dict[str, object] = {
        "slug": service.branch.slug,
        "service_slug": service.slug,
        "number": booking.booking_number,
        "kind": min(KINDS),
        "seed": 1,
        "request_type": "pause_branch",
        "content_type_id": 1,
        "object_id": booking.pk,
        "app_label": "bookings",
        "pk": 1,
    }
    return {
        route: reverse(route, kwargs={argument: samples[argument] for argument in arguments})
        for route, arguments in routes(get_resolver().url_patterns)
    }


def open_to_strangers(client, booking: Booking) -> set[str]:
    """The routes that show something, or accept something, without signing in."""
    return {
        route
        for route, address in addresses(booking).items()
        if 200 in {client.get(address).status_code, client.post(address).status_code}
    }


@pytest.mark.django_db
def test_every_address_is_guarded_or_on_the_public_list(client, now):
    booking = checked_out(now=now)
    before = Booking.objects.values().get()
    assert open_to_strangers(client, booking) == PUBLIC
    assert Booking.objects.values().get() == before, "nor did a stranger change anything"


@pytest.mark.django_db
def test_twin_a_forgotten_guard_would_be_seen(client, now, settings):
    booking = checked_out(now=now)
    settings.ROOT_URLCONF = __name__
    assert open_to_strangers(client, booking) == {"leak"}


@pytest.mark.django_db
def test_the_back_office_sends_strangers_to_its_own_door(client, now):
    door = reverse("admin:login")
    for route, address in addresses(checked_out(now=now)).items():
        if route.startswith("admin:") and route not in PUBLIC and route != "admin:logout":
            answer = client.get(address)
            assert answer.status_code == 302, route
            assert answer.url.startswith(door), route


# --- messages --------------------------------------------------------------------------------------------

APPS: Final = sorted(path.name for path in (ROOT / "apps").iterdir() if (path / "models.py").exists())
EVENT: Final = re.compile(rf"(?:{'|'.join(APPS)})/[a-z_]+")
COMPUTED: Final = {
    # `f"approvals/{status}"` in approvals' services, for the two decisions.
    "approvals/": [f"approvals/{status}" for status in (ApprovalStatus.APPROVED, ApprovalStatus.REJECTED)]
}
FILES_OF: Final = {
    "sms": ["sms/{}.txt"],
    "email": ["emails/{}.subject.txt", "emails/{}.txt", "emails/{}.html"],
    "bell": ["notifications/{}.txt"],
}


def events() -> dict[str, set[str]]:
    """Every event that code names, with the channels it goes to: one when it is named, else all."""
    found: dict[str, set[str]] = {}
    for node in (node for file in code("apps") for node in ast.walk(parsed(file))):
        match node:
            case ast.Call(func=ast.Name(id="send_message"), keywords=keywords):
                given = {keyword.arg: keyword.value for keyword in keywords}
                if isinstance(given["event"], ast.Constant) and isinstance(given["channel"], ast.Attribute):
                    found[given["event"].value] = {given["channel"].attr.lower()}
            case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]) if start in COMPUTED:
                found |= {event: set(FILES_OF) for event in COMPUTED[start]}
            case ast.Constant(value=str(text)) if EVENT.fullmatch(text):
                found.setdefault(text, set(FILES_OF))
    return found


def test_every_event_has_its_templates():
    missing = [
        file.format(event)
        for event, channels in events().items()
        for channel in channels
        for file in FILES_OF[channel]
        if not (TEMPLATES / file.format(event)).exists()
    ]
    assert {"bookings/confirmed", "approvals/rejected"} <= events().keys()
    assert events()["accounts/otp"] == {"sms"}
    assert not missing


def test_no_message_waits_for_an_event_that_nobody_sends():
    written = {
        template.relative_to(TEMPLATES / kind).with_suffix("").as_posix()
        for kind in ("sms", "notifications")
        for template in (TEMPLATES / kind).rglob("*.txt")
    }
    assert written == events().keys()


# --- sizes -----------------------------------------------------------------------------------------------


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_files_fit_their_limits():
    limits = {
        **dict.fromkeys(code("apps", "atspaces"), LINES_OF_CODE),
        **dict.fromkeys(code("tests"), LINES_OF_TEST),
        **dict.fromkeys(ALL_TEMPLATES, LINES_OF_TEMPLATE),
    }
    assert not [f"{name(path)}: {lines(path)}" for path, limit in limits.items() if lines(path) >= limit]


def test_functions_fit_a_screen():
    functions = (
        (path, node)
        for path in code("apps", "atspaces", "tests")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert not [
        f"{name(path)}: {function.name}"
        for path, function in functions
        if (function.end_lineno or 0) - function.lineno >= LINES_OF_FUNCTION
    ]


# --- services and the clock ------------------------------------------------------------------------------

POSITIONAL_SERVICES: Final = {
    # Steps inside the engine's door, not doors of their own.
    "apps/bookings/services/locking.py",
    "apps/bookings/services/overdue.py",
    # Called by tasks with what the queue holds.
    "apps/accounts/services/messages.py: deliver",
    "apps/accounts/services/messages.py: drain_outbox",
    # Questions about one object.
    "apps/accounts/services/messages.py: ways_to_reach",
    "apps/accounts/services/otp.py: purpose_for",
}


def test_services_take_keywords_only():
    found = {
        f"{name(path)}: {node.name}"
        for path in code("apps")
        if (path.stem == "services" or "services" in path.parts) and name(path) not in POSITIONAL_SERVICES
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if node.args.args or node.args.posonlyargs or node.args.vararg
    }
    assert found == {service for service in POSITIONAL_SERVICES if ": " in service}


MAY_READ_THE_CLOCK: Final = {"views", "pages", "tasks", "admin", "management", "middleware", "templatetags"}
CLOCKS: Final = {
    "timezone": {"now"},
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
}
CLOCKS_WITHOUT_AN_ARGUMENT: Final = {"localdate", "localtime"}


def clock_readings(tree: ast.Module) -> list[str]:
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=attr) if attr in CLOCKS.get(owner, ()):
                found.append(f"{owner}.{attr}")
            case ast.Call(func=ast.Attribute(attr=attr), args=[], keywords=[]) if (
                attr in CLOCKS_WITHOUT_AN_ARGUMENT
            ):
                found.append(attr)
    return found


def test_only_the_edge_reads_the_clock():
    found = [
        f"{name(path)}: {reading}"
        for path in code("apps", "atspaces")
        if not {*path.relative_to(ROOT).parts, path.stem} & MAY_READ_THE_CLOCK
        for reading in clock_readings(parsed(path))
    ]
    assert not found, "pass `now` in"


@pytest.mark.parametrize(
    ("source", "is_a_reading"),
    [
        ("timezone.now()", True),
        ("datetime.now(UTC)", True),
        ("Field(default=timezone.now)", True),
        ("date.today()", True),
        ("timezone.localdate()", True),
        ("timezone.localdate(now)", False),
        ("now.date()", False),
    ],
)
def test_reading_the_clock_would_be_seen(source, is_a_reading):
    assert bool(clock_readings(ast.parse(source))) == is_a_reading


# --- the repository --------------------------------------------------------------------------------------

DEPENDENCY: Final = re.compile(r'^ +"[A-Za-z0-9]')
DEPENDENCY_WITH_REASON: Final = re.compile(r'^ +"[^"]+",? +# \S.{7,}')
MACHINE: Final = re.compile(r"(?<![\w.\-])/(?:work|root|tmp|mnt|home/(?!linuxbrew)\w+|Users/\w+)(?![\w-])")
REGISTRY: Final = re.compile(
    r"(?:pypi|pythonhosted|npmjs|rubygems|artifactory|jfrog|sonatype|unpkg|jsdelivr)[\w.-]*\.(?:org|com|net|io)"
    r"|^--(?:extra-)?index-url|^--trusted-host|^--find-links",
    re.IGNORECASE | re.MULTILINE,
)
MADE_BY_TOOLS: Final = {"__pycache__", "staticfiles", "htmlcov", "test-artifacts", "node_modules"}


def our_files() -> Iterator[Path]:
    """Every file that belongs to the repository; what `.gitignore` names is left out."""
    for folder, folders, files in ROOT.walk():
        folders[:] = [
            inner
            for inner in folders
            if inner not in MADE_BY_TOOLS and (inner in {".github", ".ci"} or not inner.startswith("."))
        ]
        yield from (folder / file for file in files if file != ".env" and not file.endswith((".pyc", ".mo")))


def test_every_dependency_says_why():
    listed = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("[tool.pytest")[0].splitlines()
    dependencies = [line for line in listed if DEPENDENCY.match(line)]
    assert len(dependencies) > 30
    assert not [line.strip() for line in dependencies if not DEPENDENCY_WITH_REASON.match(line)]


def test_no_file_knows_the_machine_it_was_written_on():
    found = [
        f"{name(path)}: {match[0]}"
        for path in our_files()
        for pattern in (MACHINE, REGISTRY)
        for match in pattern.finditer(path.read_bytes().decode(errors="replace"))
    ]
    assert not found
