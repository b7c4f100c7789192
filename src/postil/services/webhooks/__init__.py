"""Webhooks: who is told of events, and the telling."""
