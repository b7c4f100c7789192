"""The server: settings, sign-in, and the only place that names concrete stores."""
