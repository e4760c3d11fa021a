-- first-call/call, SOP-CON-001, version 1.1.0: the script.
-- For the database of VICIdial or GOautodial (asterisk). Safe to run twice.
-- A script that has this id and is not ours is left as it is.
-- Custom fields that the list of leads needs, with what they hold:
--   account__plan: Plan, choice
--   callback__date: Callback date, date

INSERT INTO vicidial_scripts
  (script_id, script_name, script_comments, script_text, active)
SELECT 'FIRSTCYE64', '', 'SOP first-call/call ', '', 'Y' FROM DUAL WHERE NOT EXISTS
  (SELECT 1 FROM vicidial_scripts WHERE script_id = 'FIRSTCYE64');

UPDATE vicidial_scripts SET
  script_name = 'First call',
  script_comments = 'SOP first-call/call SOP-CON-001 1.1.0 a306002bf0fd',
  script_text = '<style>.FIRSTCYE64>input,.FIRSTCYE64>section{display:none}.FIRSTCYE64>input:checked+section{display:block}.FIRSTCYE64{text-align:left;line-height:1.4}.FIRSTCYE64 label{display:block;margin:.4em 0;padding:.4em .6em;border:1px solid;border-radius:.3em;cursor:pointer}.FIRSTCYE64 .exact{border-left:.3em solid #05c;padding-left:.6em}.FIRSTCYE64 small{font-size:.85em}.FIRSTCYE64 section small{display:block}.FIRSTCYE64 i small{display:inline}</style><div class=FIRSTCYE64 lang=en-US dir=ltr><input type=radio name=FIRSTCYE64 id=FIRSTCYE64-hello checked><section><p class=exact><b>Say exactly:</b> <span class=say>This call is recorded.</span> <small>(Recording notice, Recording law)</small></p><p class=say>Hello <i>--A--first_name--B--</i>, this is <i>--A--user_custom_one--B--</i>.</p><label for=FIRSTCYE64-plan><span>Next</span></label></section><input type=radio name=FIRSTCYE64 id=FIRSTCYE64-plan><section><p class=look>Look at the record, and click the first that fits: <b>Plan</b> (<code>account__plan</code>): <i>--A--account__plan--B--</i></p><label for=FIRSTCYE64-thanks><span>is <b>plus</b></span></label><label for=FIRSTCYE64-good_time><span>Anything else, or empty</span></label></section><input type=radio name=FIRSTCYE64 id=FIRSTCYE64-good_time><section><p class=say>Is it a good time?</p><label for=FIRSTCYE64-thanks><span>Yes, go on</span></label><label for=FIRSTCYE64-when><span>Later</span></label><label for=FIRSTCYE64-nobody><span>No answer, or none of these</span></label></section><input type=radio name=FIRSTCYE64 id=FIRSTCYE64-when><section><p class=say>When may I call?</p><p class=write>Write down: <b>Callback date</b> (<code>callback__date</code>)</p><label for=FIRSTCYE64-later><span>Written down</span></label><label for=FIRSTCYE64-nobody><span>No value, or one that does not fit</span></label></section><input type=radio name=FIRSTCYE64 id=FIRSTCYE64-later><section><p class=say>Talk to you then.</p><p class=end>End of the call. Outcome: <code>CALLBK</code> Callback</p></section><input type=radio name=FIRSTCYE64 id=FIRSTCYE64-thanks><section><p class=say>Thank you.</p><p class=end>End of the call. Outcome: <code>SALE</code> Sale</p></section><input type=radio name=FIRSTCYE64 id=FIRSTCYE64-nobody><section><p class=end>End of the call. Outcome: <code>NOANS</code> No answer</p></section><details><summary>All steps</summary><label for=FIRSTCYE64-hello>Back to the start</label><label for=FIRSTCYE64-hello>hello</label><label for=FIRSTCYE64-plan>plan</label><label for=FIRSTCYE64-good_time>good_time</label><label for=FIRSTCYE64-when>when</label><label for=FIRSTCYE64-later>later</label><label for=FIRSTCYE64-thanks>thanks</label><label for=FIRSTCYE64-nobody>nobody</label></details><small>SOP&#45;CON&#45;001, first&#45;call/call, version 1.1.0</small></div>'
WHERE script_id = 'FIRSTCYE64'
  AND SUBSTR(script_comments, 1, 20) = 'SOP first-call/call ';

SELECT 'FIRSTCYE64' AS script, CASE WHEN EXISTS
  (SELECT 1 FROM vicidial_scripts WHERE script_id = 'FIRSTCYE64' AND script_comments = 'SOP first-call/call SOP-CON-001 1.1.0 a306002bf0fd' AND LENGTH(script_text) = 2793)
  THEN 'imported whole' ELSE 'NOT IMPORTED' END AS result;
