import pytest

from mentors.parsing.columns import (
    Problem,
    division_of,
    guessed,
    orcid_of,
    person_of,
    roles_of,
)
from mentors.parsing.names import alike, bare_name, last_key, same_name


@pytest.mark.parametrize(
    ("typed", "name", "key"),
    [
        ("Okafor, Amara N., MD", "Amara N. Okafor", "okafor amara n"),
        ("Dr. Amara N. Okafor", "Amara N. Okafor", "okafor amara n"),
        ("Robert Smith MD, PhD", "Robert Smith", "smith robert"),
        ("Hale, Jonas, Jr.", "Jonas Hale Jr.", "hale jonas"),
        ("Ludwig van Beethoven", "Ludwig van Beethoven", "van beethoven ludwig"),
        ("Nguyễn Thị Linh", "Nguyễn Thị Linh", "linh nguyen thi"),
        ("李 明", "李 明", "明 李"),
        ("محمد علي", "محمد علي", "علي محمد"),
        ("O", "O", "o"),
        ("Ma", "Ma", "ma"),
        ("  ", "", ""),
    ],
)
def test_name_is_bared_of_titles_in_any_script(typed, name, key):
    assert (bare_name(typed), last_key(bare_name(typed))) == (name, key)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Amara N. Okafor", "Amara Okafor", True),
        ("A. Okafor", "Amara Okafor", True),
        ("Pär Lindqvist", "Par Lindqvist", True),
        ("Amara Okafor", "Amir Okafor", False),
        ("Amara N Okafor", "Amara J Okafor", False),
        ("Amara Okafor", "Amara Okonkwo", False),
        ("O", "O", True),
    ],
)
def test_two_names_are_one_person_or_not(one, other, same):
    assert same_name(one, other) is same


def test_one_name_at_two_places_is_two_people():
    assert not alike("Jonas Hale", "Lakeside Hospital", "Jonas Hale", "Farside University")
    assert alike("Jonas Hale", "Lakeside Hospital", "Jonas Hale", "The Lakeside Hospital")
    assert not alike("Jonas Hale", "Lakeside Hospital", "Jonas Hale", "")


@pytest.mark.feature("4.1", "4.2", "4.3", "4.4")
@pytest.mark.parametrize(
    ("title", "roles"),
    [
        ("Residency Program Director", ["pd"]),
        ("Associate Program Director", ["apd"]),
        ("Assistant Program Director and Clerkship Director", ["apd", "clerkship"]),
        ("Sub-Internship Director", ["sub_i"]),
        ("Professor and Chair, Program Director", ["pd", "chair"]),
        ("Research Scientist", ["research"]),
        ("Associate Dean for Student Affairs", ["student_affairs"]),
        ("DIO, Graduate Medical Education", ["gme"]),
        ("Program Coordinator", ["coordinator"]),
        ("Professor of Surgery", ["other"]),
        ("", []),
    ],
)
def test_title_is_read_as_the_kinds_of_people_who_have_leverage(title, roles):
    assert roles_of(title) == roles


def test_columns_are_guessed_from_their_headings():
    header = ["First Name", "Last Name", "Job Title", "Department", "Hospital", "E-mail", "St"]

    assert guessed(header) == {
        "first_name": 0, "last_name": 1, "role": 2, "specialty": 3, "institution": 4,
        "email": 5, "state": 6,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (["", "a@x.example", ""], "It has no name."),
        (["Amara", "nothing", ""], "The email address is not one."),
        (["Amara", "a@x.example b@x.example", ""], "The email address is not one."),
        (["Amara", "", "0000-0002-1825-0098"],
         "The ORCID is not one: 16 digits, the last of them a check."),
        (["A" * 121, "", ""], "Name is over 120 characters."),
        (["Amara", "", "", "more"], "It has more cells than there are headings."),
    ],
)  # fmt: skip
def test_row_with_a_problem_says_which(cells, words):
    assert person_of(cells, {"name": 0, "email": 1, "orcid": 2}, 3) == Problem(words)


def test_orcid_is_held_to_its_check_digit():
    assert orcid_of("https://orcid.org/0000-0002-1825-0097") == "0000-0002-1825-0097"
    assert orcid_of("0000-0002-9079-593x") == "0000-0002-9079-593X"
    assert orcid_of("") == ""
    assert orcid_of("0000-0002-1825-0096") is None


def test_state_says_the_region():
    assert division_of("", "CA") == "pacific"
    assert division_of("New England", "") == "new_england"
    assert division_of("", "Ontario") == ""
