"""Greetings, thanks, and what AtSpaces is not for."""

from typing import Final

# Lists of words, filled like paragraphs.
# fmt: off

GREETINGS: Final = (
    "hi", "hello", "hey", "hiya", "good morning", "good evening", "good afternoon", "salam", "salaam",
    "marhaba", "mar7aba", "ahlan", "ahlein", "hala", "ya hala", "assalamu alaikum", "salamu 3alaikum",
    "sabah el kheir", "saba7 el 5eir", "masa el kheir", "kifak", "keefak", "kefak", "how are you", "مرحبا",
    "مرحبتين", "اهلا", "أهلين", "هلا", "السلام عليكم", "سلام عليكم", "سلام", "صباح الخير", "مساء الخير",
    "صباح النور", "كيفك", "كيف الحال", "يعطيك العافية",
)

THANKS: Final = (
    "thanks", "thank you", "thx", "cheers", "great thanks", "shukran", "shokran", "yislamo", "yeslamo",
    "شكرا", "شكرا جزيلا", "يسلمو", "يعطيكم العافية", "مشكور",
)

MY_BOOKINGS: Final = (
    "my booking", "my bookings", "my reservation", "my reservations", "cancel", "cancel it", "refund",
    "reschedule", "my ticket", "my receipt", "change my booking", "حجزي", "حجوزاتي", "حجزاتي", "الغاء",
    "إلغاء الحجز", "الغي", "ألغي", "كنسل", "استرداد", "رجعولي مصاري", "7ajzi", "hajzi", "el8i", "elghi",
    "al8i", "kansel",
)

OFF_TOPIC: Final = (
    "weather", "joke", "jokes", "poem", "song", "story", "president", "politics", "football",
    "match result", "recipe", "translate", "capital of", "bitcoin", "stock price", "homework", "code",
    "python", "javascript", "who are you", "what are you", "are you human", "girlfriend", "boyfriend",
    "flight", "flights", "hotel", "hotels", "apartment", "taxi", "pizza", "password", "system prompt",
    "ignore previous", "instructions", "الطقس", "طقس", "نكتة", "شعر", "قصيدة", "أغنية", "مباراة", "رئيس",
    "سياسة", "طبخة", "وصفة", "ترجم", "فندق", "طيران", "شقة", "تكسي", "مين انت", "مين إنت", "شو اسمك",
    "كلمة السر", "ta2s", "6a2s", "nokte", "nukte", "funduq", "meen enta", "shu esmak",
)

ARABIZI_WORDS: Final = frozenset({
    "bdi", "biddi", "bidi", "bede", "bedi", "badi", "beddi", "bade", "baddi", "3ayez", "3andkom", "3ndkom",
    "bokra", "bukra", "bukrah", "bokrah", "ghadan", "maktab", "makateb", "maktaben", "qa3a", "2a3a", "ka3a",
    "ghorfe", "ghurfet", "ghorfet", "8orfet", "ejtima3", "ejtima3at", "ijtima3at", "ijtima3", "maq3ad",
    "ma23ad", "tawle", "tawla", "tawleh", "ashkhas", "ash5as", "shakhs", "sha5s", "shakhsen", "shakhsein",
    "nas", "sa3a", "sa3at", "sa3ten", "sa3tein", "yom", "yomen", "ayyam", "ayam", "osbo3", "usbu3", "shahr",
    "elyom", "alyoum", "elyoum", "lyom", "khamis", "khamees", "5amis", "jom3a", "jum3a", "sabt", "a7ad",
    "tanen", "tanein", "thalatha", "arbe3a", "sobo7", "sobe7", "subo7", "masa", "3aser", "3asr", "dohor",
    "leil", "leile", "el3aser", "wen", "wein", "shu", "fi", "mawa2ef", "mawaqef", "kamel", "kaamel",
    "marhaba", "mar7aba", "ahlan", "ahlein", "kifak", "keefak", "shukran", "shokran", "yislamo", "yeslamo",
    "salam", "rkhis", "rkhees", "r5is", "arkhas", "ar5as", "momken", "mumkin", "lazem", "bel", "bil", "3al",
    "ba3d", "ba3ed", "hala2", "halla2", "hassa", "issa", "e7na", "i7na", "7ajzi", "hajzi", "el8i", "elghi",
    "lahad", "a2al", "men", "mn", "bidoon", "bidun", "msalla", "musalla", "sayyidat", "banat", "taht",
    "ta7t", "jay", "jaye",
})
