"""The bugs, each a line that somebody in a hurry might leave out."""

from tests.planted.orchard import Bug

BOOKING = "tests/storage/test_booking.py"
OUTBOX = "tests/storage/test_outbox.py"
WEBHOOK = "tests/bot/test_webhook.py"
INTAKE = "tests/bot/test_intake.py"
ERASURE = "tests/attack/test_erasure.py"
PEOPLE = "tests/storage/test_people.py"
DESK = "tests/actions/test_desk.py"

CLAIMED_BY = '    booking_id: Mapped[int] = plain(ForeignKey("booking.id", ondelete="CASCADE")'

BUGS = (
    Bug(
        "a deed begins without the lock",
        "storage/threads.py",
        '_engine(at, 1, "BEGIN IMMEDIATE",',
        '_engine(at, 1, "BEGIN",',
        ("tests/storage/test_database.py",),
    ),
    Bug(
        "the same time can be claimed twice",
        "storage/schema/booking.py",
        f"by 300\n{CLAIMED_BY}, index=True)",
        f"by 300\n{CLAIMED_BY}, primary_key=True)",
        (f"{BOOKING}::test_overlapping_visits_of_one_specialist_are_impossible",),
    ),
    Bug(
        "anybody's booking is one's own",
        "storage/booking.py",
        '_OWN = _ONE.where(BookingRow.person_id == bindparam("person"))',
        "_OWN = _ONE",
        (f"{BOOKING}::test_only_the_owner_finds_a_booking_of_their_own",),
    ),
    Bug(
        "a change ignores who changed before",
        "storage/booking.py",
        "(BookingRow.id == before.id) & (BookingRow.rev == before.rev) & (BookingRow.state == before.state)",
        "BookingRow.id == before.id",
        (f"{BOOKING}::test_a_change_made_from_an_old_revision_is_refused",),
    ),
    Bug(
        "an old button moves and cancels",
        "rules/booking.py",
        'if booking.rev != rev or booking.state not in {"held", "booked"}:',
        'if booking.state not in {"held", "booked"}:',
        ("tests/rules/test_booking.py",),
    ),
    Bug(
        "a letter is marked as sent before it is",
        "storage/departures.py",
        '.values(state="sending", attempts',
        '.values(state="sent", attempts',
        (f"{OUTBOX}::test_a_taken_letter_is_marked_and_counted_before_it_is_sent",),
    ),
    Bug(
        "consent is not asked at the claim",
        "storage/departures.py",
        'LetterRow.held == "", agreed)',
        'LetterRow.held == "")',
        (f"{OUTBOX}::test_nothing_goes_to_whoever_took_the_consent_back",),
    ),
    Bug(
        "a consent taken back still counts",
        "storage/departures.py",
        "        ConsentRow.withdrawn_at.is_(None),\n",
        "",
        (f"{OUTBOX}::test_nothing_goes_to_whoever_took_the_consent_back",),
    ),
    Bug(
        "two letters fly to one chat",
        "storage/departures.py",
        "in_time, ~_chat_is_busy(), ~_chat_is_shut(), _wanted())",
        "in_time, ~_chat_is_shut(), _wanted())",
        (f"{OUTBOX}::test_one_chat_has_one_letter_in_flight_and_keeps_its_order",),
    ),
    Bug(
        "what expired is sent",
        "storage/departures.py",
        "(*_waits(), in_time, ~_chat_is_busy(),",
        "(*_waits(), ~_chat_is_busy(),",
        (f"{OUTBOX}::test_an_expired_letter_is_never_sent",),
    ),
    Bug(
        "a doubt is forgotten at the start",
        "storage/flights.py",
        'doubt = {"ambiguous": DeliveryRow.ambiguous + 1,',
        'doubt = {"ambiguous": DeliveryRow.ambiguous,',
        (f"{OUTBOX}::test_after_a_stop_what_flew_is_in_doubt_and_after_the_second_it_parks",),
    ),
    Bug(
        "a retracted letter leaves",
        "storage/outbox.py",
        '{"state": "cancelled", "changed_at": bindparam',
        '{"state": "ready", "changed_at": bindparam',
        (f"{OUTBOX}::test_retracting_cancels_what_waits_and_nothing_else",),
    ),
    Bug(
        "a broken answer counts as not sent",
        "rules/faults.py",
        'Outcome.AMBIGUOUS if op in {"send", "document"} else Outcome.RETRY, code',
        "Outcome.RETRY, code",
        ("tests/rules/test_faults.py",),
    ),
    Bug(
        "updates are confirmed before they are kept",
        "bot/intake.py",
        "        if arrivals:\n            await self._entrance",
        "        self._offset = max((arrival.update_id for arrival in arrivals), default=-1) + 1\n"
        "        if arrivals:\n            await self._entrance",
        ("tests/bot/test_confirming.py",),
    ),
    Bug(
        "the webhook answers before the update is kept",
        "bot/hook.py",
        "            await self._entrance.accept(arrivals)",
        "            asyncio.ensure_future(self._entrance.accept(arrivals))",
        (f"{WEBHOOK}::test_what_is_answered_with_200_lies_in_the_file",),
    ),
    Bug(
        "a secret that only begins right opens the webhook",
        "bot/hook.py",
        "hmac.compare_digest(said, self._address.secret.encode())",
        "self._address.secret.encode().startswith(said)",
        (f"{WEBHOOK}::test_a_stranger_is_refused_and_leaves_nothing",),
    ),
    Bug(
        "what came twice is done twice",
        "storage/inbox.py",
        "if arrival.update_id not in known}.values())",
        "if arrival.update_id}.values())",
        (f"{INTAKE}::test_what_is_delivered_again_is_passed_over",),
    ),
    Bug(
        "a deed done before is done again",
        "storage/inbox.py",
        "    if recorded is not None:\n",
        "    if recorded is ...:\n",
        ("tests/storage/test_inbox.py::test_a_deed_done_again_is_found_with_all_it_came_to",),
    ),
    Bug(
        "a role that ended still opens doors",
        "storage/people.py",
        "RoleRow.person_id.in_(_THOSE), RoleRow.ended_at.is_(None)",
        "RoleRow.person_id.in_(_THOSE)",
        (PEOPLE,),
    ),
    Bug(
        "an invitation works twice",
        "storage/invitations.py",
        "InvitationRow.used_at.is_(None) & (InvitationRow.expires_at > work.now)",
        "InvitationRow.expires_at > work.now",
        (PEOPLE,),
    ),
    Bug(
        "an invitation never expires",
        "storage/invitations.py",
        "InvitationRow.used_at.is_(None) & (InvitationRow.expires_at > work.now)",
        "InvitationRow.used_at.is_(None)",
        (PEOPLE,),
    ),
    Bug(
        "a consent to an earlier text counts",
        "storage/people.py",
        "live = ConsentRow.withdrawn_at.is_(None) & (ConsentRow.version == CONSENT_VERSION)",
        "live = ConsentRow.withdrawn_at.is_(None)",
        (PEOPLE,),
    ),
    Bug(
        "a name is taken without consent",
        "actions/people.py",
        "    if known is None or not known.consents:\n",
        "    if known is None:\n",
        (PEOPLE,),
    ),
    Bug(
        "staff work at every centre",
        "rules/desk.py",
        "for grant in held if grant.centre_id == centre_id}",
        "for grant in held}",
        ("tests/actions/test_closures.py::test_a_coordinator_closes_nothing_at_another_centre_nor_its_people",),
    ),
    Bug(
        "a look at a name leaves no line",
        "actions/visits.py",
        "    if booking.person_id is not None:\n        storage.audit",
        "    if booking.person_id is None:\n        storage.audit",
        (f"{DESK}::test_reading_a_name_leaves_a_line_for_its_person",),
    ),
    Bug(
        "people's words are not escaped",
        "screens/words.py",
        "escape(str(value), quote=False)",
        "str(value)",
        ("tests/attack/test_names.py::test_no_name_breaks_out_of_a_screen",),
    ),
    Bug(
        "the key of a delivery names the erased",
        "storage/privacy.py",
        ', "once": key}',
        "}",
        (f"{ERASURE}::test_no_row_leads_back_to_somebody_erased",),
    ),
    Bug(
        "an update done keeps its sender",
        "storage/inbox.py",
        'state="done", done_at=_NOW, body=None, chat_id=0, sender_id=0,',
        'state="done", done_at=_NOW, body=None,',
        (f"{ERASURE}::test_no_row_leads_back_to_somebody_erased",),
    ),
    Bug(
        "erased rows stay on the disk",
        "storage/threads.py",
        '"secure_delete=ON"',
        '"secure_delete=OFF"',
        (f"{ERASURE}::test_no_byte_of_somebody_erased_is_left_on_the_disk_after_the_night",),
    ),
    Bug(
        "the log keeps the erased",
        "storage/threads.py",
        "PRAGMA wal_checkpoint(TRUNCATE)",
        "PRAGMA wal_checkpoint(PASSIVE)",
        (f"{ERASURE}::test_no_byte_of_somebody_erased_is_left_on_the_disk_after_the_night",),
    ),
    Bug(
        "an erasing handled again brings somebody back",
        "actions/privacy.py",
        "    storage.inbox.done(work, update_id)\n",
        "",
        (f"{ERASURE}::test_an_erasing_handled_again_after_a_crash_brings_nobody_back",),
    ),
    Bug(
        "the last administrator leaves",
        "actions/privacy.py",
        "if listed or administrators == {person.id}:",
        "if listed:",
        (f"{ERASURE}::test_the_last_administrator_stays_until_there_is_another",),
    ),
    Bug(
        "a flood is told again and again",
        "rules/floods.py",
        "return Bucket(drops, now, told=True), Verdict.TELL",
        "return Bucket(drops, now), Verdict.TELL",
        ("tests/rules/test_floods.py",),
    ),
    Bug(
        "a group reads one's own screens",
        "handlers/guards.py",
        " or not _STAFF.match(text)",
        "",
        ("tests/attack/test_groups.py",),
    ),
    Bug(
        "an error's words go into the log",
        "bot/logs.py",
        r'else f"{kind}\n"',
        r'else f"{kind}: {error}\n"',
        ("tests/bot/test_logs.py",),
    ),
    Bug(
        "any sign is a digit",
        "rules/keys/codec.py",
        "if not _NUMBER.fullmatch(part):",
        "if not part:",
        ("tests/attack/test_forged.py::test_a_number_too_large_for_any_row_is_no_number",),
    ),
)
