-- first-call/call, SOP-CON-001, version 1.1.0: its outcomes, for all campaigns.
-- For the database of VICIdial or GOautodial (asterisk). Safe to run twice.
-- A status that is there already is left as it is; the last statements show
-- those that differ from the SOP.

INSERT INTO vicidial_statuses
  (status, status_name, selectable, human_answered, sale, dnc, customer_contact, not_interested, unworkable, scheduled_callback, completed)
SELECT 'CALLBK', 'Callback', 'Y', 'Y', 'N', 'N', 'Y', 'N', 'N', 'Y', 'N' FROM DUAL
WHERE NOT EXISTS (SELECT 1 FROM vicidial_statuses WHERE status = 'CALLBK');

INSERT INTO vicidial_statuses
  (status, status_name, selectable, human_answered, sale, dnc, customer_contact, not_interested, unworkable, scheduled_callback, completed)
SELECT 'NOANS', 'No answer', 'Y', 'N', 'N', 'N', 'N', 'N', 'N', 'N', 'N' FROM DUAL
WHERE NOT EXISTS (SELECT 1 FROM vicidial_statuses WHERE status = 'NOANS');

INSERT INTO vicidial_statuses
  (status, status_name, selectable, human_answered, sale, dnc, customer_contact, not_interested, unworkable, scheduled_callback, completed)
SELECT 'SALE', 'Sale', 'Y', 'Y', 'Y', 'N', 'Y', 'N', 'N', 'N', 'Y' FROM DUAL
WHERE NOT EXISTS (SELECT 1 FROM vicidial_statuses WHERE status = 'SALE');

SELECT status, status_name, 'LEFT AS IT WAS, differs' AS result
FROM vicidial_statuses WHERE status = 'CALLBK'
  AND NOT (COALESCE(status_name, '') = 'Callback' AND COALESCE(selectable, '') = 'Y' AND COALESCE(human_answered, '') = 'Y' AND COALESCE(sale, '') = 'N' AND COALESCE(dnc, '') = 'N' AND COALESCE(customer_contact, '') = 'Y' AND COALESCE(not_interested, '') = 'N' AND COALESCE(unworkable, '') = 'N' AND COALESCE(scheduled_callback, '') = 'Y' AND COALESCE(completed, '') = 'N');

SELECT status, status_name, 'LEFT AS IT WAS, differs' AS result
FROM vicidial_statuses WHERE status = 'NOANS'
  AND NOT (COALESCE(status_name, '') = 'No answer' AND COALESCE(selectable, '') = 'Y' AND COALESCE(human_answered, '') = 'N' AND COALESCE(sale, '') = 'N' AND COALESCE(dnc, '') = 'N' AND COALESCE(customer_contact, '') = 'N' AND COALESCE(not_interested, '') = 'N' AND COALESCE(unworkable, '') = 'N' AND COALESCE(scheduled_callback, '') = 'N' AND COALESCE(completed, '') = 'N');

SELECT status, status_name, 'LEFT AS IT WAS, differs' AS result
FROM vicidial_statuses WHERE status = 'SALE'
  AND NOT (COALESCE(status_name, '') = 'Sale' AND COALESCE(selectable, '') = 'Y' AND COALESCE(human_answered, '') = 'Y' AND COALESCE(sale, '') = 'Y' AND COALESCE(dnc, '') = 'N' AND COALESCE(customer_contact, '') = 'Y' AND COALESCE(not_interested, '') = 'N' AND COALESCE(unworkable, '') = 'N' AND COALESCE(scheduled_callback, '') = 'N' AND COALESCE(completed, '') = 'Y');
