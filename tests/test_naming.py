"""An area's whole name, from the province down."""

from sites.areas import gazetteer
from sites.areas.naming import full_name, quoted_names, short_full_name


def test_a_whole_name_goes_from_the_province_down() -> None:
    path = gazetteer().path("510107")
    assert full_name(path) == "四川省成都市武侯区"
    assert short_full_name(path) == "四川成都武侯"
    assert full_name(path[1:]) == "成都市武侯区"
    assert full_name(gazetteer().path("999999")) == ""


def test_whole_names_stand_quoted_in_a_sentence() -> None:
    named = quoted_names(gazetteer(), ("320600", "110105"))
    assert named == "「江苏省南通市」、「北京市朝阳区」"
    assert quoted_names(gazetteer(), ()) == ""
