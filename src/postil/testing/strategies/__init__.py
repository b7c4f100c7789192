"""Strategies of Hypothesis for canonical values: what property tests of formats and services draw from."""
