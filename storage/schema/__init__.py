"""All tables, gathered: importing this package is what makes `metadata` whole."""

import storage.schema.booking
import storage.schema.broadcasts
import storage.schema.calls
import storage.schema.centre_sheets
import storage.schema.centres
import storage.schema.enquiries
import storage.schema.feeds
import storage.schema.figures
import storage.schema.letters
import storage.schema.meetings
import storage.schema.organisations
import storage.schema.outcomes
import storage.schema.people
import storage.schema.pins
import storage.schema.processes
import storage.schema.proposals
import storage.schema.questions
import storage.schema.reservations
import storage.schema.sessions
import storage.schema.tenders
import storage.schema.waiting_list
import storage.types

metadata = storage.types.Base.metadata
