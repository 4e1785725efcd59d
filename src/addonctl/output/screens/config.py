"""Show every setting with its value and where that comes from."""

from addonctl.model.marking import mark as _
from addonctl.model.reports import ConfigAnswer, SettingInForce
from addonctl.output.formats.markdown import new_page
from addonctl.output.terminal.page import Cell, Column, Row
from addonctl.output.terminal.streams import Look
from addonctl.text.translator import Wording


def render_config(answer: ConfigAnswer, say: Wording, look: Look) -> str:
    """Show the settings as a table, and which file they may come from."""
    page = new_page(look, say.colon)
    page.paragraph(_file(answer, say), hang=2)
    page.line()
    page.table(
        [
            Column(head=say(_("Setting"))),
            Column(head=say(_("Value"))),
            Column(head=say(_("From"))),
        ],
        [
            Row(
                cells=(
                    Cell(setting.name),
                    Cell(_value(setting, say)),
                    Cell(_origin(setting, say), "dim" if setting.origin.name is None else ""),
                )
            )
            for setting in answer.settings
        ],
    )
    return page.text()


def _file(answer: ConfigAnswer, say: Wording) -> str:
    if answer.file is None:
        return say(_("Settings file: none, because there is no home folder"))
    template = (
        _("Settings file: {file}")
        if answer.file_exists
        else _("Settings file: {file} (does not exist)")
    )
    return say(template, file=answer.file)


def _value(setting: SettingInForce, say: Wording) -> str:
    if setting.value is not None:
        return say.clean(setting.value)
    is_packaged = setting.name in {"catalog", "policy"}
    return say(_("(packaged)")) if is_packaged else say(_("(none)"))


def _origin(setting: SettingInForce, say: Wording) -> str:
    name = setting.origin.name
    return say(_("default")) if name is None else say.clean(name)
