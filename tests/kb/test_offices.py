"""Names of offices: one office, or two of two places."""

import pytest

from kb.offices import elsewhere, same_office


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲区民政局", "甲区民政局"),
        ("甲区人力资源和社会保障局", "甲区人社局"),
        ("乙市甲区民政局", "甲区民政局"),
        ("甲区民政局、甲区财政局", "甲区民政局"),
        ("甲区人民政府", "甲区人民政府办公室"),
        ("全国人民代表大会常务委员会", "全国人民代表大会"),
        ("中共甲区委组织部", "甲区委组织部"),
    ],
)
def test_names_of_one_office(one: str, other: str) -> None:
    assert same_office(one, other)
    assert same_office(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲街道办事处", "乙街道办事处"),
        ("甲区民政局", "甲区人社局"),
        ("甲区民政局", ""),
        ("", ""),
    ],
)
def test_names_not_known_to_be_of_one_office(one: str, other: str) -> None:
    assert not same_office(one, other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("甲街道办事处", "乙街道办事处", True),
        ("丙市甲区民政局", "丙市乙区民政局", True),
        ("丙市甲区民政局", "甲区社会工作部", False),
        ("甲区乡村振兴局", "甲区城市管理局", False),
        ("甲区民政局", "民政部", False),
        ("甲区民政局", "", False),
    ],
)
def test_offices_of_two_places(one: str, other: str, expected: bool) -> None:
    assert elsewhere(one, other) is expected
