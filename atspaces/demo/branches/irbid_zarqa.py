"""The north and the east: Irbid and Zarqa."""

from __future__ import annotations

from atspaces.demo.branches.writing import place
from atspaces.demo.records import BranchRecord

IRBID_AND_ZARQA: tuple[BranchRecord, ...] = (
    place(
        "qantara-irbid",
        vendor="qantara",
        district="irbid-university-street",
        at="32.54088 35.85344",
        hours="night_owl",
        tier=2,
        mbps=300,
        has="coffee lift generator printing phone_booths prayer_room women_only_area lockers parking",
        name="Qantara Irbid",
        name_ar="قنطرة إربد",
        address="Shafiq Irsheidat Street, building 75, 4th floor, University Street, Irbid",
        address_ar="شارع شفيق ارشيدات، بناية 75، الطابق الرابع، شارع الجامعة، إربد",
        directions="Facing the university's south wall; lift inside the arcade with the juice bar.",
        directions_ar="مقابل سور الجامعة الجنوبي، والمصعد داخل الممر عند محل العصير.",
        about=(
            "The north's busiest street and, four floors above it, thirty desks with their backs to "
            "the noise. Students in the morning, remote developers after five, everyone at the coffee "
            "machine around ten. The women-only area is behind its own door and has the best view."
        ),
        about_ar=(
            "أكثر شارع حركة في الشمال، وفوقه بأربعة طوابق ثلاثون مكتبًا ظهرها للضجة. طلاب في الصباح، "
            "ومبرمجون عن بُعد بعد الخامسة، والكل عند ماكينة القهوة حوالي العاشرة. قسم السيدات خلف باب "
            "خاص وله أحلى إطلالة."
        ),
    ),
    place(
        "dafater-irbid",
        vendor="dafater",
        district="irbid-university-street",
        at="32.54231 35.85188",
        hours="round_the_clock",
        tier=1,
        mbps=200,
        has="coffee printing lockers kitchen quiet_area women_only_area generator",
        name="Dafater Irbid",
        name_ar="دفاتر إربد",
        address="University Street, lane 4, building 11, 2nd floor, Irbid",
        address_ar="شارع الجامعة، دخلة 4، بناية 11، الطابق الثاني، إربد",
        directions=(
            "Second lane after the pedestrian bridge; the door opens with your booking code at night."
        ),
        directions_ar="ثاني دخلة بعد جسر المشاة، وفي الليل يُفتح الباب برمز الحجز.",
        about=(
            "Open day and night because medical students do not sleep. Blankets in winter, cold water "
            "in summer, and a whiteboard on every wall. The silent floor is for exams, the ground "
            "floor for group projects, and the falafel place next door has adapted its hours to ours."
        ),
        about_ar=(
            "مفتوح ليل نهار لأن طلاب الطب لا ينامون. بطانيات في الشتاء وماء بارد في الصيف ولوح أبيض "
            "على كل جدار. الطابق الصامت للامتحانات والأرضي لمشاريع المجموعات، ومحل الفلافل المجاور "
            "عدّل دوامه على دوامنا."
        ),
    ),
    place(
        "hawsh-university",
        vendor="hawsh",
        district="irbid-university-street",
        at="32.53972 35.85511",
        hours="late",
        tier=2,
        mbps=200,
        has="coffee terrace printing parking prayer_room generator kitchen",
        name="Hawsh Al-Shamal University",
        name_ar="حوش الشمال – الجامعة",
        address="Prince Hassan Street, building 9, ground floor, near University Street, Irbid",
        address_ar="شارع الأمير حسن، بناية 9، الطابق الأرضي، قرب شارع الجامعة، إربد",
        directions="One street behind the noise; walk through the gate into the courtyard.",
        directions_ar="شارع واحد خلف الضجة، ادخل من البوابة إلى الحوش.",
        about=(
            "Desks around a courtyard with a fig tree, in the house where the owner grew up. In good "
            "weather everyone works outside; when it rains the glass roof slides shut. The meeting "
            "room was the dining room and still has the best acoustics."
        ),
        about_ar=(
            "مكاتب حول حوش فيه تينة، في البيت الذي تربّى فيه صاحبه. إذا كان الجو حلوًا فالكل يعمل في "
            "الخارج، وإذا أمطرت يُغلق السقف الزجاجي. قاعة الاجتماعات كانت غرفة السفرة وما زال صوتها "
            "الأحلى."
        ),
    ),
    place(
        "hawsh-downtown",
        vendor="hawsh",
        district="irbid-downtown",
        at="32.55631 35.84877",
        hours="split",
        tier=1,
        mbps=100,
        has="coffee printing prayer_room smoking_area",
        name="Hawsh Al-Shamal Downtown",
        name_ar="حوش الشمال – وسط البلد",
        address="Al-Hashimi Street, building 18, 2nd floor, Downtown Irbid",
        address_ar="شارع الهاشمي، بناية 18، الطابق الثاني، وسط البلد، إربد",
        directions="Opposite the old municipality clock; stairs beside the watch repairer.",
        directions_ar="مقابل ساعة البلدية القديمة، والدرج بجانب مصلّح الساعات.",
        about=(
            "A plain office above the market for traders who need a printer, a chair and an hour of "
            "calm. Closed between two and four, like the street. The tea man comes up at ten, twelve "
            "and six without being called."
        ),
        about_ar=(
            "مكتب بسيط فوق السوق لتاجر يحتاج طابعة وكرسيًا وساعة هدوء. نغلق بين الثانية والرابعة مثل "
            "الشارع. صاحب الشاي يطلع عندنا العاشرة والثانية عشرة والسادسة من غير ما يناديه أحد."
        ),
    ),
    place(
        "hawsh-thirty",
        vendor="hawsh",
        district="thirty-street",
        at="32.54752 35.86488",
        hours="standard_friday_afternoon",
        tier=2,
        mbps=250,
        has="parking lift step_free coffee generator printing phone_booths prayer_room",
        name="Hawsh Al-Shamal Thirtieth",
        name_ar="حوش الشمال – شارع الثلاثين",
        address="Thirtieth Street, building 96, 3rd floor, Irbid",
        address_ar="شارع الثلاثين، بناية 96، الطابق الثالث، إربد",
        directions="New building with the ramp, after the second roundabout.",
        directions_ar="البناية الجديدة ذات الرامب، بعد الدوّار الثاني.",
        about=(
            "Irbid's answer to the glass office: clean lines, soundproof booths, a big screen in every "
            "room. Companies from Amman use it for their northern interviews, and the parking lot is "
            "as large as the floor itself. Friday from two."
        ),
        about_ar=(
            "جواب إربد على المكاتب الزجاجية: خطوط نظيفة وكبائن معزولة وشاشة كبيرة في كل قاعة. شركات "
            "عمّان تعمل فيه مقابلات التوظيف في الشمال، وموقفه بمساحة الطابق نفسه. الجمعة من الساعة "
            "الثانية."
        ),
    ),
    place(
        "madar-irbid",
        vendor="madar",
        district="thirty-street",
        at="32.54901 35.86633",
        hours="standard",
        tier=3,
        mbps=400,
        has=(
            "parking lift step_free accessible_toilet generator coffee phone_booths printing reception "
            "mail_handling"
        ),
        name="Madar Irbid",
        name_ar="مدار إربد",
        address="Thirtieth Street, complex 40, 5th floor, Irbid",
        address_ar="شارع الثلاثين، مجمع 40، الطابق الخامس، إربد",
        directions="Underground parking from the side street, then lift A.",
        directions_ar="الكراج من الشارع الفرعي، ثم مصعد A.",
        about=(
            "Call centres, clinics' back offices and one very quiet animation studio share this floor. "
            "Two fibre lines, a generator that carries everything, and rooms you can divide with a "
            "sliding wall. On clear days Mount Hermon is on the horizon."
        ),
        about_ar=(
            "مراكز اتصال ومكاتب إدارية لعيادات واستوديو رسوم متحركة هادئ جدًا، كلهم في هذا الطابق. "
            "خطّا فايبر ومولّد يشغّل كل شيء وقاعات تُقسم بجدار متحرك. وفي الأيام الصافية يظهر جبل "
            "الشيخ في الأفق."
        ),
    ),
    place(
        "rukn-irbid",
        vendor="rukn",
        district="barha",
        at="32.55871 35.83602",
        hours="early",
        tier=1,
        mbps=150,
        has="parking coffee quiet_area women_only_area prayer_room printing",
        name="Rukn Hadi Irbid",
        name_ar="ركن هادي إربد",
        address="Al-Barha Street, building 52, ground floor, Al-Barha, Irbid",
        address_ar="شارع البارحة، بناية 52، الطابق الأرضي، البارحة، إربد",
        directions="House with the vine on the façade, opposite the primary school.",
        directions_ar="البيت الذي على واجهته دالية، مقابل المدرسة الأساسية.",
        about=(
            "A family neighbourhood, a low price and real quiet from seven in the morning. Teachers "
            "mark papers here before lessons, mothers study while the children are at school, and the "
            "women's room has a small play corner within sight."
        ),
        about_ar=(
            "حيّ عائلات وسعر قليل وهدوء حقيقي من السابعة صباحًا. المعلمات يصحّحن الأوراق قبل الدوام، "
            "والأمهات يدرسن والأولاد في المدرسة، وفي غرفة السيدات ركن لعب صغير تحت النظر."
        ),
    ),
    place(
        "hawsh-aydoun",
        vendor="hawsh",
        district="aydoun",
        at="32.50902 35.85531",
        hours="evening",
        tier=1,
        mbps=120,
        has="parking coffee terrace kitchen generator smoking_area",
        name="Hawsh Al-Shamal Aydoun",
        name_ar="حوش الشمال – إيدون",
        address="Aydoun Main Street, house 21, Aydoun, Irbid",
        address_ar="شارع إيدون الرئيسي، بيت 21، إيدون، إربد",
        directions="After the petrol station on the Amman road; string lights over the gate.",
        directions_ar="بعد محطة الوقود على طريق عمّان، وعلى البوابة حبل إضاءة.",
        about=(
            "An evening house for people with a day job and a second idea. Doors open at six and close "
            "at two; there is a fire pit, a generator and a rule that nobody talks about their boss "
            "before tea. Most of the desks go to programmers and one poet."
        ),
        about_ar=(
            "بيت مسائي لمن عنده وظيفة في النهار وفكرة ثانية في الليل. نفتح السادسة مساءً ونغلق الثانية "
            "ليلًا، وعندنا كانون نار ومولّد وقانون واحد: لا أحد يحكي عن مديره قبل الشاي. أغلب المكاتب "
            "لمبرمجين، ومعهم شاعر واحد."
        ),
    ),
    place(
        "dafater-zarqa",
        vendor="dafater",
        district="new-zarqa",
        at="32.08422 36.08655",
        hours="late",
        tier=1,
        mbps=250,
        has="parking coffee printing prayer_room women_only_area lockers kitchen generator lift",
        name="Dafater Zarqa",
        name_ar="دفاتر الزرقاء",
        address="Street 36, building 61, 2nd and 3rd floors, New Zarqa",
        address_ar="شارع 36، بناية 61، الطابقان الثاني والثالث، الزرقاء الجديدة",
        directions="Over the electrical shop, entrance between the two cafés.",
        directions_ar="فوق محل الكهربائيات، والمدخل بين المقهيين.",
        about=(
            "Zarqa's young programmers used to take the bus to Amman for a desk; this is so they do "
            "not have to. A mixed floor and a women's floor, games evening on Tuesdays, hackathons "
            "twice a year. The generator and the Wi-Fi have both survived match nights."
        ),
        about_ar=(
            "شباب الزرقاء المبرمجون كانوا يركبون الباص إلى عمّان من أجل مكتب، وهذا المكان حتى لا "
            "يضطروا لذلك. طابق مختلط وطابق للسيدات، وأمسية ألعاب كل ثلاثاء، وهاكاثون مرتين في السنة. "
            "والمولّد والإنترنت نجحا في امتحان ليالي المباريات."
        ),
    ),
    place(
        "hawsh-zarqa",
        vendor="hawsh",
        district="new-zarqa",
        at="32.08566 36.08822",
        hours="standard_friday_afternoon",
        tier=2,
        mbps=200,
        status="pending",
        has="parking coffee terrace kitchen printing prayer_room generator",
        name="Hawsh Al-Shamal Zarqa",
        name_ar="حوش الشمال – الزرقاء",
        address="Makkah Al-Mukarramah Street, house 12, New Zarqa",
        address_ar="شارع مكة المكرمة، بيت 12، الزرقاء الجديدة",
        directions="Yellow stone house with a courtyard, opposite the park gate.",
        directions_ar="بيت حجر أصفر له حوش، مقابل بوابة الحديقة.",
        about=(
            "The northern courtyard idea comes to Zarqa: desks around a tiled yard, a meeting room in "
            "the old diwan and a kitchen with a proper stove. Parking on the street is easy. Waiting "
            "for its approval with the chairs already in place."
        ),
        about_ar=(
            "فكرة الحوش تصل إلى الزرقاء: مكاتب حول ساحة مبلّطة، وقاعة اجتماعات في الديوان القديم، "
            "ومطبخ فيه غاز حقيقي. الموقف على الشارع سهل. الكراسي في مكانها وننتظر الموافقة."
        ),
    ),
    place(
        "hara-zarqa",
        vendor="hara",
        district="zarqa-downtown",
        at="32.06481 36.08801",
        hours="split",
        tier=1,
        mbps=100,
        has="coffee printing prayer_room kitchen",
        name="Harah Zarqa",
        name_ar="حارة الزرقاء",
        address="King Hussein Street, building 204, 3rd floor, Downtown Zarqa",
        address_ar="شارع الملك الحسين، بناية 204، الطابق الثالث، وسط الزرقاء",
        directions="Near the bus complex, over the tailor; no lift.",
        directions_ar="قرب مجمع الباصات فوق الخياط، لا يوجد مصعد.",
        about=(
            "Cheap, central and proud of it. Ten minutes from the bus complex, with a balcony on the "
            "market and a room where three companies have been born so far. We close for lunch at two "
            "and come back at four."
        ),
        about_ar=(
            "رخيص وفي قلب البلد ونفتخر. عشر دقائق من مجمع الباصات، وبلكونة على السوق، وغرفة انطلقت "
            "منها حتى الآن ثلاث شركات. نغلق للغداء الساعة الثانية ونرجع الرابعة."
        ),
    ),
    place(
        "rukn-awajan",
        vendor="rukn",
        district="awajan",
        at="32.02644 36.07155",
        hours="early",
        tier=1,
        mbps=120,
        has="parking coffee quiet_area prayer_room women_only_area",
        name="Rukn Hadi Awajan",
        name_ar="ركن هادي عوجان",
        address="Al-Amir Hamzah Street, building 8, 1st floor, Awajan, Zarqa",
        address_ar="شارع الأمير حمزة، بناية 8، الطابق الأول، عوجان، الزرقاء",
        directions="Above the paint shop; free parking all day.",
        directions_ar="فوق محل الدهانات، والموقف مجاني طول اليوم.",
        about=(
            "Sixteen desks and a carpeted room for people who live east of Amman and are tired of the "
            "highway. Mornings start at seven with zaatar manakish from downstairs. Quiet by "
            "agreement, friendly by habit."
        ),
        about_ar=(
            "ستة عشر مكتبًا وقاعة مفروشة بالموكيت لمن يسكن شرق عمّان وتعب من الأوتوستراد. الصباح يبدأ "
            "السابعة مع مناقيش زعتر من تحت البناية. الهدوء بالاتفاق واللطف بالعادة."
        ),
    ),
)
