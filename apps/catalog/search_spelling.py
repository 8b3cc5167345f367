"""How a word sounds and how far it is from another: what search knows of spelling, in either script.

عبدون, Abdoun, Abdun and 3abdoun are one word. Each is written as the letters that all spellings
agree on: one Latin letter for each consonant, `w` and `y` for vowels that may be written or not,
and `A` for whatever a word begins with before its first consonant.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from atspaces.shared.digits import western_digits

SILENT: Final = "ًٌٍَُِّْـ"
"""Short vowels and the stretching dash: written or not, the word is the same."""
FOLDING: Final = {ord(a): b for a, b in zip("أإآٱىةؤئ", "اااايهوي", strict=True)} | dict.fromkeys(
    map(ord, SILENT)
)

LETTERS_FOR_ONE_TYPO: Final = 4
LETTERS_FOR_TWO_TYPOS: Final = 8
LEAST_LETTERS_OF_A_BEGINNING: Final = 2

_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_ORDINAL: Final = re.compile(r"(\d+)(?:st|nd|rd|th)")
_APOSTROPHES: Final = dict.fromkeys(map(ord, "'’‘`´ʼء"))
_SHORT_FOR: Final = {
    "st": "street",
    "str": "street",
    "rd": "road",
    "ave": "avenue",
    "sq": "square",
    "ش": "شارع",
}
_SMALL: Final = (
    "a an and at by close for from in near nearby next of on or the to around beside opposite "
    "al el il as ash az ad ar في من على الى عند قرب قريب جنب بجانب مقابل و او"
)
_SMALL_WORDS: Final = frozenset(_SMALL.split())
"""Words that say where without naming it."""

_LATIN_SOUNDS: Final = (
    (r"([^aeiou])\1+", r"\1"), (r"kh|5", "x"), (r"gh|8", "g"), (r"sh|ch", "C"), (r"th|6", "t"), (r"dh", "d"),
    (r"ph|v", "f"), (r"ck|c(?![eiy])|q", "k"), (r"c|9", "s"), (r"7", "h"), (r"p", "b"), (r"2", ""),
    (r"(?<=.)3", ""), (r"(?:(?<=[^aeiouy])|(?<=[iy]))[ae]h?$", ""), (r"^[aeiou3]+", "A"), (r"[ouw]+", "w"),
    (r"[eiy]+", "y"), (r"a", ""),
)  # fmt: skip
_ARABIC_SOUNDS: Final = str.maketrans(
    {
        "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "t", "ج": "j", "ح": "h", "ه": "h", "خ": "x", "د": "d",
        "ض": "d", "ذ": "d", "ر": "r", "ز": "z", "ظ": "z", "س": "s", "ص": "s", "ش": "C", "چ": "C", "غ": "g",
        "ف": "f", "ڤ": "f", "ق": "k", "ك": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "و": "w", "ي": "y",
        "ا": "", "ع": "",
    }
)  # fmt: skip
_VOWELS: Final = "wy"
_CONSONANT: Final = "[^wy]"


def folded(text: str) -> str:
    """Write a text the way it is compared: lower case, one form of each Arabic letter, no vowels."""
    return text.lower().translate(FOLDING)


def words_of(text: str) -> list[str]:
    """Give the folded words of a text, abbreviations written out, ordinals as numbers."""
    plain = western_digits(unicodedata.normalize("NFKC", text)).translate(_APOSTROPHES)
    decomposed = unicodedata.normalize("NFKD", folded(plain))
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    words = re.findall(r"[^\W_]+", letters)
    return [_ORDINAL.sub(r"\1", _SHORT_FOR.get(word, word)) for word in words]


def telling_words_of(text: str) -> list[str]:
    """Give the words of a text that name something; all of them when none does."""
    words = words_of(text)
    return [word for word in words if word not in _SMALL_WORDS] or words


@lru_cache(maxsize=65536)
def forms_of(word: str) -> tuple[str, ...]:
    """Give a word as it is, and without the article or preposition that is written onto it."""
    if _ARABIC.search(word):
        bare = re.sub(r"^(?:و|ف)?(?:بال|كال|عال|لل|ال)(?=..)", "", word)
    else:
        bare = re.sub(r"^(?:al|el|il)(?=....)|^[aei](?=([^aeiou\W])\1.{3})", "", word)
    return (word,) if bare == word else (word, bare)


@lru_cache(maxsize=65536)
def sound_of(word: str) -> str:
    """Give how a word sounds, whatever script it is in; empty for a number."""
    if word.isdigit():
        return ""
    if _ARABIC.search(word):
        sound = re.sub("(?<=.)[ها]$", "", word).translate(_ARABIC_SOUNDS)
        if word[0] in "اع":
            sound = "A" + sound.lstrip(_VOWELS)
    else:
        sound = word
        for letters, heard in _LATIN_SOUNDS:
            sound = re.sub(letters, heard, sound)
    return re.sub(r"(.)\1+", r"\1", sound)


def sound_alike(one: str, other: str) -> bool:
    """Tell whether two sounds are of one word: the same consonants, and no two different vowels.

    A vowel may be unwritten: one in a word of two consonants, two in a longer one.
    """
    consonants = consonants_of(one)
    if consonants != consonants_of(other):
        return False
    unwritten = 0
    for vowels, heard in zip(re.split(_CONSONANT, one), re.split(_CONSONANT, other), strict=True):
        if vowels and heard and vowels not in heard and heard not in vowels:
            return False
        unwritten += vowels != heard
    return unwritten <= min(2, len(consonants.strip("A")) - 1)


def consonants_of(sound: str) -> str:
    """Give a sound without the vowels that may be unwritten."""
    return "".join(re.findall(_CONSONANT, sound))


def typos_allowed(word: str) -> int:
    """Tell how many letters of a word may be wrong."""
    if word.isdigit() or len(word) < LETTERS_FOR_ONE_TYPO:
        return 0
    return 1 if len(word) < LETTERS_FOR_TWO_TYPOS else 2


def is_within(one: str, other: str, most: int) -> bool:
    """Tell whether at most so many letters are wrong, missing, extra or swapped with their neighbour."""
    if abs(len(one) - len(other)) > most:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, heard in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != heard))
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], heard):
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return False
    return row[-1] <= most
