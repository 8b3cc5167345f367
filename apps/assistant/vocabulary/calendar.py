"""Days, months, hours and spans of time, as people say them."""

from typing import Final

# Lists of words, filled like paragraphs.
# fmt: off

TODAY: Final = (
    "today", "اليوم", "النهارده", "هاليوم", "elyom", "elyoum", "alyoum", "alyom", "el yom", "el youm",
    "lyom", "inharda", "il yom",
)
TONIGHT: Final = (
    "tonight", "this evening", "الليلة", "الليله", "هالليلة", "el leile", "elleile", "lelle", "el layle",
)
NOW: Final = (
    "now", "right now", "asap", "immediately", "straight away", "هلأ", "هلق", "الآن", "هسا", "هسه", "فورا",
    "حالا", "halla2", "hala2", "hassa", "issa", "hal2",
)
TOMORROW: Final = (
    "tomorrow", "tomorow", "tommorow", "tommorrow", "tomorrows", "tmrw", "tmw", "tmr", "2moro", "بكرا",
    "بكرة", "بكره", "بكرى", "غدا", "غد", "bokra", "bukra", "bokrah", "bukrah", "bokraa", "boukra",
    "bukara", "ghadan", "8adan",
)
DAY_AFTER_TOMORROW: Final = (
    "day after tomorrow", "the day after tomorrow", "after tomorrow", "بعد بكرا", "بعد بكرة", "بعد غد",
    "بعد الغد", "ba3d bokra", "ba3ed bokra", "ba3d bukra", "ba3ed bukra", "baad bukra", "ba3d ghad",
)
YESTERDAY: Final = ("yesterday", "امبارح", "مبارح", "أمس", "embare7", "mbare7", "imbarih")
NEXT_WEEK: Final = (
    "next week", "coming week", "الأسبوع القادم", "الأسبوع الجاي", "الأسبوع المقبل", "الاسبوع اللي جاي",
    "el osbo3 el jay", "el usbu3 el jay", "osbo3 el jay", "el asboo3 el jay",
)
WEEKEND: Final = (
    "weekend", "this weekend", "the weekend", "next weekend", "نهاية الأسبوع", "الويكند", "ويكند",
    "عطلة نهاية الأسبوع", "el weekend", "nihayet el osbo3",
)
NEXT: Final = (
    "next", "coming", "القادم", "الجاي", "المقبل", "القادمة", "الجاية", "el jay", "el jaye", "eljay",
    "jay",
)

# Monday is 0, as in `date.weekday()`.
WEEKDAYS: Final[dict[int, tuple[str, ...]]] = {
    0: (
        "monday", "mondays", "mon", "الاثنين", "الإثنين", "الاتنين", "التنين", "el etnen", "el tanen",
        "el tanein", "el tnen", "el ethnein", "yom el tanen", "yom tanen",
    ),
    1: (
        "tuesday", "tuesdays", "tue", "tues", "الثلاثاء", "التلاتاء", "التلاتا", "الثلاثه", "التلاته",
        "el talata", "el thalatha", "el tlata", "el talat", "yom el talata", "yom talata",
    ),
    2: (
        "wednesday", "wednesdays", "wednsday", "wed", "الأربعاء", "الاربعه", "el arba3a", "el arb3a",
        "el arbe3a", "yom el arba3a", "yom arba3a",
    ),
    3: (
        "thursday", "thursdays", "thu", "thur", "thurs", "الخميس", "خميس", "el khamis", "el khamees",
        "khamis", "khamees", "el 5amis", "5amis", "el khamies", "alkhamis",
    ),
    4: (
        "friday", "fridays", "fri", "الجمعة", "جمعة", "el jom3a", "el jum3a", "jom3a", "jum3a", "el jumaa",
        "aljum3a", "el jome3a",
    ),
    5: ("saturday", "saturdays", "sat", "السبت", "el sabt", "sabt", "yom el sabt", "essabt"),
    6: ("sunday", "sundays", "sun", "الأحد", "الحد", "el a7ad", "el ahad", "el 7ad", "a7ad", "yom el a7ad"),
}

MONTHS: Final[dict[int, tuple[str, ...]]] = {
    1: ("january", "jan", "كانون الثاني", "كانون ثاني", "يناير", "شهر 1"),
    2: ("february", "feb", "شباط", "فبراير", "شهر 2"),
    3: ("march", "mar", "آذار", "مارس", "شهر 3"),
    4: ("april", "apr", "نيسان", "أبريل", "ابريل", "شهر 4"),
    5: ("may", "أيار", "مايو", "شهر 5"),
    6: ("june", "jun", "حزيران", "يونيو", "شهر 6"),
    7: ("july", "jul", "تموز", "يوليو", "شهر 7"),
    8: ("august", "aug", "آب", "أغسطس", "شهر 8"),
    9: ("september", "sep", "sept", "أيلول", "سبتمبر", "شهر 9"),
    10: ("october", "oct", "تشرين الأول", "تشرين أول", "أكتوبر", "شهر 10"),
    11: ("november", "nov", "تشرين الثاني", "تشرين ثاني", "نوفمبر", "شهر 11"),
    12: ("december", "dec", "كانون الأول", "كانون أول", "ديسمبر", "شهر 12"),
}

HOUR_OF_THE_CLOCK: Final = (
    "الساعة", "الساعه", "ساعة", "el sa3a", "elsa3a", "al sa3a", "il sa3a", "sa3a", "3al sa3a", "3 el sa3a",
    "ع الساعة", "عالساعة", "at", "around", "about", "حوالي", "7awali", "@", "starting", "starting at",
    "from around",
)

MORNING: Final = (
    "am", "a m", "in the morning", "this morning", "morning", "ص", "صباحا", "صباح", "الصبح", "الصباح",
    "عالصبح", "el sobo7", "sobo7", "el sobe7", "sobe7", "el subo7", "subo7", "el sob7", "el sobeh",
    "essob7", "saba7an", "bel saba7",
)
MIDDAY: Final = ("الظهر", "ظهرا", "عالظهر", "el dohor", "el dohr", "el duhur", "dohor", "dohr")
AFTERNOON: Final = (
    "pm", "p m", "in the afternoon", "this afternoon", "afternoon", "م", "عصرا", "العصر", "بعد الظهر",
    "بعد الضهر", "el 3aser", "el 3asr", "3asr", "3aser", "el3aser", "el3asr", "ba3d el dohor",
    "ba3d el dohr",
)
EVENING: Final = (
    "in the evening", "evening", "at night", "night", "مساء", "المساء", "المسا", "بالمسا", "ليلا",
    "بالليل", "المغرب", "العشا", "el masa", "masa2", "masa", "bel leil", "bil leil", "el maghreb",
)
NOON: Final = ("noon", "midday", "noontime")

HOURS: Final = ("hours", "hour", "hrs", "hr", "h", "ساعات", "ساعة", "sa3at", "sa3a", "saat")
TWO_HOURS: Final = (
    "ساعتين", "ساعتان", "sa3ten", "sa3tein", "sa3atein", "sa3teen", "couple of hours", "a couple of hours",
)
AN_HOUR: Final = ("an hour", "one hour", "ساعة", "ساعة واحدة", "sa3a", "sa3a wa7de")
HALF_AN_HOUR: Final = (
    "half an hour", "half hour", "نص ساعة", "نصف ساعة", "nos sa3a", "noss sa3a", "nus sa3a",
)
HALF_A_DAY: Final = ("half a day", "half day", "نص يوم", "نصف يوم", "nos yom", "noss yom", "nus yom")
AND_A_HALF: Final = (
    "and a half", "ونص", "ونصف", "والنصف", "والنص", "و نص", "و نصف", "w nos", "w noss", "wnos", "u nos",
    "o nos", "w nus",
)
MINUTES: Final = (
    "minutes", "minute", "mins", "min", "دقيقة", "دقائق", "دقايق", "d2i2a", "da2i2a", "da2aye2",
)

ALL_DAY: Final = (
    "all day", "full day", "whole day", "the whole day", "entire day", "all day long", "by the day",
    "daily", "a day", "day pass", "يوم كامل", "طول اليوم", "كل اليوم", "نهار كامل", "اليوم كله", "باليوم",
    "يومي", "ليوم", "ليوم واحد", "yom kamel", "yom kaamel", "kol el yom", "tool el yom", "6ool el yom",
    "youm kamel", "la yom",
)
DAYS: Final = ("days", "day", "ايام", "أيام", "يوم", "ayyam", "ayam", "iyyam", "yom")
TWO_DAYS: Final = ("يومين", "yomen", "yomein", "youmen", "couple of days", "a couple of days")
WEEK: Final = (
    "a week", "one week", "week", "weekly", "أسبوع", "اسبوع", "أسبوع كامل", "لأسبوع", "osbo3", "usbu3",
    "asboo3",
)
WEEKS: Final = ("weeks", "اسابيع", "أسابيع", "asabi3")
TWO_WEEKS: Final = ("أسبوعين", "اسبوعين", "osbo3en", "fortnight", "a fortnight")
MONTH: Final = (
    "a month", "one month", "month", "monthly", "شهر", "شهري", "شهريا", "shahr", "shaher", "sha7r",
)
IN_SOME_TIME: Final = ("in", "after", "بعد", "ba3d", "ba3ed")
