"""The people of the demo: all invented, on numbers and addresses that nobody answers."""

from __future__ import annotations

from atspaces.demo.records import PersonRecord, StaffRecord, Text, VendorRecord

# One password for everybody who signs in with one. It opens nothing but a demo.
DEMO_PASSWORD = "atspaces-demo-2026"  # noqa: S105 - printed on the start screen on purpose

DEMO_VENDOR = "qantara"
DEMO_CUSTOMER_PHONE = "+962790001001"


def _vendor(
    number: int,
    slug: str,
    company: tuple[str, str],
    owner: tuple[str, str],
    *,
    email: str = "",
    tax: bool = True,
) -> VendorRecord:
    return VendorRecord(
        slug=slug,
        company=Text(*company),
        owner=Text(*owner),
        email=email or f"owner@{slug}.example.com",
        phone=f"+96279000{number:04d}",
        tax_registered=tax,
    )


VENDORS: tuple[VendorRecord, ...] = (
    _vendor(
        11,
        "qantara",
        ("Qantara Works", "قنطرة لمساحات العمل"),
        ("Rania Al-Tahan", "رانيا الطحان"),
        email="vendor@atspaces.test",
    ),
    _vendor(12, "madar", ("Madar Offices", "مدار للمكاتب"), ("Faris Dabbas", "فارس الدباس")),
    _vendor(13, "yasmeen", ("Yasmeen Suites", "ياسمين سويتس"), ("Hala Marqa", "هلا مرقة")),
    _vendor(14, "nuqta", ("Nuqta Satr", "نقطة سطر"), ("Omar Sabbagh", "عمر الصباغ")),
    _vendor(15, "zaytoun", ("Zaytoun House", "بيت الزيتون"), ("Salma Nabulsi", "سلمى النابلسي")),
    _vendor(16, "hara", ("Harah Desks", "حارة"), ("Yazan Karmi", "يزن الكرمي"), tax=False),
    _vendor(17, "summaq", ("Summaq Studios", "استوديوهات سُمّاق"), ("Dina Hattar", "دينا حتر")),
    _vendor(
        18,
        "mishwar",
        ("Mishwar Workspaces", "مشوار لمساحات العمل"),
        ("Basel Qaisi", "باسل القيسي"),
        tax=False,
    ),
    _vendor(19, "rukn", ("Rukn Hadi", "ركن هادي"), ("Asma Bdour", "أسماء البدور"), tax=False),
    _vendor(
        20, "dafater", ("Dafater Study & Work", "دفاتر للدراسة والعمل"), ("Mutaz Rousan", "معتز الروسان")
    ),
    _vendor(21, "hawsh", ("Hawsh Al-Shamal", "حوش الشمال"), ("Leen Obeidat", "لين عبيدات")),
    _vendor(22, "bahr", ("Bahr wa Ramel", "بحر ورمل"), ("Hamza Kabariti", "حمزة الكباريتي")),
)


def _staff(
    number: int, vendor: str, role: str, en: str, ar: str, *branches: str, email: str = ""
) -> StaffRecord:
    return StaffRecord(
        vendor=vendor,
        name=Text(en, ar),
        email=email or f"{role}{number}@{vendor}.example.com",
        phone=f"+96279000{number:04d}",
        role=role,
        branches=branches,
    )


STAFF: tuple[StaffRecord, ...] = (
    _staff(101, "qantara", "manager", "Laith Haddadin", "ليث حدادين", email="manager@atspaces.test"),
    _staff(
        102,
        "qantara",
        "reception",
        "Sara Abu Zaid",
        "سارة أبو زيد",
        "qantara-abdali",
        "qantara-shmeisani",
        email="reception@atspaces.test",
    ),
    _staff(103, "qantara", "accountant", "Nidal Shreim", "نضال شريم", email="accountant@atspaces.test"),
    _staff(
        104, "qantara", "reception", "Bashar Tawil", "بشار الطويل", "qantara-abdoun", "qantara-mecca-street"
    ),
    _staff(105, "qantara", "reception", "Hiba Momani", "هبة المومني", "qantara-irbid"),
    _staff(106, "madar", "manager", "Tamara Zu'bi", "تمارا الزعبي", "madar-abdali", "madar-business-park"),
    _staff(107, "madar", "reception", "Anas Khatib", "أنس الخطيب", "madar-khalda"),
    _staff(108, "madar", "accountant", "Reem Saleh", "ريم صالح"),
    _staff(109, "madar", "reception", "Yousef Majali", "يوسف المجالي", "madar-ayla"),
    _staff(110, "yasmeen", "manager", "Maha Sweiss", "مها سويس"),
    _staff(111, "yasmeen", "reception", "Zaina Hijazi", "زينة حجازي", "yasmeen-abdali"),
    _staff(112, "nuqta", "manager", "Qais Adwan", "قيس العدوان", "nuqta-sweifieh", "nuqta-abdoun"),
    _staff(113, "nuqta", "reception", "Joud Nimri", "جود النمري", "nuqta-shmeisani"),
    _staff(114, "zaytoun", "owner", "Ibrahim Nabulsi", "إبراهيم النابلسي"),
    _staff(115, "zaytoun", "reception", "Mira Fakhouri", "ميرا فاخوري", "zaytoun-weibdeh"),
    _staff(116, "hara", "manager", "Suhaib Jaber", "صهيب جابر", "hara-rainbow", "hara-weibdeh"),
    _staff(117, "hara", "reception", "Nour Barakat", "نور بركات", "hara-zarqa"),
    _staff(118, "summaq", "manager", "Talal Hourani", "طلال الحوراني"),
    _staff(119, "summaq", "reception", "Lina Zawaideh", "لينا الزوايدة", "summaq-aqaba"),
    _staff(120, "mishwar", "reception", "Ahmad Bataineh", "أحمد البطاينة", "mishwar-mecca-street"),
    _staff(121, "rukn", "manager", "Iman Hawamdeh", "إيمان الحوامدة"),
    _staff(122, "rukn", "reception", "Duaa Sharif", "دعاء الشريف", "rukn-irbid"),
    _staff(123, "dafater", "manager", "Khaled Omari", "خالد العمري", "dafater-jubeiha", "dafater-irbid"),
    _staff(124, "dafater", "reception", "Rahaf Maaytah", "رهف المعايطة", "dafater-zarqa"),
    _staff(125, "hawsh", "manager", "Munther Shatnawi", "منذر الشطناوي"),
    _staff(126, "bahr", "manager", "Raneem Yaseen", "رنيم ياسين"),
    _staff(127, "bahr", "reception", "Sufyan Riyati", "سفيان الرياطي", "bahr-aqaba-centre"),
)

ADMIN = PersonRecord(Text("Lubna Ersheid", "لبنى ارشيد"), "admin@atspaces.test", "+962790000001", "en")

_FIRST_NAMES: tuple[Text, ...] = tuple(
    Text(*pair.split("/"))
    for pair in (
        "Dana/دانا", "Mohammad/محمد", "Lara/لارا", "Abdullah/عبد الله", "Tala/تالا", "Hussam/حسام",
        "Rawan/روان", "George/جورج", "Aya/آية", "Sami/سامي", "Ghaida/غيداء", "Karam/كرم",
        "Batool/بتول", "Amer/عامر", "Nadine/نادين", "Zaid/زيد", "Shahd/شهد", "Rami/رامي",
        "Yara/يارا", "Mahmoud/محمود", "Haneen/حنين", "Fadi/فادي", "Sireen/سيرين", "Odai/عدي",
        "Jumana/جمانة", "Wael/وائل", "Noor/نور", "Issa/عيسى", "Farah/فرح", "Ehab/إيهاب",
        "Malak/ملاك", "Hashem/هاشم", "Ruba/ربى", "Murad/مراد", "Layan/ليان", "Qusai/قصي",
        "Christine/كريستين", "Bilal/بلال", "Raghad/رغد", "Salim/سليم",
    )
)  # fmt: skip
_FAMILY_NAMES: tuple[Text, ...] = tuple(
    Text(*pair.split("/"))
    for pair in (
        "Khoury/خوري", "Abu Hammad/أبو حمد", "Masri/المصري", "Jarrah/الجراح", "Qasem/قاسم",
        "Naser/ناصر", "Da'jah/الدعجة", "Salfiti/السلفيتي", "Tarawneh/الطراونة", "Halasa/هلسة",
        "Smadi/الصمادي", "Bishara/بشارة", "Ghunaim/غنيم", "Ayoub/أيوب", "Kawar/قعوار",
        "Al-Bakri/البكري", "Malkawi/ملكاوي", "Daoud/داود", "Sukkar/سكر", "Azzam/عزام",
        "Rababah/الربابعة", "Mashini/مشيني", "Hamdan/حمدان", "Khasawneh/الخصاونة", "Atallah/عطا الله",
        "Sharaf/شرف", "Ayed/عايد", "Dababneh/دبابنة", "Mansour/منصور", "Jundi/الجندي", "Odeh/عودة",
        "Rifai/الرفاعي", "Samara/سمارة", "Zaghloul/زغلول", "Freihat/فريحات", "Amayreh/العمايرة",
        "Naber/النبر", "Othman/عثمان", "Jbour/الجبور",
    )
)  # fmt: skip
CUSTOMER_COUNT = 120


def _customer(position: int) -> PersonRecord:
    first = _FIRST_NAMES[position % len(_FIRST_NAMES)]
    family = _FAMILY_NAMES[position % len(_FAMILY_NAMES)]
    name = Text(f"{first.en} {family.en}", f"{first.ar} {family.ar}")
    address = name.en.lower().replace(" ", ".").replace("'", "") + "@example.com"
    return PersonRecord(
        name=name,
        email="" if position % 4 == 3 else address,
        phone=f"+96279000{1001 + position:04d}",
        language="ar" if position % 2 else "en",
    )


# 40 first and 39 family names run out of step, so no two customers are namesakes. Every second one
# reads the site in Arabic, every fourth signed up with a phone alone.
CUSTOMERS: tuple[PersonRecord, ...] = tuple(_customer(position) for position in range(CUSTOMER_COUNT))
