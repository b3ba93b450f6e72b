"""Who may open what: the whole policy on one page.

Each address has a line for reading (GET) and one for writing (POST, with nothing filled in).
The answers stand in the order of PEOPLE; one answer alone is everybody's.

    login     asked to sign in first
    302 …     the status; a page that refuses says 403, one that must not be known 404

A page about a thing has a line in SUBJECTS that says which, made of the cast in conftest.py.
"""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from engagement.concerns.models import SavedView
from engagement.events.models import Starter
from engagement.events.months import Month
from engagement.neighborhoods.places import force_id
from metrics.dashboards.models import SavedView as BoardView
from partnerships.boards.consulting import token_of
from partnerships.organizations.models import Invitation, JoinRequest, Note
from portal.notices.links import unsubscribe_token
from tests.factories.accounts import UserFactory
from tests.factories.agreements import SharedGoalFactory, a_signed_file
from tests.factories.areas import (
    HandoverNoteFactory,
    PortraitFactory,
    TeamMemberFactory,
    square,
)
from tests.factories.boards import (
    BoardFactory,
    BoardMemberFactory,
    CommentFactory,
    ConsultationFactory,
    RecommendationActionFactory,
    RecommendationFactory,
    ResponseRowFactory,
)
from tests.factories.clusters import ClusterFactory
from tests.factories.commitments import CommitmentFactory
from tests.factories.concerns import (
    AttachmentFactory,
    CategoryFactory,
    ConcernFactory,
    ReplyTemplateFactory,
)
from tests.factories.crime import ProgramFactory, a_place_of_a_program
from tests.factories.events import SuggestionFactory, a_meeting, a_seat
from tests.factories.minutes import a_held_meeting, carried_from_before, ready_minutes
from tests.factories.notices import MessageFactory
from tests.factories.organizations import (
    LocationFactory,
    OrganizationFactory,
    ServiceFactory,
    a_seat_for,
    grace_of,
)
from tests.factories.outreach import OutreachAuditFactory, OutreachEntryFactory
from tests.factories.own_words import NeighborsWaveFactory, OwnWordsFactory
from tests.factories.priorities import BallotFactory, PriorityFactory
from tests.factories.problems import (
    GoalFactory,
    ProblemFactory,
    ResponseStepFactory,
    a_photo,
    a_walk,
)
from tests.factories.questions import a_question
from tests.factories.records import (
    LegalDemandFactory,
    RecordsExportFactory,
    RecordsRequestFactory,
)
from tests.factories.referrals import a_request, brought_to
from tests.factories.reports import (
    ListedPersonFactory,
    ReportFactory,
    ReportScheduleFactory,
    a_publication,
    a_reviewed_report,
    a_written_report,
)
from tests.factories.resources import (
    GrantFactory,
    ReportingPeriodFactory,
    VolunteerHoursFactory,
)
from tests.factories.series import a_course, a_series
from tests.factories.surveys import WaveFactory, a_draft
from tests.factories.training import CompletionFactory, CourseFactory
from tests.factories.transparency import a_drafted_quarter, a_policy

PEOPLE = ("visitor", "rosa", "dana", "lee", "sam", "kim", "paul", "olivia", "ada")

ACCESS = """
    # page                              visitor rosa dana lee  sam  kim  paul olivia ada

    # my own things
    GET  accounts:me                    login   200  200  200  200  200  200  200  200
    POST accounts:me                    login   405  405  405  405  405  405  405  405
    GET  accounts:profile               login   200  200  200  200  200  200  200  200
    POST accounts:profile               login   200  200  200  200  200  200  200  200
    GET  accounts:my_data               login   200  200  200  200  200  200  200  200
    POST accounts:my_data               login   302  302  302  302  302  302  302  302
    GET  accounts:my_data_file          login   302  302  302  302  302  302  302  302
    POST accounts:my_data_file          login   405  405  405  405  405  405  405  405
    GET  accounts:leaving               login   200  200  200  200  200  200  200  200
    POST accounts:leaving               login   200  403  403  403  403  403  403  403
    GET  accounts:second_step           login   302  302  302  302  302  302  302  302
    POST accounts:second_step           login   405  405  405  405  405  405  405  405
    GET  demo_people                    404
    POST demo_people                    404

    # training: one's own, and what those who arrange courses enter (about dana)
    GET  training:mine                  login   403  200  200  200  200  403  403  200
    POST training:mine                  login   405  405  405  405  405  405  405  405
    GET  training:due                   login   403  403  403  200  200  403  403  200
    POST training:due                   login   405  405  405  405  405  405  405  405
    GET  training:due_csv               login   403  403  403  200  200  403  403  200
    POST training:due_csv               login   405  405  405  405  405  405  405  405
    GET  training:completions           login   403  403  403  200  200  403  403  200
    POST training:completions           login   405  405  405  405  405  405  405  405
    GET  training:enter                 login   403  403  403  200  200  403  403  200
    POST training:enter                 login   403  403  403  200  200  403  403  200
    GET  training:sheet                 login   403  403  403  200  200  403  403  200
    POST training:sheet                 login   403  403  403  200  200  403  403  200
    GET  training:correction            login   403  403  403  200  200  403  403  200
    POST training:correction            login   403  403  403  200  200  403  403  200
    GET  training:courses               login   403  200  200  200  200  403  403  200
    POST training:courses               login   405  405  405  405  405  405  405  405
    GET  training:new                   login   403  403  403  403  200  403  403  200
    POST training:new                   login   403  403  403  403  200  403  403  200
    GET  training:edit                  login   403  403  403  403  200  403  403  200
    POST training:edit                  login   403  403  403  403  200  403  403  200

    # what oversight reads by itself; administrators see the same
    GET  oversight:home                 login   403  403  403  403  403  403  200  200
    POST oversight:home                 login   405  405  405  405  405  405  405  405
    GET  oversight:replies              login   403  403  403  403  403  403  200  200
    POST oversight:replies              login   405  405  405  405  405  405  405  405
    GET  oversight:concerns             login   403  403  403  403  403  403  200  200
    POST oversight:concerns             login   405  405  405  405  405  405  405  405
    GET  oversight:concern              login   403  403  403  403  403  403  200  200
    POST oversight:concern              login   405  405  405  405  405  405  405  405
    GET  oversight:concerns_csv         login   403  403  403  403  403  403  200  200
    POST oversight:concerns_csv         login   405  405  405  405  405  405  405  405
    GET  oversight:outreach             login   403  403  403  403  403  403  200  200
    POST oversight:outreach             login   405  405  405  405  405  405  405  405
    GET  oversight:outreach_csv         login   403  403  403  403  403  403  200  200
    POST oversight:outreach_csv         login   405  405  405  405  405  405  405  405
    GET  oversight:promises             login   403  403  403  403  403  403  200  200
    POST oversight:promises             login   405  405  405  405  405  405  405  405
    GET  oversight:promises_csv         login   403  403  403  403  403  403  200  200
    POST oversight:promises_csv         login   405  405  405  405  405  405  405  405
    GET  oversight:edits                login   403  403  403  403  403  403  200  200
    POST oversight:edits                login   405  405  405  405  405  405  405  405
    GET  oversight:complaints           login   403  403  403  403  403  403  200  200
    POST oversight:complaints           login   403  403  403  403  403  403  200  403
    GET  oversight:readings             login   403  403  403  403  403  403  200  200
    POST oversight:readings             login   405  405  405  405  405  405  405  405
    GET  oversight:readings_csv         login   403  403  403  403  403  403  200  200
    POST oversight:readings_csv         login   405  405  405  405  405  405  405  405
    GET  oversight:demands              login   403  403  403  403  403  403  200  200
    POST oversight:demands              login   405  405  405  405  405  405  405  405

    # records requests and legal demands: for those who answer for the whole city
    GET  records:requests               login   403  403  403  403  200  403  403  200
    POST records:requests               login   405  405  405  405  405  405  405  405
    GET  records:new                    login   403  403  403  403  200  403  403  200
    POST records:new                    login   403  403  403  403  200  403  403  200
    GET  records:request                login   403  403  403  403  200  403  403  200
    POST records:request                login   405  405  405  405  405  405  405  405
    GET  records:entries                login   405  405  405  405  405  405  405  405
    POST records:entries                login   403  403  403  403  200  403  403  200
    GET  records:extension              login   405  405  405  405  405  405  405  405
    POST records:extension              login   403  403  403  403  200  403  403  200
    GET  records:closure                login   405  405  405  405  405  405  405  405
    POST records:closure                login   403  403  403  403  200  403  403  200
    GET  records:new_export             login   403  403  403  403  200  403  403  200
    POST records:new_export             login   403  403  403  403  200  403  403  200
    GET  records:export                 login   403  403  403  403  200  403  403  200
    POST records:export                 login   405  405  405  405  405  405  405  405
    GET  records:cancellation           login   405  405  405  405  405  405  405  405
    POST records:cancellation           login   403  403  403  403  302  403  403  302
    GET  records:download               login   403  403  403  403  200  403  403  200
    POST records:download               login   405  405  405  405  405  405  405  405
    GET  records:demands                login   403  403  403  403  200  403  403  200
    POST records:demands                login   405  405  405  405  405  405  405  405
    GET  records:new_demand             login   403  403  403  403  200  403  403  200
    POST records:new_demand             login   403  403  403  403  200  403  403  200
    GET  records:demand                 login   403  403  403  403  200  403  403  200
    POST records:demand                 login   403  403  403  403  200  403  403  200

    # recorded crime, programs, and looking ahead
    GET  crime:counts                   login   403  403  403  403  200  403  200  200
    POST crime:counts                   login   403  403  403  403  405  403  405  405
    GET  crime:programs                 login   403  403  403  403  200  403  200  200
    POST crime:programs                 login   403  403  403  403  405  403  405  405
    GET  crime:new                      login   403  403  403  403  200  403  403  200
    POST crime:new                      login   403  403  403  403  200  403  403  200
    GET  crime:program                  login   403  403  403  403  200  403  200  200
    POST crime:program                  login   403  403  403  403  405  403  405  405
    GET  crime:edit                     login   403  403  403  403  200  403  403  200
    POST crime:edit                     login   403  403  403  403  200  403  403  200
    GET  crime:places                   login   403  403  403  403  200  403  403  200
    POST crime:places                   login   403  403  403  403  200  403  403  200
    GET  crime:removal                  login   403  403  403  403  405  403  403  405
    POST crime:removal                  login   403  403  403  403  302  403  403  302
    GET  crime:ahead                    login   403  403  403  403  200  403  200  200
    POST crime:ahead                    login   403  403  403  403  405  403  405  405
    GET  public_crime:counts            200
    POST public_crime:counts            405
    GET  public_crime:model_card        200
    POST public_crime:model_card        405

    # the public numbers; in tests no quarter is published and one policy is
    GET  transparency:home              200
    POST transparency:home              405
    GET  transparency:feed              200
    POST transparency:feed              405
    GET  transparency:dictionary        200
    POST transparency:dictionary        405
    GET  transparency:definitions       200
    POST transparency:definitions       405
    GET  transparency:surveys           200
    POST transparency:surveys           405
    GET  transparency:policies          200
    POST transparency:policies          405
    GET  transparency:policy            200
    POST transparency:policy            405
    GET  transparency:policy_version    200
    POST transparency:policy_version    405
    GET  transparency:embed             404
    POST transparency:embed             405
    GET  transparency:quarter           404
    POST transparency:quarter           405
    GET  transparency:csv               404
    POST transparency:csv               405
    GET  transparency:json              404
    POST transparency:json              405
    GET  transparency:edition           404
    POST transparency:edition           405
    GET  transparency:edition_csv       404
    POST transparency:edition_csv       405
    GET  transparency:edition_json      404
    POST transparency:edition_json      405
    GET  transparency:topic             200
    POST transparency:topic             405
    GET  open:publications              200
    POST open:publications              405
    GET  open:publication               404
    POST open:publication               405
    GET  open:table                     404
    POST open:table                     405
    GET  open:csv                       404
    POST open:csv                       405
    GET  open:datasets                  200
    POST open:datasets                  405
    GET  open:dictionary                200
    POST open:dictionary                405
    GET  open:definitions               200
    POST open:definitions               405

    # what goes public: there is a draft of one quarter
    GET  publications:list              login   403  403  403  403  200  403  200  200
    POST publications:list              login   405  405  405  405  405  405  405  405
    GET  publications:policies          login   403  403  403  403  200  403  403  200
    POST publications:policies          login   405  405  405  405  405  405  405  405
    GET  publications:new_policy        login   403  403  403  403  200  403  403  200
    POST publications:new_policy        login   403  403  403  403  422  403  403  422
    GET  publications:policy            login   403  403  403  403  200  403  403  200
    POST publications:policy            login   403  403  403  403  422  403  403  422
    GET  publications:draft             login   403  403  403  403  200  403  200  200
    POST publications:draft             login   403  403  403  403  422  403  403  422
    GET  publications:preparation       login   405  405  405  405  405  405  405  405
    POST publications:preparation       login   403  403  403  403  302  403  403  302

    # for machines that watch the site; in tests no worker beats
    GET  healthz                        200
    POST healthz                        405
    GET  readyz                         503
    POST readyz                         405

    # partners
    GET  organizations:list             200
    POST organizations:list             405
    GET  organizations:organization     200
    POST organizations:organization     405
    GET  organizations:services         200
    POST organizations:services         405
    GET  organizations:hsds             200
    POST organizations:hsds             405
    GET  organizations:logo             404
    POST organizations:logo             405
    GET  api:organizations              200
    POST api:organizations              405
    GET  api:services                   200
    POST api:services                   405

    # what a phone kept; grants, and what partners give: of Grace Church, whose owner is paul
    GET  outreach:sync                   login   403  200  200  200  200  403  403  403
    POST outreach:sync                   login   403  400  400  400  400  403  403  403
    GET  grants:list                     login   403  200  200  200  200  403  200  200
    POST grants:list                     login   405  405  405  405  405  405  405  405
    GET  grants:new                      login   403  403  403  403  200  403  403  200
    POST grants:new                      login   403  403  403  403  200  403  403  200
    GET  grants:grant                    login   403  200  200  200  200  403  200  200
    POST grants:grant                    login   405  405  405  405  405  405  405  405
    GET  grants:edit                     login   403  403  403  403  200  403  403  200
    POST grants:edit                     login   403  403  403  403  200  403  403  200
    GET  grants:plan                     login   405  405  405  405  405  405  405  405
    POST grants:plan                     login   403  403  403  403  200  403  403  200
    GET  grants:closing                  login   405  405  405  405  405  405  405  405
    POST grants:closing                  login   403  403  403  403  302  403  403  302
    GET  grants:sending                  login   405  405  405  405  405  405  405  405
    POST grants:sending                  login   403  403  403  403  200  403  403  200
    GET  grants:taking_back              login   405  405  405  405  405  405  405  405
    POST grants:taking_back              login   403  403  403  403  302  403  403  302
    GET  grants:gift                     login   405  405  405  405  405  405  405  405
    POST grants:gift                     login   403  403  403  403  200  403  403  200
    GET  grants:confirm                  login   405  405  405  405  405  405  405  405
    POST grants:confirm                  login   403  403  403  403  302  403  403  302
    GET  workspace_resources:list        login   403  403  403  403  403  200  403  403
    POST workspace_resources:list        login   405  405  405  405  405  405  405  405
    GET  workspace_resources:export_csv  login   403  403  403  403  403  200  403  403
    POST workspace_resources:export_csv  login   405  405  405  405  405  405  405  405
    GET  workspace_resources:record      login   405  405  405  405  405  405  405  405
    POST workspace_resources:record      login   403  403  403  403  403  200  403  403
    GET  workspace_resources:undo        login   405  405  405  405  405  405  405  405
    POST workspace_resources:undo        login   403  403  403  403  403  302  403  403
    GET  workspace_resources:confirm     login   405  405  405  405  405  405  405  405
    POST workspace_resources:confirm     login   403  403  403  403  403  302  403  403

    # the workspace of a partner: of Grace Church, whose owner is paul
    GET  workspace:home                  login   403  403  403  403  403  200  403  403
    POST workspace:home                  login   405  405  405  405  405  405  405  405
    GET  workspace:people                login   403  403  403  403  403  200  403  403
    POST workspace:people                login   403  403  403  403  403  200  403  403
    GET  workspace:role                  login   405  405  405  405  405  405  405  405
    POST workspace:role                  login   403  403  403  403  403  302  403  403
    GET  workspace:removal               login   405  405  405  405  405  405  405  405
    POST workspace:removal               login   403  403  403  403  403  302  403  403
    GET  workspace:withdrawal            login   405  405  405  405  405  405  405  405
    POST workspace:withdrawal            login   403  403  403  403  403  302  403  403
    GET  workspace:decision              login   405  405  405  405  405  405  405  405
    POST workspace:decision              login   403  403  403  403  403  302  403  403
    GET  workspace:page                  login   403  403  403  403  403  200  403  403
    POST workspace:page                  login   403  403  403  403  403  200  403  403
    GET  workspace:logo                  login   405  405  405  405  405  405  405  405
    POST workspace:logo                  login   403  403  403  403  403  200  403  403
    GET  workspace:new_site              login   403  403  403  403  403  200  403  403
    POST workspace:new_site              login   403  403  403  403  403  200  403  403
    GET  workspace:site                  login   403  403  403  403  403  200  403  403
    POST workspace:site                  login   403  403  403  403  403  200  403  403
    GET  workspace:site_removal          login   405  405  405  405  405  405  405  405
    POST workspace:site_removal          login   403  403  403  403  403  302  403  403
    GET  workspace:new_service           login   403  403  403  403  403  200  403  403
    POST workspace:new_service           login   403  403  403  403  403  200  403  403
    GET  workspace:service               login   403  403  403  403  403  200  403  403
    POST workspace:service               login   403  403  403  403  403  200  403  403
    GET  workspace:service_removal       login   405  405  405  405  405  405  405  405
    POST workspace:service_removal       login   403  403  403  403  403  302  403  403
    GET  workspace:notes                 login   403  403  403  403  403  200  403  403
    POST workspace:notes                 login   403  403  403  403  403  200  403  403
    GET  workspace:note_removal          login   405  405  405  405  405  405  405  405
    POST workspace:note_removal          login   403  403  403  403  403  302  403  403
    GET  workspace:export                login   403  403  403  403  403  200  403  403
    POST workspace:export                login   405  405  405  405  405  405  405  405
    GET  workspace:export_csv            login   403  403  403  403  403  200  403  403
    POST workspace:export_csv            login   405  405  405  405  405  405  405  405
    GET  workspace:archive               login   403  403  403  403  403  200  403  403
    POST workspace:archive               login   405  405  405  405  405  405  405  405
    GET  workspace:leaving               login   403  403  403  403  403  200  403  403
    POST workspace:leaving               login   403  403  403  403  403  422  403  403

    # partners join
    GET  joining:start                  200
    POST joining:start                  405
    GET  joining:register               login   200  200  200  200  200  200  200  200
    POST joining:register               login   200  200  200  200  200  200  200  200
    GET  joining:ask                    login   200  200  200  200  200  200  200  200
    POST joining:ask                    login   200  200  200  200  200  200  200  200
    GET  joining:invitation             login   410  410  410  410  410  410  410  410
    POST joining:invitation             login   410  410  410  410  410  410  410  410

    # partners at the desk: one that waits
    GET  desk_partners:register         login   403  200  200  200  200  403  403  200
    POST desk_partners:register         login   405  405  405  405  405  405  405  405
    GET  desk_partners:organization     login   403  200  200  200  200  403  403  200
    POST desk_partners:organization     login   405  405  405  405  405  405  405  405
    GET  desk_partners:approval         login   405  405  405  405  405  405  405  405
    POST desk_partners:approval         login   403  403  403  302  302  403  403  302
    GET  desk_partners:decline          login   405  405  405  405  405  405  405  405
    POST desk_partners:decline          login   403  403  403  200  200  403  403  200
    GET  desk_partners:lapse            login   405  405  405  405  405  405  405  405
    POST desk_partners:lapse            login   403  403  403  200  200  403  403  200
    GET  desk_partners:merge            login   405  405  405  405  405  405  405  405
    POST desk_partners:merge            login   403  403  403  302  302  403  403  302

    # agreements: one in force with the church whose owner is Paul
    GET  agreements:agreements               login 403  200  200  200  200  403  200  403
    POST agreements:agreements               login 405  405  405  405  405  405  405  405
    GET  agreements:agreement                login 403  200  200  200  200  403  200  403
    POST agreements:agreement                login 405  405  405  405  405  405  405  405
    GET  agreements:sheet                    login 403  200  200  200  200  403  200  403
    POST agreements:sheet                    login 405  405  405  405  405  405  405  405
    GET  agreements:file                     login 403  200  200  200  200  403  200  403
    POST agreements:file                     login 405  405  405  405  405  405  405  405
    GET  agreements:new                      login 403  403  403  200  200  403  403  403
    POST agreements:new                      login 403  403  403  200  200  403  403  403
    GET  agreements:edit                     login 403  403  403  200  200  403  403  403
    POST agreements:edit                     login 403  403  403  200  200  403  403  403
    GET  agreements:proposal                 login 405  405  405  405  405  405  405  405
    POST agreements:proposal                 login 403  403  403  302  302  403  403  403
    GET  agreements:taking_back              login 405  405  405  405  405  405  405  405
    POST agreements:taking_back              login 403  403  403  302  302  403  403  403
    GET  agreements:goal_removal             login 405  405  405  405  405  405  405  405
    POST agreements:goal_removal             login 403  403  403  302  302  403  403  403
    GET  agreements:signature                login 405  405  405  405  405  405  405  405
    POST agreements:signature                login 403  403  403  200  200  403  403  403
    GET  agreements:paper                    login 405  405  405  405  405  405  405  405
    POST agreements:paper                    login 403  403  403  200  200  403  403  403
    GET  agreements:withdrawal               login 405  405  405  405  405  405  405  405
    POST agreements:withdrawal               login 403  403  403  200  200  403  403  403
    GET  agreements:comment                  login 405  405  405  405  405  405  405  405
    POST agreements:comment                  login 403  403  403  200  200  403  403  403
    GET  agreements:goals                    login 405  405  405  405  405  405  405  405
    POST agreements:goals                    login 403  403  403  200  200  403  403  403
    GET  agreements:goal                     login 405  405  405  405  405  405  405  405
    POST agreements:goal                     login 403  403  403  200  200  403  403  403
    GET  workspace_agreements:agreements     login 403  403  403  403  403  200  403  403
    POST workspace_agreements:agreements     login 405  405  405  405  405  405  405  405
    GET  workspace_agreements:agreement      login 403  403  403  403  403  200  403  403
    POST workspace_agreements:agreement      login 405  405  405  405  405  405  405  405
    GET  workspace_agreements:sheet          login 403  403  403  403  403  200  403  403
    POST workspace_agreements:sheet          login 405  405  405  405  405  405  405  405
    GET  workspace_agreements:file           login 403  403  403  403  403  200  403  403
    POST workspace_agreements:file           login 405  405  405  405  405  405  405  405
    GET  workspace_agreements:comment        login 405  405  405  405  405  405  405  405
    POST workspace_agreements:comment        login 403  403  403  403  403  200  403  403
    GET  workspace_agreements:signature      login 405  405  405  405  405  405  405  405
    POST workspace_agreements:signature      login 403  403  403  403  403  200  403  403
    GET  workspace_agreements:withdrawal     login 405  405  405  405  405  405  405  405
    POST workspace_agreements:withdrawal     login 403  403  403  403  403  200  403  403
    GET  workspace_agreements:consent        login 405  405  405  405  405  405  405  405
    POST workspace_agreements:consent        login 403  403  403  403  403  302  403  403

    # requests for help: one of Dana's to that church, which said yes; links are guessed
    GET  desk_referrals:referrals            login 403  200  200  200  200  403  403  403
    POST desk_referrals:referrals            login 405  405  405  405  405  405  405  405
    GET  desk_referrals:new                  login 403  200  200  200  200  403  403  403
    POST desk_referrals:new                  login 403  200  200  200  200  403  403  403
    GET  desk_referrals:referral             login 403  200  404  200  200  403  403  403
    POST desk_referrals:referral             login 405  405  405  405  405  405  405  405
    GET  desk_referrals:contact              login 405  405  405  405  405  405  405  405
    POST desk_referrals:contact              login 403  200  404  403  403  403  403  403
    GET  desk_referrals:withdrawal           login 405  405  405  405  405  405  405  405
    POST desk_referrals:withdrawal           login 403  302  404  302  302  403  403  403
    GET  workspace_referrals:referrals       login 403  403  403  403  403  200  403  403
    POST workspace_referrals:referrals       login 405  405  405  405  405  405  405  405
    GET  workspace_referrals:referral        login 403  403  403  403  403  200  403  403
    POST workspace_referrals:referral        login 405  405  405  405  405  405  405  405
    GET  workspace_referrals:contact         login 405  405  405  405  405  405  405  405
    POST workspace_referrals:contact         login 403  403  403  403  403  200  403  403
    GET  workspace_referrals:act             login 405  405  405  405  405  405  405  405
    POST workspace_referrals:act             login 403  403  403  403  403  200  403  403
    GET  referrals:link                      404
    POST referrals:link                      405
    GET  referrals:link_contact              405
    POST referrals:link_contact              404
    GET  referrals:link_renewal              405
    POST referrals:link_renewal              404
    GET  referrals:link_act                  405
    POST referrals:link_act                  404
    GET  desk_concerns:referral_new          login 403  200  404  200  200  403  403  403
    POST desk_concerns:referral_new          login 403  200  404  200  200  403  403  403

    # areas
    GET  areas:list                     200
    POST areas:list                     405
    GET  areas:find                     302
    POST areas:find                     405
    GET  areas:area                     200
    POST areas:area                     405
    GET  areas:portrait                 200
    POST areas:portrait                 405

    # areas at the desk: Millrace; Dana's own posting there and her handover note, a draft
    GET  desk_areas:know                login   403  200  403  200  200  403  403  200
    POST desk_areas:know                login   405  405  405  405  405  405  405  405
    GET  desk_areas:team                login   403  200  403  200  200  403  403  200
    POST desk_areas:team                login   405  405  405  405  405  405  405  405
    GET  desk_areas:contact             login   405  405  405  405  405  405  405  405
    POST desk_areas:contact             login   403  403  403  302  302  403  403  302
    GET  desk_areas:new_posting         login   403  403  403  200  200  403  403  200
    POST desk_areas:new_posting         login   403  403  403  200  200  403  403  200
    GET  desk_areas:posting             login   403  200  403  200  200  403  403  200
    POST desk_areas:posting             login   403  302  403  302  302  403  403  302
    GET  desk_areas:end                 login   405  405  405  405  405  405  405  405
    POST desk_areas:end                 login   403  403  403  200  200  403  403  200
    GET  desk_areas:portrait_removal    login   405  405  405  405  405  405  405  405
    POST desk_areas:portrait_removal    login   403  302  403  302  302  403  403  302
    GET  desk_areas:handover            login   403  200  403  200  200  403  403  200
    POST desk_areas:handover            login   405  405  405  405  405  405  405  405
    GET  desk_areas:handover_beginning  login   405  405  405  405  405  405  405  405
    POST desk_areas:handover_beginning  login   403  302  403  302  302  403  403  302
    GET  desk_areas:handover_note       login   404  200  404  200  200  404  404  200
    POST desk_areas:handover_note       login   404  200  404  200  200  404  404  200
    GET  desk_areas:handover_reading    login   405  405  405  405  405  405  405  405
    POST desk_areas:handover_reading    login   404  302  404  302  302  404  404  302

    # neighborhoods in the shapes of police.uk, for other programs
    GET  police_uk:forces               200
    POST police_uk:forces               405
    GET  police_uk:force                200
    POST police_uk:force                405
    GET  police_uk:force_people         200
    POST police_uk:force_people         405
    GET  police_uk:locate               400
    POST police_uk:locate               405
    GET  police_uk:neighborhoods        200
    POST police_uk:neighborhoods        405
    GET  police_uk:neighborhood         200
    POST police_uk:neighborhood         405
    GET  police_uk:people               200
    POST police_uk:people               405
    GET  police_uk:events               200
    POST police_uk:events               405
    GET  police_uk:priorities           200
    POST police_uk:priorities           405
    GET  police_uk:boundary             200
    POST police_uk:boundary             405
    GET  police_uk:nothing              404
    POST police_uk:nothing              405

    # boards: a city-wide one that waits for an answer, and a draft of the police that is open
    GET  boards:list                    200
    POST boards:list                    405
    GET  boards:board                   200
    POST boards:board                   405
    GET  boards:register                200
    POST boards:register                405
    GET  boards:register_csv            200
    POST boards:register_csv            405
    GET  boards:columns_csv             200
    POST boards:columns_csv             405
    GET  boards:atom                    200
    POST boards:atom                    405
    GET  boards:recommendation          200
    POST boards:recommendation          405
    GET  boards:consultations           200
    POST boards:consultations           405
    GET  boards:consultation            200
    POST boards:consultation            405
    GET  boards:final_file              404
    POST boards:final_file              405
    GET  boards:comments                405
    POST boards:comments                200
    GET  boards:my_comment              200
    POST boards:my_comment              302
    GET  desk_boards:home               login   403  200  200  200  200  403  200  200
    POST desk_boards:home               login   405  405  405  405  405  405  405  405
    GET  desk_boards:new                login   403  403  403  403  200  403  200  200
    POST desk_boards:new                login   403  403  403  403  200  403  200  200
    GET  desk_boards:board              login   403  403  403  403  200  403  200  200
    POST desk_boards:board              login   403  403  403  403  200  403  200  200
    GET  desk_boards:new_member         login   403  403  403  403  200  403  200  200
    POST desk_boards:new_member         login   403  403  403  403  200  403  200  200
    GET  desk_boards:member             login   403  403  403  403  200  403  200  200
    POST desk_boards:member             login   403  403  403  403  200  403  200  200
    GET  desk_boards:filing             login   403  403  403  403  403  403  200  403
    POST desk_boards:filing             login   403  403  403  403  403  403  200  403
    GET  desk_boards:recommendation     login   403  200  200  200  200  403  200  200
    POST desk_boards:recommendation     login   405  405  405  405  405  405  405  405
    GET  desk_boards:revision           login   403  403  403  403  403  403  200  403
    POST desk_boards:revision           login   403  403  403  403  403  403  200  403
    GET  desk_boards:taking_up          login   405  405  405  405  405  405  405  405
    POST desk_boards:taking_up          login   403  403  403  403  302  403  403  403
    GET  desk_boards:answer             login   405  405  405  405  405  405  405  405
    POST desk_boards:answer             login   403  403  403  403  200  403  403  403
    GET  desk_boards:more_time          login   405  405  405  405  405  405  405  405
    POST desk_boards:more_time          login   403  403  403  403  200  403  403  403
    GET  desk_boards:actions            login   405  405  405  405  405  405  405  405
    POST desk_boards:actions            login   403  403  403  403  200  403  403  403
    GET  desk_boards:agreement          login   405  405  405  405  405  405  405  405
    POST desk_boards:agreement          login   403  403  403  403  403  403  302  403
    GET  desk_boards:withdrawal         login   405  405  405  405  405  405  405  405
    POST desk_boards:withdrawal         login   403  403  403  403  403  403  200  403
    GET  desk_boards:result             login   403  403  403  403  200  403  403  403
    POST desk_boards:result             login   403  403  403  403  200  403  403  403
    GET  desk_boards:new_consultation   login   403  403  403  403  200  403  200  403
    POST desk_boards:new_consultation   login   403  403  403  403  200  403  200  403
    GET  desk_boards:consultation       login   403  403  403  403  200  403  200  403
    POST desk_boards:consultation       login   405  405  405  405  405  405  405  405
    GET  desk_boards:draft              login   403  403  403  403  200  403  403  403
    POST desk_boards:draft              login   403  403  403  403  200  403  403  403
    GET  desk_boards:publication        login   405  405  405  405  405  405  405  405
    POST desk_boards:publication        login   403  403  403  403  302  403  403  403
    GET  desk_boards:prolongation       login   405  405  405  405  405  405  405  405
    POST desk_boards:prolongation       login   403  403  403  403  200  403  403  403
    GET  desk_boards:rows               login   405  405  405  405  405  405  405  405
    POST desk_boards:rows               login   403  403  403  403  200  403  403  403
    GET  desk_boards:conclusion         login   405  405  405  405  405  405  405  405
    POST desk_boards:conclusion         login   403  403  403  403  200  403  403  403
    GET  desk_boards:row                login   403  403  403  403  200  403  403  403
    POST desk_boards:row                login   403  403  403  403  200  403  403  403
    GET  desk_boards:comment            login   403  403  403  403  200  403  200  403
    POST desk_boards:comment            login   403  403  403  403  200  403  403  403
    GET  api:boards                     200
    POST api:boards                     405
    GET  api:board                      200
    POST api:board                      405
    GET  api:recommendations            200
    POST api:recommendations            405
    GET  api:recommendation             200
    POST api:recommendation             405

    # dashboards
    GET  desk:home                      login   403  200  200  200  200  403  403  200
    POST desk:home                      login   405  405  405  405  405  405  405  405
    GET  dashboards:command             login   403  403  403  200  200  403  200  200
    POST dashboards:command             login   405  405  405  405  405  405  405  405
    GET  dashboards:views               login   403  403  403  200  200  403  200  200
    POST dashboards:views               login   403  403  403  200  200  403  200  200
    GET  dashboards:view                login   403  403  403  404  200  403  404  404
    POST dashboards:view                login   403  403  403  404  200  403  404  404
    GET  dashboards:view_removal        login   403  403  403  404  200  403  404  404
    POST dashboards:view_removal        login   403  403  403  404  302  403  404  404

    # reports: one about Riverside, on its way; words and what follows are of one that is ready
    GET  reports:reports                login   403  403  403  200  200  403  200  200
    POST reports:reports                login   405  405  405  405  405  405  405  405
    GET  reports:choose                 login   403  403  403  200  200  403  403  200
    POST reports:choose                 login   405  405  405  405  405  405  405  405
    GET  reports:new                    login   403  403  403  200  200  403  403  200
    POST reports:new                    login   403  403  403  200  200  403  403  200
    GET  reports:report                 login   404  404  404  200  200  404  404  200
    POST reports:report                 login   405  405  405  405  405  405  405  405
    GET  reports:cancellation           login   405  405  405  405  405  405  405  405
    POST reports:cancellation           login   404  404  404  302  302  404  404  302
    GET  reports:download               login   404  404  404  200  200  404  200  200
    POST reports:download               login   405  405  405  405  405  405  405  405
    GET  reports:words                  login   404  404  404  200  200  404  403  200
    POST reports:words                  login   404  404  404  302  302  404  403  302
    GET  reports:review                 login   405  405  405  405  405  405  405  405
    POST reports:review                 login   404  404  404  302  302  404  403  302
    GET  reports:return                 login   405  405  405  405  405  405  405  405
    POST reports:return                 login   404  404  404  302  302  404  403  302
    GET  reports:publication            login   404  404  404  403  200  404  403  200
    POST reports:publication            login   404  404  404  403  302  404  403  302
    GET  reports:withdrawal             login   404  404  404  403  200  404  403  200
    POST reports:withdrawal             login   404  404  404  403  200  404  403  200
    GET  reports:check                  login   404  404  404  200  200  404  200  200
    POST reports:check                  login   405  405  405  405  405  405  405  405
    GET  reports:schedules              login   403  403  403  200  200  403  403  200
    POST reports:schedules              login   405  405  405  405  405  405  405  405
    GET  reports:new_schedule           login   403  403  403  200  200  403  403  200
    POST reports:new_schedule           login   403  403  403  200  200  403  403  200
    GET  reports:pause                  login   405  405  405  405  405  405  405  405
    POST reports:pause                  login   403  403  403  302  302  403  403  302
    GET  reports:unschedule             login   405  405  405  405  405  405  405  405
    POST reports:unschedule             login   403  403  403  302  302  403  403  302
    GET  reports:lists                  login   403  403  403  200  200  403  403  200
    POST reports:lists                  login   403  403  403  200  200  403  403  200
    GET  reports:list                   login   403  403  403  404  200  403  403  200
    POST reports:list                   login   403  403  403  404  200  403  403  200
    GET  reports:list_deletion          login   405  405  405  405  405  405  405  405
    POST reports:list_deletion          login   403  403  403  404  302  403  403  302
    GET  reports:off                    login   405  405  405  405  405  405  405  405
    POST reports:off                    login   403  403  403  404  302  403  403  302
    GET  public_reports:publications    200
    POST public_reports:publications    405
    GET  public_reports:publication     200
    POST public_reports:publication     405
    GET  public_reports:file            200
    POST public_reports:file            405
    GET  public_reports:confirmation    200
    POST public_reports:confirmation    302

    # meetings: what anyone opens
    GET  events:list                    200
    POST events:list                    405
    GET  events:feed                    200
    POST events:feed                    405
    GET  events:this_month              302
    POST events:this_month              405
    GET  events:month                   200
    POST events:month                   405
    GET  events:map                     200
    POST events:map                     405
    GET  events:atom                    200
    POST events:atom                    405
    GET  events:area_feed               200
    POST events:area_feed               405
    GET  events:kind_feed               200
    POST events:kind_feed               405
    GET  events:suggestions             200
    POST events:suggestions             200
    GET  events:suggestion_voices       405
    POST events:suggestion_voices       302
    GET  events:event                   200
    POST events:event                   405
    GET  events:event_calendar          200
    POST events:event_calendar          405
    GET  events:mailed                  200
    POST events:mailed                  405
    GET  events:rsvp                    302
    POST events:rsvp                    200
    GET  events:seat                    404
    POST events:seat                    404
    GET  events:ticket                  404
    POST events:ticket                  405
    GET  events:accept_seat             405
    POST events:accept_seat             404
    GET  events:cancel_seat             405
    POST events:cancel_seat             404

    # meetings at the desk: one of Millrace
    GET  desk_events:list               login   403  200  200  200  200  403  403  403
    POST desk_events:list               login   405  405  405  405  405  405  405  405
    GET  desk_events:new                login   403  200  200  200  200  403  403  403
    POST desk_events:new                login   403  200  200  200  200  403  403  403
    GET  desk_events:event              login   403  200  403  200  200  403  403  403
    POST desk_events:event              login   405  405  405  405  405  405  405  405
    GET  desk_events:suggestions        login   403  200  403  200  200  403  403  403
    POST desk_events:suggestions        login   405  405  405  405  405  405  405  405
    GET  desk_events:suggestion_decision login  405  405  405  405  405  405  405  405
    POST desk_events:suggestion_decision login  403  302  403  302  302  403  403  403
    GET  desk_events:edit               login   403  200  403  200  200  403  403  403
    POST desk_events:edit               login   403  200  403  200  200  403  403  403
    GET  desk_events:publish            login   405  405  405  405  405  405  405  405
    POST desk_events:publish            login   403  302  403  302  302  403  403  403
    GET  desk_events:cancel             login   403  200  403  200  200  403  403  403
    POST desk_events:cancel             login   403  200  403  200  200  403  403  403
    GET  desk_events:listing            login   405  405  405  405  405  405  405  405
    POST desk_events:listing            login   403  302  403  302  302  403  403  403
    GET  desk_events:new_series         login   403  200  200  200  200  403  403  403
    POST desk_events:new_series         login   403  200  200  200  200  403  403  403
    GET  desk_events:new_course         login   403  200  200  200  200  403  403  403
    POST desk_events:new_course         login   403  200  200  200  200  403  403  403
    GET  desk_events:series             login   403  200  404  200  200  403  403  403
    POST desk_events:series             login   405  405  405  405  405  405  405  405
    GET  desk_events:series_days        login   403  200  404  200  200  403  403  403
    POST desk_events:series_days        login   403  200  404  200  200  403  403  403
    GET  desk_events:publish_series     login   405  405  405  405  405  405  405  405
    POST desk_events:publish_series     login   403  302  404  302  302  403  403  403
    GET  desk_events:course             login   403  200  403  200  200  403  403  403
    POST desk_events:course             login   403  200  403  200  200  403  403  403
    GET  desk_events:finished           login   403  200  403  200  200  403  403  403
    POST desk_events:finished           login   405  405  405  405  405  405  405  405
    GET  desk_events:session_time       login   403  200  404  200  200  403  403  403
    POST desk_events:session_time       login   403  200  404  200  200  403  403  403
    GET  desk_events:session_off        login   403  200  404  200  200  403  403  403
    POST desk_events:session_off        login   403  302  404  302  302  403  403  403
    GET  desk_events:session_removal    login   405  405  405  405  405  405  405  405
    POST desk_events:session_removal    login   403  302  404  302  302  403  403  403
    GET  desk_events:door               login   403  200  404  200  200  403  403  403
    POST desk_events:door               login   405  405  405  405  405  405  405  405
    GET  desk_events:door_sync          login   403  200  404  200  200  403  403  403
    POST desk_events:door_sync          login   403  400  404  400  400  403  403  403
    GET  desk_events:arrivals           login   405  405  405  405  405  405  405  405
    POST desk_events:arrivals           login   403  302  404  302  302  403  403  403
    GET  desk_events:check_in           login   405  405  405  405  405  405  405  405
    POST desk_events:check_in           login   403  302  404  302  302  403  403  403
    GET  desk_events:undo_check_in      login   405  405  405  405  405  405  405  405
    POST desk_events:undo_check_in      login   403  302  404  302  302  403  403  403
    GET  desk_events:kept_seats         login   403  200  404  200  200  403  403  403
    POST desk_events:kept_seats         login   403  200  404  200  200  403  403  403
    GET  desk_events:walk_in            login   405  405  405  405  405  405  405  405
    POST desk_events:walk_in            login   403  302  404  302  302  403  403  403
    GET  desk_events:headcount          login   405  405  405  405  405  405  405  405
    POST desk_events:headcount          login   403  302  404  302  302  403  403  403
    GET  offline:worker                 200
    POST offline:worker                 405
    GET  offline:no_signal              200
    POST offline:no_signal              405
    GET  desk_events:questions          login   403  200  403  200  200  403  403  403
    POST desk_events:questions          login   403  200  403  200  200  403  403  403
    GET  desk_events:question           login   403  200  403  200  200  403  403  403
    POST desk_events:question           login   403  200  403  200  200  403  403  403
    GET  desk_events:question_place     login   405  405  405  405  405  405  405  405
    POST desk_events:question_place     login   403  302  403  302  302  403  403  403
    GET  desk_events:question_removal   login   403  200  403  200  200  403  403  403
    POST desk_events:question_removal   login   403  302  403  302  302  403  403  403
    GET  desk_events:attendees_csv       login   403  200  403  200  200  403  403  403
    POST desk_events:attendees_csv       login   405  405  405  405  405  405  405  405
    GET  desk_events:attendees_xlsx      login   403  200  403  200  200  403  403  403
    POST desk_events:attendees_xlsx      login   405  405  405  405  405  405  405  405
    GET  desk_events:print_roster        login   403  200  403  200  200  403  403  403
    POST desk_events:print_roster        login   405  405  405  405  405  405  405  405
    GET  desk_events:print_badges        login   403  200  403  200  200  403  403  403
    POST desk_events:print_badges        login   405  405  405  405  405  405  405  405
    GET  desk_events:mail                login   403  200  403  200  200  403  403  403
    POST desk_events:mail                login   403  200  403  200  200  403  403  403
    GET  desk_events:words               login   403  200  403  200  200  403  403  403
    POST desk_events:words               login   403  200  403  200  200  403  403  403
    GET  desk_events:keep_starter        login   403  200  403  200  200  403  403  403
    POST desk_events:keep_starter        login   403  200  403  200  200  403  403  403
    GET  desk_events:starters            login   403  403  403  200  200  403  403  403
    POST desk_events:starters            login   403  403  403  200  200  403  403  403
    GET  desk_events:starter             login   403  403  403  200  200  403  403  403
    POST desk_events:starter             login   403  403  403  200  200  403  403  403
    GET  desk_events:starter_removal     login   403  403  403  200  200  403  403  403
    POST desk_events:starter_removal     login   403  403  403  302  302  403  403  403

    # minutes: of a meeting of Millrace that was held, with a line and a promise from before
    GET  events:minutes                 200
    POST events:minutes                 405
    GET  desk_events:minutes            login   403  200  200  200  200  403  403  403
    POST desk_events:minutes            login   405  405  405  405  405  405  405  405
    GET  desk_events:close              login   403  200  403  200  200  403  403  403
    POST desk_events:close              login   403  200  403  200  200  403  403  403
    GET  desk_events:notes              login   403  200  403  200  200  403  403  403
    POST desk_events:notes              login   405  405  405  405  405  405  405  405
    GET  desk_events:note_decision      login   405  405  405  405  405  405  405  405
    POST desk_events:note_decision      login   403  200  403  200  200  403  403  403
    GET  desk_events:note_question      login   405  405  405  405  405  405  405  405
    POST desk_events:note_question      login   403  200  403  200  200  403  403  403
    GET  desk_events:note_promise       login   405  405  405  405  405  405  405  405
    POST desk_events:note_promise       login   403  200  403  200  200  403  403  403
    GET  desk_events:note_concern       login   405  405  405  405  405  405  405  405
    POST desk_events:note_concern       login   403  200  403  200  200  403  403  403
    GET  desk_events:carried            login   405  405  405  405  405  405  405  405
    POST desk_events:carried            login   403  200  403  200  200  403  403  403
    GET  desk_events:line               login   403  200  404  200  200  403  403  403
    POST desk_events:line               login   403  200  404  200  200  403  403  403
    GET  desk_events:line_removal       login   405  405  405  405  405  405  405  405
    POST desk_events:line_removal       login   403  302  404  302  302  403  403  403

    # promises: one of Dana's in Millrace, that everyone may read
    GET  commitments:promises           200
    POST commitments:promises           405
    GET  commitments:promise            200
    POST commitments:promise            405
    GET  desk_commitments:ledger        login   403  200  200  200  200  403  403  403
    POST desk_commitments:ledger        login   405  405  405  405  405  405  405  405
    GET  desk_commitments:export_csv    login   403  200  200  200  200  403  403  403
    POST desk_commitments:export_csv    login   405  405  405  405  405  405  405  405
    GET  desk_commitments:new           login   403  200  200  200  200  403  403  403
    POST desk_commitments:new           login   403  200  200  200  200  403  403  403
    GET  desk_commitments:commitment    login   403  200  404  200  200  403  403  403
    POST desk_commitments:commitment    login   405  405  405  405  405  405  405  405
    GET  desk_commitments:postponement  login   405  405  405  405  405  405  405  405
    POST desk_commitments:postponement  login   403  200  404  200  200  403  403  403
    GET  desk_commitments:result        login   405  405  405  405  405  405  405  405
    POST desk_commitments:result        login   403  200  404  200  200  403  403  403
    GET  desk_commitments:telling       login   405  405  405  405  405  405  405  405
    POST desk_commitments:telling       login   403  200  404  200  200  403  403  403
    GET  desk_commitments:reopening     login   405  405  405  405  405  405  405  405
    POST desk_commitments:reopening     login   403  302  404  302  302  403  403  403
    GET  desk_commitments:showing       login   405  405  405  405  405  405  405  405
    POST desk_commitments:showing       login   403  302  404  302  302  403  403  403

    # problems: one of Millrace that Dana leads, everyone may read, and Paul’s clinic works on
    GET  problems:problems              200
    POST problems:problems              405
    GET  problems:problem               200
    POST problems:problem               405
    GET  problems:photo                 200
    POST problems:photo                 405
    GET  api:problems                   200
    POST api:problems                   405
    GET  api:problem                    200
    POST api:problem                    405
    GET  desk_problems:problems         login   403  200  200  200  200  403  200  403
    POST desk_problems:problems         login   405  405  405  405  405  405  405  405
    GET  desk_problems:new              login   403  200  200  200  200  403  403  403
    POST desk_problems:new              login   403  200  200  200  200  403  403  403
    GET  desk_problems:from_concern     login   405  405  405  405  405  405  405  405
    POST desk_problems:from_concern     login   403  302  404  302  302  403  403  403
    GET  desk_problems:cpted            login   403  200  200  200  200  403  403  403
    POST desk_problems:cpted            login   405  405  405  405  405  405  405  405
    GET  desk_problems:new_cpted        login   403  200  200  200  200  403  403  403
    POST desk_problems:new_cpted        login   403  200  200  200  200  403  403  403
    GET  desk_problems:cpted_visit      login   403  200  404  200  200  403  403  403
    POST desk_problems:cpted_visit      login   405  405  405  405  405  405  405  405
    GET  desk_problems:print_cpted      login   403  200  404  200  200  403  403  403
    POST desk_problems:print_cpted      login   405  405  405  405  405  405  405  405
    GET  desk_problems:cpted_item       login   405  405  405  405  405  405  405  405
    POST desk_problems:cpted_item       login   403  302  404  302  302  403  403  403
    GET  desk_problems:problem          login   403  200  404  200  200  403  200  403
    POST desk_problems:problem          login   405  405  405  405  405  405  405  405
    GET  desk_problems:print            login   403  200  404  200  200  403  200  403
    POST desk_problems:print            login   405  405  405  405  405  405  405  405
    GET  desk_problems:photo            login   403  200  404  200  200  403  200  403
    POST desk_problems:photo            login   405  405  405  405  405  405  405  405
    GET  desk_problems:advance          login   405  405  405  405  405  405  405  405
    POST desk_problems:advance          login   403  302  404  302  302  403  403  403
    GET  desk_problems:publication      login   405  405  405  405  405  405  405  405
    POST desk_problems:publication      login   403  302  404  302  302  403  403  403
    GET  desk_problems:telling          login   405  405  405  405  405  405  405  405
    POST desk_problems:telling          login   403  302  404  302  302  403  403  403
    GET  desk_problems:photo_act        login   405  405  405  405  405  405  405  405
    POST desk_problems:photo_act        login   403  302  404  302  302  403  403  403
    GET  desk_problems:unlinking        login   405  405  405  405  405  405  405  405
    POST desk_problems:unlinking        login   403  302  404  302  302  403  403  403
    GET  desk_problems:part             login   403  200  404  200  200  403  403  403
    POST desk_problems:part             login   403  200  404  200  200  403  403  403
    GET  desk_problems:goal             login   403  200  404  200  200  403  403  403
    POST desk_problems:goal             login   403  200  404  200  200  403  403  403
    GET  desk_problems:step             login   403  200  404  200  200  403  403  403
    POST desk_problems:step             login   403  200  404  200  200  403  403  403
    GET  desk_problems:new_photo        login   403  200  404  200  200  403  403  403
    POST desk_problems:new_photo        login   403  200  404  200  200  403  403  403
    GET  workspace_problems:problems    login   404  404  404  404  404  200  404  404
    POST workspace_problems:problems    login   405  405  405  405  405  405  405  405
    GET  workspace_problems:problem     login   404  404  404  404  404  200  404  404
    POST workspace_problems:problem     login   405  405  405  405  405  405  405  405
    GET  workspace_problems:new_step    login   404  404  404  404  404  200  404  404
    POST workspace_problems:new_step    login   404  404  404  404  404  200  404  404
    GET  workspace_problems:step        login   404  404  404  404  404  200  404  404
    POST workspace_problems:step        login   404  404  404  404  404  200  404  404

    # where concerns repeat: a corner of Millrace
    GET  desk_problems:clusters         login   403  200  200  200  200  403  403  403
    POST desk_problems:clusters         login   405  405  405  405  405  405  405  405
    GET  desk_problems:cluster_problem  login   403  200  404  200  200  403  403  403
    POST desk_problems:cluster_problem  login   403  200  404  200  200  403  403  403
    GET  desk_problems:cluster_dismissal login   405  405  405  405  405  405  405  405
    POST desk_problems:cluster_dismissal login   403  200  404  200  200  403  403  403

    # priorities: of Millrace, and a vote there
    GET  priorities:priorities          200
    POST priorities:priorities          405
    GET  priorities:vote                200
    POST priorities:vote                404
    GET  desk_priorities:areas          login   403  200  200  200  200  403  403  403
    POST desk_priorities:areas          login   405  405  405  405  405  405  405  405
    GET  desk_priorities:area           login   403  200  404  200  200  403  403  403
    POST desk_priorities:area           login   403  302  404  302  302  403  403  403
    GET  desk_priorities:new            login   403  200  404  200  200  403  403  403
    POST desk_priorities:new            login   403  200  404  200  200  403  403  403
    GET  desk_priorities:new_ballot     login   403  200  404  200  200  403  403  403
    POST desk_priorities:new_ballot     login   403  200  404  200  200  403  403  403
    GET  desk_priorities:ballot         login   403  200  404  200  200  403  403  403
    POST desk_priorities:ballot         login   405  405  405  405  405  405  405  405
    GET  desk_priorities:closing        login   405  405  405  405  405  405  405  405
    POST desk_priorities:closing        login   403  200  404  200  200  403  403  403
    GET  desk_priorities:winners        login   405  405  405  405  405  405  405  405
    POST desk_priorities:winners        login   403  302  404  302  302  403  403  403

    # outreach: an entry of Dana's
    GET  outreach:list                  login   403  200  200  200  200  403  403  403
    POST outreach:list                  login   405  405  405  405  405  405  405  405
    GET  outreach:new                   login   403  200  200  200  200  403  403  403
    POST outreach:new                   login   403  200  200  200  200  403  403  403
    GET  outreach:entry                 login   403  200  404  200  200  403  403  403
    POST outreach:entry                 login   405  405  405  405  405  405  405  405
    GET  outreach:edit                  login   403  200  404  403  403  403  403  403
    POST outreach:edit                  login   403  200  404  403  403  403  403  403
    # outreach: what happens to an entry of Dana's after it is sent
    GET  outreach:export_csv            login   403  403  403  200  200  403  403  403
    POST outreach:export_csv            login   405  405  405  405  405  405  405  405
    GET  outreach:review                login   403  403  403  200  200  403  403  403
    POST outreach:review                login   405  405  405  405  405  405  405  405
    GET  outreach:approvals             login   405  405  405  405  405  405  405  405
    POST outreach:approvals             login   403  403  403  200  200  403  403  403
    GET  outreach:history               login   403  200  404  200  200  403  403  403
    POST outreach:history               login   405  405  405  405  405  405  405  405
    GET  outreach:sending               login   405  405  405  405  405  405  405  405
    POST outreach:sending               login   403  302  404  403  403  403  403  403
    GET  outreach:approval              login   405  405  405  405  405  405  405  405
    POST outreach:approval              login   403  403  404  302  302  403  403  403
    GET  outreach:giving_back           login   405  405  405  405  405  405  405  405
    POST outreach:giving_back           login   403  403  404  200  200  403  403  403
    GET  outreach:check                 login   405  405  405  405  405  405  405  405
    POST outreach:check                 login   403  403  404  200  200  403  403  403
    GET  outreach:showing               login   405  405  405  405  405  405  405  405
    POST outreach:showing               login   403  403  404  302  302  403  403  403

    # concerns: what residents open
    GET  concerns:list                  200
    POST concerns:list                  405
    GET  concerns:new                   200
    POST concerns:new                   200
    GET  concerns:receipt               302
    POST concerns:receipt               200
    GET  concerns:start                 200
    POST concerns:start                 405
    GET  concerns:elsewhere             200
    POST concerns:elsewhere             200
    GET  concerns:concern               200
    POST concerns:concern               405
    GET  concerns:voices                405
    POST concerns:voices                404
    GET  concerns:file                  404
    POST concerns:file                  405
    GET  concerns:photo                 404
    POST concerns:photo                 405
    GET  concerns:track                 200
    POST concerns:track                 200
    GET  concerns:reply                 405
    POST concerns:reply                 302
    GET  concerns:reopening             405
    POST concerns:reopening             302
    GET  concerns:verdict               405
    POST concerns:verdict               302
    GET  concerns:follow                404
    POST concerns:follow                405
    GET  concerns:mine                  login   200  200  200  200  200  200  200  200
    POST concerns:mine                  login   405  405  405  405  405  405  405  405
    GET  concerns:my_concern            login   404  404  404  404  404  404  404  404
    POST concerns:my_concern            login   405  405  405  405  405  405  405  405

    # concerns: what other programs read and send; who sends has a key
    GET  open311:discovery              200
    POST open311:discovery              405
    GET  open311:services               200
    POST open311:services               405
    GET  open311:service                200
    POST open311:service                405
    GET  open311:requests               200
    POST open311:requests               403
    GET  open311:request                200
    POST open311:request                405
    GET  open311:token                  404
    POST open311:token                  405
    GET  open311:nothing                404
    POST open311:nothing                404

    # what other programs read and do; not signed in is 401, and 415 asks for another kind of body
    GET  api:schema                     200
    POST api:schema                     405
    GET  api:docs                       200
    POST api:docs                       405
    GET  api:concerns                   200
    POST api:concerns                   415
    GET  api:categories                 200
    POST api:categories                 405
    GET  api:thread                     400
    POST api:thread                     400
    GET  api:priorities                 200
    POST api:priorities                 405
    GET  api:priority                   200
    POST api:priority                   405
    GET  api:commitments                200
    POST api:commitments                405
    GET  api:commitment                 200
    POST api:commitment                 405
    GET  api:outreach                   200
    POST api:outreach                   405
    GET  api:outreach_entry             200
    POST api:outreach_entry             405
    GET  api:concern                    200
    POST api:concern                    405
    GET  api:events                     200
    POST api:events                     405
    GET  api:event                      200
    POST api:event                      405
    GET  api:rsvps                      405
    POST api:rsvps                      415
    GET  api:seat                       404
    POST api:seat                       405
    GET  api:nothing                    404
    POST api:nothing                    404
    GET  api:desk_concerns              401     403  200  200  200  200  403  200    403
    POST api:desk_concerns              401     403  415  415  415  415  403  403    403
    GET  api:desk_concern               401     403  200  404  200  200  403  200    403
    POST api:desk_concern               401     405  405  405  405  405  405  405    405
    GET  api:desk_concern_acknowledgement 401     405  405  405  405  405  405  405    405
    POST api:desk_concern_acknowledgement 401     403  200  404  200  200  403  403    403
    GET  api:desk_concern_answer        401     405  405  405  405  405  405  405    405
    POST api:desk_concern_answer        401     403  415  404  415  415  403  403    403
    GET  api:desk_concern_note          401     405  405  405  405  405  405  405    405
    POST api:desk_concern_note          401     403  415  404  415  415  403  403    403
    GET  api:desk_concern_assignment    401     405  405  405  405  405  405  405    405
    POST api:desk_concern_assignment    401     403  200  404  200  200  403  403    403
    GET  api:desk_concern_work          401     405  405  405  405  405  405  405    405
    POST api:desk_concern_work          401     403  200  404  200  200  403  403    403
    GET  api:desk_concern_plan          401     405  405  405  405  405  405  405    405
    POST api:desk_concern_plan          401     403  415  404  415  415  403  403    403
    GET  api:desk_concern_closure       401     405  405  405  405  405  405  405    405
    POST api:desk_concern_closure       401     403  415  404  415  415  403  403    403
    GET  api:desk_concern_reopening     401     405  405  405  405  405  405  405    405
    POST api:desk_concern_reopening     401     403  409  404  409  409  403  403    403
    GET  api:check_ins                  401     405  405  405  405  405  405  405    405
    POST api:check_ins                  401     403  415  404  415  415  403  403    403

    # concerns: the desk. The concern is of Millrace; 404 is another district
    GET  desk_concerns:queue            login   403  200  200  200  200  403  200  403
    POST desk_concerns:queue            login   405  405  405  405  405  405  405  405
    GET  desk_concerns:counts           login   403  200  200  200  200  403  200  403
    POST desk_concerns:counts           login   405  405  405  405  405  405  405  405
    GET  desk_concerns:acts             login   405  405  405  405  405  405  405  405
    POST desk_concerns:acts             login   403  200  200  200  200  403  403  403
    GET  desk_concerns:views            login   405  405  405  405  405  405  405  405
    POST desk_concerns:views            login   403  200  200  200  200  403  200  403
    GET  desk_concerns:view_removal     login   405  405  405  405  405  405  405  405
    POST desk_concerns:view_removal     login   403  302  404  404  404  403  404  403
    GET  desk_concerns:new              login   403  200  200  200  200  403  403  403
    POST desk_concerns:new              login   403  200  200  200  200  403  403  403
    GET  desk_concerns:export_csv       login   403  200  200  200  200  403  200  403
    POST desk_concerns:export_csv       login   405  405  405  405  405  405  405  405
    GET  desk_concerns:export_xlsx      login   403  200  200  200  200  403  200  403
    POST desk_concerns:export_xlsx      login   405  405  405  405  405  405  405  405
    GET  desk_concerns:concern          login   403  200  404  200  200  403  200  403
    POST desk_concerns:concern          login   405  405  405  405  405  405  405  405
    GET  desk_concerns:acknowledgement  login   405  405  405  405  405  405  405  405
    POST desk_concerns:acknowledgement  login   403  302  404  302  302  403  403  403
    GET  desk_concerns:answer           login   405  405  405  405  405  405  405  405
    POST desk_concerns:answer           login   403  200  404  200  200  403  403  403
    GET  desk_concerns:note             login   405  405  405  405  405  405  405  405
    POST desk_concerns:note             login   403  200  404  200  200  403  403  403
    GET  desk_concerns:assignment       login   405  405  405  405  405  405  405  405
    POST desk_concerns:assignment       login   403  302  404  302  302  403  403  403
    GET  desk_concerns:templates        login   403  403  403  200  200  403  403  403
    POST desk_concerns:templates        login   405  405  405  405  405  405  405  405
    GET  desk_concerns:template_new     login   403  403  403  200  200  403  403  403
    POST desk_concerns:template_new     login   403  403  403  200  200  403  403  403
    GET  desk_concerns:template         login   403  403  403  200  200  403  403  403
    POST desk_concerns:template         login   403  403  403  200  200  403  403  403
    GET  desk_concerns:handover         login   405  405  405  405  405  405  405  405
    POST desk_concerns:handover         login   403  200  404  200  200  403  403  403
    GET  desk_concerns:merging          login   403  200  404  200  200  403  403  403
    POST desk_concerns:merging          login   403  404  404  404  404  403  403  403
    GET  desk_concerns:meetings         login   405  405  405  405  405  405  405  405
    POST desk_concerns:meetings         login   403  200  404  200  200  403  403  403
    GET  desk_concerns:meeting_removal  login   405  405  405  405  405  405  405  405
    POST desk_concerns:meeting_removal  login   403  302  404  302  302  403  403  403
    GET  desk_concerns:original         login   403  403  404  200  200  403  403  403
    POST desk_concerns:original         login   405  405  405  405  405  405  405  405
    GET  desk_concerns:redactions       login   403  200  404  200  200  403  403  403
    POST desk_concerns:redactions       login   403  200  404  200  200  403  403  403
    GET  desk_concerns:redaction_removal login  405  405  405  405  405  405  405  405
    POST desk_concerns:redaction_removal login  403  403  404  302  302  403  403  403
    GET  desk_concerns:work             login   405  405  405  405  405  405  405  405
    POST desk_concerns:work             login   403  302  404  302  302  403  403  403
    GET  desk_concerns:plan             login   405  405  405  405  405  405  405  405
    POST desk_concerns:plan             login   403  200  404  200  200  403  403  403
    GET  desk_concerns:closure          login   405  405  405  405  405  405  405  405
    POST desk_concerns:closure          login   403  200  404  200  200  403  403  403
    GET  desk_concerns:reopening        login   405  405  405  405  405  405  405  405
    POST desk_concerns:reopening        login   403  409  404  409  409  403  403  403
    GET  desk_concerns:publication      login   405  405  405  405  405  405  405  405
    POST desk_concerns:publication      login   403  409  404  409  409  403  403  403
    GET  desk_concerns:sensitivity      login   405  405  405  405  405  405  405  405
    POST desk_concerns:sensitivity      login   403  302  404  302  302  403  403  403
    GET  desk_concerns:file             login   403  200  404  200  200  403  200  403
    POST desk_concerns:file             login   405  405  405  405  405  405  405  405
    GET  desk_concerns:file_approval    login   405  405  405  405  405  405  405  405
    POST desk_concerns:file_approval    login   403  302  404  302  302  403  403  403

    # pages
    GET  pages:home                     200
    POST pages:home                     405
    GET  pages:help                     200
    POST pages:help                     405
    GET  pages:privacy                  200
    POST pages:privacy                  405
    GET  pages:accessibility            200
    POST pages:accessibility            405
    GET  pages:theme                    405
    POST pages:theme                    302
    GET  set_language                   302
    POST set_language                   302
    GET  pages:kit                      404
    POST pages:kit                      405
    GET  pages:robots                   200
    POST pages:robots                   405
    GET  pages:favicon                  200
    POST pages:favicon                  405

    # mail and surveys
    GET  notices:unsubscribe            200
    POST notices:unsubscribe            200
    GET  notices:preferences            login   405  405  405  405  405  405  405  405
    POST notices:preferences            login   302  302  302  302  302  302  302  302
    GET  desk_messages:list             login   403  403  403  200  200  403  403  200
    POST desk_messages:list             login   405  405  405  405  405  405  405  405
    GET  desk_messages:silence          login   405  405  405  405  405  405  405  405
    POST desk_messages:silence          login   403  403  403  200  403  403  403  200
    GET  desk_messages:resending        login   405  405  405  405  405  405  405  405
    POST desk_messages:resending        login   403  403  403  302  403  403  403  302
    GET  desk_messages:withdrawal       login   405  405  405  405  405  405  405  405
    POST desk_messages:withdrawal       login   403  403  403  302  403  403  403  302
    GET  surveys:answer                 404
    POST surveys:answer                 404
    GET  surveys:decline                404
    POST surveys:decline                404
    GET  desk_waves:new                 login   403  403  403  403  200  403  403  200
    POST desk_waves:new                 login   403  403  403  403  200  403  403  200
    GET  desk_waves:sensitive           login   403  403  403  403  200  403  403  200
    POST desk_waves:sensitive           login   403  403  403  403  200  403  403  200
    # released results, for everyone; those of a wave that is running, for who may see them
    GET  results:list                   200
    POST results:list                   405
    GET  results:method                 200
    POST results:method                 405
    GET  results:wave                   404
    POST results:wave                   405
    GET  results:release                404
    POST results:release                405
    GET  results:table                  404
    POST results:table                  405
    GET  desk_results:wave              login   404  200  404  200  200  404  200  200
    POST desk_results:wave              login   405  405  405  405  405  405  405  405
    GET  desk_results:release           login   404  403  404  403  200  404  403  200
    POST desk_results:release           login   404  403  404  403  422  404  403  422
    # a wave of Millrace that is running and invites; a draft; one that anyone can open
    GET  desk_waves:wave                login   403  200  404  200  200  403  200  200
    POST desk_waves:wave                login   405  405  405  405  405  405  405  405
    GET  desk_waves:invite              login   404  403  404  403  200  404  403  200
    POST desk_waves:invite              login   404  403  404  403  200  404  403  200
    GET  desk_waves:hold                login   405  405  405  405  405  405  405  405
    POST desk_waves:hold                login   404  403  404  403  200  404  403  200
    GET  desk_waves:close               login   405  405  405  405  405  405  405  405
    POST desk_waves:close               login   404  403  404  403  200  404  403  200
    GET  desk_waves:edit                login   404  403  404  403  200  404  403  200
    POST desk_waves:edit                login   404  403  404  403  200  404  403  200
    GET  desk_waves:quotas              login   404  403  404  403  200  404  403  200
    POST desk_waves:quotas              login   404  403  404  403  200  404  403  200
    GET  desk_waves:launch              login   405  405  405  405  405  405  405  405
    POST desk_waves:launch              login   404  403  404  403  302  404  403  302
    GET  desk_waves:delete              login   405  405  405  405  405  405  405  405
    POST desk_waves:delete              login   404  403  404  403  302  404  403  302
    GET  desk_waves:poster              login   404  403  404  403  200  404  403  200
    POST desk_waves:poster              login   405  405  405  405  405  405  405  405
    GET  desk_instruments:list          login   403  403  403  403  200  403  403  200
    POST desk_instruments:list          login   405  405  405  405  405  405  405  405
    GET  desk_instruments:new           login   403  403  403  403  200  403  403  200
    POST desk_instruments:new           login   403  403  403  403  200  403  403  200
    GET  desk_instruments:upload        login   403  403  403  403  200  403  403  200
    POST desk_instruments:upload        login   403  403  403  403  200  403  403  200
    GET  desk_instruments:instrument    login   403  403  403  403  200  403  403  200
    POST desk_instruments:instrument    login   405  405  405  405  405  405  405  405
    GET  desk_instruments:version       login   405  405  405  405  405  405  405  405
    POST desk_instruments:version       login   403  403  403  403  302  403  403  302
    GET  desk_instruments:retirement    login   403  403  403  403  200  403  403  200
    POST desk_instruments:retirement    login   403  403  403  403  302  403  403  302
    GET  desk_instruments:deletion      login   403  403  403  403  200  403  403  200
    POST desk_instruments:deletion      login   403  403  403  403  302  403  403  302
    GET  desk_instruments:codebook      login   403  403  403  403  200  403  403  200
    POST desk_instruments:codebook      login   405  405  405  405  405  405  405  405
    GET  desk_instruments:json          login   403  403  403  403  200  403  403  200
    POST desk_instruments:json          login   405  405  405  405  405  405  405  405
    GET  desk_instruments:preview       login   403  403  403  403  200  403  403  200
    POST desk_instruments:preview       login   405  405  405  405  405  405  405  405
    GET  desk_instruments:translation   login   403  403  403  403  200  403  403  200
    POST desk_instruments:translation   login   403  403  403  403  200  403  403  200
    GET  desk_instruments:about         login   403  403  403  403  200  403  403  200
    POST desk_instruments:about         login   403  403  403  403  200  403  403  200
    GET  desk_instruments:new_page      login   405  405  405  405  405  405  405  405
    POST desk_instruments:new_page      login   403  403  403  403  302  403  403  302
    GET  desk_instruments:page          login   403  403  403  403  200  403  403  200
    POST desk_instruments:page          login   403  403  403  403  200  403  403  200
    GET  desk_instruments:page_deletion login   403  403  403  403  200  403  403  200
    POST desk_instruments:page_deletion login   403  403  403  403  302  403  403  302
    GET  desk_instruments:new_question  login   403  403  403  403  200  403  403  200
    POST desk_instruments:new_question  login   403  403  403  403  200  403  403  200
    GET  desk_instruments:question      login   403  403  403  403  200  403  403  200
    POST desk_instruments:question      login   403  403  403  403  200  403  403  200
    GET  desk_instruments:q_deletion    login   403  403  403  403  200  403  403  200
    POST desk_instruments:q_deletion    login   403  403  403  403  302  403  403  302
    GET  desk_instruments:new_index     login   403  403  403  403  200  403  403  200
    POST desk_instruments:new_index     login   403  403  403  403  200  403  403  200
    GET  desk_instruments:index         login   403  403  403  403  200  403  403  200
    POST desk_instruments:index         login   403  403  403  403  200  403  403  200
    GET  desk_instruments:index_deletion login   403  403  403  403  200  403  403  200
    POST desk_instruments:index_deletion login   403  403  403  403  302  403  403  302
    GET  desk_instruments:order         login   405  405  405  405  405  405  405  405
    POST desk_instruments:order         login   403  403  403  403  302  403  403  302
    GET  desk_surveys:list              login   403  200  200  200  200  403  200  200
    POST desk_surveys:list              login   405  405  405  405  405  405  405  405
    GET  desk_surveys:partners          login   403  200  200  200  200  403  200  200
    POST desk_surveys:partners          login   405  405  405  405  405  405  405  405
    GET  desk_entry:enter               login   404  200  404  200  200  404  403  200
    POST desk_entry:enter               login   404  200  404  200  200  404  403  200
    GET  desk_entry:kiosk               login   404  200  404  200  200  404  403  200
    POST desk_entry:kiosk               login   405  405  405  405  405  405  405  405
    GET  open_surveys:answer            200
    POST open_surveys:answer            200
    GET  open_surveys:kiosk             404
    POST open_surveys:kiosk             404
    GET  desk_entry:paper_file          login   404  200  404  200  200  404  403  200
    POST desk_entry:paper_file          login   404  200  404  200  200  404  403  200
    GET  desk_words:wave                login   404  403  404  403  200  404  403  200
    POST desk_words:wave                login   405  405  405  405  405  405  405  405
    GET  desk_words:decide              login   405  405  405  405  405  405  405  405
    POST desk_words:decide              login   404  403  404  403  200  404  403  200
    GET  desk_words:black_out           login   405  405  405  405  405  405  405  405
    POST desk_words:black_out           login   404  403  404  403  200  404  403  200
    GET  desk_words:export              login   404  403  404  403  200  404  200  200
    POST desk_words:export              login   404  403  404  403  409  404  409  409
"""


def a_file(the):
    sent = AttachmentFactory.create(concern=the("millrace_concern"))
    return [sent.concern_id, sent.name]


def tied_to_a_meeting(the):
    concern, session = the("millrace_concern"), a_meeting(the("millrace"))
    return [concern.pk, concern.meeting_links.create(session=session, by=the("dana")).pk]


def with_hidden_words(the):
    concern = the("millrace_concern")
    hidden = concern.redactions.create(start=0, end=4, why="name", by=the("dana"))
    return [concern.pk, hidden.pk]


def a_wish(the):
    return SuggestionFactory.create(event=a_meeting(the("millrace")).event)


def on_its_way(the):
    return ReportFactory.create(area=the("riverside"), requested_by=the("kim"))


DESK_CONCERN_PAGES = [
    f"desk_concerns:{name}"
    for name in (
        *("concern", "acknowledgement", "answer", "note", "assignment", "work", "plan"),
        *("closure", "reopening", "publication", "sensitivity", "handover", "merging"),
        *("meetings", "original", "redactions"),
    )
]

DESK_CONCERN_ADDRESSES = [
    "api:desk_concern",
    *(
        f"api:desk_concern_{act}"
        for act in (
            *("acknowledgement", "answer", "note", "assignment", "work", "plan", "closure"),
            "reopening",
        )
    ),
]

LINES_OF_NOTES = ("decision", "question", "promise", "concern")


def a_recommendation(_the):
    return RecommendationFactory.create()


def a_comment(_the):
    return CommentFactory.create()


def a_partner(the):
    """Paul is an owner of Grace Church, with a site, a service and a note."""
    church = grace_of(the("paul"))
    about = {"organization": church}
    return {
        "site": LocationFactory.create(**about),
        "service": ServiceFactory.create(**about),
        "note": Note.objects.create(text="Ours", author=the("paul"), **about),
        "role": church.memberships.get(),
        "removal": a_seat_for(UserFactory.create(), church),
        "decision": JoinRequest.objects.create(user=UserFactory.create(), **about),
        "withdrawal": Invitation.objects.create(email="new@example.org", **about),
    }


def of_a_partner(what):
    return lambda the: [a_partner(the)[what].pk] if what else (a_partner(the) and [])


# What a page is about: the arguments of its address, from fixtures by name.
def an_agreement(the, what=lambda file: [file.agreement_id]):
    """One with the partner whose owner is Paul, its signed paper on file."""
    return what(a_signed_file(organization=grace_of(the("paul"))))


def a_referral(the, *more):
    """Dana asked the partner whose owner is Paul, and they said yes."""
    asked = a_request(grace_of(the("paul")), the("dana"), area=the("millrace"))
    return [brought_to(asked, "accepted").pk, *more]


def a_gift(the, *, listed=False):
    """Hours that Paul’s church gave, as Paul wrote them down."""
    gift = VolunteerHoursFactory.create(organization=grace_of(the("paul")))
    return [] if listed else ["hours", gift.pk]


def a_report_owed():
    period = ReportingPeriodFactory.create()
    return [period.grant.slug, period.pk]


SUBJECTS = {
    "accounts:my_data_file": lambda _the: [uuid4()],
    "oversight:concern": lambda the: [the("millrace_concern").pk],
    **dict.fromkeys(
        (f"records:{page}" for page in ("request", "entries", "extension", "closure")),
        lambda _the: [RecordsRequestFactory.create().pk],
    ),
    "records:new_export": lambda _the: [RecordsRequestFactory.create().pk],
    **dict.fromkeys(
        ("records:export", "records:cancellation"),
        lambda _the: [RecordsExportFactory.create().pk],
    ),
    "records:download": lambda _the: [RecordsExportFactory.create(ready=True).pk],
    "records:demand": lambda _the: [LegalDemandFactory.create().pk],
    **dict.fromkeys(
        ("transparency:quarter", "publications:preparation", "open:publication"),
        lambda _the: ["2026-q3"],
    ),
    **dict.fromkeys(
        ("transparency:csv", "transparency:json", "open:table", "open:csv"),
        lambda _the: ["2026-q3", "replies"],
    ),
    "transparency:edition": lambda _the: ["2026-q3", 1],
    **dict.fromkeys(
        ("transparency:edition_csv", "transparency:edition_json"),
        lambda _the: ["2026-q3", 1, "replies"],
    ),
    "transparency:embed": lambda _the: ["replies"],
    "transparency:topic": lambda _the: ["replies"],
    **dict.fromkeys(("transparency:policy", "publications:policy"), lambda _the: [a_policy().slug]),
    "transparency:policy_version": lambda _the: [a_policy().slug, 1],
    "publications:draft": lambda _the: [a_drafted_quarter().quarter],
    "training:correction": lambda the: [CompletionFactory.create(person=the("dana")).pk],
    "training:edit": lambda _the: [CourseFactory.create().slug],
    **dict.fromkeys(
        ("crime:program", "crime:edit", "crime:places"), lambda _the: [ProgramFactory.create().pk]
    ),
    "crime:removal": lambda _the: a_place_of_a_program(),
    # grants, and what partners give
    **dict.fromkeys(
        ("grants:grant", "grants:edit", "grants:plan", "grants:closing"),
        lambda _the: [GrantFactory.create().slug],
    ),
    **dict.fromkeys(("grants:sending", "grants:taking_back"), lambda _the: a_report_owed()),
    "grants:gift": lambda _the: [GrantFactory.create().slug, "hours"],
    **dict.fromkeys(
        ("grants:confirm", "workspace_resources:undo", "workspace_resources:confirm"), a_gift
    ),
    "workspace_resources:record": lambda the: a_gift(the)[:1],
    **dict.fromkeys(
        ("workspace_resources:list", "workspace_resources:export_csv"),
        lambda the: a_gift(the, listed=True),
    ),
    # problems
    **dict.fromkeys(("problems:problem", "api:problem"), lambda the: [a_shared_problem(the).slug]),
    "problems:photo": lambda the: [a_photo(a_shared_problem(the), the("dana")).name],
    "desk_problems:from_concern": lambda the: [the("millrace_concern").pk],
    **dict.fromkeys(
        ("desk_problems:cpted_visit", "desk_problems:print_cpted"),
        lambda the: [a_walk(the("millrace"), the("dana")).pk],
    ),
    "desk_problems:cpted_item": lambda the: [
        (walk := a_walk(the("millrace"), the("dana"))).pk,
        walk.items.get(question="trees").pk,
    ],
    **dict.fromkeys(
        (
            *(f"desk_problems:{page}" for page in ("problem", "print", "advance", "publication")),
            *("desk_problems:telling", "desk_problems:new_photo"),
            *("workspace_problems:problem", "workspace_problems:new_step"),
        ),
        lambda the: [a_shared_problem(the).pk],
    ),
    "workspace_problems:problems": lambda the: [a_shared_problem(the)][1:],
    "desk_problems:part": lambda the: [a_shared_problem(the).pk, "step"],
    **dict.fromkeys(
        ("desk_problems:photo", "desk_problems:photo_act"),
        lambda the: [(one := a_shared_problem(the)).pk, a_photo(one, the("dana")).name],
    ),
    "desk_problems:unlinking": lambda the: [
        a_shared_problem(the).pk,
        "organizations",
        the("harbor_health").pk,
    ],
    "desk_problems:goal": lambda the: [
        (one := a_shared_problem(the)).pk,
        GoalFactory.create(problem=one).pk,
    ],
    **dict.fromkeys(
        ("desk_problems:step", "workspace_problems:step"),
        lambda the: [
            (one := a_shared_problem(the)).pk,
            ResponseStepFactory.create(
                problem=one, side="community", organization=the("harbor_health")
            ).pk,
        ],
    ),
    "boards:board": lambda _the: [BoardFactory.create().slug],
    "boards:recommendation": lambda the: (
        (one := a_recommendation(the)) and [one.board.slug, one.label]
    ),
    **dict.fromkeys(
        (f"boards:{page}" for page in ("consultation", "final_file", "comments")),
        lambda _the: [ConsultationFactory.create().slug],
    ),
    "boards:my_comment": lambda the: [token_of(a_comment(the))],
    **dict.fromkeys(
        (f"desk_boards:{page}" for page in ("board", "new_member", "filing")),
        lambda _the: [BoardFactory.create().slug],
    ),
    "desk_boards:member": lambda _the: [BoardMemberFactory.create().pk],
    **dict.fromkeys(
        (
            f"desk_boards:{page}"
            for page in (
                *("recommendation", "revision", "taking_up", "answer", "more_time"),
                *("agreement", "withdrawal", "actions"),
            )
        ),
        lambda the: [a_recommendation(the).pk],
    ),
    "desk_boards:result": lambda _the: [RecommendationActionFactory.create().pk],
    **dict.fromkeys(
        (
            f"desk_boards:{page}"
            for page in (
                *("consultation", "draft", "publication", "prolongation", "rows", "conclusion"),
            )
        ),
        lambda _the: [ConsultationFactory.create().pk],
    ),
    "desk_boards:row": lambda _the: [ResponseRowFactory.create().pk],
    "desk_boards:comment": lambda the: [a_comment(the).pk],
    "api:board": lambda _the: [BoardFactory.create().slug],
    "api:recommendation": lambda the: [a_recommendation(the).pk],
    "notices:unsubscribe": lambda _the: [unsubscribe_token("events", "")],
    "desk_messages:resending": lambda _the: [MessageFactory.create(state="dead").pk],
    "desk_messages:withdrawal": lambda _the: [MessageFactory.create().pk],
    "surveys:answer": lambda _the: ["guessed"],
    "results:wave": lambda _the: ["guessed"],
    "results:release": lambda _the: ["guessed", 1],
    "results:table": lambda _the: ["guessed", 1, "all.json"],
    **dict.fromkeys(
        ("desk_results:wave", "desk_results:release"),
        lambda the: [WaveFactory.create(area=the("millrace"), general=True).pk],
    ),
    "surveys:decline": lambda _the: ["guessed"],
    **dict.fromkeys(
        (f"desk_waves:{page}" for page in ("wave", "invite", "hold", "close")),
        lambda the: [WaveFactory.create(area=the("millrace"), frame="list", general=True).pk],
    ),
    **dict.fromkeys(
        (f"desk_waves:{page}" for page in ("edit", "quotas", "launch", "delete")),
        lambda the: [WaveFactory.create(area=the("millrace"), draft=True, general=True).pk],
    ),
    "desk_waves:poster": lambda the: [
        WaveFactory.create(
            area=the("millrace"), frame="link", sample_type="open", link_code="millrace"
        ).pk
    ],
    "desk_entry:paper_file": lambda the: [WaveFactory.create(area=the("millrace")).pk],
    **dict.fromkeys(
        ("desk_entry:enter", "desk_entry:kiosk"),
        lambda the: [WaveFactory.create(area=the("millrace")).pk],
    ),
    **dict.fromkeys(
        ("open_surveys:answer", "open_surveys:kiosk"),
        lambda _the: [WaveFactory.create(is_open_to_all=True).link_code],
    ),
    **dict.fromkeys(
        (f"desk_words:{page}" for page in ("wave", "decide", "export")),
        lambda the: [NeighborsWaveFactory.create(area=the("millrace")).pk],
    ),
    "desk_words:black_out": lambda the: [
        (wave := NeighborsWaveFactory.create(area=the("millrace"))).pk,
        OwnWordsFactory.create(wave=wave).pk,
    ],
    **dict.fromkeys(
        ("events:event", "events:event_calendar", "events:mailed"),
        lambda the: [a_meeting(the("millrace")).event.slug],
    ),
    "events:suggestions": lambda the: [a_meeting(the("millrace")).event.slug],
    "events:suggestion_voices": lambda the: [(wish := a_wish(the)).event.slug, wish.pk],
    "desk_events:suggestions": lambda the: [a_meeting(the("millrace")).event_id],
    "desk_events:suggestion_decision": lambda the: [(wish := a_wish(the)).event_id, wish.pk],
    "events:month": lambda _the: [Month(2026, 11)],
    "events:area_feed": lambda the: [the("millrace").slug],
    "events:kind_feed": lambda _the: ["forum"],
    "events:rsvp": lambda the: a_way_in(a_meeting(the("millrace"))),
    **dict.fromkeys(
        ("events:seat", "events:ticket", "events:accept_seat", "events:cancel_seat"),
        lambda _the: ["made.up"],
    ),
    **dict.fromkeys(
        (f"desk_events:{page}" for page in ("event", "edit", "publish", "cancel", "listing")),
        lambda the: [a_meeting(the("millrace")).event_id],
    ),
    **dict.fromkeys(
        (f"desk_events:{page}" for page in ("series", "series_days", "publish_series")),
        lambda the: [a_series(the("millrace"), by=the("dana")).pk],
    ),
    **dict.fromkeys(
        ("desk_events:course", "desk_events:finished"),
        lambda the: [a_course(the("millrace")).pk],
    ),
    **dict.fromkeys(
        (f"desk_events:session_{act}" for act in ("time", "off", "removal")),
        lambda the: [a_course(the("millrace")).sessions.first().pk],
    ),
    **dict.fromkeys(
        (
            f"desk_events:{page}"
            for page in (
                *("questions", "attendees_csv", "attendees_xlsx", "print_roster", "print_badges"),
                *("mail", "keep_starter"),
            )
        ),
        lambda the: [a_meeting(the("millrace")).event_id],
    ),
    "desk_events:words": lambda the: [a_meeting(the("millrace")).event_id, "es"],
    **dict.fromkeys(
        ("desk_events:starter", "desk_events:starter_removal"),
        lambda _the: [Starter.objects.create(name="Beat meeting").pk],
    ),
    **dict.fromkeys(
        (f"desk_events:question{act}" for act in ("", "_place", "_removal")),
        lambda the: [a_question(a_meeting(the("millrace")).event).pk],
    ),
    **dict.fromkeys(
        (
            f"desk_events:{page}"
            for page in ("door", "door_sync", "arrivals", "walk_in", "headcount", "kept_seats")
        ),
        lambda the: [a_meeting(the("millrace")).pk],
    ),
    **dict.fromkeys(
        ("desk_events:check_in", "desk_events:undo_check_in"),
        lambda the: a_seat_at(a_seat(the("millrace"))),
    ),
    "events:minutes": lambda the: [
        ready_minutes(the("dana"), area=the("millrace")).publish(the("dana")).event.slug
    ],
    **dict.fromkeys(
        (
            "desk_events:close",
            "desk_events:notes",
            *(f"desk_events:note_{what}" for what in LINES_OF_NOTES),
        ),
        lambda the: [a_held_meeting(area=the("millrace")).pk],
    ),
    "desk_events:carried": lambda the: carried_from_before(the("dana"), the("millrace")),
    **dict.fromkeys(
        ("desk_events:line", "desk_events:line_removal"),
        lambda the: [ready_minutes(the("dana"), area=the("millrace")).lines.get().pk],
    ),
    **{
        page: lambda the: [the("millrace").slug]
        for page in (
            "priorities:priorities",
            "priorities:vote",
            "desk_priorities:area",
            "desk_priorities:new",
            "desk_priorities:new_ballot",
        )
    },
    **{
        f"desk_priorities:{page}": lambda the: [BallotFactory.create(area=the("millrace")).pk]
        for page in ("ballot", "closing", "winners")
    },
    **{
        f"desk_problems:{page}": lambda the: [ClusterFactory.create(area=the("millrace")).pk]
        for page in ("cluster_problem", "cluster_dismissal")
    },
    "api:priority": lambda the: [PriorityFactory.create(area=the("millrace")).pk],
    "commitments:promise": lambda the: [CommitmentFactory.create(area=the("millrace")).pk],
    "api:commitment": lambda _the: [CommitmentFactory.create().pk],
    **dict.fromkeys(
        (
            f"desk_commitments:{page}"
            for page in ("commitment", "postponement", "result", "telling", "reopening", "showing")
        ),
        lambda the: [CommitmentFactory.create(area=the("millrace"), owner=the("dana")).pk],
    ),
    **dict.fromkeys(
        (
            f"outreach:{page}"
            for page in ("entry", "edit", "history", "sending", "approval", "giving_back")
        ),
        lambda the: [OutreachEntryFactory.create(lead=the("dana"), area=the("millrace")).pk],
    ),
    **dict.fromkeys(
        ("outreach:check", "outreach:showing"),
        lambda the: [
            OutreachAuditFactory.create(
                entry__lead=the("dana"), entry__area=the("millrace")
            ).entry_id
        ],
    ),
    "api:outreach_entry": lambda _the: [OutreachEntryFactory.create(public=True).pk],
    "open311:service": lambda _the: [CategoryFactory.create().slug],
    "open311:request": lambda _the: [ConcernFactory.create(public=True).pk],
    "open311:token": lambda _the: ["made-up"],
    "open311:nothing": lambda _the: ["v3/services"],
    "api:concern": lambda _the: [ConcernFactory.create(public=True).pk],
    "api:event": lambda the: [a_meeting(the("millrace")).event.slug],
    "api:rsvps": lambda the: a_way_in(a_meeting(the("millrace"))),
    "api:seat": lambda _the: ["made.up"],
    "api:check_ins": lambda the: [a_meeting(the("millrace")).pk],
    "api:nothing": lambda _the: ["concerns/lost/"],
    **dict.fromkeys(DESK_CONCERN_ADDRESSES, lambda the: [the("millrace_concern").pk]),
    "concerns:follow": lambda _the: ["made-up"],
    "concerns:elsewhere": lambda _the: ["complaint"],
    "concerns:concern": lambda _the: [ConcernFactory.create(public=True).pk],
    "concerns:file": lambda _the: ["made-up"],
    "concerns:photo": lambda _the: ["made-up"],
    **dict.fromkeys(("desk_concerns:file", "desk_concerns:file_approval"), a_file),
    "concerns:my_concern": lambda the: [the("millrace_concern").pk],
    "desk_concerns:template": lambda _the: [ReplyTemplateFactory.create().pk],
    "desk_concerns:meeting_removal": tied_to_a_meeting,
    "desk_concerns:redaction_removal": with_hidden_words,
    "dashboards:view": lambda the: [BoardView.objects.keep(the("kim"), "Month", "").pk],
    "dashboards:view_removal": lambda the: [BoardView.objects.keep(the("kim"), "Month", "").pk],
    "desk_concerns:view_removal": lambda the: [
        SavedView.objects.keep(the("dana"), "Parks", "q=park").pk
    ],
    **{
        f"{room}:{page}": an_agreement
        for room, pages in (
            ("agreements", "agreement edit sheet proposal taking_back signature paper goals"),
            ("agreements", "withdrawal comment"),
            ("workspace_agreements", "agreement sheet comment signature withdrawal"),
        )
        for page in pages.split()
    },
    **dict.fromkeys(
        ("agreements:file", "workspace_agreements:file"),
        lambda the: an_agreement(the, lambda file: [file.agreement_id, file.name]),
    ),
    **dict.fromkeys(
        ("agreements:goal", "agreements:goal_removal"),
        lambda _the: [(goal := SharedGoalFactory.create()).agreement_id, goal.pk],
    ),
    "workspace_agreements:agreements": lambda the: an_agreement(the, lambda _file: []),
    "workspace_agreements:consent": lambda the: an_agreement(the, lambda _file: ["logo"]),
    **dict.fromkeys(
        (
            *("desk_referrals:referral", "desk_referrals:contact", "desk_referrals:withdrawal"),
            *("workspace_referrals:referral", "workspace_referrals:contact"),
        ),
        a_referral,
    ),
    "workspace_referrals:referrals": lambda the: a_referral(the)[1:],
    "workspace_referrals:act": lambda the: a_referral(the, "closure"),
    **dict.fromkeys(
        ("referrals:link", "referrals:link_contact", "referrals:link_renewal"),
        lambda _the: ["made-up"],
    ),
    "referrals:link_act": lambda _the: ["made-up", "acceptance"],
    "desk_concerns:referral_new": lambda the: [the("millrace_concern").pk],
    **dict.fromkeys(DESK_CONCERN_PAGES, lambda the: [the("millrace_concern").pk]),
    "reports:report": lambda the: [on_its_way(the).pk],
    "reports:cancellation": lambda the: [on_its_way(the).pk],
    "reports:download": lambda the: [a_written_report(area=the("riverside")).pk, "pdf"],
    "reports:new": lambda _the: ["district_quarterly"],
    "reports:new_schedule": lambda _the: ["district_quarterly"],
    **dict.fromkeys(
        (f"reports:{page}" for page in ("words", "review", "return", "check")),
        lambda the: [a_written_report(area=the("riverside")).pk],
    ),
    "reports:publication": lambda the: [a_reviewed_report(the("kim"), the("riverside")).pk],
    "reports:withdrawal": lambda the: [a_publication(the("kim"), the("riverside")).report_id],
    **dict.fromkeys(
        ("reports:pause", "reports:unschedule"),
        lambda the: [ReportScheduleFactory.create(area=the("riverside")).pk],
    ),
    **dict.fromkeys(
        ("reports:list", "reports:list_deletion"),
        lambda _the: [ListedPersonFactory.create().of_id],
    ),
    "reports:off": lambda _the: [(person := ListedPersonFactory.create()).of_id, person.pk],
    "public_reports:publication": lambda the: [a_publication(the("kim"), the("riverside")).slug],
    "public_reports:file": lambda the: [
        a_publication(the("kim"), the("riverside")).slug,
        "pdf",
    ],
    "public_reports:confirmation": lambda _the: [ListedPersonFactory.create().token],
    "organizations:organization": lambda the: [the("harbor_health").slug],
    "organizations:logo": lambda the: [the("harbor_health").slug, "made-up"],
    "joining:ask": lambda the: [the("harbor_health").slug],
    "joining:invitation": lambda _the: ["made-up"],
    **dict.fromkeys(
        (
            f"desk_partners:{page}"
            for page in ("organization", "approval", "decline", "lapse", "merge")
        ),
        lambda _the: [OrganizationFactory.create(approved_at=None).pk],
    ),
    **{
        f"workspace:{page}": of_a_partner(what)
        for page, what in {
            **dict.fromkeys(("home", "people", "page", "logo", "new_site", "new_service"), ""),
            **dict.fromkeys(("notes", "export", "export_csv", "archive", "leaving"), ""),
            **{what: what for what in ("site", "service", "role", "removal")},
            **{what: what for what in ("decision", "withdrawal")},
            "site_removal": "site",
            "service_removal": "service",
            "note_removal": "note",
        }.items()
    },
    **{
        f"desk_instruments:{page}": lambda _the, more=more: [a_draft().pk, *more]
        for page, more in {
            **dict.fromkeys(("instrument", "version", "retirement", "deletion", "codebook"), ()),
            **dict.fromkeys(("json", "about", "new_page", "new_index", "order"), ()),
            **dict.fromkeys(("preview", "translation"), ("es",)),
            **dict.fromkeys(("page", "page_deletion"), (1,)),
            **dict.fromkeys(("question", "q_deletion"), ("listen",)),
            **dict.fromkeys(("index", "index_deletion"), ("trust",)),
            "new_question": (1, "scale"),
        }.items()
    },
    "areas:area": lambda the: [the("millrace").slug],
    "areas:portrait": lambda _the: [PortraitFactory.create().name],
    **{
        f"desk_areas:{page}": lambda the: [the("millrace").slug]
        for page in ("know", "team", "contact", "new_posting", "handover")
    },
    **dict.fromkeys(
        (
            f"desk_areas:{page}"
            for page in ("posting", "end", "portrait_removal", "handover_beginning")
        ),
        lambda the: [the("millrace").slug, a_posting(the).pk],
    ),
    **dict.fromkeys(
        ("desk_areas:handover_note", "desk_areas:handover_reading"),
        lambda the: ["millrace", HandoverNoteFactory.create(posting=a_posting(the)).pk],
    ),
    **dict.fromkeys(
        ("police_uk:force", "police_uk:force_people", "police_uk:neighborhoods"),
        lambda _the: [force_id()],
    ),
    **dict.fromkeys(
        (
            f"police_uk:{page}"
            for page in ("neighborhood", "people", "events", "priorities", "boundary")
        ),
        lambda the: [force_id(), (the("millrace").draw(square(0, 0)), the("millrace").slug)[1]],
    ),
    "police_uk:nothing": lambda _the: ["crime-categories"],
}

# Django's and allauth's own pages, tried below in a few lines of their own.
ELSEWHERE = ("admin:", "account_", "mfa_")


def a_shared_problem(the):
    """Dana leads it, everyone may read it, and Paul speaks for the clinic that works on it."""
    problem = ProblemFactory.create(area=the("millrace"), lead=the("dana"), public=True)
    the("harbor_health").memberships.create(user=the("paul"), role="editor")
    problem.organizations.add(the("harbor_health"))
    return problem


def a_posting(the):
    return TeamMemberFactory.create(area=the("millrace"), user=the("dana"))


def a_way_in(session):
    return [session.event.slug, session.pk]


def a_seat_at(seat):
    return [seat.session_id, seat.pk]


def policy():
    rows = [line.split() for line in ACCESS.splitlines()]
    for method, page, *answers in (row for row in rows if row and not row[0].startswith("#")):
        yield method, page, answers if len(answers) > 1 else answers * len(PEOPLE)


def addresses(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inside)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"


def answer_to(client, method, address, person):
    """What one person gets, with all they changed undone again."""
    with transaction.atomic():
        if person:
            client.force_login(person)
        response = getattr(client, method.lower())(address)
        for close in response._resource_closers:  # noqa: SLF001 - a file it would have sent
            close()
        transaction.set_rollback(True)
    client.cookies.clear()
    if response.status_code == 302 and response.url.startswith("/accounts/login/"):
        return "login"
    return str(response.status_code)


@pytest.mark.parametrize(
    ("method", "page", "expected"),
    [pytest.param(*row, id=" ".join(row[:2])) for row in policy()],
)
@override_settings(DEMO_SIGN_IN=False)
def test_access(client, request, method, page, expected):
    the = request.getfixturevalue
    people = {who: None if who == "visitor" else the(who) for who in PEOPLE}
    address = reverse(page, args=SUBJECTS[page](the) if page in SUBJECTS else [])

    answers = {who: answer_to(client, method, address, people[who]) for who in PEOPLE}

    assert answers == dict(zip(PEOPLE, expected, strict=True))


def test_every_address_is_in_the_table_for_reading_and_for_writing():
    ours = {
        name for name in addresses(get_resolver().url_patterns) if not name.startswith(ELSEWHERE)
    }
    expected = {f"{method} {page}" for page in ours for method in ("GET", "POST")}
    rows = [f"{method} {page}" for method, page, _ in policy()]

    assert sorted(expected - set(rows)) == [], "addresses without a line"
    assert sorted(set(rows) - expected) == [], "lines without an address"
    assert len(rows) == len(set(rows)), "a line twice"
