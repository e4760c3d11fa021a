# title: First call
# script: first-call\/call
# version: 1.1.0
VAR account__plan = "basic" // Plan
VAR agent__first_name = "Sam" // Agent
VAR callback__date = "2026-12-01" // Callback date
VAR customer__first_name = "Alex" // First name
VAR answer = ""
VAR disposition = ""
VAR next_script = ""

-> hello

=== hello ===
This call is recorded. # say exactly: recording-notice
Hello {customer__first_name}, this is {agent__first_name}.
-> plan

=== plan ===
{
- account__plan == "plus":
  -> thanks
- else:
  -> good_time
}

=== good_time ===
Is it a good time?
+ [Yes, go on # choice: yes_go_on # key: 1]
  -> thanks
+ [Later # choice: later # key: 2]
  -> when
+ [No answer # no answer]
  -> nobody

=== when ===
When may I call?
+ [The customer answers # answer]
  ~ callback__date = answer_or("2026-12-01")
  -> later
+ [No answer # no answer]
  -> nobody

=== later ===
Talk to you then.
~ disposition = "CALLBK"
Outcome: CALLBK # disposition: CALLBK
-> END

=== thanks ===
Thank you.
~ disposition = "SALE"
Outcome: SALE # disposition: SALE
-> END

=== nobody ===
~ disposition = "NOANS"
Outcome: NOANS # disposition: NOANS
-> END

=== function answer_or(example)
{ answer == "":
  ~ return example
}
~ temp given = answer
~ answer = ""
~ return given
