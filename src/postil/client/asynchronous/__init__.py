"""The client for programs with an event loop: the same resources, over the network of the loop."""
