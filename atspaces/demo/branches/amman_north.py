"""The long streets of Amman's north-west: Khalda, Dabouq, Mecca Street, the Business Park, Jubeiha."""

from __future__ import annotations

from atspaces.demo.branches.writing import place
from atspaces.demo.records import BranchRecord

NORTH: tuple[BranchRecord, ...] = (
    place(
        "madar-khalda",
        vendor="madar",
        district="khalda",
        at="31.99548 35.83801",
        hours="every_day",
        tier=3,
        mbps=500,
        has=(
            "parking lift step_free accessible_toilet generator coffee phone_booths printing reception "
            "prayer_room lockers kitchen ev_charging"
        ),
        name="Madar Khalda",
        name_ar="مدار خلدا",
        address="Amer Bin Malek Street, complex 3, 2nd floor, Khalda, Amman",
        address_ar="شارع عامر بن مالك، مجمع 3، الطابق الثاني، خلدا، عمّان",
        directions="Same complex as the bakery with the long queue; lift from the car park.",
        directions_ar="نفس مجمع المخبز الذي عليه طابور، والمصعد من الكراج.",
        about=(
            "A neighbourhood office so that Khalda does not have to cross the city. Parents come after "
            "the school run, teams take the corner rooms by the month, and four electric cars can "
            "charge in the basement. The kitchen is big, the microwave is never alone at one o'clock."
        ),
        about_ar=(
            "مكتب لأهل الحي حتى لا يضطروا لقطع المدينة. الأهالي يصلون بعد توصيل المدارس، والفرق تأخذ "
            "غرف الزاوية بالشهر، وفي الكراج شحن لأربع سيارات كهربائية. المطبخ كبير، والميكروويف عليه "
            "دور عند الواحدة."
        ),
    ),
    place(
        "rukn-khalda",
        vendor="rukn",
        district="khalda",
        at="31.99781 35.83466",
        hours="standard",
        tier=2,
        mbps=200,
        has="parking coffee quiet_area prayer_room women_only_area printing generator",
        name="Rukn Hadi Khalda",
        name_ar="ركن هادي خلدا",
        address="Mustafa Al-Siba'i Street, building 29, ground floor, Khalda, Amman",
        address_ar="شارع مصطفى السباعي، بناية 29، الطابق الأرضي، خلدا، عمّان",
        directions="Quiet side street behind the mosque; free parking along the kerb.",
        directions_ar="شارع فرعي هادئ خلف المسجد، والموقف مجاني على جانب الطريق.",
        about=(
            "A reading room first and an office second. Bookshelves divide the floor, the carpet "
            "swallows footsteps, and the separate women's section has twelve desks and its own prayer "
            "corner. Coffee is served in the entrance so that grinding beans disturbs nobody."
        ),
        about_ar=(
            "قاعة مطالعة قبل أن يكون مكتبًا. رفوف الكتب تقسم الصالة، والموكيت يبتلع صوت الخطوات، وقسم "
            "السيدات المنفصل فيه اثنا عشر مكتبًا ومصلّى خاص. القهوة عند المدخل حتى لا تزعج المطحنة "
            "أحدًا."
        ),
    ),
    place(
        "zaytoun-dabouq",
        vendor="zaytoun",
        district="dabouq",
        at="31.98876 35.81254",
        hours="standard_friday_afternoon",
        tier=4,
        mbps=300,
        has=(
            "parking step_free accessible_toilet generator coffee terrace kitchen printing reception "
            "prayer_room pets ev_charging"
        ),
        name="Zaytoun House Dabouq",
        name_ar="بيت الزيتون دابوق",
        address="Al-Furousiyya Street, villa 5, Dabouq, Amman",
        address_ar="شارع الفروسية، فيلا 5، دابوق، عمّان",
        directions="Low stone wall with a wooden gate; there is room for fifteen cars inside.",
        directions_ar="سور حجري منخفض وبوابة خشبية، والساحة تتسع لخمس عشرة سيارة.",
        about=(
            "A villa in the pines where retreats, strategy days and long workshops go to breathe. Two "
            "meeting rooms open on the garden, the fireplace works, and breakfast can be arranged with "
            "labneh from the neighbour. Dogs are welcome as long as they like other dogs."
        ),
        about_ar=(
            "فيلا بين أشجار الصنوبر لأيام التخطيط والورش الطويلة، هنا يأخذ الفريق نفسًا. قاعتان تفتحان "
            "على الحديقة، وفاير بليس يعمل، ويمكن ترتيب فطور مع لبنة من عند الجيران. الكلاب أهلًا "
            "وسهلًا ما دامت تحب غيرها من الكلاب."
        ),
    ),
    place(
        "qantara-mecca-street",
        vendor="qantara",
        district="mecca-street",
        at="31.97248 35.85541",
        hours="round_the_clock",
        tier=3,
        mbps=400,
        has=(
            "parking lift step_free accessible_toilet generator coffee phone_booths printing reception "
            "prayer_room lockers smoking_area"
        ),
        name="Qantara Mecca Street",
        name_ar="قنطرة شارع مكة",
        address="Mecca Street, building 152, 5th floor, Amman",
        address_ar="شارع مكة، بناية 152، الطابق الخامس، عمّان",
        directions="On the service road after the tunnel, direction Khalda. Night entrance from the back.",
        directions_ar="على شارع الخدمة بعد النفق باتجاه خلدا. بعد العاشرة ليلًا المدخل من الخلف.",
        about=(
            "The branch for deadlines: open day and night, with a guard at the desk and a kettle that "
            "is always hot. Thirty desks face the lights of the street, the rooms at the back are "
            "silent, and there is nearly always a parking space after six. Support teams take the big "
            "room for whole weeks."
        ),
        about_ar=(
            "فرع المواعيد النهائية: مفتوح ليل نهار، والحارس على المكتب والشاي دائمًا جاهز. ثلاثون "
            "مكتبًا مقابل أضواء الشارع، والقاعات الخلفية هادئة، والموقف بعد السادسة شبه مضمون. فرق "
            "الدعم الفني تحجز القاعة الكبيرة أسابيع كاملة."
        ),
    ),
    place(
        "madar-mecca-street",
        vendor="madar",
        district="mecca-street",
        at="31.97395 35.85198",
        hours="standard_friday_afternoon",
        tier=3,
        mbps=400,
        has="parking lift generator coffee printing phone_booths reception mail_handling prayer_room",
        name="Madar Mecca Street",
        name_ar="مدار شارع مكة",
        address="Mecca Street, complex 210, 7th floor, Amman",
        address_ar="شارع مكة، مجمع 210، الطابق السابع، عمّان",
        directions="Blue glass complex before the Al-Haramain lights; two visitor spaces per booking.",
        directions_ar="المجمع الزجاجي الأزرق قبل إشارات الحرمين، ولكل حجز موقفان للزوار.",
        about=(
            "Seven floors up, the traffic turns into a quiet film. Small companies keep their "
            "registered address here, sales teams use the phone booths between visits, and the "
            "boardroom has a camera that follows whoever is speaking. Friday opens after prayers."
        ),
        about_ar=(
            "من الطابق السابع تصبح زحمة السير فيلمًا صامتًا. الشركات الصغيرة تسجّل عنوانها هنا، "
            "ومندوبو المبيعات يستعملون كبائن المكالمات بين زيارة وأخرى، وفي قاعة الاجتماعات كاميرا "
            "تتبع من يتكلم. يوم الجمعة نفتح بعد الصلاة."
        ),
    ),
    place(
        "mishwar-mecca-street",
        vendor="mishwar",
        district="mecca-street",
        at="31.97089 35.85877",
        hours="early",
        tier=2,
        mbps=150,
        has="parking coffee printing generator bike_parking lift",
        name="Mishwar Mecca Street",
        name_ar="مشوار شارع مكة",
        address="Mecca Street, building 88, 2nd floor, Amman",
        address_ar="شارع مكة، بناية 88، الطابق الثاني، عمّان",
        directions="Next to the car-wash; the building's sign, Al-Sindyan, is only in Arabic.",
        directions_ar="بجانب مغسلة السيارات، واسم البناية «عمارة السنديان».",
        about=(
            "Half-way between everything, so people who drive all day stop here to send their e-mails. "
            "Desks by the hour without ceremony, printing in colour, a generator for the server "
            "cupboard and the lights. The 07:00 crowd gets the window."
        ),
        about_ar=(
            "في نصف الطريق بين كل شيء، ولهذا يتوقف هنا من يقود طول النهار ليرسل إيميلاته. مكتب بالساعة "
            "من غير تعقيد، وطباعة ملوّنة، ومولّد للسيرفر والإنارة. ومن يصل الساعة السابعة يأخذ مكان "
            "الشبّاك."
        ),
    ),
    place(
        "madar-business-park",
        vendor="madar",
        district="business-park",
        at="31.97201 35.83262",
        hours="office_week",
        tier=4,
        mbps=600,
        has=(
            "parking lift step_free accessible_toilet generator coffee phone_booths printing reception "
            "mail_handling prayer_room showers lockers bike_parking ev_charging"
        ),
        name="Madar Business Park",
        name_ar="مدار مجمع الأعمال",
        address="Business Park, building 14, 1st floor, Amman",
        address_ar="مجمع الأعمال، بناية 14، الطابق الأول، عمّان",
        directions="Show your booking at gate 2; visitor parking P3 is a three-minute walk.",
        directions_ar="أبرز حجزك عند البوابة 2، وموقف الزوار P3 على بعد ثلاث دقائق مشيًا.",
        about=(
            "Where start-ups move when they outgrow the dining table. Raised floors, a server closet "
            "with its own cooling, rooms with dual screens, and a lawn outside for the stand-up. "
            "Closed Fridays and Saturdays, because the whole park sleeps then."
        ),
        about_ar=(
            "إلى هنا تنتقل الشركات الناشئة حين تضيق عليها طاولة السفرة. أرضيات مرفوعة وغرفة سيرفر "
            "بتبريد خاص وقاعات بشاشتين، وفي الخارج مسطح أخضر لاجتماع الصباح الواقف. نغلق الجمعة والسبت "
            "لأن المجمع كله ينام."
        ),
    ),
    place(
        "yasmeen-business-park",
        vendor="yasmeen",
        district="business-park",
        at="31.97066 35.83388",
        hours="office_week",
        tier=4,
        mbps=500,
        status="pending",
        has="parking lift step_free accessible_toilet generator coffee reception printing mail_handling",
        name="Yasmeen Suites Business Park",
        name_ar="ياسمين سويتس مجمع الأعمال",
        address="Business Park, building 22, 3rd floor, Amman",
        address_ar="مجمع الأعمال، بناية 22، الطابق الثالث، عمّان",
        directions="Gate 1, then the second building on the right after the roundabout.",
        directions_ar="من البوابة 1، ثم ثاني بناية على اليمين بعد الدوّار.",
        about=(
            "Executive offices for regional teams, with adjustable desks, warm wood and a reception "
            "that speaks three languages. The meeting room has a wall-wide screen and a table that "
            "seats fourteen. Opening as soon as the paperwork is through."
        ),
        about_ar=(
            "مكاتب تنفيذية لفرق إقليمية: مكاتب قابلة للرفع وخشب دافئ واستقبال بثلاث لغات. في القاعة "
            "شاشة بعرض الجدار وطاولة لأربعة عشر شخصًا. نفتح فور انتهاء الأوراق."
        ),
    ),
    place(
        "summaq-gardens",
        vendor="summaq",
        district="gardens",
        at="31.98377 35.87812",
        hours="late",
        tier=2,
        mbps=200,
        has="parking lift generator coffee kitchen printing phone_booths event_space prayer_room",
        name="Summaq Gardens",
        name_ar="سُمّاق الجاردنز",
        address="Wasfi Al-Tal Street, building 119, 4th floor, Gardens, Amman",
        address_ar="شارع وصفي التل، بناية 119، الطابق الرابع، الجاردنز، عمّان",
        directions="Over the sweets shop, entrance from the side; parking ticket is stamped at reception.",
        directions_ar="فوق محل الحلويات والمدخل من الجانب، ونختم لك تذكرة الموقف في الاستقبال.",
        about=(
            "A training floor as much as a workspace: two class-style rooms with flip charts and "
            "movable tables, and an open hall that fills with course-takers on Saturdays. Weekday "
            "mornings are calm and good for focused work. The generator keeps the projectors going."
        ),
        about_ar=(
            "طابق للتدريب بقدر ما هو للعمل: قاعتان بترتيب صفّي وطاولات متحركة وألواح ورقية، وصالة "
            "تمتلئ أيام السبت بالمتدربين. صباح أيام الأسبوع هادئ ويصلح للتركيز، والمولّد لا يترك "
            "البروجكتر ينطفئ."
        ),
    ),
    place(
        "dafater-jubeiha",
        vendor="dafater",
        district="jubeiha",
        at="32.02055 35.86811",
        hours="night_owl",
        tier=1,
        mbps=250,
        has="coffee printing prayer_room women_only_area lockers kitchen quiet_area generator",
        name="Dafater Jubeiha",
        name_ar="دفاتر الجبيهة",
        address="Queen Rania Street, building 301, 1st to 3rd floors, Jubeiha, Amman",
        address_ar="شارع الملكة رانيا، بناية 301، الطوابق 1–3، الجبيهة، عمّان",
        directions="Opposite the university's north gate, over the copy shop.",
        directions_ar="مقابل بوابة الجامعة الشمالية، فوق محل التصوير.",
        about=(
            "Three floors for students and young freelancers: one for talking, one for whispering, one "
            "for silence. Prices are kept at student level all year, lockers cost nothing with a "
            "monthly desk, and the printer takes a USB stick without drama. Open until one at night."
        ),
        about_ar=(
            "ثلاثة طوابق للطلاب والمستقلين الشباب: واحد للكلام، وواحد للهمس، وواحد للصمت. الأسعار "
            "أسعار طلاب طول السنة، والخزانة مجانية مع الحجز الشهري، والطابعة تقرأ الفلاشة من غير وجع "
            "راس. مفتوح حتى الواحدة ليلًا."
        ),
    ),
    place(
        "dafater-tlaa-al-ali",
        vendor="dafater",
        district="tlaa-al-ali",
        at="31.98812 35.86177",
        hours="late",
        tier=2,
        mbps=200,
        has="parking coffee printing prayer_room kitchen generator lift",
        name="Dafater Tla' Al-Ali",
        name_ar="دفاتر تلاع العلي",
        address="Al-Madina Al-Munawwara Street, building 178, 3rd floor, Tla' Al-Ali, Amman",
        address_ar="شارع المدينة المنورة، بناية 178، الطابق الثالث، تلاع العلي، عمّان",
        directions="Among the restaurants; the quiet door is the one without a menu on it.",
        directions_ar="بين المطاعم، وبابنا هو الباب الوحيد الذي ليس عليه منيو.",
        about=(
            "Restaurants downstairs, notebooks upstairs. A simple bright floor with a long counter at "
            "the window, two rooms for tutoring and a kitchen for the leftovers of Medina Street. "
            "Parking opens up after eight in the evening."
        ),
        about_ar=(
            "المطاعم تحت والدفاتر فوق. صالة بسيطة ومضيئة وكاونتر طويل على الشبّاك، وغرفتان للدروس، "
            "ومطبخ لما تبقّى من أكل شارع المدينة. الموقف يسهل بعد الثامنة مساءً."
        ),
    ),
)
