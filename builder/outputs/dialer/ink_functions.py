"""Functions in Ink that an exported story calls: it knows no numbers inside of texts.

Ink compares numbers only with numbers, and has no way to take a text apart. It can tell
whether one text holds another, though: a number is found by trying, sign after sign,
how the text goes on.
"""

ANSWER = "answer"
"""The variable in which a program puts what the customer says."""

ANSWER_OR = "answer_or"
AT_LEAST = "at_least"
BELOW = "below"

FUNCTION_NAMES = (ANSWER_OR, AT_LEAST, BELOW, "number_of", "read_on")

_NEXT_DIGITS = "\n".join(
    f"""\
- text ? (read + "{digit}"):
  ~ return read_on(text, read + "{digit}", number * 10 + {digit}, scale * 10, true)"""
    for digit in range(10)
)

ANSWERING = f"""\
=== function {ANSWER_OR}(example)
{{ {ANSWER} == "":
  ~ return example
}}
~ temp given = {ANSWER}
~ {ANSWER} = ""
~ return given
"""

COMPARING = f"""\
=== function {AT_LEAST}(text, bound)
~ temp number = number_of(text)
{{ number == "":
  ~ return false
}}
~ return number >= bound

=== function {BELOW}(text, bound)
~ temp number = number_of(text)
{{ number == "":
  ~ return false
}}
~ return number < bound

// The number that a text is, such as "-12.50"; an empty text if it is none.
=== function number_of(text)
~ temp number = 0
{{ ("=" + text) ? "=-":
  ~ number = read_on("=" + text + ";", "=-", 0, 0, false)
  {{ number != "":
    ~ number = 0 - number
  }}
- else:
  ~ number = read_on("=" + text + ";", "=", 0, 0, false)
}}
~ return number

=== function read_on(text, read, number, scale, after_digit)
{{
- after_digit && scale == 0 && text == (read + ";"):
  ~ return number
- after_digit && text == (read + ";"):
  ~ return FLOAT(number) / scale
- after_digit && scale == 0 && text ? (read + "."):
  ~ return read_on(text, read + ".", number, 1, false)
{_NEXT_DIGITS}
}}
~ return ""
"""
