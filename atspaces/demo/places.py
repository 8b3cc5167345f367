"""Six Jordanian cities and the districts people really name, with the spellings they really type."""

from __future__ import annotations

from decimal import Decimal

from atspaces.demo.records import CityRecord, DistrictRecord, Text


def _city(slug: str, en: str, ar: str, at: str, *aliases: str) -> CityRecord:
    latitude, longitude = at.split()
    return CityRecord(slug, Text(en, ar), Decimal(latitude), Decimal(longitude), aliases)


def _district(city: str, slug: str, en: str, ar: str, at: str, *aliases: str) -> DistrictRecord:
    latitude, longitude = at.split()
    return DistrictRecord(slug, city, Text(en, ar), Decimal(latitude), Decimal(longitude), aliases)


CITIES: tuple[CityRecord, ...] = (
    _city("amman", "Amman", "عمّان", "31.9539 35.9106", "Aman", "Ammaan", "عمان", "3amman"),
    _city("irbid", "Irbid", "إربد", "32.5556 35.8500", "Erbid", "Irbed", "اربد"),
    _city("aqaba", "Aqaba", "العقبة", "29.5320 35.0063", "Akaba", "Al Aqaba", "Al-Aqabah", "عقبة", "العقبه"),
    _city("zarqa", "Zarqa", "الزرقاء", "32.0728 36.0880", "Az Zarqa", "Zarka", "Al-Zarqa", "الزرقا", "زرقا"),
    _city("salt", "Salt", "السلط", "32.0392 35.7272", "As-Salt", "Al-Salt", "سلط"),
    _city("madaba", "Madaba", "مادبا", "31.7160 35.7939", "Madeba", "Ma'daba", "مأدبا"),
)

DISTRICTS: tuple[DistrictRecord, ...] = (
    _district("amman", "abdali", "Abdali", "العبدلي", "31.9630 35.9065", "Al-Abdali", "Abdaly", "3abdali"),
    _district("amman", "abdoun", "Abdoun", "عبدون", "31.9478 35.8872", "Abdun", "Abdoon", "3abdoun"),
    _district("amman", "jabal-amman", "Jabal Amman", "جبل عمّان", "31.9527 35.9172",
              "Jebel Amman", "Jabal Aman", "جبل عمان"),
    _district("amman", "rainbow-street", "Rainbow Street", "شارع الرينبو", "31.9503 35.9249",
              "Rainbow St", "Rainbow", "شارع رينبو", "الرينبو"),
    _district("amman", "shmeisani", "Shmeisani", "الشميساني", "31.9700 35.8975",
              "Shmesani", "Shumaysani", "Al-Shmeisani", "شميساني"),
    _district("amman", "sweifieh", "Sweifieh", "الصويفية", "31.9566 35.8607",
              "Sweifiyeh", "Swefieh", "Suwayfiyah", "الصويفيه"),
    _district("amman", "khalda", "Khalda", "خلدا", "31.9962 35.8372", "Khelda", "Khilda", "خلده"),
    _district("amman", "dabouq", "Dabouq", "دابوق", "31.9893 35.8118", "Dabuq", "Dabouk", "Dabooq"),
    _district("amman", "mecca-street", "Mecca Street", "شارع مكة", "31.9722 35.8560",
              "Makkah Street", "Mecca St", "Makka Street", "شارع مكه", "مكة"),
    _district("amman", "jabal-al-weibdeh", "Jabal Al-Weibdeh", "جبل اللويبدة", "31.9574 35.9196",
              "Weibdeh", "Lweibdeh", "Luweibdeh", "Jabal Al-Lweibdeh", "اللويبدة", "اللويبده"),
    _district("amman", "business-park", "Business Park", "مجمع الأعمال", "31.9717 35.8322",
              "King Hussein Business Park", "KHBP", "بزنس بارك", "مجمع الملك حسين للأعمال"),
    _district("amman", "downtown-amman", "Downtown Amman", "وسط البلد", "31.9516 35.9347",
              "Al-Balad", "Balad", "Wast El-Balad", "Downtown", "البلد"),
    _district("amman", "gardens", "Gardens Street", "شارع الجاردنز", "31.9842 35.8776",
              "Wasfi Al-Tal Street", "Gardens", "شارع وصفي التل", "الجاردنز"),
    _district("amman", "rabieh", "Al-Rabieh", "الرابية", "31.9778 35.8825",
              "Rabia", "Rabyeh", "الرابيه", "رابية"),
    _district("amman", "um-uthaina", "Um Uthaina", "أم أذينة", "31.9660 35.8760",
              "Umm Uthayna", "Um Othaina", "ام اذينة", "ام اذينه"),
    _district("amman", "jubeiha", "Al-Jubeiha", "الجبيهة", "32.0212 35.8672",
              "Jubaiha", "Jbeiha", "Jubayhah", "الجبيهه", "شارع الجامعة عمان"),
    _district("amman", "tlaa-al-ali", "Tla' Al-Ali", "تلاع العلي", "31.9885 35.8610",
              "Tla Al Ali", "Tlaa El Ali", "تلاع العلى"),
    _district("amman", "jabal-al-hussein", "Jabal Al-Hussein", "جبل الحسين", "31.9672 35.9160",
              "Jabal Hussein", "Jebel Hussein", "جبل الحسين عمان"),
    _district("irbid", "irbid-university-street", "University Street", "شارع الجامعة", "32.5415 35.8530",
              "Yarmouk University Street", "Shafiq Irsheidat Street", "شارع شفيق ارشيدات",
              "شارع جامعة اليرموك"),
    _district("irbid", "irbid-downtown", "Downtown Irbid", "وسط البلد – إربد", "32.5566 35.8483",
              "Irbid Centre", "Irbid Center", "وسط اربد"),
    _district("irbid", "thirty-street", "Thirtieth Street", "شارع الثلاثين", "32.5478 35.8652",
              "30th Street", "Thirty Street", "شارع 30", "الثلاثين"),
    _district("irbid", "barha", "Al-Barha", "البارحة", "32.5592 35.8352", "Barha", "Al-Bariha", "البارحه"),
    _district("irbid", "aydoun", "Aydoun", "إيدون", "32.5085 35.8560", "Eidoun", "Idoun", "Aidoun", "ايدون"),
    _district("aqaba", "ayla", "Ayla", "أيلة", "29.5458 34.9925", "Aila", "Ayla Oasis", "ايلة", "ايله"),
    _district("aqaba", "aqaba-centre", "Aqaba City Centre", "وسط العقبة", "29.5272 35.0046",
              "Downtown Aqaba", "Aqaba Downtown", "وسط البلد العقبة", "وسط العقبه"),
    _district("aqaba", "third-area", "Third Area", "المنطقة الثالثة", "29.5372 35.0088",
              "Al-Thalitha", "Third District", "الثالثة", "الثالثه"),
    _district("aqaba", "tala-bay", "Tala Bay", "تالا بيه", "29.4083 34.9775",
              "Talabay", "South Beach", "تالابيه", "الشاطئ الجنوبي"),
    _district("zarqa", "new-zarqa", "New Zarqa", "الزرقاء الجديدة", "32.0846 36.0870",
              "Zarqa Al-Jadeedeh", "New Zarka", "الزرقا الجديدة", "الزرقاء الجديده"),
    _district("zarqa", "zarqa-downtown", "Downtown Zarqa", "وسط الزرقاء", "32.0646 36.0876",
              "Zarqa Centre", "King Hussein Street Zarqa", "وسط الزرقا"),
    _district("zarqa", "awajan", "Awajan", "عوجان", "32.0258 36.0712", "Ojan", "Awjan", "3awajan"),
    _district("salt", "salt-old-town", "Old Salt", "السلط القديمة", "32.0388 35.7286",
              "Hammam Street", "Salt Downtown", "شارع الحمام", "وسط السلط"),
    _district("salt", "salalem", "Al-Salalem", "السلالم", "32.0302 35.7425",
              "Salalim", "As-Salalem", "سلالم"),
    _district("salt", "jadaa", "Al-Jadaa", "الجدعة", "32.0362 35.7322", "Jada'a", "Jaddah Salt", "الجدعه"),
    _district("madaba", "madaba-old-town", "Old Madaba", "مادبا القديمة", "31.7172 35.7942",
              "Madaba Downtown", "King Talal Street", "شارع الملك طلال", "وسط مادبا"),
    _district("madaba", "hanina", "Hanina", "حنينا", "31.7282 35.7885", "Haneena", "Hnina", "حنينة"),
)

CITY_BY_SLUG = {city.slug: city for city in CITIES}
DISTRICT_BY_SLUG = {district.slug: district for district in DISTRICTS}
