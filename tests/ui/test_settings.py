from __future__ import annotations

import json
from pathlib import Path

import pytest

from viewer.ui.settings import Settings
from viewer.ui.settings_table import SETTINGS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_every_setting_has_a_help_line_and_a_default_of_its_own_kind() -> None:
    assert all(setting.help.endswith(".") for setting in SETTINGS)
    assert all(setting.accepts(setting.default) for setting in SETTINGS)
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)


def test_what_was_set_is_there_again(path: Path) -> None:
    settings = Settings(path)
    settings["theme"] = "dark"
    settings["zoom"] = 1.25
    settings.save()
    assert (Settings(path)["theme"], Settings(path)["zoom"]) == ("dark", 1.25)
    assert [name.name for name in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 100_000, b"null"])
def test_a_damaged_file_gives_the_defaults_and_is_kept(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    settings = Settings(path)
    assert settings["theme"] == "system"
    assert settings.damaged is not None
    assert settings.damaged.read_bytes() == content
    settings.save()
    assert Settings(path).damaged is None
    assert settings.damaged.exists()


def test_a_second_damaged_file_does_not_replace_the_first(path: Path) -> None:
    path.parent.mkdir()
    for content in ("one", "two"):
        path.write_text(content)
        Settings(path)
    assert sorted(file.read_text() for file in path.parent.iterdir()) == ["one", "two"]


def test_a_value_that_cannot_be_is_left_out_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"theme": "pink", "zoom": 99, "search_exact": 1, "menu_bar": False}))
    settings = Settings(path)
    assert (settings["theme"], settings["zoom"], settings["search_exact"]) == ("system", 1.0, False)
    assert settings["menu_bar"] is False
    assert sorted(settings.refused) == ["search_exact", "theme", "zoom"]


def test_what_a_newer_version_wrote_stays(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"of_tomorrow": 7}))
    settings = Settings(path)
    settings["theme"] = "sepia"
    settings.save()
    assert json.loads(path.read_text()) == {"of_tomorrow": 7, "theme": "sepia"}


def test_a_write_that_fails_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(path)
    settings["theme"] = "dark"
    settings.save()
    settings["theme"] = "light"

    def no_space(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        settings.save()
    assert Settings(path)["theme"] == "dark"
    assert [name.name for name in path.parent.iterdir()] == ["settings.json"]


def test_only_values_of_the_table_can_be_set(path: Path) -> None:
    with pytest.raises(ValueError, match="theme"):
        Settings(path)["theme"] = "pink"
    with pytest.raises(KeyError):
        Settings(path)["colour"] = "pink"


def test_without_a_path_nothing_is_written() -> None:
    settings = Settings()
    settings["zoom"] = 2.0
    settings.save()
    assert settings["zoom"] == 2.0


def test_a_file_that_may_not_be_read_gives_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "settings.json").mkdir()
    settings = Settings(tmp_path / "settings.json")
    assert settings["theme"] == "system"
    assert isinstance(settings.unreadable, OSError)
