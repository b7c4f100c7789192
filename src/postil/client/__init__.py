"""The Python client: resources as objects, over `postil.sdk`. `import postil` offers its names."""
