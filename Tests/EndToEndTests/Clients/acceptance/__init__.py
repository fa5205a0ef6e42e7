"""Acceptance cards: what a trading client may expect of TWS, each a few steps and checks over any client."""
