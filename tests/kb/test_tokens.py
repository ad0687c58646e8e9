from kb.tokens import bigrams, question_bigrams, words


def test_words_are_dictionary_words_without_those_that_only_ask() -> None:
    assert words("申请资金要哪些材料？") == ["申请", "资金", "材料"]


def test_a_long_word_also_gives_the_words_inside_it() -> None:
    found = words("人民法院")
    assert "人民法院" in found
    assert "法院" in found


def test_full_width_and_capitals_are_folded() -> None:
    assert words("ＡＰＰ　３Ａ") == ["app", "3a"]


def test_pairs_do_not_reach_across_punctuation() -> None:
    assert bigrams("资金，项目") == ["资金", "项目"]


def test_a_single_character_and_a_number_stand_whole() -> None:
    assert bigrams("款 100") == ["款", "100"]


def test_the_pairs_of_asking_words_are_left_out_of_questions_only() -> None:
    assert "什么" in bigrams("什么材料")
    assert question_bigrams("什么材料") == ["么材", "材料"]
