import errno
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from outreach.models import Document
from outreach.services.document import add_document, erase_files
from smartpick.common.errors import RuleBroken
from tests.factories import autopsy_of
from tests.factories import plain_pdf as good


def add(applicant, *, kind="cv", name="CV.pdf", content=None, now=None):
    return add_document(
        applicant=applicant, cycle=autopsy_of(applicant).cycle, kind=kind, name=name,
        content=content or good(), by=applicant.user, now=now or timezone.now(),
    )  # fmt: skip


def kept(tmp_path):
    return sorted(path.name for path in tmp_path.rglob("*") if path.is_file())


@pytest.mark.feature("X39")
def test_new_file_is_a_new_version_and_the_same_file_is_not(maya):
    first, again = add(maya), add(maya)
    second = add(maya, content=good(pages=2))

    assert (first.pk, again.pk, second.number) == (first.pk, first.pk, 2)


@pytest.mark.feature("X39")
def test_file_lies_under_a_random_name_outside_what_is_served(maya):
    document = add(maya, name="../../evil.pdf")

    assert document.name == "evil.pdf"
    assert "evil" not in document.file.name
    assert len(document.file.name.split("/")[1]) == 40
    with pytest.raises(ValueError, match="has no address"):
        document.file.url  # noqa: B018


@pytest.mark.feature("X39")
def test_page_adds_replaces_and_says_what_is_wrong(client, maya, tmp_path):
    client.force_login(maya.user)

    def send(name, content):
        file = SimpleUploadedFile(name, content, content_type="application/pdf")
        return client.post("/documents/", {"kind": "cv", "file": file})

    assert send("CV.pdf", good()).status_code == 302
    word = send("cv.docx", b"PK\x03\x04 word")
    empty = send("cv.pdf", b"")

    assert b"cv.docx is a Word file or an archive. Save it as PDF and add that." in word.content
    assert b"cv.pdf is empty. Add the file again." in empty.content
    assert len(kept(tmp_path)) == 1


@pytest.mark.feature("X39")
def test_download_is_an_attachment_that_runs_nothing(client, maya):
    document = add(maya, name="Lebenslauf Ä.pdf")
    client.force_login(maya.user)

    answer = client.get(f"/documents/{document.code}/")

    assert answer.content == good()
    assert answer["Content-Disposition"] == ("attachment; filename*=utf-8''Lebenslauf%20%C3%84.pdf")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == (
        "nosniff", "no-store, private",
    )  # fmt: skip


def test_erased_file_is_gone(client, maya, tmp_path):
    document = add(maya)
    erase_files(applicant=maya)
    document.delete()
    client.force_login(maya.user)

    assert client.get(f"/documents/{document.code}/").status_code == 404
    assert kept(tmp_path) == []


@pytest.mark.feature("X39")
def test_removed_file_goes_with_its_row(client, maya, tmp_path, django_capture_on_commit_callbacks):
    document = add(maya)
    client.force_login(maya.user)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/documents/{document.code}/remove/")

    assert (Document.objects.count(), kept(tmp_path)) == (0, [])


def test_quota_names_the_largest_files(maya, settings):
    settings.DOCUMENTS_QUOTA = len(good()) + 10
    add(maya)

    with pytest.raises(RuleBroken, match=r"Your files hold .* the largest: CV\.pdf"):
        add(maya, content=good(pages=2))


def test_thirty_files_in_an_hour_are_enough(maya):
    now = timezone.now()
    row = add(maya)
    Document.objects.bulk_create(
        Document(applicant=maya, kind="cv", number=n, name="x", size=1, sha256=str(n),
                 pages_count=1, file=row.file.name) for n in range(2, 32)
    )  # fmt: skip

    with pytest.raises(RuleBroken, match="in an hour"):
        add(maya, content=good(pages=2))
    assert add(maya, content=good(pages=2), now=now + timedelta(hours=2)).number == 32


@pytest.mark.feature("X39")
def test_full_disk_is_said_and_nothing_is_half_kept(client, maya, monkeypatch, tmp_path):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)
    client.force_login(maya.user)
    file = SimpleUploadedFile("CV.pdf", good(), content_type="application/pdf")

    answer = client.post("/documents/", {"kind": "cv", "file": file})

    assert answer.status_code == 503
    assert b"The disk is full. Nothing was lost" in answer.content
    assert (Document.objects.count(), kept(tmp_path)) == (0, [])


def test_huge_body_is_refused_by_its_length(client, maya):
    client.force_login(maya.user)

    answer = client.post("/documents/", CONTENT_LENGTH="1000000000")

    assert answer.status_code == 413
    assert b"That was too large" in answer.content
