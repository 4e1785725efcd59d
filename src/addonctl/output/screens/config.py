"""Show every setting with its value and where that comes from."""

from addonctl.model.marking import N_
from addonctl.model.reports import ConfigAnswer, SettingInForce
from addonctl.output.blocks import Cell, Column, Row
from addonctl.output.document import Document
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.output.writing import written
from addonctl.text.translator import Translator


def render_config(answer: ConfigAnswer, say: Translator, features: StreamFeatures) -> str:
    """Show the settings as a table, and which file they may come from."""
    page = Document()
    page.paragraph(_file(answer, say), hang=2)
    page.line()
    page.begin_answer()
    page.table(
        [
            Column(head=say(N_("Setting"))),
            Column(head=say(N_("Value"))),
            Column(head=say(N_("From"))),
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
    return written(page, features, say.colon)


def _file(answer: ConfigAnswer, say: Translator) -> str:
    if answer.file is None:
        return say(N_("Settings file: none, because there is no home folder"))
    template = (
        N_("Settings file: {file}")
        if answer.file_exists
        else N_("Settings file: {file} (does not exist)")
    )
    return say(template, file=answer.file)


def _value(setting: SettingInForce, say: Translator) -> str:
    if setting.value is not None:
        return say.clean(setting.value)
    is_packaged = setting.name in {"catalog", "policy"}
    return say(N_("(packaged)")) if is_packaged else say(N_("(none)"))


def _origin(setting: SettingInForce, say: Translator) -> str:
    name = setting.origin.name
    return say(N_("default")) if name is None else say.clean(name)
