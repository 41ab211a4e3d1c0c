"""Who may come in: passwords, codes of a telephone, recovery codes, attempts in vain.

Needs the extra `operate` (make operate): who imports it does so when it is needed.
"""
