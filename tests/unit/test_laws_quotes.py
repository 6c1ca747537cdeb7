from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.laws.quotes import find_quote, stands
from core.model import Cue, Quote

NONSENSE = [
    begin + middle + end
    for begin in ("ba", "ne", "ki", "to", "ru", "sy", "wo")
    for middle in ("dru", "fli", "gam", "hop", "jex", "lub", "zat")
    for end in ("mon", "ter", "kil", "pas", "vid", "cro", "yst")
]
SPOKEN = (
    "So today we are going to repair a bicycle wheel, from the rim to the hub.",
    "Most people throw a wheel away when the first spoke breaks,",
    "and that's a pity — because a well-built wheel outlives its frame.",
    "You need three tools: a spoke key, a truing stand and patience.",
)
CUES = tuple(Cue(10.0 * at, 10.0, text) for at, text in enumerate(SPOKEN))


def cues_of(*texts: str) -> tuple[Cue, ...]:
    return tuple(Cue(10.0 * at, 10.0, text) for at, text in enumerate(texts))


def test_the_transcripts_own_words_and_characters_come_back() -> None:
    found = find_quote("“THAT’S A PITY, because a well built wheel outlives its frame”", CUES, 0, 3)
    assert found == Quote("that's a pity — because a well-built wheel outlives its frame.", 20.0)


def test_a_quote_over_two_cues_has_the_time_of_the_first() -> None:
    found = find_quote("when the first spoke breaks and that's a pity", CUES, 0, 3)
    assert found == Quote("when the first spoke breaks, and that's a pity", 10.0)


def test_a_quote_nearly_there_is_aligned_to_what_is() -> None:
    misheard = find_quote("most people threw the wheels away when the first spokes break", CUES, 0, 3)
    assert misheard == Quote("Most people throw a wheel away when the first spoke breaks", 10.0)
    joined = find_quote("You need three tools... and patience.", CUES, 0, 3)
    assert joined is not None
    assert stands(joined, CUES, 0, 3)
    assert joined.start == 30.0


def test_fillers_left_out_come_back() -> None:
    cues = cues_of("I mean the um the wheel is you know the heart of the bicycle")
    found = find_quote("The wheel is the heart of the bicycle.", cues, 0, 0)
    assert found is not None
    assert found.text.endswith("wheel is you know the heart of the bicycle")


def test_what_is_not_said_there_is_not_found() -> None:
    assert find_quote("Bitcoin will replace every bank within ten years", CUES, 0, 3) is None
    assert find_quote("You need three tools", CUES, 0, 2) is None
    assert find_quote("", CUES, 0, 3) is None
    assert find_quote("—…!", CUES, 0, 3) is None


def test_no_quote_crosses_to_another_speaker() -> None:
    talk = (
        Cue(0, 2, "Would you do it again?", "Ann"),
        Cue(2, 2, "Never in my life,", "Bob"),
        Cue(4, 2, "not for any money.", "Bob"),
        Cue(6, 2, "Good to know.", ">>"),
        Cue(8, 2, "Really good to know.", ">>"),
    )
    both = find_quote("do it again? Never in my life, not for any money", talk, 0, 4)
    assert both == Quote("Never in my life, not for any money.", 2)
    assert find_quote("never in my life not for any money", talk, 0, 4) == Quote(
        "Never in my life, not for any money.", 2
    )
    assert find_quote("good to know. Really good to know.", talk, 0, 4) == Quote("Really good to know.", 8)
    assert not stands(Quote("Good to know. Really good", 6), talk, 0, 4)


def test_scripts_without_spaces() -> None:
    cues = cues_of("今日は自転車の車輪を修理します", "まず必要な道具は三つあります", "ความอดทนเป็นสิ่งสำคัญ")
    assert find_quote("自転車の車輪を修理", cues, 0, 2) == Quote("自転車の車輪を修理", 0.0)
    over = find_quote("修理します。まず必要な道具", cues, 0, 2)
    assert over == Quote("修理します まず必要な道具", 0.0)
    near = find_quote("まず必要となる道具は三つです", cues, 0, 2)
    assert near is not None
    assert near.start == 10.0
    assert find_quote("เป็นสิ่งสำคัญ", cues, 0, 2) == Quote("เป็นสิ่งสำคัญ", 20.0)


def test_a_quote_stands_only_as_whole_words_at_its_cue() -> None:
    assert stands(Quote("a truing stand", 30.0), CUES, 0, 3)
    assert not stands(Quote("a truing stand", 20.0), CUES, 0, 3)
    assert not stands(Quote("ruing stand", 30.0), CUES, 0, 3)
    assert not stands(Quote("a truing stan", 30.0), CUES, 0, 3)
    assert not stands(Quote("a truing stand", 30.0), CUES, 0, 2)
    assert not stands(Quote("", 0.0), CUES, 0, 3)
    assert not stands(Quote("a  truing stand", 30.0), CUES, 0, 3)


words = st.sampled_from(
    ["wheel", "Spoke,", "key.", "don't", "well-built", "車輪", "を", "हिन्दी", "e\u0301te", "—", "[x]", "1.5"]
)
spoken = st.lists(
    st.builds(
        lambda text, speaker: Cue(0.0, 1.0, " ".join(text), speaker),
        st.lists(words, min_size=1, max_size=6),
        st.sampled_from(["", "", "", ">>", "Ann", "Bob"]),
    ),
    min_size=1,
    max_size=8,
).map(lambda cues: tuple(Cue(float(at), 1.0, cue.text, cue.speaker) for at, cue in enumerate(cues)))


@given(spoken, st.lists(words, max_size=10).map(" ".join), st.data())
def test_whatever_is_found_stands(cues: tuple[Cue, ...], wanted: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(cues) - 1))
    last = data.draw(st.integers(first, len(cues) - 1))
    found = find_quote(wanted, cues, first, last)
    assert found is None or stands(found, cues, first, last)


@pytest.mark.parametrize(
    "said",
    [
        "แม่น้ำไหลผ่านหมู่บ้านเล็กๆที่ไม่มีใครรู้จักก่อนจะออกสู่ทะเลกว้างใหญ่ในตอนเช้าของวันรุ่งขึ้นพร้อมกับเรือประมงลำสุดท้าย",
        "河水流过一个没有人知道名字的小村庄，然后在第二天清晨和最后一艘渔船一起流进宽阔的大海，岸上的老人每天都坐在同一块石头上，数着归来的船只，直到太阳落到山后面去。",
        "川は誰も名前を知らない小さな村を流れて、次の日の朝早くに最後の漁船と一緒に広い海へと出ていき、岸辺の老人は毎日同じ石の上に座って帰ってくる船を数えていました。",
    ],
)
def test_scripts_without_spaces_are_quoted_to_the_end(said: str) -> None:
    middle = len(said) // 2
    cues = cues_of("……", said[:middle], said[middle:], "……")
    found = find_quote(said, cues, 0, 3)
    assert found is not None
    assert found.text.replace(" ", "").rstrip("。") == said.rstrip("。")


@given(st.randoms(use_true_random=False))
def test_a_sentence_with_few_words_changed_is_found_where_it_is(rnd: Random) -> None:
    said = NONSENSE[:300]
    cues = cues_of(*(" ".join(said[at : at + 8]) for at in range(0, 300, 8)))
    start, length = rnd.randrange(270), rnd.randrange(12, 30)
    wanted = said[start : start + length]
    for at in rnd.sample(range(1, len(wanted) - 1), len(wanted) // 6):
        wanted[at] = "otherwise"
    found = find_quote(" ".join(wanted), cues, 0, len(cues) - 1)
    assert found is not None
    assert found.text in " ".join(said[start : start + length])
    assert len(found.text.split()) >= length * 2 / 3
    assert stands(found, cues, 0, len(cues) - 1)


@given(st.randoms(use_true_random=False))
def test_words_of_another_recording_are_not_found(rnd: Random) -> None:
    common = ["the", "a", "of", "and", "to", "in", "is", "it", "that", "we", "you", "so", "this", "have", "with", "for"]
    here = common + [f"here{number}" for number in range(100)]
    there = common + [f"thus{number * 7}" for number in range(100)]
    weights = [10.0] * len(common) + [1.0] * 100
    cues = cues_of(*(" ".join(rnd.choices(here, weights, k=8)) for _ in range(40)))
    wanted = rnd.choices(there, [4.0] * len(common) + [1.0] * 100, k=20)
    found = find_quote(" ".join(wanted), cues, 0, len(cues) - 1)
    assert found is None or stands(found, cues, 0, len(cues) - 1)
