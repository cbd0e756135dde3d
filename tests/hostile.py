# ruff: noqa: RUF001  (letters that look like others are the point)
"""Text that wants to be more than text, put into every field that holds somebody's words."""

import html
import json
import re
from html.parser import HTMLParser

from django.db import connection

# Each names itself by a tag or handler that nothing of ours is called.
SCRIPTS = [
    "<xss-1>", "<script>xss()</script>", "</textarea><xss-2>", "</title><xss-3>",
    "</script><xss-4>", '"><xss-5>', "'><xss-6>", '" onxss="1', "' onxss='1", "` onxss=`1",
    "<img src=x onerror=xss()>", "<svg/onload=xss()>", "<svg><script>xss()</script></svg>",
    "<body onload=xss()>", "<iframe src=javascript:xss()>", "<a href=javascript:xss()>x</a>",
    "<math><mi xlink:href=javascript:xss()>x", "<details open ontoggle=xss()>",
    "<input autofocus onfocus=xss()>", "<video><source onerror=xss()>", "<marquee onstart=xss()>",
    "<object data=javascript:xss()>", "<embed src=javascript:xss()>",
    "<form action=javascript:xss()>",
    "<button formaction=javascript:xss()>", "<style>*{background:url(//x.example)}</style>",
    "<link rel=stylesheet href=//x.example>", "<meta http-equiv=refresh content=0>",
    "<base href=//x.example>", "<!--><xss-7>-->", "<![CDATA[><xss-8>]]>", "<<xss-9>>",
    "<xss-10 x='\">", "<xss-11\n>", "<xss-12\t>", "<xss-13/>", "&lt;xss-14&gt;", "&#60;xss-15&#62;",
    "\\u003cxss-16\\u003e", "%3Cxss-17%3E", "<scr<script>ipt>xss()</scr</script>ipt>",
    "javascript:xss()", "JaVaScRiPt:xss()", "data:text/html,<script>xss()</script>",
    "vbscript:xss()", "{{ 7|add:7 }}", "{% now 'Y' %}", "${7*7}", "#{7*7}", "<%= 7 %>",
    "{{constructor.constructor('xss()')()}}", "<x hx-on:load=xss()>", "<x data-hx-on=xss()>",
    "<x hx-get=//x.example hx-trigger=load>", "<select><option><xss-18>", "</select><xss-19>",
    "</option></select><xss-20>", "</dd></dl><xss-21>", "</summary></details><xss-22>",
    "<template><xss-23></template>", "<noscript><xss-24></noscript>",
]  # fmt: skip
AWKWARD = [
    "'", '"', "\\", "`", "''; DROP TABLE x; --", "a\u0301e\u0301", "e\u0301" * 20, "Straße",
    "Łukasz", "Ngô Thị", "李小龍", "محمد عبد", "שלום", "\u202eevil", "\u2066x\u2069",
    "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "ﷺ", "\u00a0x\u00a0", "\u200bx", "\ufeffx", "%s", "%d %(x)s", "{0}", "{x.__class__}", "None",
    "null", "true", "0", "-1", "1e309", "NaN", "=1+1", "+1", "-1+1", "@x", "\t=1", "../../etc",
    "CON", "x" * 60, "W" * 40, "a b  c", "é", "İ", "ı", "ß", "ǅ", "𝔘𝔫𝔦", "Z̸a̸l̸g̸o̸",
]  # fmt: skip
RUNNING = ("javascript:", "vbscript:", "data:text")
TEXTS = ("text", "character varying", "jsonb")


def put_everywhere(person, payloads, *, shift=0):
    """Each canary of this person becomes one of these payloads, in every column that holds it.

    Returns canary -> payload. Written past all forms: what an import, a bug or an old release let
    in must be harmless too.
    """
    told = {}

    def payload(found):
        word = found[0]
        if word not in told:
            told[word] = payloads[(len(told) + shift) % len(payloads)]
        return told[word]

    pattern = re.compile(rf"cnry-{person}-[a-z0-9_]+")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type, character_maximum_length"
            " FROM information_schema.columns WHERE table_schema = 'public'"
            " AND data_type = ANY(%s)", [list(TEXTS)],
        )  # fmt: skip
        for table, column, kind, cap in sorted(cursor.fetchall()):
            cursor.execute(
                f'SELECT ctid::text, "{column}"::text FROM "{table}"'  # noqa: S608  (our tables)
                f' WHERE "{column}"::text LIKE %s',
                [f"%cnry-{person}-%"],
            )
            for row, text in cursor.fetchall():
                if kind == "jsonb":
                    new = json.dumps(_through(json.loads(text), pattern, payload))
                else:
                    new = pattern.sub(payload, text)[:cap]
                cursor.execute(
                    f'UPDATE "{table}" SET "{column}" = %s::{kind} WHERE ctid = %s::tid',  # noqa: S608
                    [new, row],
                )
    return told


def _through(value, pattern, payload):
    if isinstance(value, str):
        return pattern.sub(payload, value)
    if isinstance(value, list):
        return [_through(one, pattern, payload) for one in value]
    if isinstance(value, dict):
        return {name: _through(one, pattern, payload) for name, one in value.items()}
    return value


class Live(HTMLParser):
    """What a browser would take for markup although somebody typed it."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        if tag.startswith("xss") or tag in ("iframe", "object", "embed", "base", "marquee", "math"):
            self.found.append(tag)
        if tag == "script" and not (names.get("src") or names.get("type") == "application/json"):
            self.found.append("script")
        if tag in ("style", "x", "video"):
            self.found.append(tag)
        for name, value in attrs:
            scheme = re.sub(r"[\s\x00-\x1f]", "", value or "").lower()
            if name.startswith("on") or name.startswith("hx-on"):
                self.found.append(f"{tag} {name}")
            if name in ("href", "src", "action", "formaction", "data", "hx-get") and (
                scheme.startswith(("javascript:", "vbscript:", "data:text"))
                or "x.example" in scheme
            ):
                self.found.append(f"{tag} {name}={value}")


def live_markup(page):
    reader = Live()
    reader.feed(page)
    reader.close()
    return reader.found


def shown(page, payloads):
    """Which of them a reader sees on this page, as they were typed."""
    text = html.unescape(re.sub(r"\s+", " ", page))
    return {one for one in payloads if " ".join(one.split()) in text}
