"""What to do next: the office's rules over public values, each action with the evidence it rests on."""

from __future__ import annotations

from evalhelpers.recommend.actions import Action, derived, recommend

__all__ = ["Action", "derived", "recommend"]
