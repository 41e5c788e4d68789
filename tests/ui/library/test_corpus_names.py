from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.ui.library.naming import file_name, free_path, working_title


def test_until_the_texts_give_a_title_the_files_do(tmp_path: Path) -> None:
    (tmp_path / "Bible 1.2").mkdir()
    assert working_title([tmp_path / "Bible 1.2"]) == "Bible 1.2"
    assert working_title([Path("Alice.de.txt"), Path("Alice.en.txt")]) == "Alice.de"


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    for expected in ("Sample.hexapla", "Sample 2.hexapla", "Sample 3.hexapla"):
        path = free_path(tmp_path, "Sample")
        assert path.name == expected
        path.touch()


def test_a_dead_link_is_taken_too(tmp_path: Path) -> None:
    (tmp_path / "A.hexapla").symlink_to(tmp_path / "nowhere")
    assert free_path(tmp_path, "A").name == "A 2.hexapla"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc passwd"),
        ("con", "Corpus con"),
        ("-rf", "rf"),
        ("a\u202eb\nc", "a b c"),
        ("", "Corpus"),
    ],
)
def test_names_that_would_harm_are_made_harmless(title: str, name: str) -> None:
    assert file_name(title) == name


@given(st.text(max_size=300))
def test_every_title_makes_a_file_name(title: str) -> None:
    name = file_name(title)
    assert name
    assert name == name.strip(" .")
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert len(name.encode()) <= 130
    assert not name.startswith("-")
