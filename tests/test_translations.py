"""The Arabic of every sentence in the sources: there, whole, and in the house's style.

The sentences are found without gettext's own programs, which the target machine does not have.
"""

import ast
import gettext
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

from atspaces.translations import compile_translations

ROOT: Final = Path(settings.BASE_DIR)
ARABIC: Final = ROOT / "locale" / "ar" / "LC_MESSAGES" / "django.po"
FORMS: Final = 6
SINGLE_NUMBER_FORMS: Final = (0, 1, 2)
"""The forms that stand for one number each, and so may say it without a digit: لا أحد، شخص واحد، شخصان."""

FUNCTIONS: Final = {"gettext", "gettext_lazy", "gettext_noop"}
WITH_PLURAL: Final = {"ngettext", "ngettext_lazy", "npgettext", "npgettext_lazy"}
WITH_CONTEXT: Final = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
KNOWN: Final = FUNCTIONS | WITH_PLURAL | WITH_CONTEXT

_LITERAL: Final = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL: Final = re.compile(rf"\b(_|{'|'.join(sorted(KNOWN))})\(({_LITERAL}(?:\s*,\s*{_LITERAL})*)")
_PLACEHOLDER: Final = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}")
_TAG: Final = re.compile(r"<[^>]+>|&\w+;")
_CODE: Final = re.compile(r"\b(?=\w*\d)[\w-]+")
_LATIN: Final = re.compile(r"[A-Za-z]+")
LATIN_NAMES: Final = {"AtSpaces", "Apple", "Pay", "Google", "Waze", "QR", "PDF", "AI", "CSV"}
NUMBERS: Final = {
    f"%({name}){letter}" for name in ("count", "counter", "total", "left", "days", "units") for letter in "sd"
}


class Sentence(NamedTuple):
    """What gettext looks a translation up by, and its English plural."""

    context: str | None
    english: str
    plural: str = ""


def _sentence(function: str, texts: list[str]) -> Sentence:
    context = texts.pop(0) if function in WITH_CONTEXT else None
    return Sentence(context, texts[0], texts[1] if function in WITH_PLURAL else "")


def _in_template(path: Path) -> Iterator[Sentence]:
    for function, arguments in _CALL.findall(templatize(path.read_text(encoding="utf-8"), str(path))):
        texts = [ast.literal_eval(text) for text in re.findall(_LITERAL, arguments)]
        yield _sentence(function, texts)


def _translating_names(tree: ast.Module) -> dict[str, str]:
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in KNOWN
    }


def _calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    names = _translating_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield names[node.func.id], node


def _literals(function: str, call: ast.Call) -> list[str]:
    """The texts of a call; fewer than it needs when one of them is not written out."""
    needed = 1 + (function in WITH_PLURAL) + (function in WITH_CONTEXT)
    arguments = call.args[:needed]
    return [a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)]


def _in_python(path: Path) -> Iterator[Sentence]:
    for function, call in _calls(ast.parse(path.read_text(encoding="utf-8"))):
        yield _sentence(function, _literals(function, call))


def _sources(*patterns: str) -> list[Path]:
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern))


TEMPLATES: Final = _sources("templates/**/*.html", "templates/**/*.txt")
MODULES: Final = _sources("apps/**/*.py", "atspaces/**/*.py")


@pytest.fixture(scope="module")
def said() -> dict[Sentence, str]:
    """Every sentence of the sources, with one file that says it."""
    found = {}
    for readers, paths in ((_in_template, TEMPLATES), (_in_python, MODULES)):
        for path in paths:
            found.update(dict.fromkeys(readers(path), str(path.relative_to(ROOT))))
    return found


@pytest.fixture(scope="module")
def arabic() -> polib.POFile:
    return polib.pofile(str(ARABIC), check_for_duplicates=True)


def _key(entry: polib.POEntry) -> Sentence:
    return Sentence(entry.msgctxt, entry.msgid, entry.msgid_plural or "")


def _forms(entry: polib.POEntry) -> dict[int, str]:
    """The translations of an entry by form; a sentence without a number has only the last."""
    return entry.msgstr_plural if entry.msgid_plural else {FORMS - 1: entry.msgstr}


def _bare(text: str) -> str:
    """A translation without what is not words: placeholders, tags, codes."""
    for pattern in (_TAG, _PLACEHOLDER, _CODE):
        text = pattern.sub(" ", text)
    return text


def test_the_readers_find_every_way_of_saying(tmp_path: Path) -> None:
    """Were they blind to one, the tests below would pass on untranslated pages."""
    page = tmp_path / "page.html"
    page.write_text(
        '{% load i18n %}{% translate "One" %}{% translate "Two" context "two" %}'
        "{% blocktranslate trimmed count counter=n %}\n {{ counter }} desk, 5%"
        "{% plural %}\n {{ counter }} desks, 5%\n{% endblocktranslate %}"
        "{{ _('Four') }}{# translate #}{% comment %}{% translate 'No' %}{% endcomment %}",
        encoding="utf-8",
    )
    assert set(_in_template(page)) == {
        Sentence(None, "One"),
        Sentence("two", "Two"),
        Sentence(None, "%(counter)s desk, 5%%", "%(counter)s desks, 5%%"),
        Sentence(None, "Four"),
    }
    module = tmp_path / "module.py"
    module.write_text(
        "from django.utils.translation import gettext as _, npgettext, gettext_lazy\n"
        "A = _('One ' 'and two')\n"
        "B = gettext_lazy('Three')\n"
        "C = npgettext('seat', '%(n)d desk', '%(n)d desks', 3)\n"
        "D = print('No')\n",
        encoding="utf-8",
    )
    assert set(_in_python(module)) == {
        Sentence(None, "One and two"),
        Sentence(None, "Three"),
        Sentence("seat", "%(n)d desk", "%(n)d desks"),
    }


def test_every_sentence_in_python_is_written_out() -> None:
    """A sentence put together at run time reaches no translator."""
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in MODULES
        for function, call in _calls(ast.parse(path.read_text(encoding="utf-8")))
        if len(_literals(function, call)) < 1 + (function in WITH_PLURAL) + (function in WITH_CONTEXT)
    ]
    assert not hidden


def test_every_sentence_has_its_arabic(said: dict[Sentence, str], arabic: polib.POFile) -> None:
    translated = {_key(entry) for entry in arabic if entry.translated() and not entry.fuzzy}
    missing = {sentence: path for sentence, path in said.items() if sentence not in translated}
    assert not missing


def test_no_arabic_is_left_of_sentences_nobody_says(said: dict[Sentence, str], arabic: polib.POFile) -> None:
    assert not [entry.msgid for entry in arabic if _key(entry) not in said]
    assert not arabic.obsolete_entries()


def test_no_sentence_has_two_plurals(said: dict[Sentence, str]) -> None:
    """Gettext finds a translation by the singular alone, and would give one of them to both."""
    plurals: dict[tuple[str | None, str], set[str]] = {}
    for sentence in said:
        if sentence.plural:
            plurals.setdefault(sentence[:2], set()).add(sentence.plural)
    assert not {key: found for key, found in plurals.items() if len(found) > 1}


def test_no_entry_stands_twice(arabic: polib.POFile) -> None:
    keys = Counter(_key(entry)[:2] for entry in arabic)
    assert not [key for key, times in keys.items() if times > 1]


def test_counted_sentences_have_six_forms(arabic: polib.POFile) -> None:
    assert f"nplurals={FORMS};" in arabic.metadata["Plural-Forms"]
    counted = [entry for entry in arabic if entry.msgid_plural]
    assert counted
    for entry in counted:
        assert sorted(entry.msgstr_plural) == list(range(FORMS)), entry.msgid
        assert all(text.strip() for text in entry.msgstr_plural.values()), entry.msgid


def test_placeholders_are_kept(arabic: polib.POFile) -> None:
    """Each form has all of them; only the number may go where the form stands for one number."""
    for entry in arabic:
        wanted = Counter(_PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        for form, text in _forms(entry).items():
            given = Counter(_PLACEHOLDER.findall(text))
            may_miss = NUMBERS if form in SINGLE_NUMBER_FORMS else set()
            assert not given - wanted, (entry.msgid, form)
            assert set(wanted - given) <= may_miss, (entry.msgid, form)


def test_tags_are_kept(arabic: polib.POFile) -> None:
    for entry in arabic:
        for form, text in _forms(entry).items():
            assert sorted(re.findall(r"<[^>]+>", text)) == sorted(re.findall(r"<[^>]+>", entry.msgid)), (
                entry.msgid,
                form,
            )


def test_latin_letters_are_only_in_names(arabic: polib.POFile) -> None:
    left = {
        entry.msgid: words
        for entry in arabic
        for text in _forms(entry).values()
        if (words := set(_LATIN.findall(_bare(text))) - LATIN_NAMES)
    }
    assert not left


def test_the_house_style(arabic: polib.POFile) -> None:
    """Western digits, Arabic punctuation, no exclamation marks, one way to write the tanwin."""
    banned = re.compile("[!,;?٠-٩۰-۹ـ]|\u0627\u064b|^\\s|\\s$")
    wrong = {
        entry.msgid: text
        for entry in arabic
        for text in _forms(entry).values()
        if entry.msgid != ", " and banned.search(_bare_kept_ends(text))
    }
    assert not wrong


def _bare_kept_ends(text: str) -> str:
    return _PLACEHOLDER.sub("x", _TAG.sub("x", text))


def test_counting_in_arabic(tmp_path: Path) -> None:
    """The compiled file, read by Python's own gettext, counts as Arabic does."""
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    shutil.copy(ARABIC, folder)
    assert compile_translations(tmp_path) == [folder / "django.mo"]
    catalogue = gettext.translation("django", tmp_path, ["ar"])
    hours = {
        count: catalogue.ngettext("in %(count)d hour", "in %(count)d hours", count) % {"count": count}
        for count in (1, 2, 3, 10, 11, 99, 100, 103)
    }
    assert hours == {
        1: "بعد ساعة",
        2: "بعد ساعتين",
        3: "بعد 3 ساعات",
        10: "بعد 10 ساعات",
        11: "بعد 11 ساعة",
        99: "بعد 99 ساعة",
        100: "بعد 100 ساعة",
        103: "بعد 103 ساعات",
    }
