"""Words of unspaced scripts, found without a dictionary."""

from core.offline.compounds import Compounds

CHINESE = ["机器学习很有用", "他们研究机器学习", "用机器学习分类图像", "分类图像很难", "我喜欢分类图像的方法"]


def test_runs_that_come_again_with_other_neighbours_are_words() -> None:
    found = Compounds(CHINESE, "zh")
    assert "机器学习" in list(found.of("他们研究机器学习"))
    assert "器学习" not in list(found.of("他们研究机器学习"))


def test_japanese_words_stand_between_hiragana() -> None:
    found = list(Compounds([], "ja").of("機械学習を使ってデータベース設計をします。Pythonも使う"))
    assert found == ["機械学習", "データベース設計"]


def test_spaced_text_has_none() -> None:
    assert list(Compounds([], "en").of("machine learning")) == []
