"""People, prices and what a place should have."""

from typing import Final

# Lists of words, filled like paragraphs.
# fmt: off

PEOPLE: Final = (
    "people", "persons", "person", "ppl", "pax", "guests", "guest", "attendees", "participants",
    "colleagues", "employees", "students", "of us", "members", "developers", "friends", "candidates",
    "أشخاص", "شخص", "شخصا", "أفراد", "فرد", "نفر", "انفار", "موظفين", "موظف", "ضيوف", "زملاء", "مشاركين",
    "مشارك", "طلاب", "شباب", "حضور", "ashkhas", "ash5as", "ashkhaas", "shakhs", "sha5s", "nas", "anfar",
    "afrad", "nafar", "shabab", "mowazafeen",
)
TWO_PEOPLE: Final = (
    "شخصين", "نفرين", "فردين", "shakhsen", "shakhsein", "sha5sen", "sha5sein", "couple of people",
    "both of us", "the both of us", "اثنينا",
)
ALONE: Final = (
    "just me", "only me", "alone", "by myself", "for myself", "on my own", "لحالي", "لوحدي", "الي لحالي",
    "la 7ali", "la7ali", "lahali", "for me",
)
WE_ARE: Final = (
    "we are", "were", "there are", "there will be", "team of", "group of", "party of", "احنا", "إحنا",
    "نحن", "نحنا", "عددنا", "فريق من", "e7na", "i7na", "ne7na", "3adadna", "fits", "seats", "capacity",
    "capacity of", "سعة",
)
ME_AND: Final = ("me and", "me plus", "myself and", "i and", "أنا و", "انا و", "ana w", "ana wo")
FOR: Final = ("for", "ل", "لل", "la", "le", "lal", "4")

BELOW: Final = (
    "under", "below", "less than", "cheaper than", "no more than", "not more than", "budget", "budget of",
    "budget is", "my budget is", "أقل من", "اقل من", "تحت", "تحت ال", "ما يزيد عن", "مش أكثر من",
    "ميزانية", "ميزانيتي", "أرخص من", "a2al men", "a2al mn", "aqal min", "ta7t", "taht", "arkhas men",
)
UP_TO: Final = (
    "up to", "max", "maximum", "at most", "for", "around", "about", "لحد", "لغاية", "بحدود", "حوالي", "ب",
    "lahad", "b", "bi",
)
CURRENCY: Final = (
    "jod", "jd", "jds", "dinar", "dinars", "دينار", "دنانير", "دينارا", "ليرة", "ليرات", "نيرة", "نيرات",
    "lera", "lira", "leira", "lirat", "nera", "dananeer",
)
AN_HOUR_EACH: Final = (
    "per hour", "an hour", "a hour", "hourly", "each hour", "بالساعة", "للساعة", "في الساعة", "bel sa3a",
    "lal sa3a",
)
CHEAP: Final = (
    "cheap", "cheapest", "cheaper", "affordable", "low cost", "budget friendly", "inexpensive",
    "best price", "lowest price", "economical", "رخيص", "رخيصة", "الأرخص", "أرخص", "ارخص", "اقتصادي",
    "سعر منيح", "مش غالي", "أقل سعر", "rkhis", "rkhees", "r5is", "rakhis", "rakhees", "arkhas", "ar5as",
    "mesh ghali",
)
NEAR_ME: Final = (
    "near me", "nearby", "close to me", "closest to me", "around me", "nearest", "قريب مني", "قريبة مني",
    "حواليي", "جنبي", "قريب علي", "areeb menni", "2areeb menni", "qareeb menni", "2arib 3alay",
)
WITHOUT: Final = (
    "without", "no", "dont need", "not need", "بدون", "من غير", "بلا", "bidoon", "bidun", "bala",
)

# Beside the names in the tables, which count as well.
AMENITIES: Final[dict[str, tuple[str, ...]]] = {
    "parking": (
        "parking", "car park", "park my car", "موقف", "مواقف", "موقف سيارات", "موقف سيارة", "صفة",
        "باركنج", "باركينج", "كراج", "mawaqef", "mawa2ef", "maw2ef", "mawqef", "karaj",
    ),
    "projector": (
        "projector", "data show", "datashow", "بروجكتر", "بروجيكتر", "بروجكتور", "بروجيكتور", "داتا شو",
        "جهاز عرض", "projecter", "brojektor", "projektor",
    ),
    "women_only_area": (
        "women only", "women only area", "ladies only", "female only", "women area", "ladies area",
        "women section", "for women", "for ladies", "للسيدات", "للنساء", "للبنات", "قسم نساء", "قسم سيدات",
        "خاص بالنساء", "سيدات", "نساء", "بنات", "lal banat", "la banat", "sayyidat", "nisa2",
    ),
    "prayer_room": (
        "prayer room", "prayer area", "prayer", "musalla", "mosalla", "مصلى", "غرفة صلاة", "مكان صلاة",
        "للصلاة", "مكان للصلاة", "msalla", "salah room",
    ),
    "whiteboard": ("whiteboard", "white board", "سبورة", "لوح", "لوح ابيض", "wayt bord", "lo7"),
    "screen": (
        "screen", "big screen", "large screen", "tv", "display", "شاشة", "شاشة كبيرة", "shashe", "shasheh",
    ),
    "video_conferencing": (
        "video conferencing", "video conference", "video call", "video calls", "zoom", "zoom call",
        "teams call", "فيديو كونفرنس", "مكالمة فيديو", "زوم",
    ),
    "coffee": ("coffee", "free coffee", "tea", "قهوة", "شاي", "ahwe", "2ahwe", "qahwa"),
    "kitchen": ("kitchen", "مطبخ", "matbakh", "matba5"),
    "step_free": (
        "step free", "wheelchair", "wheelchair accessible", "accessible", "accessible entrance",
        "disabled access", "كرسي متحرك", "بدون درج", "لذوي الإعاقة", "ذوي الإعاقة", "bidoon daraj",
    ),
    "lift": ("lift", "elevator", "مصعد", "أسانسير", "asanser", "asansair"),
    "generator": ("generator", "backup power", "مولد", "مولد كهرباء", "مولدة", "mowalled"),
    "wifi": (
        "wifi", "wi fi", "fast internet", "fast wifi", "internet", "واي فاي", "انترنت", "إنترنت سريع",
        "نت سريع", "نت",
    ),
    "quiet_area": (
        "quiet", "quiet area", "silent", "هادئ", "هادئة", "هدوء", "مكان هادي", "هادي", "hadi", "hadye",
    ),
    "phone_booths": ("phone booth", "phone booths", "booth for calls", "كبينة مكالمات", "كبينة"),
    "printing": ("printing", "printer", "scanner", "print", "طابعة", "طباعة", "tabe3a", "6ab3a"),
    "monitor": ("monitor", "external monitor", "second screen", "شاشة إضافية", "مونيتور"),
    "standing_desk": ("standing desk", "sit stand desk", "مكتب وقوف", "مكتب للوقوف"),
    "ergonomic_chair": ("ergonomic chair", "good chair", "كرسي مريح", "كرسي طبي"),
    "lockers": ("locker", "lockers", "خزانة", "خزائن"),
    "showers": ("shower", "showers", "دش"),
    "terrace": ("terrace", "balcony", "outdoor area", "تراس", "بلكونة"),
    "smoking_area": ("smoking", "smoking area", "مكان للتدخين", "تدخين", "dokhan"),
    "pets": ("pets", "pet friendly", "my dog", "my cat"),
    "bike_parking": ("bike parking", "bicycle parking", "موقف دراجات"),
    "ev_charging": ("ev charging", "ev charger", "electric car", "شحن سيارة كهربائية", "شاحن سيارات"),
    "natural_light": ("natural light", "daylight", "sunny", "إضاءة طبيعية", "شباك"),
    "soundproof": ("soundproof", "sound proof", "عازل صوت", "عزل صوت"),
    "flip_chart": ("flip chart", "flipchart", "لوح قلاب"),
    "microphone": ("microphone", "mic", "sound system", "ميكروفون", "مايك", "سماعات"),
}
