"""Facades: the protocols spoken at the rim, one package each, blind to each other."""
