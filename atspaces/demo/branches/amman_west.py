"""West Amman near the circles: Abdoun, Shmeisani, Sweifieh, Um Uthaina, Rabieh."""

from __future__ import annotations

from atspaces.demo.branches.writing import place
from atspaces.demo.records import BranchRecord

WEST: tuple[BranchRecord, ...] = (
    place(
        "qantara-abdoun",
        vendor="qantara",
        district="abdoun",
        at="31.94745 35.88694",
        hours="late",
        tier=4,
        mbps=350,
        has=(
            "parking lift step_free generator coffee phone_booths printing reception terrace "
            "smoking_area prayer_room"
        ),
        name="Qantara Abdoun Circle",
        name_ar="قنطرة دوّار عبدون",
        address="Cairo Street, building 9, 2nd floor, Abdoun, Amman",
        address_ar="شارع القاهرة، بناية 9، الطابق الثاني، عبدون، عمّان",
        directions="Two minutes on foot from Abdoun Circle. Valet at the door until 21:00.",
        directions_ar="دقيقتان مشيًا من دوّار عبدون. خدمة صفّ السيارات على الباب حتى التاسعة مساءً.",
        about=(
            "The terrace looks over the valley and is heated in winter, which is why half the meetings "
            "end up outside. Inside there are two rooms with proper screens, soft light for video "
            "calls and a coffee bar with a barista until six. Evenings are calm; Fridays start after "
            "prayers."
        ),
        about_ar=(
            "التراس يطلّ على الوادي ومدفّأ في الشتاء، ولهذا ينتهي نصف الاجتماعات في الخارج. في الداخل "
            "قاعتان بشاشات محترمة، وإضاءة ناعمة لمكالمات الفيديو، وبار قهوة مع باريستا حتى السادسة. "
            "المساء هادئ، ويوم الجمعة نفتح بعد الصلاة."
        ),
    ),
    place(
        "nuqta-abdoun",
        vendor="nuqta",
        district="abdoun",
        at="31.94987 35.88471",
        hours="standard",
        tier=3,
        mbps=250,
        has="parking lift generator coffee printing phone_booths women_only_area prayer_room",
        name="Nuqta Satr Abdoun",
        name_ar="نقطة سطر عبدون",
        address="Fawzi Al-Qawuqji Street, building 31, ground floor, Abdoun, Amman",
        address_ar="شارع فوزي القاوقجي، بناية 31، الطابق الأرضي، عبدون، عمّان",
        directions="Villa with the green gate; parking for eight cars inside the wall.",
        directions_ar="الفيلا ذات البوابة الخضراء، وفي الداخل مواقف لثماني سيارات.",
        about=(
            "A villa that became a writing house: translators, editors and designers work around a "
            "garden with two old olive trees. The women-only room upstairs has its own entrance and "
            "kitchenette. It is the kind of place where people whisper without being asked."
        ),
        about_ar=(
            "فيلا تحوّلت إلى بيت للكتابة: مترجمون ومحررون ومصممون يعملون حول حديقة فيها زيتونتان "
            "قديمتان. غرفة السيدات في الطابق العلوي لها مدخل ومطبخ صغير خاصّان بها. هنا الناس يخفضون "
            "أصواتهم من غير أن يطلب منهم أحد."
        ),
    ),
    place(
        "yasmeen-abdoun",
        vendor="yasmeen",
        district="abdoun",
        at="31.94561 35.88905",
        hours="standard_friday_afternoon",
        tier=4,
        mbps=300,
        has=(
            "parking lift step_free accessible_toilet generator coffee reception printing "
            "mail_handling prayer_room ev_charging"
        ),
        name="Yasmeen Suites Abdoun",
        name_ar="ياسمين سويتس عبدون",
        address="Princess Basma Street, building 77, 3rd floor, Abdoun, Amman",
        address_ar="شارع الأميرة بسمة، بناية 77، الطابق الثالث، عبدون، عمّان",
        directions=(
            "Between the fourth and fifth traffic lights coming from the bridge; the entrance is on "
            "the side street."
        ),
        directions_ar="بين الإشارتين الرابعة والخامسة من جهة الجسر، والمدخل من الشارع الفرعي.",
        about=(
            "Private offices with a view of the suspension bridge, furnished and ready for a laptop "
            "and a team. The boardroom seats sixteen around one piece of walnut, and lunch can be "
            "ordered to the table. Parking is your own numbered space, not a search."
        ),
        about_ar=(
            "مكاتب خاصة تطلّ على الجسر المعلّق، مفروشة وجاهزة: أحضر جهازك وفريقك فقط. قاعة مجلس "
            "الإدارة تتسع لستة عشر شخصًا حول طاولة جوز واحدة، ويمكن طلب الغداء إلى القاعة. موقفك مرقّم "
            "باسمك، من غير لفّ وبحث."
        ),
    ),
    place(
        "qantara-shmeisani",
        vendor="qantara",
        district="shmeisani",
        at="31.97063 35.89812",
        hours="standard_friday_afternoon",
        tier=3,
        mbps=500,
        has=(
            "parking lift step_free accessible_toilet generator coffee phone_booths printing reception "
            "prayer_room women_only_area lockers"
        ),
        name="Qantara Shmeisani",
        name_ar="قنطرة الشميساني",
        address="Abdul Hamid Sharaf Street, building 55, 3rd and 4th floors, Shmeisani, Amman",
        address_ar="شارع عبد الحميد شرف، بناية 55، الطابقان الثالث والرابع، الشميساني، عمّان",
        directions="Opposite the public garden. Car park entrance from the back street.",
        directions_ar="مقابل الحديقة العامة. مدخل الكراج من الشارع الخلفي.",
        about=(
            "The largest Qantara: forty desks on one floor, rooms and offices on the other, and carpet "
            "in between so that neither hears the other. The women-only area has its own coffee "
            "corner, and the generator carries the air-conditioning too, not just the lights. The "
            "garden across the road is where people take their calls."
        ),
        about_ar=(
            "أكبر فروع قنطرة: أربعون مكتبًا في طابق، والقاعات والمكاتب الخاصة في الطابق الثاني، "
            "وبينهما موكيت يمنع الصوت. قسم السيدات له ركن قهوة خاص، والمولّد يشغّل التكييف أيضًا وليس "
            "الإنارة فقط. أما المكالمات فالكل يأخذها في الحديقة المقابلة."
        ),
    ),
    place(
        "nuqta-shmeisani",
        vendor="nuqta",
        district="shmeisani",
        at="31.96874 35.89557",
        hours="standard",
        tier=2,
        mbps=200,
        has="lift generator coffee printing quiet_area prayer_room phone_booths",
        name="Nuqta Satr Shmeisani",
        name_ar="نقطة سطر الشميساني",
        address="Ilya Abu Madi Street, building 23, 2nd floor, Shmeisani, Amman",
        address_ar="شارع إيليا أبو ماضي، بناية 23، الطابق الثاني، الشميساني، عمّان",
        directions="Same building as the dental clinic; the lift is behind the stairs.",
        directions_ar="نفس بناية عيادة الأسنان، والمصعد خلف الدرج.",
        about=(
            "The quiet room is truly quiet: no calls, no keyboards with a click, no eating. Everyone "
            "else sits in front, near the coffee and the window. Exam season fills it with students "
            "preparing for professional certificates, so book a few days ahead in June and December."
        ),
        about_ar=(
            "الغرفة الهادئة هادئة فعلًا: لا مكالمات ولا أكل ولا كيبورد بصوت. ومن يريد غير ذلك يجلس في "
            "الأمام قرب القهوة والشبّاك. في موسم الامتحانات تمتلئ بمن يحضّرون للشهادات المهنية، فاحجز "
            "قبلها بأيام في حزيران وكانون الأول."
        ),
    ),
    place(
        "mishwar-shmeisani",
        vendor="mishwar",
        district="shmeisani",
        at="31.97212 35.90034",
        hours="early",
        tier=2,
        mbps=150,
        has="lift step_free coffee printing reception bike_parking parking",
        name="Mishwar Shmeisani",
        name_ar="مشوار الشميساني",
        address="Al-Thaqafa Street, building 12, ground floor, Shmeisani, Amman",
        address_ar="شارع الثقافة، بناية 12، الطابق الأرضي، الشميساني، عمّان",
        directions="Street level, no steps, beside the bus stop.",
        directions_ar="على مستوى الشارع بدون درج، بجانب موقف الباص.",
        about=(
            "Open at seven for people who like the road empty. You come in straight from the pavement, "
            "leave your helmet or pushchair by reception, and are at work two minutes later. Prices "
            "are simple, the coffee is filter, and the meeting room has a door wide enough for a "
            "wheelchair."
        ),
        about_ar=(
            "نفتح السابعة صباحًا لمن يحب الطريق فاضية. تدخل من الرصيف مباشرة، تترك خوذتك أو عربة طفلك "
            "عند الاستقبال، وبعد دقيقتين أنت تعمل. الأسعار بسيطة، والقهوة مقطّرة، وباب قاعة الاجتماعات "
            "عريض يمرّ منه الكرسي المتحرك."
        ),
    ),
    place(
        "nuqta-sweifieh",
        vendor="nuqta",
        district="sweifieh",
        at="31.95712 35.86118",
        hours="late",
        tier=3,
        mbps=300,
        has="parking lift generator coffee phone_booths printing prayer_room women_only_area lockers",
        name="Nuqta Satr Sweifieh",
        name_ar="نقطة سطر الصويفية",
        address="Al-Wakalat Street, building 44, 3rd floor, Sweifieh, Amman",
        address_ar="شارع الوكالات، بناية 44، الطابق الثالث، الصويفية، عمّان",
        directions="The pedestrian end of the street; drop-off on the parallel road.",
        directions_ar="من جهة الشارع المخصّصة للمشاة، والنزول من الشارع الموازي.",
        about=(
            "Shops below, silence above. The open floor wraps round a courtyard, the meeting rooms "
            "look over the pedestrian street, and lockers come with any weekly desk. Thursday evenings "
            "are lively; if you need peace then, the women-only area and the back row stay calm."
        ),
        about_ar=(
            "المحلات تحت والهدوء فوق. الصالة تلتف حول فناء داخلي، والقاعات تطلّ على شارع المشاة، ومع "
            "كل حجز أسبوعي خزانة. مساء الخميس حركة، وإن أردت الهدوء وقتها فقسم السيدات والصف الخلفي "
            "يبقيان هادئين."
        ),
    ),
    place(
        "summaq-sweifieh",
        vendor="summaq",
        district="sweifieh",
        at="31.95534 35.85893",
        hours="every_day",
        tier=3,
        mbps=250,
        has="lift coffee terrace kitchen printing phone_booths generator event_space smoking_area",
        name="Summaq Sweifieh",
        name_ar="سُمّاق الصويفية",
        address="Ali Nasouh Al-Taher Street, building 17, roof, Sweifieh, Amman",
        address_ar="شارع علي نصوح الطاهر، بناية 17، الروف، الصويفية، عمّان",
        directions="Take the lift to 5, then one flight of stairs to the roof.",
        directions_ar="خذ المصعد إلى الطابق الخامس، ثم درج واحد إلى الروف.",
        about=(
            "A rooftop with sixty square metres of terrace, herbs in pots and a kitchen long enough "
            "for a team lunch. The hall turns into an event space in the evening: chairs for "
            "thirty-five, microphone, warm lights. Agencies love it; bring a hat in August."
        ),
        about_ar=(
            "روف فيه ستون مترًا من التراس وأعشاب مزروعة ومطبخ يكفي لغداء فريق كامل. في المساء تتحول "
            "الصالة إلى مساحة فعاليات: خمسة وثلاثون كرسيًا وميكروفون وإضاءة دافئة. شركات التصميم "
            "تحبّه، وفي آب أحضر معك طاقية."
        ),
    ),
    place(
        "mishwar-sweifieh",
        vendor="mishwar",
        district="sweifieh",
        at="31.95821 35.86342",
        hours="standard",
        tier=2,
        mbps=120,
        has="coffee printing parking prayer_room",
        name="Mishwar Sweifieh",
        name_ar="مشوار الصويفية",
        address="Paris Street, building 6, 1st floor, Sweifieh, Amman",
        address_ar="شارع باريس، بناية 6، الطابق الأول، الصويفية، عمّان",
        directions="Above the stationery shop; parking behind, through the arch.",
        directions_ar="فوق محل القرطاسية، والمواقف في الخلف من تحت القوس.",
        about=(
            "Small, tidy and easy to like: twelve desks, one meeting room for six and a landlady who "
            "waters the plants herself. Good for a morning between two appointments. There is no "
            "generator here, and we say so; power cuts are rare on this street."
        ),
        about_ar=(
            "صغير ومرتّب وتحبّه من أول زيارة: اثنا عشر مكتبًا وقاعة لستة أشخاص، وصاحبة المكان تسقي "
            "الزرع بنفسها. مناسب لصباح بين موعدين. لا يوجد عندنا مولّد، ونقولها بصراحة، لكن انقطاع "
            "الكهرباء نادر في هذا الشارع."
        ),
    ),
    place(
        "rukn-rabieh",
        vendor="rukn",
        district="rabieh",
        at="31.97742 35.88301",
        hours="standard",
        tier=2,
        mbps=200,
        has="parking lift step_free coffee quiet_area printing prayer_room women_only_area",
        name="Rukn Hadi Rabieh",
        name_ar="ركن هادي الرابية",
        address="Sharif Nasser Bin Jamil Street, building 64, 1st floor, Rabieh, Amman",
        address_ar="شارع الشريف ناصر بن جميل، بناية 64، الطابق الأول، الرابية، عمّان",
        directions="Behind the supermarket; the ramp is on the right of the stairs.",
        directions_ar="خلف السوبرماركت، والرامب على يمين الدرج.",
        about=(
            "A gentle place for long reading and longer spreadsheets. Each desk has its own lamp, the "
            "ramp and lift make it easy on wheels, and phones go outside. The women's section keeps "
            "the sunny side of the floor until noon."
        ),
        about_ar=(
            "مكان لطيف للقراءة الطويلة وجداول الإكسل الأطول. لكل مكتب لمبته، والرامب والمصعد يسهّلان "
            "الدخول على الكراسي المتحركة، والمكالمات في الخارج. قسم السيدات على الجهة المشمسة حتى "
            "الظهر."
        ),
    ),
    place(
        "nuqta-um-uthaina",
        vendor="nuqta",
        district="um-uthaina",
        at="31.96631 35.87552",
        hours="standard_friday_afternoon",
        tier=3,
        mbps=250,
        has="parking lift generator coffee printing phone_booths reception",
        name="Nuqta Satr Um Uthaina",
        name_ar="نقطة سطر أم أذينة",
        address="Sa'd Bin Abi Waqqas Street, building 50, 2nd floor, Um Uthaina, Amman",
        address_ar="شارع سعد بن أبي وقاص، بناية 50، الطابق الثاني، أم أذينة، عمّان",
        directions="Sixth Circle side, above the flower shop; two parking spaces in front are ours.",
        directions_ar="من جهة الدوّار السادس فوق محل الورد، والموقفان الأماميان لنا.",
        about=(
            "Close to the hotels of the Sixth Circle and therefore full of visitors with one day in "
            "Amman. A desk comes with a monitor on request, the meeting rooms have adapters for every "
            "laptop, and reception calls you a taxi that knows the way."
        ),
        about_ar=(
            "قريب من فنادق الدوّار السادس، ولهذا أكثر روّاده زوّار عندهم يوم واحد في عمّان. مع المكتب "
            "شاشة إضافية عند الطلب، وفي القاعات وصلات لكل أنواع الأجهزة، والاستقبال يطلب لك تاكسي يعرف "
            "الطريق."
        ),
    ),
)
