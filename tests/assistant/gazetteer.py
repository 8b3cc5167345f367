"""Names to read sentences with: some of Jordan's cities, districts and amenities."""

from apps.assistant.reading import Amenity, Gazetteer, Place

GAZETTEER = Gazetteer(
    places=(
        Place("amman", "", ("Amman", "عمّان")),
        Place("irbid", "", ("Irbid", "إربد")),
        Place("aqaba", "", ("Aqaba", "العقبة")),
        Place("salt", "", ("Salt", "السلط")),
        Place("madaba", "", ("Madaba", "مادبا")),
        Place("zarqa", "", ("Zarqa", "الزرقاء")),
        Place("amman", "abdali", ("Abdali", "العبدلي", "Al-Abdali", "Abdaly", "3abdali")),
        Place("amman", "abdoun", ("Abdoun", "عبدون", "Abdun", "Abdoon")),
        Place("amman", "rainbow-street", ("Rainbow Street", "شارع الرينبو", "Rainbow St", "Rainbow")),
        Place("amman", "shmeisani", ("Shmeisani", "الشميساني", "Shumaysani")),
        Place("amman", "sweifieh", ("Sweifieh", "الصويفية", "Swefieh", "Suwayfiyah")),
        Place("amman", "khalda", ("Khalda", "خلدا", "Khelda")),
        Place("amman", "dabouq", ("Dabouq", "دابوق")),
        Place("amman", "mecca-street", ("Mecca Street", "شارع مكة", "Makkah Street")),
        Place("amman", "jabal-amman", ("Jabal Amman", "جبل عمّان")),
        Place("amman", "jabal-al-weibdeh", ("Jabal Al-Weibdeh", "جبل اللويبدة", "Weibdeh", "اللويبدة")),
        Place("amman", "business-park", ("Business Park", "مجمع الأعمال")),
        Place("amman", "downtown-amman", ("Downtown Amman", "وسط البلد", "Downtown")),
        Place("irbid", "irbid-downtown", ("Downtown Irbid", "وسط البلد – إربد", "Downtown")),
        Place("irbid", "thirty-street", ("Thirtieth Street", "شارع الثلاثين", "30th Street", "شارع 30")),
        Place("salt", "salalem", ("Al-Salalem", "السلالم")),
    ),
    amenities=(
        Amenity("parking", False, ("Parking", "مواقف سيارات")),
        Amenity("bike_parking", False, ("Bicycle parking", "مواقف دراجات")),
        Amenity("prayer_room", False, ("Prayer room", "مصلّى")),
        Amenity("women_only_area", False, ("Women-only area", "قسم خاص للسيدات")),
        Amenity("wifi", False, ("Fast Wi-Fi", "إنترنت سريع")),
        Amenity("quiet_area", False, ("Quiet area", "منطقة هادئة")),
        Amenity("step_free", False, ("Step-free entrance", "مدخل بدون درج")),
        Amenity("projector", True, ("Projector", "جهاز عرض (بروجكتر)")),
        Amenity("whiteboard", True, ("Whiteboard", "لوح أبيض")),
        Amenity("screen", True, ("Large screen", "شاشة كبيرة")),
        Amenity("standing_desk", True, ("Standing desk", "مكتب قابل للرفع")),
    ),
)
