"""English: what the drawings of scripts say."""

DRAWINGS = {
    "drawing.title": "Call flow: {script}",
    "drawing.summary": "Call flow",
    "drawing.about": "{nodes} nodes, {ways} ways. Each box leads to its text.",
    "script.read": "Read every line",
    "script.counts": "{nodes} steps, {ends} ways to end.",
    "drawing.depends_on": "Depends on: {field}",
    "drawing.go_on_with": "Go on with: {script}",
    "drawing.write_down": "Write down: {field}",
    "drawing.no_answer": "No answer",
    "drawing.otherwise": "Otherwise",
    "drawing.then": "Then",
    "drawing.start": "Start",
    "drawing.say_exactly": "Say exactly",
}
