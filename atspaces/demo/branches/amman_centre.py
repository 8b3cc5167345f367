"""Amman inside the circles: Abdali, Jabal Amman, Rainbow Street, Weibdeh, the Balad, Jabal Al-Hussein."""

from __future__ import annotations

from atspaces.demo.branches.writing import place
from atspaces.demo.records import BranchRecord

CENTRE: tuple[BranchRecord, ...] = (
    place(
        "qantara-abdali",
        vendor="qantara",
        district="abdali",
        at="31.96342 35.90688",
        hours="every_day",
        tier=3,
        mbps=400,
        has=(
            "parking lift step_free accessible_toilet generator coffee phone_booths printing reception "
            "prayer_room lockers ev_charging"
        ),
        name="Qantara Abdali",
        name_ar="قنطرة العبدلي",
        address="Rafiq Al-Hariri Avenue, building 18, 4th floor, Abdali, Amman",
        address_ar="شارع رفيق الحريري، بناية 18، الطابق الرابع، العبدلي، عمّان",
        directions="Glass entrance facing the fountain square. Park on level −2 and take lift B.",
        directions_ar="المدخل الزجاجي مقابل ساحة النوافير. صُفّ سيارتك في الطابق −2 واطلع بمصعد B.",
        about=(
            "A bright floor above the boulevard with a long oak table, closed rooms along the quiet "
            "side and six phone booths, so nobody has to pace the corridor. The generator picks up in "
            "four seconds, underground parking is free for the first three hours, and the espresso "
            "machine is never switched off."
        ),
        about_ar=(
            "طابق مضيء يطلّ على البوليفارد: طاولة بلوط طويلة في الوسط، قاعات مغلقة على الجهة الهادئة، "
            "وست كبائن للمكالمات حتى لا يضطر أحد للمشي في الممر وهو يتكلّم. المولّد يشتغل خلال أربع "
            "ثوانٍ، والموقف تحت البناية مجاني أول ثلاث ساعات، وماكينة الإسبريسو لا تنطفئ."
        ),
    ),
    place(
        "madar-abdali",
        vendor="madar",
        district="abdali",
        at="31.96195 35.90512",
        hours="round_the_clock",
        tier=4,
        mbps=600,
        has=(
            "parking lift step_free accessible_toilet generator coffee phone_booths printing reception "
            "mail_handling prayer_room showers lockers terrace ev_charging"
        ),
        name="Madar Tower Abdali",
        name_ar="مدار برج العبدلي",
        address="Suleiman Al-Nabulsi Street, tower 5, floors 11 and 12, Abdali, Amman",
        address_ar="شارع سليمان النابلسي، برج 5، الطابقان 11 و12، العبدلي، عمّان",
        directions=(
            "Turn in at the tower's own driveway; the night guard lets you up with your booking number "
            "after 22:00."
        ),
        directions_ar="ادخل من المدخل الخاص بالبرج، وبعد العاشرة ليلًا أعطِ الحارس رقم حجزك ليصعد معك.",
        about=(
            "Two floors that never close, with the whole of West Amman at your feet. Teams on American "
            "hours share the night with freelancers who like the silence; there are showers, lockers, "
            "two fibre lines from different providers and a terrace where the wind is honest. Security "
            "is at the door around the clock."
        ),
        about_ar=(
            "طابقان لا يغلقان أبدًا، وعمّان الغربية كلها تحت نظرك. فرق تعمل على توقيت أمريكا تتقاسم "
            "الليل مع مستقلين يحبون الهدوء. عندنا دُش وخزائن وخطّا فايبر من شركتين مختلفتين، وتراس "
            "هواؤه قوي بصراحة. الأمن على الباب ليل نهار."
        ),
    ),
    place(
        "yasmeen-abdali",
        vendor="yasmeen",
        district="abdali",
        at="31.96488 35.90841",
        hours="office_week",
        tier=4,
        mbps=300,
        has=(
            "parking lift step_free accessible_toilet generator coffee printing reception "
            "mail_handling prayer_room"
        ),
        name="Yasmeen Suites Abdali",
        name_ar="ياسمين سويتس العبدلي",
        address="Parliament Street, building 42, 6th floor, Abdali, Amman",
        address_ar="شارع مجلس الأمة، بناية 42، الطابق السادس، العبدلي، عمّان",
        directions="Grey stone building behind the petrol station; ring 6 at the intercom.",
        directions_ar="بناية حجر رمادي خلف محطة الوقود، اضغط رقم 6 على الإنتركم.",
        about=(
            "Serviced suites for lawyers, auditors and visiting teams who need a door that closes and "
            "a receptionist who remembers names. Thick carpets, double glazing and not one loud phone; "
            "post is signed for and clients are met at the lift with Turkish coffee."
        ),
        about_ar=(
            "مكاتب مخدومة للمحامين والمدققين والفرق الزائرة، لمن يريد بابًا يُغلق وموظفة استقبال تحفظ "
            "الأسماء. موكيت سميك وزجاج مزدوج ولا صوت هاتف عالٍ. نستلم البريد نيابةً عنك، وضيوفك "
            "نستقبلهم عند المصعد بفنجان قهوة تركية."
        ),
    ),
    place(
        "zaytoun-jabal-amman",
        vendor="zaytoun",
        district="jabal-amman",
        at="31.95214 35.91788",
        hours="standard_friday_afternoon",
        tier=3,
        mbps=200,
        has="coffee printing terrace kitchen bike_parking generator pets",
        name="Zaytoun House Jabal Amman",
        name_ar="بيت الزيتون جبل عمّان",
        address="Ibn Khaldoun Street, house 14, near the Third Circle, Jabal Amman",
        address_ar="شارع ابن خلدون، بيت 14، قرب الدوّار الثالث، جبل عمّان",
        directions="Stone house with blue shutters; eleven steps up from the street.",
        directions_ar="بيت حجري بأباجور أزرق، إحدى عشرة درجة من الشارع.",
        about=(
            "A 1940s stone house with high ceilings, patterned tiles and a lemon tree in the yard. "
            "Desks stand where the sitting room was, and the kitchen still smells of cardamom at "
            "eleven. Street parking is hard before nine; come on foot or by taxi."
        ),
        about_ar=(
            "بيت حجري من الأربعينيات بسقف عالٍ وبلاط منقوش وشجرة ليمون في الحوش. المكاتب مكان غرفة "
            "الضيوف، والمطبخ ما زالت تفوح منه رائحة الهيل عند الحادية عشرة. الموقف صعب قبل التاسعة، "
            "فالأفضل أن تأتي مشيًا أو بالتاكسي."
        ),
    ),
    place(
        "yasmeen-jabal-amman",
        vendor="yasmeen",
        district="jabal-amman",
        at="31.95398 35.91466",
        hours="office_week",
        tier=4,
        mbps=300,
        has="parking lift generator coffee reception printing mail_handling",
        name="Yasmeen Suites Third Circle",
        name_ar="ياسمين سويتس الدوّار الثالث",
        address="Zahran Street, building 120, 5th floor, Jabal Amman",
        address_ar="شارع زهران، بناية 120، الطابق الخامس، جبل عمّان",
        directions=(
            "White building with the pharmacy on the ground floor, on the hospital side of the circle."
        ),
        directions_ar="البناية البيضاء التي تحتها صيدلية، من جهة المستشفى على الدوّار.",
        about=(
            "Five quiet offices and one meeting room, made for consultants who see two clients a day "
            "and want both to feel expected. Sound-proofed walls, a printer that works and parking "
            "behind the building for six cars. No music, ever."
        ),
        about_ar=(
            "خمسة مكاتب هادئة وقاعة اجتماعات واحدة، لمستشار يستقبل عميلين في اليوم ويريد أن يشعر كل "
            "منهما أنه مُنتظَر. جدران معزولة، وطابعة شغّالة فعلًا، ومواقف خلف البناية لست سيارات. ولا "
            "موسيقى أبدًا."
        ),
    ),
    place(
        "hara-rainbow",
        vendor="hara",
        district="rainbow-street",
        at="31.95012 35.92533",
        hours="night_owl",
        tier=2,
        mbps=180,
        has="coffee terrace smoking_area kitchen printing bike_parking pets",
        name="Harah Rainbow",
        name_ar="حارة الرينبو",
        address="Abu Bakr Al-Siddiq Street, building 61, 1st floor, Rainbow Street, Amman",
        address_ar="شارع أبو بكر الصديق، بناية 61، الطابق الأول، شارع الرينبو، عمّان",
        directions="Above the bookshop with the yellow sign; the stairs are inside the arcade.",
        directions_ar="فوق المكتبة ذات اليافطة الصفراء، والدرج من داخل الممر.",
        about=(
            "Open until one in the morning for people whose best hours are after dinner. The back "
            "terrace sees the Citadel lit up at night; the front room hears the street, so take a desk "
            "at the back if you need silence. Tea with sage is on the house."
        ),
        about_ar=(
            "مفتوح حتى الواحدة ليلًا لمن تبدأ ساعاته الحلوة بعد العشاء. التراس الخلفي يطلّ على جبل "
            "القلعة وهو مضاء، أما الصالة الأمامية فيصلها صوت الشارع، فاختر مكتبًا في الخلف إن أردت "
            "الهدوء. الشاي بالميرمية علينا."
        ),
    ),
    place(
        "summaq-rainbow",
        vendor="summaq",
        district="rainbow-street",
        at="31.94938 35.92317",
        hours="late",
        tier=3,
        mbps=220,
        has="coffee terrace printing phone_booths generator kitchen",
        name="Summaq Studio Rainbow",
        name_ar="استوديو سُمّاق الرينبو",
        address="Asfour Street, building 8, 2nd floor, off Rainbow Street, Amman",
        address_ar="شارع عصفور، بناية 8، الطابق الثاني، متفرع من شارع الرينبو، عمّان",
        directions="Follow the painted stairs down from Rainbow Street; red door on the left.",
        directions_ar="انزل الدرج الملوّن من شارع الرينبو، الباب الأحمر على يدك الشمال.",
        about=(
            "A small studio for photographers, film people and anyone who needs a wall to pin things "
            "on. North light until four, blackout curtains after, and one phone booth that was once a "
            "lift. Bring your own lunch; the kitchen has everything else."
        ),
        about_ar=(
            "استوديو صغير للمصورين وأهل الأفلام وكل من يحتاج جدارًا يعلّق عليه أفكاره. ضوء شمالي حتى "
            "الرابعة ثم ستائر معتمة، وكبينة مكالمات كانت في يوم من الأيام مصعدًا. أحضر غداءك معك، "
            "والباقي كله في المطبخ."
        ),
    ),
    place(
        "zaytoun-weibdeh",
        vendor="zaytoun",
        district="jabal-al-weibdeh",
        at="31.95772 35.92021",
        hours="late",
        tier=3,
        mbps=200,
        has="coffee terrace kitchen printing pets bike_parking generator smoking_area",
        name="Zaytoun House Weibdeh",
        name_ar="بيت الزيتون اللويبدة",
        address="Al-Baouniyah Street, house 27, Jabal Al-Weibdeh, Amman",
        address_ar="شارع الباعونية، بيت 27، جبل اللويبدة، عمّان",
        directions="Between Paris Circle and the gallery; look for the jasmine over the gate.",
        directions_ar="بين دوّار باريس والجاليري، ستعرف البوابة من الياسمينة فوقها.",
        about=(
            "An artist's house with a garden where cats decide who sits where. Mornings are for quiet "
            "work under the pergola, evenings for readings and small screenings. The Wi-Fi reaches the "
            "last chair in the garden; we tested it with a laptop and a plate of watermelon."
        ),
        about_ar=(
            "بيت فنان وحديقة تقرر القطط فيها من يجلس وأين. الصباح لعمل هادئ تحت العريشة، والمساء "
            "لأمسيات القراءة والعروض الصغيرة. الإنترنت يصل إلى آخر كرسي في الحديقة، جرّبناه بلابتوب "
            "وصحن بطيخ."
        ),
    ),
    place(
        "hara-weibdeh",
        vendor="hara",
        district="jabal-al-weibdeh",
        at="31.95894 35.91877",
        hours="every_day",
        tier=2,
        mbps=150,
        has="coffee kitchen printing bike_parking pets",
        name="Harah Weibdeh",
        name_ar="حارة اللويبدة",
        address="Sharia College Street, building 3, ground floor, Jabal Al-Weibdeh, Amman",
        address_ar="شارع كلية الشريعة، بناية 3، الطابق الأرضي، جبل اللويبدة، عمّان",
        directions="Corner shop front with a bench outside, fifty metres from Paris Circle.",
        directions_ar="محل على الزاوية أمامه مقعد خشب، خمسون مترًا من دوّار باريس.",
        about=(
            "An old grocery with its shelves still up, now holding plants and routers. Fourteen desks, "
            "one small room, and neighbours who greet you by the third day. It is the least formal "
            "place we know and one of the cheapest in the centre."
        ),
        about_ar=(
            "بقالة قديمة بقيت رفوفها، وصارت عليها زريعة وراوترات. أربعة عشر مكتبًا وغرفة صغيرة وجيران "
            "يسلّمون عليك من اليوم الثالث. أقل مكان رسميةً نعرفه، ومن أرخص ما في وسط المدينة."
        ),
    ),
    place(
        "qantara-weibdeh",
        vendor="qantara",
        district="jabal-al-weibdeh",
        at="31.95655 35.92132",
        hours="every_day",
        tier=3,
        mbps=300,
        status="pending",
        has="coffee terrace generator printing phone_booths prayer_room lift",
        name="Qantara Weibdeh",
        name_ar="قنطرة اللويبدة",
        address="Nimer Al-Adwan Street, building 10, 2nd floor, Jabal Al-Weibdeh, Amman",
        address_ar="شارع نمر العدوان، بناية 10، الطابق الثاني، جبل اللويبدة، عمّان",
        directions="The renovated corner building opposite the small park; lift on the left of the hall.",
        directions_ar="البناية المرمّمة على الزاوية مقابل الحديقة الصغيرة، والمصعد على يسار المدخل.",
        about=(
            "Our newest address: a renovated corner building with tall windows, a terrace over the "
            "rooftops of the old city and three phone booths in the former pantry. Twenty desks, two "
            "meeting rooms, one office for a team of five. The paint is dry, the fibre is in."
        ),
        about_ar=(
            "أحدث عناوين قنطرة: بناية مرمّمة على الزاوية بشبابيك عالية، وتراس فوق سطوح المدينة "
            "القديمة، وثلاث كبائن مكالمات مكان بيت المونة. عشرون مكتبًا وقاعتا اجتماعات ومكتب لفريق من "
            "خمسة. الدهان نشف والفايبر واصل."
        ),
    ),
    place(
        "hara-downtown",
        vendor="hara",
        district="downtown-amman",
        at="31.95128 35.93391",
        hours="split",
        tier=1,
        mbps=100,
        has="coffee printing smoking_area kitchen",
        name="Harah Al-Balad",
        name_ar="حارة البلد",
        address="King Faisal Street, building 33, 2nd floor, Downtown Amman",
        address_ar="شارع الملك فيصل، بناية 33، الطابق الثاني، وسط البلد، عمّان",
        directions="Stairs beside the nut roaster; the balcony with the blue railing is ours.",
        directions_ar="الدرج بجانب محمص المكسرات، والبلكونة ذات الدرابزين الأزرق لنا.",
        about=(
            "Two rooms over the busiest street in the country, with a balcony for watching it. We "
            "close from two to four like the shops do. Desks are cheap, ceilings are high, kunafa is "
            "downstairs, and nobody minds your accent. No lift: forty steps."
        ),
        about_ar=(
            "غرفتان فوق أكثر شوارع البلد حركة، وبلكونة تتفرج منها عليه. نغلق من الثانية إلى الرابعة "
            "مثل المحلات. المكتب رخيص والسقف عالٍ والكنافة تحت البناية. لا يوجد مصعد: أربعون درجة."
        ),
    ),
    place(
        "hara-jabal-al-hussein",
        vendor="hara",
        district="jabal-al-hussein",
        at="31.96688 35.91655",
        hours="standard",
        tier=1,
        mbps=120,
        has="coffee printing prayer_room kitchen lift",
        name="Harah Jabal Al-Hussein",
        name_ar="حارة جبل الحسين",
        address="Khaled Bin Al-Walid Street, building 140, 4th floor, Jabal Al-Hussein, Amman",
        address_ar="شارع خالد بن الوليد، بناية 140، الطابق الرابع، جبل الحسين، عمّان",
        directions="Three minutes from Firas Circle, same entrance as the sewing workshop.",
        directions_ar="ثلاث دقائق من دوّار فراس، نفس مدخل مشغل الخياطة.",
        about=(
            "An honest workspace for accountants, online sellers and people who repair other people's "
            "websites. Packing table at the back, courier pick-up at four, strong tea all day. The "
            "lift is old and slow, but it has never let anyone down."
        ),
        about_ar=(
            "مكان شغل على أصوله للمحاسبين وأصحاب المتاجر الإلكترونية ومن يصلح مواقع الناس. طاولة تغليف "
            "في الخلف، والتوصيل يمرّ الساعة الرابعة، والشاي ثقيل طول النهار. المصعد قديم وبطيء، لكنه "
            "لم يخذل أحدًا."
        ),
    ),
)
