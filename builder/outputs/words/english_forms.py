"""English: what call scripts say when a form or a rehearsal plays them."""

FORMS = {
    "form.say_exactly": "Say exactly: {title}",
    "form.no_answer": "No answer",
    "form.answers": "The customer answers",
    "form.other_answer": "The customer answers something else",
    "form.outcome": "Outcome: {code}",
    "form.go_on": "Go on with the script {script}",
    "form.again": (
        "The form goes round no further here. Complete it, open it again, "
        "and go on with the step {step}."
    ),
    "form.unfinished": (
        "The call has no outcome yet. Go back and answer every question."
    ),
}
