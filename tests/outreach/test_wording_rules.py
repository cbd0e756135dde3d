import pytest

from outreach.rules.checking import check_mail
from tests.outreach.golden_mails import CASES, NEAR, facts_of, mail_around


def fired(case):
    checked = check_mail(subject=case["subject"], body=case["body"], facts=facts_of(case))
    return {
        "must_fix": sorted(check.id for check in checked.must),
        "consider": sorted(check.id for check in checked.consider),
    }


@pytest.mark.feature("5.1", "5.2", "5.13", "5.14", "7.13")
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_golden_mail_is_checked_as_written(case):
    assert fired(case) == case["expected"]


@pytest.mark.feature("5.1", "5.2", "5.13", "5.14", "7.13")
@pytest.mark.parametrize("case", NEAR, ids=[case["id"] for case in NEAR])
def test_check_fires_on_the_text_and_not_on_the_near_miss(case):
    subject, body = mail_around(case)

    checked = check_mail(subject=subject, body=body, facts=facts_of(case))

    lines = [check.id for check in (*checked.must, *checked.consider)]
    assert (case["rule"] in lines) == case["fires"]
