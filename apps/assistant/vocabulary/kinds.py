"""What can be booked, as people call it."""

from typing import Final

from apps.catalog.statuses import ServiceName

# Lists of words, filled like paragraphs.
# fmt: off

# In this order: "a private office with a meeting table" names the office, "desk in an office" the desk.
KIND_WORDS: Final[dict[ServiceName, tuple[str, ...]]] = {
    ServiceName.MEETING_ROOM: (
        "meeting room", "meeting rooms", "meetingroom", "meting room", "metting room", "conference room",
        "conference rooms", "board room", "boardroom", "training room", "interview room", "meeting space",
        "meeting", "room for a meeting", "workshop room", "hall", "room", "rooms", "قاعة اجتماعات",
        "قاعة اجتماع", "غرفة اجتماعات", "غرفة اجتماع", "غرفة الاجتماعات", "قاعة الاجتماعات",
        "صالة اجتماعات", "قاعات", "قاعات اجتماعات", "غرف اجتماعات", "قاعة تدريب", "قاعة", "غرفة", "غرف",
        "اجتماع", "اجتماعات", "ميتنج روم", "ميتنغ روم", "ميتنق روم", "ميتينغ", "ميتنج", "ميتنغ", "qa3a",
        "qa3at", "qa3et", "2a3a", "2a3et", "ka3a", "qa3et ejtima3at", "ejtima3", "ejtima3at", "ijtima3",
        "ijtima3at", "ghorfet ejtima3at", "ghurfet ijtima3at", "ghorfe", "ghurfe", "8orfe", "8orfet",
        "ghorfet",
    ),
    ServiceName.HOT_DESK: (
        "desk", "desks", "hot desk", "hot desks", "hotdesk", "hotdesks", "hot desking", "standing desk",
        "seat", "seats", "table", "coworking", "co working", "coworking space", "workspace", "work space",
        "place to work", "somewhere to work", "spot to work", "place to study", "somewhere to study",
        "shared desk", "work from", "مكتب مشترك", "مكاتب مشتركة", "مقعد", "مقاعد", "مقعدين", "طاولة",
        "طاولات", "طاولتين", "ديسك", "هوت ديسك", "مكان للشغل", "مكان للعمل", "مكان اشتغل", "مكان أشتغل",
        "مكان أشتغل فيه", "مساحة عمل", "مساحة عمل مشتركة", "مساحات عمل", "كو ووركنج", "كوورك",
        "مكان للدراسة", "مكان ادرس", "أشتغل", "نشتغل", "maq3ad", "ma23ad", "mak3ad", "tawle", "tawla",
        "tawleh", "disk", "makan lal sho8ol", "makan ashtaghel", "makan shoghol", "ashtaghel",
        "maktab mushtarak", "maktab moshtarak",
    ),
    ServiceName.PRIVATE_OFFICE: (
        "private office", "private offices", "office", "offices", "office space", "closed office",
        "team office", "serviced office", "own office", "private room", "مكتب خاص", "مكاتب خاصة",
        "مكتب مغلق", "مكتب مستقل", "مكتب", "مكاتب", "مكتبين", "أوفيس", "اوفس", "maktab", "maktab khas",
        "maktab 5as", "makateb", "maktaben", "ofis",
    ),
}

# Said with an hour, these mean a desk: offices are let by the day.
OFFICE_OR_DESK: Final = ("مكتب", "مكاتب", "مكتبين", "maktab", "makateb", "maktaben")

# How somebody counts desks rather than people: "3 desks", "مكتبين".
COUNTED_DESKS: Final = (
    "desks", "hot desks", "seats", "seater", "tables", "مقاعد", "طاولات", "كراسي", "makateb", "maqa3ed",
)
TWO_OF_THEM: Final = ("مقعدين", "طاولتين", "كرسيين")
