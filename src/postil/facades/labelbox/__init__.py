"""What the official `labelbox` package speaks: GraphQL, files, and the little REST it uses."""
