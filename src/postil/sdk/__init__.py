"""The Python client: talks HTTP to a server, touches no database."""
