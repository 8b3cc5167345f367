"""Names and one-line descriptions of desks, offices and rooms."""

from __future__ import annotations

from dataclasses import dataclass

from atspaces.demo.records import Text


@dataclass(frozen=True, slots=True)
class DeskText:
    """A kind of hot desk as it is named and described."""

    slug: str
    name: Text
    summary: Text
    features: tuple[str, ...]


DESKS: dict[str, DeskText] = {
    "d": DeskText(
        "hot-desk",
        Text("Hot desk", "مكتب مشترك"),
        Text(
            "Any free desk on the open floor, with a proper chair, a lamp and two sockets.",
            "أي مكتب متاح في الصالة المفتوحة، مع كرسي مريح ولمبة وإبريزَي كهرباء.",
        ),
        ("ergonomic_chair", "natural_light"),
    ),
    "w": DeskText(
        "women-only-desk",
        Text("Desk in the women-only area", "مكتب في قسم السيدات"),
        Text(
            "A desk in the separate women's area, with its own door and a quieter floor.",
            "مكتب في قسم السيدات المنفصل، له باب خاص وأجواؤه أهدأ.",
        ),
        ("ergonomic_chair", "natural_light", "locker"),
    ),
    "q": DeskText(
        "quiet-desk",
        Text("Desk in the silent room", "مكتب في القاعة الصامتة"),
        Text(
            "A desk with side panels in the silent room. Calls are taken outside.",
            "مكتب بحواجز جانبية في القاعة الصامتة، والمكالمات في الخارج.",
        ),
        ("ergonomic_chair", "soundproof"),
    ),
    "t": DeskText(
        "terrace-table",
        Text("Table on the terrace", "طاولة على التراس"),
        Text(
            "A table outside with shade and a socket. In rain you move inside at the same price.",
            "طاولة في الخارج مع ظل وإبريز كهرباء. إذا أمطرت تنتقل إلى الداخل بالسعر نفسه.",
        ),
        ("natural_light",),
    ),
}

OFFICE_NAMES: dict[int, Text] = {
    1: Text("Private office for one", "مكتب خاص لشخص واحد"),
    2: Text("Private office for two", "مكتب خاص لشخصين"),
    3: Text("Private office for three", "مكتب خاص لثلاثة أشخاص"),
    4: Text("Private office for four", "مكتب خاص لأربعة أشخاص"),
    5: Text("Private office for five", "مكتب خاص لخمسة أشخاص"),
    6: Text("Private office for six", "مكتب خاص لستة أشخاص"),
    8: Text("Private office for eight", "مكتب خاص لثمانية أشخاص"),
}

OFFICE_SUMMARY = Text(
    "A furnished room with a door that locks. Yours for the day, the week or the month.",
    "غرفة مفروشة بباب يُقفل، لك وحدك طول اليوم أو الأسبوع أو الشهر.",
)

# Jordanian places, plants and stones, so that no room is called "Meeting room 2".
ROOM_NAMES: tuple[Text, ...] = (
    Text("Petra Room", "قاعة البترا"),
    Text("Jerash Room", "قاعة جرش"),
    Text("Wadi Rum Room", "قاعة وادي رم"),
    Text("Ajloun Room", "قاعة عجلون"),
    Text("Dana Room", "قاعة ضانا"),
    Text("Umm Qais Room", "قاعة أم قيس"),
    Text("Azraq Room", "قاعة الأزرق"),
    Text("Mujib Room", "قاعة الموجب"),
    Text("Karak Room", "قاعة الكرك"),
    Text("Shobak Room", "قاعة الشوبك"),
    Text("Pella Room", "قاعة طبقة فحل"),
    Text("Mukawir Room", "قاعة مكاور"),
    Text("Zai Room", "قاعة زي"),
    Text("Yarmouk Room", "قاعة اليرموك"),
    Text("Jasmine Room", "قاعة الياسمين"),
    Text("Black Iris Room", "قاعة السوسنة السوداء"),
    Text("Almond Room", "قاعة اللوز"),
    Text("Oak Room", "قاعة البلوط"),
    Text("Oleander Room", "قاعة الدفلى"),
    Text("Fig Room", "قاعة التين"),
    Text("Basalt Room", "قاعة البازلت"),
    Text("Mosaic Room", "قاعة الفسيفساء"),
    Text("Coral Room", "قاعة المرجان"),
    Text("Harvest Room", "قاعة البيدر"),
)


def room_summary(seats: int) -> Text:
    """Describe a meeting room by how many people sit in it."""
    if seats <= 4:
        return Text(
            "A small room for interviews and calls, with a round table and a door that shuts out the noise.",
            "قاعة صغيرة للمقابلات والمكالمات، بطاولة مستديرة وباب يمنع الضجة.",
        )
    if seats <= 8:
        return Text(
            "One table, a large screen and a whiteboard: enough for a team and two guests.",
            "طاولة واحدة وشاشة كبيرة ولوح أبيض، تكفي لفريق ومعه ضيفان.",
        )
    if seats < 14:
        return Text(
            "A room for workshops and board meetings, with screen, whiteboard and water on the table.",
            "قاعة للورش واجتماعات الإدارة، فيها شاشة ولوح أبيض وماء على الطاولة.",
        )
    return Text(
        "A large room for training days and presentations. Tell us the seating you want and we set it up.",
        "قاعة كبيرة للتدريب والعروض، أخبرنا كيف تريد ترتيب الكراسي ونجهّزها لك.",
    )
