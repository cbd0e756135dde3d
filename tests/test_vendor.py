"""What we took from others is what its maker published, each with its license."""

import shutil

import pytest

from smartpick.machine import vendor


@pytest.fixture
def copy(tmp_path):
    for folder in vendor.FOLDERS:
        shutil.copytree(vendor.STATIC / folder, tmp_path / folder)
    return tmp_path


def test_vendored_files_are_as_published():
    assert vendor.complaints() == []


def test_each_package_brings_its_license():
    assert [name for name, files in vendor.WANT.items() if "LICENSE" not in files] == []


def test_one_changed_byte_a_missing_and_a_foreign_file_are_named(copy):
    (copy / "vendor/bootstrap.min.css").write_bytes(b"/* changed */")
    (copy / "vendor/axe.min.js").unlink()
    (copy / "icons/stranger.svg").write_text("<svg/>")

    assert set(vendor.complaints(copy)) == {
        "vendor/bootstrap.min.css was changed",
        "vendor/axe.min.js is missing",
        "icons/stranger.svg stands in no package of the list",
    }
