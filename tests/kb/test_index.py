"""Generations: built, checked, damaged, fallen back from."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kb.addresses import parse_address
from kb.checking import check
from kb.errors import IndexUnusable
from kb.home import Home
from kb.index import generation, lexical
from kb.index.generation import group_of
from kb.index.vectors import CODED_FROM, VectorIndex
from kb.index.vectors import build as build_vectors
from kb.library import Library
from kb.model import Passage
from kb.store import generations
from tests.hashed_encoder import HashedEncoder
from tests.made_library import Silent, make_library, open_library, take_in, write


def files(library: Library, pattern: str) -> list[Path]:
    found = [path for path in library.home.glob(f"index/{pattern}") if path.is_file()]
    assert found
    return found


def spoil(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))


def reopened(library: Library) -> Library:
    library.close()
    return open_library(library.home)


def passage(address: str, first: int) -> Passage:
    return Passage(0, parse_address(address), first, first, 0, 1, (), "文")


def test_passages_of_one_article_are_one_hit_and_runs_of_points_are_not() -> None:
    assert group_of(passage("t12.k2", 5)) == group_of(passage("t12.k3.x1", 9))
    assert group_of(passage("t12.k2", 5)) != group_of(passage("t13", 12))
    assert group_of(passage("a1.t3.k1", 5)) != group_of(passage("a2.t3.k1", 5))
    assert group_of(passage("h5.i2", 20)) != group_of(passage("h5.i2", 25))
    assert group_of(passage("h5.i2.d1", 20)) == group_of(passage("h5.i2.d1", 20))


def test_the_lexical_index_numbers_passages_in_order_and_scores_words(tmp_path: Path) -> None:
    texts = ["申报材料一式两份", "试用期为三个月", "走访独居老人"]
    lexical.build(tmp_path, (lexical.LexicalEntry("", "", text) for text in texts))
    index = lexical.LexicalIndex(tmp_path)
    numbers, scores = index.search("试用期多久", 10)
    assert numbers[0] == 1
    assert (np.diff(scores) <= 0).all()
    assert index.word_frequency("材料") == 1
    assert index.pair_frequency("老人") == 1


def test_an_everyday_word_finds_the_term_of_art_behind_the_word_itself(tmp_path: Path) -> None:
    texts = ["辞退保安", "解聘社工的程序", "走访老人"]
    lexical.build(tmp_path, (lexical.LexicalEntry("", "", text) for text in texts))
    numbers, _ = lexical.LexicalIndex(tmp_path).search("辞退", 10)
    assert numbers.tolist() == [0, 1]


def test_a_question_without_a_word_of_its_own_finds_nothing_by_words(tmp_path: Path) -> None:
    lexical.build(tmp_path, [lexical.LexicalEntry("", "", "申报材料")])
    numbers, _ = lexical.LexicalIndex(tmp_path).search("是的吗", 10)
    assert len(numbers) == 0


def unit(seed: int, n: int, dim: int = 16) -> NDArray[np.float16]:
    made = np.random.default_rng(seed).normal(size=(n, dim))
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return made.astype(np.float16)


def test_vector_search_is_exact_with_and_without_a_filter() -> None:
    vectors = unit(1, 500)
    question = unit(2, 1)[0].astype(np.float32)
    index = VectorIndex.of(16, vectors)
    expected = np.argsort(-(vectors.astype(np.float32) @ question))
    assert index.search(question, 10)[0].tolist() == expected[:10].tolist()
    mask = np.zeros(500, bool)
    mask[expected[300:]] = True  # the filter leaves only the farthest
    assert index.search(question, 10, mask)[0].tolist() == expected[300:310].tolist()
    mask[:] = True
    mask[expected[0]] = False
    assert index.search(question, 10, mask)[0].tolist() == expected[1:11].tolist()


def test_a_large_index_goes_by_codes_and_scores_exactly(tmp_path: Path) -> None:
    vectors = unit(1, CODED_FROM, 32)
    build_vectors(tmp_path / "vectors", 32, vectors)
    index = VectorIndex.open(tmp_path / "vectors")
    exact = vectors.astype(np.float32)
    keep = np.random.default_rng(3).random(len(vectors)) < 0.5
    few = np.arange(len(vectors)) % 100 == 0
    for question in unit(2, 20, 32).astype(np.float32):
        products = exact @ question
        for mask in (None, keep, few):
            allowed = products if mask is None else np.where(mask, products, -2)
            expected = np.argsort(-allowed)[:50]
            numbers, scores = index.search(question, 50, mask)
            assert len(set(numbers.tolist()) & set(expected.tolist())) >= 48
            assert numbers[0] == expected[0]
            assert np.allclose(scores, products[numbers], atol=1e-5)
    assert np.array_equal(index.vectors(np.array([5, 7])), exact[[5, 7]])


def test_a_damaged_vector_file_is_noticed_and_sql_stands_in(library: Library) -> None:
    whole = [hit.citation.text for hit in library.search("申报材料").hits]
    for path in files(library, "*/vectors.faiss"):
        spoil(path)
    mended = reopened(library)
    result = mended.search("申报材料")
    assert [hit.citation.text for hit in result.hits] == whole
    assert "kb reindex" in result.notices[0]
    assert "向量索引文件已损坏" in result.notices[0]
    mended.close()


def test_a_damaged_current_generation_falls_back_to_the_one_before(
    library: Library, tmp_path: Path
) -> None:
    take_in(library.home, write(tmp_path / "more", {"新.md": "# 新规定\n\n第一条 新增的话。\n"}))
    current = max(library.home.glob("index/generation-*"))
    for path in current.glob("lexical/*.term"):
        spoil(path)
    for path in current.glob("passages.npy"):
        spoil(path)
    mended = reopened(library)
    result = mended.search("申报材料")
    assert result.hits[0].citation.short == "《惠民资金管理细则》第四条"
    assert "上一份索引" in result.notices[0]
    mended.close()


def test_without_any_sound_index_lookups_still_work_and_the_command_is_named(
    library: Library,
) -> None:
    for path in files(library, "*/passages.npy"):
        path.unlink()
    mended = reopened(library)
    result = mended.search("社工聘用办法第二条")
    assert result.hits[0].citation.short == "《社工聘用办法》第二条"
    assert "kb reindex" in mended.search("申报材料").notices[0]
    assert mended.search("申报材料").hits == ()
    mended.close()


def test_an_index_of_another_model_is_said_and_words_still_find(library: Library) -> None:
    other = open_library(library.home, HashedEncoder(name="other@1"))
    result = other.search("申报材料")
    assert "kb reindex" in result.notices[0]
    assert result.hits[0].citation.short == "《惠民资金管理细则》第四条"
    other.close()


def test_building_keeps_two_generations_and_an_interrupted_one_is_cleared(
    library: Library,
) -> None:
    encoder = HashedEncoder()
    home = Home(library.home)
    with library.engine.begin() as connection:
        cut_short = generations.reserve(connection, 1, encoder.name, encoder.dim, 1)
    (home.index / f"generation-{cut_short:06d}").mkdir()
    for _ in range(3):
        generation.build(home, library.engine, encoder.name, encoder.dim, Silent().indexed)
    assert len(list(home.index.iterdir())) == 2
    with library.engine.connect() as connection:
        assert generations.unfinished(connection) == ()


def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    empty = open_library(tmp_path)
    with pytest.raises(IndexUnusable, match="kb add"):
        generation.open_newest(Home(tmp_path), empty.engine)
    empty.close()


def test_checking_finds_nothing_in_a_sound_library_and_everything_that_is_spoiled(
    library: Library,
) -> None:
    home = Home(library.home)
    assert check(home, library.engine) == ()
    spoil(files(library, "*/vectors.faiss")[0])
    originals = [path for path in home.originals.rglob("*") if path.is_file()]
    spoil(originals[0])
    originals[1].unlink()
    found = " ".join(finding.what for finding in check(home, library.engine))
    assert "vectors.faiss" in found
    assert "与入库时不同" in found
    assert "缺少原件" in found


def test_a_library_without_documents_has_an_empty_index(tmp_path: Path) -> None:
    library = make_library(tmp_path, {"空.md": "# 只有标题\n"})
    assert library.search("任何事情").hits == ()
    library.close()
