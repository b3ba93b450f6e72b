import rules

from portal.accounts.rules import is_oversight, works_here

# How many were asked and how many answered; single answers are shown to no one.
rules.add_perm("surveys.see_waves", works_here | is_oversight)
