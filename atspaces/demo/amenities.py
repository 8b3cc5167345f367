"""What a branch has (facilities) and what a desk, office or room has (features)."""

from __future__ import annotations

from atspaces.demo.records import AmenityRecord, Text


def _amenity(group: str, slug: str, en: str, ar: str) -> AmenityRecord:
    return AmenityRecord(slug, Text(en, ar), group)


FACILITIES: tuple[AmenityRecord, ...] = (
    _amenity("work", "wifi", "Fast Wi-Fi", "إنترنت سريع"),
    _amenity("work", "generator", "Backup generator", "مولّد كهرباء احتياطي"),
    _amenity("work", "phone_booths", "Phone booths", "كبائن للمكالمات"),
    _amenity("work", "printing", "Printing and scanning", "طباعة ومسح ضوئي"),
    _amenity("work", "quiet_area", "Quiet area", "منطقة هادئة"),
    _amenity("work", "reception", "Staffed reception", "موظف استقبال"),
    _amenity("work", "mail_handling", "Mail and parcels", "استلام البريد والطرود"),
    _amenity("work", "event_space", "Event space", "مساحة للفعاليات"),
    _amenity("comfort", "air_conditioning", "Heating and cooling", "تدفئة وتكييف"),
    _amenity("comfort", "prayer_room", "Prayer room", "مصلّى"),
    _amenity("comfort", "women_only_area", "Women-only area", "قسم خاص للسيدات"),
    _amenity("comfort", "lockers", "Lockers", "خزائن شخصية"),
    _amenity("comfort", "showers", "Showers", "دُش"),
    _amenity("comfort", "terrace", "Terrace", "تراس"),
    _amenity("comfort", "smoking_area", "Outdoor smoking area", "منطقة مخصصة للتدخين في الخارج"),
    _amenity("comfort", "pets", "Pets welcome", "يُسمح بالحيوانات الأليفة"),
    _amenity("access", "parking", "Parking", "مواقف سيارات"),
    _amenity("access", "bike_parking", "Bicycle parking", "مواقف دراجات"),
    _amenity("access", "step_free", "Step-free entrance", "مدخل بدون درج"),
    _amenity("access", "lift", "Lift", "مصعد"),
    _amenity("access", "accessible_toilet", "Accessible toilet", "حمّام مهيّأ للأشخاص ذوي الإعاقة"),
    _amenity("access", "ev_charging", "Electric car charging", "شحن سيارات كهربائية"),
    _amenity("food", "coffee", "Free coffee and tea", "قهوة وشاي مجانًا"),
    _amenity("food", "kitchen", "Shared kitchen", "مطبخ مشترك"),
    _amenity("food", "water", "Filtered water", "ماء مفلتر"),
)

FEATURES: tuple[AmenityRecord, ...] = (
    _amenity("room", "projector", "Projector", "جهاز عرض (بروجكتر)"),
    _amenity("room", "whiteboard", "Whiteboard", "لوح أبيض"),
    _amenity("room", "screen", "Large screen", "شاشة كبيرة"),
    _amenity("room", "video_conferencing", "Video conferencing", "نظام اجتماعات مرئية"),
    _amenity("room", "soundproof", "Soundproof", "عزل صوت"),
    _amenity("room", "natural_light", "Natural light", "إضاءة طبيعية"),
    _amenity("room", "flip_chart", "Flip chart", "لوح ورقي قلّاب"),
    _amenity("room", "conference_phone", "Conference phone", "هاتف مؤتمرات"),
    _amenity("room", "microphone", "Microphone and speakers", "ميكروفون وسماعات"),
    _amenity("room", "movable_tables", "Movable tables", "طاولات قابلة للتحريك"),
    _amenity("seat", "standing_desk", "Standing desk", "مكتب قابل للرفع"),
    _amenity("seat", "monitor", "External monitor", "شاشة إضافية"),
    _amenity("seat", "ergonomic_chair", "Ergonomic chair", "كرسي طبّي مريح"),
    _amenity("seat", "phone_booth", "Phone booth next to it", "كبينة مكالمات قريبة"),
    _amenity("seat", "window_seat", "Window seat", "مقعد عند الشبّاك"),
    _amenity("seat", "locker", "Own locker", "خزانة خاصة"),
    _amenity("seat", "lockable_door", "Door that locks", "باب يُقفل"),
    _amenity("seat", "storage", "Filing cabinet", "خزانة ملفات"),
)

EVERYWHERE: tuple[str, ...] = ("wifi", "air_conditioning", "water")
