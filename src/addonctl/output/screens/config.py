"""Show every setting with its value and where that comes from."""

from addonctl.model.marking import N_
from addonctl.model.upkeep import ConfigAnswer, SettingInForce
from addonctl.output.blocks import Cell, row
from addonctl.output.page import Page
from addonctl.text.translator import Translator


def add_config(page: Page, answer: ConfigAnswer) -> None:
    """Add the settings as a table, and which file they may come from."""
    say = page.say
    if answer.file is None:
        template = N_("Settings file: none, because there is no home folder")
    elif answer.file_exists:
        template = N_("Settings file: {file}")
    else:
        template = N_("Settings file: {file} (does not exist)")
    page.paragraph(say(template, file=answer.file or ""), hang=2)
    page.line()
    with page.as_answer():
        page.table(
            page.heads(N_("Setting"), N_("Value"), N_("From")),
            [row(each.name, _value(each, say), _origin(each, say)) for each in answer.settings],
        )


def _value(setting: SettingInForce, say: Translator) -> str:
    if setting.value is not None:
        return say.clean(setting.value)
    return say(N_("(packaged)") if setting.name in {"catalog", "policy"} else N_("(none)"))


def _origin(setting: SettingInForce, say: Translator) -> Cell:
    name = setting.origin.name
    return Cell(say(N_("default")), "dim") if name is None else Cell(say.clean(name))
