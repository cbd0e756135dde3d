"""Forty files that are no plain PDF, and the one that is; made here, none of them is real."""

import io
import zipfile
import zlib

import pikepdf

from tests.factories import plain_pdf as good


def with_root(**entries):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for key, value in entries.items():
        pdf.Root[f"/{key}"] = value(pdf)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def on_page(value):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].obj["/Extra"] = value(pdf)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def action(**entries):
    return lambda pdf: pdf.make_indirect(pikepdf.Dictionary(**entries))


def locked():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def embedding():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["a.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ...", filename="a.exe")
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def stream_bomb(packed_twice=False, megabytes=80):
    flow = zlib.compressobj(9)
    data = b"".join(flow.compress(b"\0" * 1024 * 1024) for _ in range(megabytes)) + flow.flush()
    if packed_twice:
        data = zlib.compress(data, 9)
    return raw_pdf(data, b"/FlateDecode")


def raw_pdf(data, kind, extra=b""):
    head = b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    head += b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    head += b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R>>endobj\n"
    head += b"4 0 obj<</Length %d/Filter %s%s>>stream\n" % (len(data), kind, extra)
    return head + data + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def object_stream_bomb():
    data = zlib.compress(b"5 0 " + b" " * 80 * 1024 * 1024, 9)
    return raw_pdf(data, b"/FlateDecode", b"/Type/ObjStm/N 1/First 4")


def deep(levels=5000):
    return raw_pdf(b"x", b"/None", b"/A " + b"[" * levels + b"]" * levels)


def loop():
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 99999999>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def many_objects(count=30_000):
    body = b"".join(b"%d 0 obj<</A 1>>endobj\n" % n for n in range(10, 10 + count))
    return good().replace(b"%%EOF", b"") + body + b"%%EOF\n"


def zipped(name="word/document.xml"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr(name, "x" * 5000)
    return out.getvalue()


JS = {"S": pikepdf.Name("/JavaScript"), "JS": "app.alert(1)"}
EVIL = {
    "cv.docx": zipped(),
    "cv.docm": zipped("word/vbaProject.bin"),
    "cv.zip": zipped("cv.pdf"),
    "word-as.pdf": zipped(),
    "old-word-as.pdf": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 500,
    "picture.png": b"\x89PNG\r\n\x1a\n" + b"x" * 500,
    "picture-as.pdf": b"\x89PNG\r\n\x1a\n" + b"x" * 500,
    "photo-as.pdf": b"\xff\xd8\xff\xe0" + b"x" * 500,
    "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "drawing-as.pdf": b"<svg onload='alert(1)'/>",
    "page.html": b"<html><script>alert(1)</script></html>",
    "page-as.pdf": b"<!doctype html><script>alert(1)</script>",
    "text-as.pdf": b"Curriculum vitae",
    "rich-as.pdf": b"{\\rtf1 hello}",
    "program-as.pdf": b"MZ" + b"\0" * 500,
    "script.js": b"alert(1)",
    "empty.pdf": b"",
    "header-only.pdf": b"%PDF-1.7\n",
    "header-and-end.pdf": b"%PDF-1.7\n%%EOF\n",
    "cut.pdf": good()[:200],
    "late-header.pdf": b"junk\n" + good(),
    "zip-behind.pdf": good() + zipped(),
    "html-behind.pdf": good() + b"<script>alert(1)</script>",
    "cv.pdf.exe": good(),
    "cv.exe": good(),
    "no-extension": good(),
    "cv.pdf.html": good(),
    "script.pdf": with_root(OpenAction=action(**JS)),
    "names-script.pdf": with_root(
        Names=action(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([])))
    ),
    "launch.pdf": with_root(OpenAction=action(S=pikepdf.Name("/Launch"), F="cmd.exe")),
    "submit.pdf": on_page(action(S=pikepdf.Name("/SubmitForm"), F="https://x.example")),
    "import.pdf": on_page(action(S=pikepdf.Name("/ImportData"), F="x.fdf")),
    "xfa.pdf": with_root(AcroForm=action(XFA="x", Fields=pikepdf.Array([]))),
    "media.pdf": on_page(action(Subtype=pikepdf.Name("/RichMedia"))),
    "carries.pdf": embedding(),
    "portfolio.pdf": with_root(Collection=action(View=pikepdf.Name("/T"))),
    "locked.pdf": locked(),
    "pages.pdf": good(pages=61),
    "stream-bomb.pdf": stream_bomb(),
    "object-bomb.pdf": object_stream_bomb(),
    "deep.pdf": deep(),
    "loop.pdf": loop(),
    "objects.pdf": many_objects(),
    "pixels.pdf": on_page(action(Subtype=pikepdf.Name("/Image"), Width=60_000, Height=60_000)),
    "large.pdf": good() + b"\n" * (5 * 1024 * 1024) + b"%%EOF",
}
