import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.transcript.language import familiarity, guess_language

# The beginning of the same talk, in the words of each language.
TALKS = {
    "en": "So why does the bread rise? Well, it is because the yeast eats sugar and breathes out gas.",
    "de": "Warum geht das Brot auf? Na ja, weil die Hefe den Zucker frisst und dabei ein Gas ausatmet.",
    "fr": "Pourquoi est-ce que le pain lève ? Eh bien, parce que la levure mange du sucre et qu'elle respire.",
    "es": "¿Por qué sube el pan? Bueno, porque la levadura come azúcar y respira un gas que se queda en la masa.",
    "it": "Perché il pane lievita? Beh, perché il lievito mangia lo zucchero e poi respira un gas nella pasta.",
    "pt": "Por que o pão cresce? Bem, porque o fermento come açúcar e respira um gás que não sai da massa.",
    "nl": "Waarom rijst het brood? Nou, omdat de gist suiker eet en daarbij een gas uitademt dat in het deeg blijft.",
    "sv": "Varför jäser brödet? Jo, det är för att jästen äter socker och andas ut en gas som stannar i degen.",
    "da": "Hvorfor hæver brødet? Jo, det er fordi gæren spiser sukker og ånder en gas ud, som bliver i dejen.",
    "no": "Hvorfor hever brødet seg? Jo, fordi gjæren spiser sukker og puster ut en gass som blir i deigen.",
    "fi": "Miksi leipä nousee? No, koska hiiva syö sokeria ja se hengittää kaasua, joka jää taikinaan.",
    "pl": "Dlaczego chleb rośnie? No bo drożdże jedzą cukier i oddychają gazem, który zostaje w cieście.",
    "cs": "Proč chléb kyne? No protože kvasnice jedí cukr a vydechují plyn, který se pak drží v těstě.",
    "hu": "Miért kel meg a kenyér? Hát azért, mert az élesztő cukrot eszik, és gázt lélegzik ki, ami ott marad.",
    "ro": "De ce crește pâinea? Păi, pentru că drojdia mănâncă zahăr și scoate un gaz care rămâne în aluat.",
    "tr": "Ekmek neden kabarır? Çünkü maya şekeri yer ve bir gaz çıkarır, bu gaz da hamurun içinde kalır.",
    "vi": "Vì sao bánh mì nở? À, bởi vì men ăn đường và thở ra một chất khí ở lại trong bột.",
    "id": "Mengapa roti mengembang? Ya, karena ragi makan gula dan mengeluarkan gas yang tetap ada di dalam adonan.",
    "ru": "Почему хлеб поднимается? Ну, потому что дрожжи едят сахар и выдыхают газ, который остаётся в тесте.",
    "uk": "Чому хліб піднімається? Ну, тому що дріжджі їдять цукор і видихають газ, який залишається в тісті.",
    "bg": "Защо хлябът се надига? Ами защото маята яде захар и отделя газ, който остава в тестото.",
    "el": "Γιατί φουσκώνει το ψωμί; Γιατί η μαγιά τρώει ζάχαρη και βγάζει ένα αέριο που μένει στη ζύμη.",
    "ar": "لماذا يرتفع الخبز؟ لأن الخميرة تأكل السكر وتخرج غازا يبقى في العجين، وهذا هو كل شيء في الأمر.",
    "fa": "چرا نان ور می‌آید؟ خب، چون مخمر شکر می‌خورد و گازی بیرون می‌دهد که در خمیر می‌ماند و این همه‌ی ماجرا است.",
    "he": "למה הלחם תופח? כי השמרים אוכלים סוכר ופולטים גז שנשאר בתוך הבצק, וזה כל הסיפור.",
    "hi": "रोटी क्यों फूलती है? क्योंकि खमीर चीनी खाता है और गैस छोड़ता है जो आटे में रहती है।",
    "ja": "なぜパンは膨らむのでしょうか。酵母が砂糖を食べて、ガスを出すからです。",
    "zh": "面包为什么会发起来？因为酵母吃糖，呼出的气体留在面团里。",
    "ko": "빵은 왜 부풀까요? 효모가 설탕을 먹고 가스를 내뿜는데 그것이 반죽 안에 남기 때문입니다.",
    "th": "ทำไมขนมปังถึงขึ้นฟู ก็เพราะว่ายีสต์กินน้ำตาลแล้วหายใจเป็นแก๊สออกมา",
}


@pytest.mark.parametrize("language", TALKS)
def test_two_sentences_tell_the_language(language: str) -> None:
    assert guess_language(TALKS[language]) == language


@pytest.mark.parametrize("language", TALKS)
def test_automatic_captions_without_capitals_and_points_tell_it_too(language: str) -> None:
    bare = "".join(letter if letter.isalnum() or not letter.isascii() else " " for letter in TALKS[language].lower())
    assert guess_language(bare) == language


def test_a_foreign_name_changes_nothing() -> None:
    assert guess_language(f"{TALKS['de']} Das Buch heißt Толстой, auf Japanisch パン.") == "de"
    assert guess_language(f"{TALKS['ja']} Python と Linux") == "ja"


@pytest.mark.parametrize("text", ["", "123 45:67", "♪♪♪", "xq zzk wrrp kkt", "...", "\ud800"])
def test_what_is_no_language_is_undetermined(text: str) -> None:
    assert guess_language(text) == "und"


@pytest.mark.parametrize("language", TALKS)
def test_gibberish_is_less_familiar(language: str) -> None:
    wrong = TALKS[language].encode("utf-16-be").decode("utf-16-le", "replace")
    assert familiarity(TALKS[language]) > familiarity(wrong)


@given(st.text())
def test_any_text_has_a_language_or_none(text: str) -> None:
    assert guess_language(text)
    assert 0 <= familiarity(text) < 10
