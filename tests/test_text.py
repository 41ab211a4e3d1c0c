import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.text import dashes_to_hyphen, squeeze, tidy


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        pytest.param("０２８－８６４０７１１０", "028-86407110", id="full width"),
        pytest.param("  武侯 \n\t 区 ", "武侯 区", id="white space"),
        pytest.param("武侯\u200b区\ufeff", "武侯区", id="invisible"),
        pytest.param("一路、二路。", "一路、二路。", id="Chinese punctuation stays"),
        pytest.param("\u202e反\u202c", "反", id="direction marks"),
        pytest.param("\x00\x07", "", id="control characters"),
        pytest.param("⻓⻄⼤⼾⺠", "长西大户民", id="radicals of PDF programs"),
    ],
)
def test_text_is_tidied_as_a_person_would_retype_it(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


@given(st.text(max_size=200))
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_squeezed_texts_have_no_spaces_and_no_capitals() -> None:
    assert squeeze(" Wu Hou　区") == "wuhou区"


@pytest.mark.parametrize("dash", ["—", "——", "－", "–", "--", "―", "─"])
def test_every_dash_is_one_hyphen(dash: str) -> None:
    assert dashes_to_hyphen(f"028{dash}86407110") == "028-86407110"
