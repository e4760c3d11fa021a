"""Salesforce formulas, as far as our flows use them, worked out as the maker tells.

BEGINS and REGEX mind capitals; what is blank is no text; an error makes a formula
null, which no rule takes for true.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|\{!(?P<field>\w+)\}|(?P<number>-?\d+(?:\.\d+)?)'
    r"|(?P<word>[A-Z]+)|(?P<sign>>=|<|\(|\)|,|&))"
)

Value = bool | str | Decimal | None


class FormulaError(Exception):
    """A formula that is no formula."""


def evaluate(formula: str, values: Mapping[str, str | None]) -> Value:
    """Return what a formula comes to; None where Salesforce makes an error null."""
    reader = _Reader(formula, values)
    try:
        found = reader.comparison()
    except ArithmeticError:
        return None
    if reader.rest():
        message = f"'{reader.rest()}' is left over"
        raise FormulaError(message)
    return found


class _Reader:
    def __init__(self, formula: str, values: Mapping[str, str | None]) -> None:
        self._formula = formula.rstrip()
        self._values = values
        self._at = 0

    def rest(self) -> str:
        """Return what was not read yet."""
        return self._formula[self._at :]

    def comparison(self) -> Value:
        """Return the value of a term, or of two that are compared."""
        left = self._term()
        for sign in (">=", "<"):
            if self._takes(sign):
                right = self._term()
                if not isinstance(left, Decimal) or not isinstance(right, Decimal):
                    raise ArithmeticError
                return left >= right if sign == ">=" else left < right
        return left

    def _term(self) -> Value:
        """Return one value; texts may be put together."""
        value = self._value()
        while self._takes("&"):
            value = _text(value) + _text(self._value())
        return value

    def _value(self) -> Value:
        token = _TOKEN.match(self._formula, self._at)
        if token is None:
            message = f"'{self.rest()}' is not understood"
            raise FormulaError(message)
        self._at = token.end()
        if text := token["text"]:
            return re.sub(r"\\(.)", r"\1", text[1:-1])
        if field := token["field"]:
            if field not in self._values:
                message = f"no resource is named '{field}'"
                raise FormulaError(message)
            return self._values[field]
        if number := token["number"]:
            return Decimal(number)
        if token["word"] == "FALSE":
            return False
        return self._call(token["word"] or "")

    def _call(self, name: str) -> Value:
        """Return the value of a function; IF works out only the side it takes."""
        if not self._takes("("):
            message = f"'{name}' has no arguments"
            raise FormulaError(message)
        arguments: list[Value | ArithmeticError] = []
        while not self._takes(")"):
            arguments.append(self._argument())
            self._takes(",")
        if name == "IF":
            condition = _known(arguments[0])
            return _known(arguments[1 if condition is True else 2])
        return _apply(name, [_known(one) for one in arguments])

    def _argument(self) -> "Value | ArithmeticError":
        """Return an argument; an error in it counts only if somebody asks for it."""
        try:
            return self.comparison()
        except ArithmeticError as error:
            self._skip()
            return error

    def _skip(self) -> None:
        depth = 0
        while (token := _TOKEN.match(self._formula, self._at)) is not None:
            sign = token["sign"]
            depth += {"(": 1, ")": -1}.get(sign, 0)
            if depth < 0 or (depth == 0 and sign == ","):
                return
            self._at = token.end()

    def _takes(self, sign: str) -> bool:
        token = _TOKEN.match(self._formula, self._at)
        if token is None or token["sign"] != sign:
            return False
        self._at = token.end()
        return True


def _known(value: "Value | ArithmeticError") -> Value:
    if isinstance(value, ArithmeticError):
        raise value
    return value


def _apply(name: str, values: list[Value]) -> Value:
    if name not in _FUNCTIONS:
        message = f"'{name}' is no function of ours"
        raise FormulaError(message)
    return _FUNCTIONS[name](values)


def _text(value: Value) -> str:
    return str(value or "")


_FUNCTIONS: dict[str, Callable[[list[Value]], Value]] = {
    "AND": lambda values: all(value is True for value in values),
    "OR": lambda values: any(value is True for value in values),
    "NOT": lambda values: values[0] is not True,
    "ISBLANK": lambda values: values[0] in (None, ""),
    "BEGINS": lambda values: _text(values[0]).startswith(_text(values[1])),
    "REGEX": lambda values: bool(re.fullmatch(_text(values[1]), _text(values[0]))),
    # What is no number raises decimal.InvalidOperation, an ArithmeticError.
    "VALUE": lambda values: Decimal(_text(values[0])),
}
