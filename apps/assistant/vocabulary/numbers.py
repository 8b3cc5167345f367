"""Numbers in words. Keys are already in their compared form."""

from typing import Final

# Lists of words, filled like paragraphs.
# fmt: off

_WORDS: Final[dict[int, str]] = {
    1: "one واحد واحده وحده wa7ad wahad wa7de",
    2: "two اثنين اتنين تنين ثنين tnen tnein etnen ethnein",
    3: "three ثلاث ثلاثه تلات تلاته talat tlat talate tlate talata tlata thalath",
    4: "four اربع اربعه arba3 arba3a arb3a",
    5: "five خمس خمسه khams 5ams khamse khamseh khamsa 5amse",
    6: "six ست سته sitte sitteh sitta 6itte",
    7: "seven سبع سبعه sab3 sab3a",
    8: "eight ثمان ثماني ثمانيه تمن تمان تمانيه taman tmane tamanye tmanye",
    9: "nine تسع تسعه tis3 tis3a tes3a",
    10: "ten عشر عشره 3ashr 3ashra 3ashara",
    11: "eleven احدعشر احدعش حدعش 7da3sh",
    12: "twelve اثناعشر اثنعشر اطنعش تنعش tna3sh",
    15: "fifteen خمسطعش خمستعش khamsta3sh",
    20: "twenty عشرين 3eshreen 3ishreen",
    25: "twentyfive",
    30: "thirty ثلاثين تلاتين talateen tlateen",
    40: "forty اربعين arb3een",
    50: "fifty خمسين khamseen",
}

NUMBER_WORDS: Final[dict[str, int]] = {
    word: number for number, words in _WORDS.items() for word in words.split()
}
