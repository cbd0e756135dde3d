"""Every page that answers GET, in a browser: one h1, nothing serious for axe in light and dark, a
ring on everything that takes the focus, no line wider than a small phone, no report of the CSP."""

import pytest
from django.core.management import call_command

from smartpick.access_table import TABLE, Who
from tests.access.test_matrix import address_of
from tests.browser.steps import AXE, SERIOUS
from tests.cast import make_cast

pytestmark = pytest.mark.browser
FILES = (".pdf", ".csv", ".ics", ".eml", ".json", ".zip")
# Each person with the pages that are looked at through their eyes.
EYES = {
    "signed_out": {Who.ANYONE},
    "maya": {Who.PERSON, Who.MEMBER},
    "dean_okafor": {Who.DEAN},
    "admin_park": {Who.ADMINISTRATOR},
    "operator": {Who.OPERATOR},
}
AT_LEAST = {"signed_out": 8, "maya": 70, "dean_okafor": 18, "admin_park": 4, "operator": 2}
CONTRAST = """async () => (await axe.run(document, {runOnly: ['color-contrast']})).violations
    .map(found => 'dark ' + found.id + ': '
        + found.nodes.map(node => node.target.join(' ')).join(', '))"""
TWICE = """() => [...document.querySelectorAll('[id]')].map(one => one.id)
    .filter((id, at, all) => all.indexOf(id) !== at).map(id => 'id twice: ' + id)"""
# After a press of Tab, focus from a script is shown as focus from the keyboard is.
NO_RING = """() => [...document.querySelectorAll(
        'a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled)
    .filter(one => {
        one.focus();
        if (document.activeElement !== one) return false;
        const shows = css => css.outlineStyle !== 'none' || css.boxShadow !== 'none';
        return !shows(getComputedStyle(one)) && !shows(getComputedStyle(one, '::after'))
            && !shows(getComputedStyle(one.parentElement));
    })
    .map(one => 'no ring: ' + one.outerHTML.slice(0, 90))"""


def pages_of(person, cast):
    """The addresses of this person's pages; files are looked at elsewhere."""
    for name, line in TABLE.items():
        if line.who in EYES[person] and "GET" in line.methods:
            address = address_of(name, cast)
            if not address.endswith(FILES) and name not in ("outreach:document", "dean:document"):
                yield name, address


def faults(page, address):
    """What is wrong with a page that opens; nothing at all for one that does not."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")  # no color on its way
    answer = page.goto(address)
    is_page = answer is not None and answer.status == 200
    if not is_page or "html" not in answer.headers.get("content-type", ""):
        return None
    page.evaluate(AXE)
    found = page.evaluate(SERIOUS)
    found += page.evaluate(TWICE)
    heads = page.locator("h1").count()
    found += [] if heads == 1 else [f"{heads} h1"]
    page.keyboard.press("Tab")
    found += page.evaluate(NO_RING)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += page.evaluate(CONTRAST)
    page.set_viewport_size({"width": 320, "height": 640})
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append("wider than 320 px")
    page.set_viewport_size({"width": 1366, "height": 768})
    return found


@pytest.mark.feature("X46")
def test_every_page_is_whole_for_eyes_keys_and_small_screens(site, signed_in, open_browser):
    cast = make_cast()
    call_command("load_reference", verbosity=0)
    wrong, opened = {}, {}
    for person in EYES:
        user = cast.people[person]
        context = signed_in(user) if user else open_browser()
        page = context.new_page()
        said = []
        page.on("console", lambda line, said=said: said.append(line.text))
        for name, address in pages_of(person, cast):
            found = faults(page, f"{site}{address}")
            if found is not None:
                opened[person] = opened.get(person, 0) + 1
                found += [text for text in said if "Content Security Policy" in text]
                if found:
                    wrong[person, name] = found
            said.clear()
        context.close()

    print("\npages opened:", opened)
    assert wrong == {}
    assert {person: opened[person] >= least for person, least in AT_LEAST.items()} == dict.fromkeys(
        AT_LEAST, True
    )
