"""What a person does on a page: fill, press, look."""

from smartpick.machine.environment import PROJECT

AXE = (PROJECT / "static" / "vendor" / "axe.min.js").read_text()
SERIOUS = """async () => (await axe.run(document)).violations
    .filter(found => ['serious', 'critical'].includes(found.impact))
    .map(found => found.id + ': ' + found.nodes.map(node => node.target.join(' ')).join(', '))"""


class Count:
    """Answers given, characters typed and pages loaded, as the usability tasks count them."""

    def __init__(self, page):
        self.answers = self.characters = self.loads = self.clicks = 0
        page.on("load", lambda: setattr(self, "loads", self.loads + 1))


def fill(page, told, count):
    """Give each answer where the page asks for it; a folded group is opened first."""
    for name, values in told.items():
        for value in values if isinstance(values, list) else [values]:
            if value == "":
                continue
            answer(page, name, str(value))
            count.answers += 1
            chosen = page.locator(f"[name={name}]").first.get_attribute("type")
            if chosen not in ("radio", "checkbox"):
                count.characters += len(str(value))


def answer(page, name, value):
    field = page.locator(f"[name={name}]").first
    folded = page.locator("details:not([open])").filter(has=page.locator(f"[name={name}]"))
    while folded.count():
        folded.first.locator("> summary").click()
    if field.get_attribute("type") == "radio" or (
        field.get_attribute("type") == "checkbox" and value != "on"
    ):
        field = page.locator(f"[name={name}][value='{value}']")
    if field.get_attribute("type") in ("radio", "checkbox"):
        field.check()
    else:
        field.fill(value)


def press(page, name, count=None):
    if count is not None:
        count.clicks += 1
    page.get_by_role("button", name=name, exact=True).first.click()


def barriers(page):
    """What axe finds serious, and a page wider than its screen."""
    page.evaluate(AXE)
    found = page.evaluate(SERIOUS)
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append("wider than the screen")
    return found
