import rules

from portal.accounts.rules import is_administrator, is_command, is_supervisor

# What could not be sent names the people it was for, so few see it, and addresses masked.
rules.add_perm("notices.see_outbox", is_administrator | is_supervisor | is_command)
rules.add_perm("notices.resend_message", is_administrator | is_supervisor)
rules.add_perm("notices.keep_silence", is_administrator | is_supervisor)
