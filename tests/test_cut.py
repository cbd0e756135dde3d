"""The style sheet of the pages: Bootstrap without the rules that no page can use."""

import pytest

from smartpick.machine import cut


def test_sheet_holds_each_rule_that_a_page_can_use():
    assert cut.complaints() == []


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        ("a{b:c}", ["a{b:c}"]),
        (".btn{b:c}", [".btn{b:c}"]),
        (".toast{b:c}", []),
        (".btn,.toast{b:c}", [".btn{b:c}"]),
        (".btn .toast{b:c}", []),
        (".btn:not(.toast){b:c}", [".btn:not(.toast){b:c}"]),
        (":is(.toast,.btn){b:c}", []),
        ("@media print{.btn{b:c}.toast{d:e}}", ["@media print{.btn{b:c}}"]),
        ("@media print{.toast{d:e}}", []),
        ("@keyframes spin{to{b:c}}", ["@keyframes spin{to{b:c}}"]),
    ],
)
def test_a_rule_stays_when_each_of_its_classes_is_a_word_of_the_sources(css, kept):
    assert cut.cut(css, {"btn", "print"}) == kept


def test_license_stands_first():
    first = cut.CUT.read_text().splitlines()[0]

    assert first.startswith("/*! Bootstrap")
    assert first.endswith("*/")
    assert "Licensed under MIT" in first
