"""Two paragraphs of news about a flood, in Arabic and in English."""

AR = [
    "ارتفع منسوب النهر مترين خلال الليل، وغمرت المياه الشوارع المنخفضة في المدينة مع حلول الصباح.",
    "ونقلت القوارب السكان من منازلهم حتى الظهر، وقالت رئيسة البلدية إن أحدا لم يصب بأذى.",
]
EN = [
    "The river rose by two metres during the night, and the lower streets of the town were under water by the morning.",
    "Boats took people from their houses until noon, and nobody was hurt, the mayor said.",
]
