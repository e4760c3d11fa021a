"""The parts of a Genesys Cloud script, each in the shape of a real export.

No schema is published. The shapes are those of the two examples that the maker ships
with its Terraform provider; what they lack is marked here as known from others only:
the argument of ``scripter.changePage``, the text box, and text put into a variable.
"""

from builder.outputs.dialer.format import FieldRecord

Part = dict[str, object]

_FONT = 'Arial, "Helvetica Neue", Helvetica, sans-serif'
_NO_ACTION: Part = {"typeName": "action", "value": {}}
_NONE: Part = {"typeName": "null"}
_TEXT_SIZE = 12
_STRETCH: Part = {"sizeType": "stretch", "size": 100}
_AUTO: Part = {"sizeType": "auto"}
_FEATURES = (
    *("scripter", "screenPop", "callback", "chat", "email", "message"),
    *("bridge", "uuiData", "customerSecuredData", "list"),
)


def features() -> Part:
    """Return what surrounds the script: a script that runs by itself."""
    enabled = {
        name: {"properties": {"enabled": _boolean(name == "scripter")}}
        for name in _FEATURES
    }
    dialer: Part = {
        "enabled": _boolean(False),
        "contactListId": {"typeName": "text", "value": ""},
        "onContactDataLoadAction": _NO_ACTION,
    }
    return {"dialer": {"properties": dialer}, **enabled}


def variable(
    variable_id: str, name: str, description: str, *, comes_in: bool, goes_out: bool
) -> Part:
    """Return a variable that holds text."""
    return {
        "id": variable_id,
        "name": name,
        "description": description,
        "type": {"isDynamic": False, "isList": False, "name": "string"},
        "value": "",
        "input": comes_in,
        "output": goes_out,
    }


def describe_field(known: FieldRecord) -> str:
    """Return what a person has to know of a field."""
    personal = " Personal data." if known["personal"] else ""
    return (
        f"{known['title']}.{personal} For example {known['example']}. "
        f"From: {known['source']}."
    )


def stack(children: list[Part]) -> Part:
    """Return the container that fills a page, parts below each other."""
    properties = {
        **_box(width=_STRETCH, height=_STRETCH),
        "backgroundColor": _NONE,
        "padding": _spacing(),
        "childArrangement": {"typeName": "childArrangement", "value": "start"},
        "border": {
            "typeName": "border",
            "value": {"width": 0, "style": "solid", "color": "000000"},
        },
    }
    return {
        "type": "verticalStackContainer",
        "properties": properties,
        "children": children,
    }


def text(words: str, *, is_spoken: bool, is_exact: bool = False) -> Part:
    """Return text on a page; what is not to be spoken stands in italics."""
    return {
        "type": "text",
        "properties": {
            **_box(width=_STRETCH, height=_AUTO),
            "text": interpolated(words),
            **_letters(bold=is_exact, italic=not is_spoken, justification="left"),
            "backgroundColor": _NONE,
            "textColor": _NONE,
            "padding": {"typeName": "spacing", "value": 0},
        },
    }


def button(label: str, click: Part) -> Part:
    """Return a button that does what a click action says."""
    return {
        "type": "button",
        "properties": {
            **_box(width=_AUTO, height=_AUTO),
            "text": interpolated(label),
            "clickAction": click,
            "backgroundColor": _NONE,
            "textColor": _NONE,
            **_letters(bold=False, italic=False, justification="center"),
            "disabled": {"typeName": "variable"},
        },
    }


def text_box(hint: str, variable_id: str) -> Part:
    """Return a box that writes into a variable; its shape is known from others only."""
    return {
        "type": "input",
        "properties": {
            **_box(width=_AUTO, height=_AUTO),
            "placeholderText": interpolated(hint),
            "validation": {"typeName": "inputValidation"},
            "doesRequireValue": _boolean(False),
            "isMultilineInput": _boolean(False),
            "isPasswordInput": _boolean(False),
            "isPasswordToggleVisible": _boolean(False),
            "value": {"typeName": "variable", "value": variable_id},
            "changeAction": _NO_ACTION,
            "disabled": {"typeName": "variable"},
        },
    }


def interpolated(words: str) -> Part:
    """Return text in which variables are filled in."""
    return {"typeName": "interpolatedText", "value": words}


def reference(variable_id: str) -> str:
    """Return how text shows a variable."""
    return f"{{{{{variable_id}}}}}"


def run(action_id: str) -> Part:
    """Return the action that runs a custom action; none for an empty id."""
    if not action_id:
        return _NO_ACTION
    return {"typeName": "action", "value": {"actionName": action_id}}


def turn_to(page_id: str) -> Part:
    """Return the action that shows a page, for a button."""
    value = {
        "actionName": "scripter.changePage",
        "actionArgumentValues": [_page(page_id)],
    }
    return {"typeName": "action", "value": value}


def step_to(page_id: str) -> Part:
    """Return the step that shows a page; its argument is known from others only."""
    return _step("scripter.changePage", _page(page_id))


def step_set(variable_id: str, words: str) -> Part:
    """Return the step that writes text into a variable."""
    value = {
        "variable": {"typeName": "variable", "value": variable_id},
        "variableTypeName": "string",
        "valueOfVariableProperty": interpolated(words),
    }
    return _step(
        "scripter.setVariable", {"typeName": "variableWithValue", "value": value}
    )


def step_unless(
    variable_id: str, words: str, then: list[Part], otherwise: list[Part]
) -> Part:
    """Return the step that asks if a variable is not the text: what the maker shows."""
    return {
        "type": "if",
        "condition": {
            "type": "standard",
            "leftHandSide": {"typeName": "variable", "value": variable_id},
            "operator": "notEqual",
            "rightHandSide": interpolated(words),
        },
        "ifBlock": then,
        "elseBlock": otherwise,
    }


def _step(name: str, argument: Part) -> Part:
    return {"type": "action", "actionName": name, "actionArgumentValues": [argument]}


def _page(page_id: str) -> Part:
    return {"typeName": "page", "value": page_id}


def _box(*, width: Part, height: Part) -> Part:
    return {
        "margin": _spacing(),
        "alignment": {"typeName": "alignment", "value": "start"},
        "width": {"typeName": "sizing", "value": width},
        "height": {"typeName": "sizing", "value": height},
        "visible": {"typeName": "variable"},
        "preserveLayoutLocation": _boolean(False),
    }


def _letters(*, bold: bool, italic: bool, justification: str) -> Part:
    return {
        "bold": _boolean(bold),
        "italic": _boolean(italic),
        "underline": _boolean(False),
        "font": {"typeName": "font", "value": _FONT},
        "fontSize": {"typeName": "integer", "value": _TEXT_SIZE},
        "justification": {"typeName": "text", "value": justification},
    }


def _spacing() -> Part:
    return {"typeName": "spacing", "value": [5, 5, 5, 5]}


def _boolean(value: bool) -> Part:
    return {"typeName": "boolean", "value": value}
