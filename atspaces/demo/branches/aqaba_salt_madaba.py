"""The sea, the hill and the mosaics: Aqaba, Salt and Madaba."""

from __future__ import annotations

from atspaces.demo.branches.writing import place
from atspaces.demo.records import BranchRecord

AQABA_SALT_MADABA: tuple[BranchRecord, ...] = (
    place(
        "madar-ayla",
        vendor="madar",
        district="ayla",
        at="29.54531 34.99312",
        hours="every_day",
        tier=4,
        mbps=500,
        has=(
            "parking step_free lift accessible_toilet generator coffee phone_booths printing reception "
            "terrace showers lockers prayer_room bike_parking ev_charging"
        ),
        name="Madar Ayla",
        name_ar="مدار أيلة",
        address="Marina Promenade, building 6, 1st floor, Ayla, Aqaba",
        address_ar="ممشى المارينا، بناية 6، الطابق الأول، أيلة، العقبة",
        directions="Walk along the water from the roundabout; parking P1 is free with your booking.",
        directions_ar="امشِ بمحاذاة الماء من الدوّار، وموقف P1 مجاني مع الحجز.",
        about=(
            "Work until noon, swim at one, back in a dry shirt at two: that is why there are showers. "
            "The terrace is shaded until three, the rooms face the lagoon, and the cooling is set for "
            "people who sit, not for tourists who pass through."
        ),
        about_ar=(
            "اعمل حتى الظهر واسبح الساعة الواحدة وارجع الثانية بقميص ناشف، ولهذا عندنا دُش. التراس "
            "مظلّل حتى الثالثة، والقاعات تطلّ على البحيرة، والتكييف مضبوط لمن يجلس لا لمن يمرّ."
        ),
    ),
    place(
        "bahr-ayla",
        vendor="bahr",
        district="ayla",
        at="29.54677 34.99171",
        hours="late",
        tier=3,
        mbps=300,
        has=("parking step_free coffee terrace kitchen printing phone_booths generator showers bike_parking"),
        name="Bahr wa Ramel Ayla",
        name_ar="بحر ورمل أيلة",
        address="Lagoon Street, building 19, ground floor, Ayla, Aqaba",
        address_ar="شارع اللاجون، بناية 19، الطابق الأرضي، أيلة، العقبة",
        directions="Ground floor, straight off the cycle path; racks outside.",
        directions_ar="الطابق الأرضي على مسار الدراجات مباشرة، ومواقف الدراجات أمام الباب.",
        about=(
            "Remote workers from five countries and divers who answer e-mails between tanks. Sand is "
            "allowed as far as the mat. The kitchen has a freezer full of ice, the booths are "
            "soundproof, and the sea breeze does half the work of the air-conditioning from November "
            "to March."
        ),
        about_ar=(
            "موظفون عن بُعد من خمسة بلدان، وغواصون يردّون على الإيميل بين غطسة وأخرى. الرمل مسموح حتى "
            "الدعّاسة. في المطبخ فريزر مليان ثلج، والكبائن معزولة، ونسيم البحر يعمل نصف شغل المكيّف من "
            "تشرين الثاني حتى آذار."
        ),
    ),
    place(
        "summaq-aqaba",
        vendor="summaq",
        district="aqaba-centre",
        at="29.52688 35.00411",
        hours="late",
        tier=2,
        mbps=200,
        has="lift coffee terrace kitchen printing generator event_space prayer_room",
        name="Summaq Aqaba",
        name_ar="سُمّاق العقبة",
        address="King Hussein Street, building 40, 5th floor, Aqaba City Centre",
        address_ar="شارع الملك الحسين، بناية 40، الطابق الخامس، وسط العقبة",
        directions="Over the spice shop, lift at the end of the arcade.",
        directions_ar="فوق محل العطارة، والمصعد في آخر الممر.",
        about=(
            "Five floors above the fish restaurants with the gulf in every window. Tour operators plan "
            "here, cruise crews print here, and on Thursday nights the hall hosts talks about "
            "everything from coral to company law. Bring a cable; we have the projector."
        ),
        about_ar=(
            "خمسة طوابق فوق مطاعم السمك والخليج في كل شبّاك. مكاتب السياحة تخطط هنا وطواقم البواخر "
            "تطبع أوراقها هنا، وليلة الخميس تستضيف الصالة لقاءات عن كل شيء من المرجان إلى قانون "
            "الشركات. أحضر الوصلة، والبروجكتر علينا."
        ),
    ),
    place(
        "bahr-aqaba-centre",
        vendor="bahr",
        district="aqaba-centre",
        at="29.52811 35.00588",
        hours="round_the_clock",
        tier=2,
        mbps=250,
        has="parking lift step_free coffee generator printing phone_booths lockers prayer_room reception",
        name="Bahr wa Ramel City Centre",
        name_ar="بحر ورمل وسط العقبة",
        address="Al-Hammamat Al-Tunisiyya Street, building 7, 2nd floor, Aqaba City Centre",
        address_ar="شارع الحمامات التونسية، بناية 7، الطابق الثاني، وسط العقبة",
        directions="Beside the public garden; the night entrance is the lit door at the back.",
        directions_ar="بجانب الحديقة العامة، والمدخل الليلي هو الباب المضاء في الخلف.",
        about=(
            "The port never closes and neither do we. Shipping agents come at three in the morning to "
            "meet a vessel's papers, freelancers come at ten for the calm after them. Lockers, strong "
            "air-conditioning and a guard who makes karak."
        ),
        about_ar=(
            "الميناء لا ينام ونحن كذلك. وكلاء الشحن يصلون الثالثة فجرًا مع أوراق الباخرة، والمستقلون "
            "يصلون العاشرة للهدوء بعدهم. خزائن وتكييف قوي وحارس يتقن الكرك."
        ),
    ),
    place(
        "mishwar-aqaba",
        vendor="mishwar",
        district="third-area",
        at="29.53688 35.00921",
        hours="split",
        tier=2,
        mbps=120,
        has="coffee printing parking step_free",
        name="Mishwar Aqaba",
        name_ar="مشوار العقبة",
        address="Al-Nahda Street, building 14, ground floor, Third Area, Aqaba",
        address_ar="شارع النهضة، بناية 14، الطابق الأرضي، المنطقة الثالثة، العقبة",
        directions="Between the bakery and the clinic; park in front.",
        directions_ar="بين المخبز والعيادة، والموقف أمام الباب.",
        about=(
            "A neat ground-floor office that keeps Aqaba's own hours: mornings, a long break while the "
            "sun is angry, and evenings. Ten desks, a room for eight, parking at the door. People come "
            "for an hour and often stay for the evening shift."
        ),
        about_ar=(
            "مكتب أرضي مرتّب على دوام العقبة: صباح، ثم استراحة طويلة والشمس حامية، ثم مساء. عشرة مكاتب "
            "وقاعة لثمانية أشخاص والموقف على الباب. يأتي الناس لساعة، وكثير منهم يكمل لفترة المساء."
        ),
    ),
    place(
        "bahr-third",
        vendor="bahr",
        district="third-area",
        at="29.53812 35.00802",
        hours="standard_friday_afternoon",
        tier=2,
        mbps=200,
        has="parking coffee printing women_only_area prayer_room generator kitchen",
        name="Bahr wa Ramel Third Area",
        name_ar="بحر ورمل الثالثة",
        address="Prince Mohammad Street, building 33, 1st floor, Third Area, Aqaba",
        address_ar="شارع الأمير محمد، بناية 33، الطابق الأول، المنطقة الثالثة، العقبة",
        directions="Over the children's bookshop; side stairs.",
        directions_ar="فوق مكتبة الأطفال، والدرج من الجانب.",
        about=(
            "The local branch, away from the hotels: families next door, cheap lunch across the road, "
            "and a women-only room that is booked most mornings. Training centres rent the long room "
            "by the day. Quiet even in high season."
        ),
        about_ar=(
            "فرع أهل البلد بعيدًا عن الفنادق: عائلات بجوارنا وغداء رخيص مقابلنا وغرفة سيدات محجوزة "
            "أغلب الصباحات. مراكز التدريب تستأجر القاعة الطويلة باليوم. هادئ حتى في عزّ الموسم."
        ),
    ),
    place(
        "bahr-tala-bay",
        vendor="bahr",
        district="tala-bay",
        at="29.40871 34.97802",
        hours="standard",
        tier=4,
        mbps=200,
        has="parking step_free coffee terrace showers generator printing reception",
        name="Bahr wa Ramel Tala Bay",
        name_ar="بحر ورمل تالا بيه",
        address="South Coast Road, marina building 2, Tala Bay, Aqaba",
        address_ar="طريق الشاطئ الجنوبي، بناية المارينا 2، تالا بيه، العقبة",
        directions="Give your booking number at the gate; ten minutes by car from the city.",
        directions_ar="أعطِ رقم حجزك عند البوابة، عشر دقائق بالسيارة من المدينة.",
        about=(
            "A handful of rooms above the marina for board meetings that should not feel like board "
            "meetings. Masts outside the window, filtered coffee, thick towels. It is a drive from "
            "town, so most teams take the whole day and stay for the sunset."
        ),
        about_ar=(
            "قاعات قليلة فوق المارينا لاجتماعات إدارة لا تشبه اجتماعات الإدارة. أشرعة خارج الشبّاك "
            "وقهوة مقطّرة ومناشف سميكة. المكان بعيد عن البلد قليلًا، فأغلب الفرق تأخذ اليوم كله وتبقى "
            "للغروب."
        ),
    ),
    place(
        "zaytoun-salt",
        vendor="zaytoun",
        district="salt-old-town",
        at="32.03911 35.72811",
        hours="standard_friday_afternoon",
        tier=3,
        mbps=150,
        has="coffee terrace kitchen printing generator pets",
        name="Zaytoun House Salt",
        name_ar="بيت الزيتون السلط",
        address="Hammam Street, house 16, Old Salt",
        address_ar="شارع الحمام، بيت 16، السلط القديمة",
        directions="Up the stepped lane beside the small museum; yellow stone arch.",
        directions_ar="اطلع مع الدرج بجانب المتحف الصغير، القوس الحجري الأصفر.",
        about=(
            "A merchant's house in yellow Salt stone with arched windows over Hammam Street. The upper "
            "hall takes twelve desks, the vault below is the coolest meeting room in summer, and the "
            "roof looks at the whole amphitheatre of the town. Cars stay at the square; it is four "
            "minutes on foot."
        ),
        about_ar=(
            "بيت تاجر من حجر السلط الأصفر بشبابيك مقوّسة على شارع الحمام. العلّية فيها اثنا عشر "
            "مكتبًا، والعقد في الأسفل أبرد قاعة اجتماعات في الصيف، ومن السطح ترى المدينة كلها مدرّجة "
            "أمامك. السيارة تبقى في الساحة، أربع دقائق مشيًا."
        ),
    ),
    place(
        "mishwar-salt",
        vendor="mishwar",
        district="salt-old-town",
        at="32.03798 35.72955",
        hours="early",
        tier=1,
        mbps=100,
        status="suspended",
        has="coffee printing bike_parking",
        name="Mishwar Salt",
        name_ar="مشوار السلط",
        address="Al-Maydan Street, building 22, 1st floor, Old Salt",
        address_ar="شارع الميدان، بناية 22، الطابق الأول، السلط القديمة",
        directions="Opposite the old church steps.",
        directions_ar="مقابل درج الكنيسة القديمة.",
        about=(
            "A small office over the Maydan for morning people, now closed for repairs to the roof. "
            "Ten desks, one room, a view of pigeons at seven. We will be back when the rain stays "
            "outside."
        ),
        about_ar=(
            "مكتب صغير فوق الميدان لمن يحب الصباح، مغلق حاليًا لصيانة السطح. عشرة مكاتب وغرفة واحدة "
            "وحمامات تطير قدّام الشبّاك الساعة السابعة. نرجع لكم عندما يبقى المطر في الخارج."
        ),
    ),
    place(
        "dafater-salt",
        vendor="dafater",
        district="salalem",
        at="32.03066 35.74188",
        hours="late",
        tier=1,
        mbps=200,
        has="parking coffee printing prayer_room women_only_area kitchen generator",
        name="Dafater Salt",
        name_ar="دفاتر السلط",
        address="Al-Salalem Main Street, building 47, 2nd floor, Salt",
        address_ar="شارع السلالم الرئيسي، بناية 47، الطابق الثاني، السلط",
        directions="On the road to the university, over the pharmacy; parking in the yard.",
        directions_ar="على طريق الجامعة فوق الصيدلية، والموقف في الساحة.",
        about=(
            "The study hall that Salt's students asked for. Wide tables, a socket at every seat, a "
            "women's floor with curtains and light, and a kettle for each. Closing time is eleven, "
            "with a bell at ten to."
        ),
        about_ar=(
            "قاعة الدراسة التي طلبها طلاب السلط. طاولات عريضة، وعند كل كرسي إبريز كهرباء، وطابق سيدات "
            "بستائر وضوء، ولكل طابق غلّاية. نغلق الحادية عشرة ليلًا، والجرس قبلها بعشر دقائق."
        ),
    ),
    place(
        "rukn-salt",
        vendor="rukn",
        district="jadaa",
        at="32.03655 35.73188",
        hours="standard",
        tier=2,
        mbps=150,
        has="coffee quiet_area printing terrace prayer_room",
        name="Rukn Hadi Salt",
        name_ar="ركن هادي السلط",
        address="Al-Jadaa Street, house 31, Al-Jadaa, Salt",
        address_ar="شارع الجدعة، بيت 31، الجدعة، السلط",
        directions="Take the upper road; the balcony with the geraniums.",
        directions_ar="خذ الطريق العلوي، البلكونة التي عليها جيرانيوم.",
        about=(
            "A hillside house with a terrace that faces the evening sun and the sound of the town far "
            "below. Translators and one composer have their regular chairs. Heating is by real "
            "radiators, and there is always a blanket on the bench."
        ),
        about_ar=(
            "بيت على كتف الجبل، تراسه مقابل شمس العصر وصوت البلد بعيد تحته. للمترجمين ولموسيقيّ واحد "
            "كراسٍ معروفة. التدفئة مركزية، وعلى المقعد دائمًا بطانية."
        ),
    ),
    place(
        "zaytoun-madaba",
        vendor="zaytoun",
        district="madaba-old-town",
        at="31.71688 35.79455",
        hours="standard_friday_afternoon",
        tier=2,
        mbps=150,
        has="coffee terrace kitchen printing parking generator step_free",
        name="Zaytoun House Madaba",
        name_ar="بيت الزيتون مادبا",
        address="King Talal Street, house 40, Old Madaba",
        address_ar="شارع الملك طلال، بيت 40، مادبا القديمة",
        directions="Two streets from the mosaic church; the courtyard door is step-free.",
        directions_ar="شارعان عن كنيسة الخارطة، ومدخل الحوش بدون درج.",
        about=(
            "Work between mosaics: the floor of the hall was laid by the same workshop that repairs "
            "the old ones. There is a shaded courtyard, a long table for teams and bread from the oven "
            "across the street at half past nine."
        ),
        about_ar=(
            "اعمل بين الفسيفساء: أرضية الصالة رصفتها الورشة نفسها التي ترمّم القديمة. عندنا حوش مظلّل "
            "وطاولة طويلة للفرق، وخبز الفرن المقابل يصل التاسعة والنصف."
        ),
    ),
    place(
        "summaq-madaba",
        vendor="summaq",
        district="madaba-old-town",
        at="31.71802 35.79311",
        hours="every_day",
        tier=2,
        mbps=150,
        has="coffee kitchen terrace printing event_space smoking_area",
        name="Summaq Madaba",
        name_ar="سُمّاق مادبا",
        address="Al-Hussein Bin Ali Street, building 5, 2nd floor, Old Madaba",
        address_ar="شارع الحسين بن علي، بناية 5، الطابق الثاني، مادبا القديمة",
        directions="Over the carpet weaver, stairs from the tourist street.",
        directions_ar="فوق مشغل السجاد، والدرج من الشارع السياحي.",
        about=(
            "A bright loft over a weaver's workshop where the loom keeps the rhythm until five. Guides "
            "write their tours here, craftspeople photograph their stock against the white wall, and "
            "the hall takes thirty for an evening talk."
        ),
        about_ar=(
            "علّية مضيئة فوق مشغل نسيج يضبط نوله الإيقاع حتى الخامسة. الأدلّاء السياحيون يكتبون "
            "جولاتهم هنا، وأصحاب الحِرف يصوّرون شغلهم أمام الجدار الأبيض، والصالة تتسع لثلاثين شخصًا "
            "في أمسية."
        ),
    ),
    place(
        "nuqta-madaba",
        vendor="nuqta",
        district="hanina",
        at="31.72855 35.78902",
        hours="standard",
        tier=2,
        mbps=180,
        has="parking lift coffee printing prayer_room women_only_area generator",
        name="Nuqta Satr Madaba",
        name_ar="نقطة سطر مادبا",
        address="Western Street, building 19, 2nd floor, Hanina, Madaba",
        address_ar="الشارع الغربي، بناية 19، الطابق الثاني، حنينا، مادبا",
        directions="On the ring road to Mount Nebo; large car park in front.",
        directions_ar="على الطريق الدائري باتجاه جبل نيبو، وأمامه موقف كبير.",
        about=(
            "Madaba's calm western edge, with fields from the window and a car park nobody fights "
            "over. Small agencies rent the offices by the month, the women-only room has ten desks, "
            "and the generator hums far enough away."
        ),
        about_ar=(
            "طرف مادبا الغربي الهادئ: سهول من الشبّاك وموقف لا يتشاجر عليه أحد. شركات صغيرة تستأجر "
            "المكاتب بالشهر، وغرفة السيدات فيها عشرة مكاتب، وصوت المولّد بعيد بما يكفي."
        ),
    ),
)
