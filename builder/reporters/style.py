"""Color and weight on a terminal, and nothing where there is none."""

from dataclasses import dataclass

_CODES = {"red": 31, "green": 32, "yellow": 33, "blue": 34, "cyan": 36}


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How text is dressed; without color it stays as it is."""

    has_color: bool = False

    def bold(self, text: str) -> str:
        """Return the text in bold."""
        return f"\x1b[1m{text}\x1b[0m" if self.has_color else text

    def color(self, text: str, name: str) -> str:
        """Return the text in one of the six colors that every terminal has."""
        return f"\x1b[{_CODES[name]}m{text}\x1b[0m" if self.has_color else text
