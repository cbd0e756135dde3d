"""A folder of private files: nothing in it has an address."""

from django.core.files.storage import FileSystemStorage


class PrivateFolder(FileSystemStorage):
    def url(self, name: str | None) -> str:
        raise ValueError("A private file has no address; a view behind the gate hands it out.")
