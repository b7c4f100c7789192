"""The rules: what is wrong with an annotation, a bundle, an ontology or a whole file.

Every rule is pure and answers with issues; `catalogue` is the one table of their codes. One family of
rules per module. Formats report what they cannot read, this package judges what was read.
"""
