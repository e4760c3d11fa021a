"""Words that mean the same to people who talk with customers.

Each line is a group; a longer one goes on below. A word of a group is found by the
others, too, at less weight. An expression of several words leads to the single words of
its group, never the other way. What only one library says belongs into the keywords of
its SOPs and the aliases of its terms.
"""

_WORDS = """
# Money
refund, reimburse, reimbursement, money back, get my money, pay me back
price, cost, expensive, pricey, fee, rate, afford, budget, cheap, cheaper, too much
  money
charge, bill, billing, invoice, payment, debit, debited
discount, rebate, coupon, promo, deal, special price, lower price
twice, double, duplicate, two times
card, credit card, visa, mastercard, cvv, pan
sale, sell, purchase, buy, order
quote, estimate, proposal, bid
offer, deal, promotion
# Leaving and staying
cancel, cancellation, terminate, quit, end my contract, close my account, unsubscribe,
  leave us, leaving us, wants to leave
contract, agreement, tied, commitment, locked in, locked into
winback, win back, former, past, lapsed, inactive, dormant, churned, reactivate,
  reengage, re-engage, old customers
competitor, provider, supplier, vendor
subscription, plan, service, membership, contract
# People
supervisor, manager, boss, superior, higher up, in charge
wife, husband, spouse, partner, committee
coworker, colleague, teammate, co-worker
employee, staff, agent, rep, representative, associate
newcomer, new hire, onboarding, trainee, beginner
lawyer, legal, attorney, sue, lawsuit, court, litigation
press, reporter, journalist, media, newspaper, tv
child, kid, minor, underage
robot, bot, machine, ai, chatbot
scam, fraud, scammer, fraudster, impostor, impersonator, impersonate
stranger, intruder, visitor, tailgate, tailgating
prospect, lead, inquiry
# Moods and conduct
angry, irate, upset, mad, furious, yelling, yell, shout, shouting, scream, screaming,
  aggressive, hostile
abuse, abusive, insult, swear, swearing, curse, cursing, rude, profanity, harass,
  harassment, foul language
calm, soothe, deescalate, de-escalate, cool down, settle down
cry, crying, tears, distress, sob
empathy, empathize, sympathy, feeling, understanding
apologize, apology, sorry
pressure, pushy, push, manipulate
# Danger
suicide, suicidal, self-harm, crisis, kill himself, kill herself, kill myself, end my
  life, hurt myself
threat, threaten, threatening, menace
bomb, explosive, attack
evacuate, evacuation, fire, alarm, smoke, earthquake, flood, tornado, hurricane, gas
  leak
intruder, attack, threat, weapon, gun, shooter, armed, knife
emergency, danger, crisis, urgent
ambulance, medical, injured, injury, first aid
outage, down, crash, crashed, offline, not working, out of order
# Contact
complaint, complain, grievance, dissatisfied, unhappy
escalate, escalation, hand up, move up
transfer, forward, hand over, put through, connect, reroute
handover, hand over, hand off, handoff, brief, briefing
hold, waiting music, wait, waiting, park
callback, call back, ring back, call me back, return a call, return the call
voicemail, voice mail, answering machine, leave a message
silence, silent, quiet, dead air, nobody speaks, no one speaks
drop, dropped, disconnect, disconnected, cut off
abandon, hang up while waiting, hang ups
answer, pick up, picks up
reply, response, respond
greet, greeting, opening, introduce, introduction, hello
goodbye, closing, wrap up, end the call
dnc, do-not-call, do not call, stop calling, take me off, off your list, remove my
  number, remove me, opt out, unsubscribe
language, interpreter, translator, translate, spanish, speak english, does not speak,
  foreign
email, mail, e-mail
sms, text message, texting
template, canned, macro, boilerplate
chat, messenger, live chat
idle, inactive, unresponsive, stopped answering, went silent, no reply
missed, unanswered, nobody picks up, nobody answered, no answer
survey, feedback, questionnaire, poll
review, rating, stars, public post
disclosure, disclaimer, required words, verbatim, legal text
consent, permission, opt in, agree
recording, recorded, taping, taped, tape
verify, verification, identity, authenticate, authentication, identification, security
  question, prove, id check
upsell, up-sell, cross-sell, crosssell, upgrade, add-on, addon
rebuttal, objection, pushback, hesitation, doubt, excuse
outcome, disposition, wrap code, result, dispo
note, notes, documentation, document, log, record, write down, comment
script, guide, flow, talk track
rapport, small talk, connection, build trust
# Appointments and shifts
appointment, booking, visit, meeting, slot
reschedule, move, rebook, postpone, another day, other day, change my appointment
noshow, no-show, show up, showed up, not show up, never came, stood us up, did not
  come, missed appointment
reminder, remind, nudge
shift, schedule, roster, rota, timetable
swap, trade, exchange, switch shifts
leave, vacation, day off, days off, time off, holiday, pto, annual leave
absence, absent, sick, ill, sickness, unwell, calling in, call in sick
late, lateness, tardy, delayed, running late
break, lunch, pause, rest
overtime, extra hours
attendance, adherence, punctuality
forecast, staffing, headcount, workload
# Systems and data
password, passcode, passphrase, credentials
login, log in, sign in, sign-in, logon, log on
logout, log out, sign out, sign-out, log off
mfa, 2fa, multi-factor, multifactor, two-factor, authenticator, two step
phishing, suspicious email, suspicious mail, strange message, spam
lost, lose, missing, stolen, theft, left behind
device, phone, laptop, computer, mobile, cell
account, profile, login
hack, hacked, compromised, taken over
lock, unlock, locked out, screen lock
chatgpt, ai, unapproved
remote, work from home, working from home, home office, telework, wfh, home desk
software, app, application, program, install
breach, leak, leaked, exposed, incident
privacy, data protection, confidential, confidentiality, gdpr
delete, erase, erasure, remove my data, forget me, wipe
request, subject access, data request
retention, keep records, archive, how long do we keep
access, rights, permissions
# Quality, numbers, learning, rules
score, scored, scoring, grade, graded, evaluate, evaluation, mark
dispute, contest, appeal, disagree, unfair, challenge
quality, qa, monitoring
calibrate, calibration, align
coach, coaching, one on one, one-to-one, mentor
metric, kpi, figure, number, measure, statistic, dashboard
target, goal, benchmark, objective
calculate, calculated, formula, compute, worked out
train, training, course, learn, lesson
certify, certification, certificate, exam, quiz, test
roleplay, role play, simulation, practice, mock
huddle, standup, stand-up, team meeting, briefing
recognition, recognize, praise, reward, shout-out, gamification
approve, approval, sign off, signs off, authorize
suggest, propose, change request, improve, improvement
retire, retired, obsolete, withdraw
update, updated, revise, revision, amend
correct, fix, wrong, mistake, error
check, checklist, verify
prepare, preparation, get ready, before the call, before a call, before calling
die, died, death, dead, deceased, passed away, grief, bereaved, bereavement, funeral
law, regulation, rule, legal, compliance
robocall, tcpa, autodialer, dialer rules
quickly, fast, soon, speed, quick
limit, maximum, most, how many, at once, at the same time
"""

GROUPS: tuple[str, ...] = tuple(
    " ".join(group.split())
    for group in _WORDS.replace("\n  ", " ").splitlines()
    if group and not group.startswith("#")
)
