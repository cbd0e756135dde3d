"""The pages with a script in every field, run by a browser that no policy holds back."""

import pytest

from tests.access.test_hostile_text import html_of, pages_with
from tests.drills.conftest import size, told  # noqa: F401
from tests.hostile import SCRIPTS

COUNTING = "window.ran = 0; window.xss = () => { window.ran += 1 };"
# What a person would do for a script that waits for them.
PROVOKE = """() => {
    for (const one of document.querySelectorAll('details')) one.open = true;
    for (const one of document.querySelectorAll('input, textarea, button, a')) {
        one.focus(); one.dispatchEvent(new Event('mouseover', {bubbles: true}));
    }
    return window.ran;
}"""


def executions(browser, bodies):
    """page -> how often a payload ran, with no policy at all and no other host in reach."""
    context, ran = browser.new_context(), {}
    context.add_init_script(COUNTING)
    context.route("**/*", lambda route: route.abort())
    try:
        for name, body in bodies.items():
            page = context.new_page()
            page.set_content(body, wait_until="domcontentloaded")
            ran[name] = page.evaluate(PROVOKE)
            page.close()
    finally:
        context.close()
    return ran


@pytest.mark.browser
@pytest.mark.django_db
@pytest.mark.drill("I3")
def test_no_payload_runs_in_a_browser_without_a_policy(chromium, told, size):  # noqa: F811
    """The quick form opens every sixth page; the drill opens all, with each payload in turn."""
    step, turns = size(quick=6, full=1), size(quick=1, full=4)
    ran, count = {}, 0
    for turn in range(turns):
        _, pages = pages_with(SCRIPTS, shift=turn * 17)
        bodies = dict(list(html_of(pages).items())[::step])
        count += len(bodies)
        found = executions(chromium, bodies)
        ran |= {(turn, *name): times for name, times in found.items() if times}

    assert ran == {}
    with told.control("one payload that nobody escaped"):
        page = "<!doctype html><p><img src=x onerror=xss()><svg/onload=xss()></p>"
        assert executions(chromium, {"x": page}) == {"x": 0}
    told.figure(f"{count} pages opened without a policy, 0 executions")
