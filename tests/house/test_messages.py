"""The catalogues' own tool: every text belongs to one label, and what is missing or stale is seen."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.house.project import PACKAGES, files
from tools import messages


def owners(path):
    return [
        label
        for label in messages.APPS
        if any(path == source or source in path.parents for source in messages.sources(label))
    ]


def test_labels_are_those_of_the_settings():
    assert list(messages.APPS) == [Path(folder).name for folder in settings.LOCALE_PATHS]


def test_every_file_belongs_to_one_label():
    places = [
        *files(".py", folders=PACKAGES),
        *files(".html", folders=("templates",)),
        *files(".js", folders=("static",)),
    ]
    assert {str(path): owners(path) for path in places if len(owners(path)) != 1} == {}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of two labels with one message each."""
    for folder in ("klaipeda_plan/jobs", "plans", "templates/plans", "templates/components", "static/plans", "locale"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "plans/services.py").write_text('from x import gettext as _\n\nMESSAGE = _("Saved.")\n')
    (tmp_path / "templates/plans/tree.html").write_text(
        "{% load i18n %}"
        "{% blocktranslate count n=n trimmed %}{{ n }} goal{% plural %}{{ n }} goals{% endblocktranslate %}"
    )
    (tmp_path / "templates/components/menu.html").write_text('{% load i18n %}{% translate "Menu" %}')
    (tmp_path / "static/plans/save.js").write_text('export const label = gettext("Save");\n')
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    return tmp_path


def catalogue(project, label, domain="django"):
    return project / f"locale/{label}/lt/LC_MESSAGES/{domain}.po"


def translate(project):
    translations = {
        "Menu": "Meniu",
        "Saved.": "Išsaugota.",
        "Save": "Išsaugoti",
    }
    for path in project.glob("locale/**/*.po"):
        text = path.read_text()
        for original, translation in translations.items():
            text = text.replace(f'msgid "{original}"\nmsgstr ""', f'msgid "{original}"\nmsgstr "{translation}"')
        for number, word in enumerate(("tikslas", "tikslai", "tikslo", "tikslų")):
            text = text.replace(f'msgstr[{number}] ""', f'msgstr[{number}] "%(n)s {word}"')
        path.write_text(text)


def test_messages_go_to_the_label_of_their_folder(project):
    messages.update()
    assert 'msgid "Saved."' in catalogue(project, "plans").read_text()
    assert 'msgid "%(n)s goal"' in catalogue(project, "plans").read_text()
    assert 'msgid "Save"' in catalogue(project, "plans", "djangojs").read_text()
    assert 'msgid "Menu"' in catalogue(project, "core").read_text()
    assert not catalogue(project, "jobs").exists()


def test_what_is_left_to_translate_is_counted(project, capsys):
    messages.update()
    assert capsys.readouterr().out.splitlines() == [
        "locale/core/lt/LC_MESSAGES/django.po: 1 to translate",
        "locale/plans/lt/LC_MESSAGES/django.po: 2 to translate",
        "locale/plans/lt/LC_MESSAGES/djangojs.po: 1 to translate",
    ]


def test_catalogue_counts_as_lithuanian_does_and_carries_no_dates_or_lines(project):
    messages.update()
    text = catalogue(project, "plans").read_text()
    assert "nplurals=4" in text
    assert text.count("msgstr[") == 4
    assert "Date" not in text
    assert "#: plans/services.py\n" in text


def test_complete_catalogues_pass_and_stay_as_they_are(project):
    messages.update()
    translate(project)
    messages.update()
    before = {path: path.read_bytes() for path in project.glob("locale/**/*.?o")}
    assert messages.check() == 0
    messages.update()
    assert {path: path.read_bytes() for path in project.glob("locale/**/*.?o")} == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda p: None, ""),
        (lambda p: (p / "plans/more.py").write_text('_("New.")\n'), 'not translated: "New."'),
        (lambda p: (p / "plans/services.py").unlink(), "stale"),
        (lambda p: catalogue(p, "plans").with_suffix(".mo").unlink(), "stale"),
        (lambda p: catalogue(p, "plans").write_text(catalogue(p, "plans").read_text().replace("Iš", "iš")), "stale"),
        (
            lambda p: catalogue(p, "core").write_text(
                catalogue(p, "core").read_text().replace('msgid "Menu"', '#, fuzzy\nmsgid "Menu"')
            ),
            'fuzzy: "Menu"',
        ),
    ],
)
def test_check_sees(project, capsys, change, said):
    messages.update()
    translate(project)
    messages.update()
    change(project)
    assert messages.check() == (1 if said else 0)
    assert said in capsys.readouterr().err
