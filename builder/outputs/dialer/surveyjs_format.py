"""The parts of SurveyJS form JSON that an export uses, as survey-core names them."""

from typing import NotRequired, TypedDict


class CalculatedValue(TypedDict):
    """A variable that the form works out itself."""

    name: str
    expression: str
    includeIntoResult: NotRequired[bool]


class ChoiceItem(TypedDict):
    """An answer to pick."""

    value: str
    text: str


class Element(TypedDict):
    """A question, or a panel of others; ``title`` and ``description`` are plain text.

    A question of type ``expression`` without an expression shows its title and asks
    nothing.
    """

    type: str
    name: str
    title: NotRequired[str]
    titleLocation: NotRequired[str]
    description: NotRequired[str]
    elements: NotRequired[list["Element"]]
    choices: NotRequired[list[ChoiceItem]]
    dataList: NotRequired[list[str]]
    isRequired: NotRequired[bool]
    requiredIf: NotRequired[str]
    enableIf: NotRequired[str]


class Page(TypedDict):
    """What is on the screen at one time."""

    name: str
    visibleIf: NotRequired[str]
    elements: list[Element]


class HtmlCondition(TypedDict):
    """What the last screen shows under a condition."""

    expression: str
    html: str


class Survey(TypedDict):
    """A whole form."""

    title: str
    locale: NotRequired[str]
    showQuestionNumbers: str
    clearInvisibleValues: str
    textUpdateMode: str
    autoAdvanceEnabled: bool
    autoAdvanceAllowComplete: bool
    completedHtml: str
    completedHtmlOnCondition: NotRequired[list[HtmlCondition]]
    calculatedValues: list[CalculatedValue]
    pages: list[Page]
