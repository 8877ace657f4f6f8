"""Owns what stands on each sheet and how it is laid out, as HTML for print; it leaves making a PDF to `press`."""

from macros.paper.sheets.fit import Fit, MeasuredBlock, Proof, excess, fit, flow
from macros.paper.sheets.sheet import (
    AGAIN,
    HEADING_TOOLTIPS,
    PLACED_COLOUR,
    Download,
    downloads,
    pack_sheets,
    proof_html,
    sheet_html,
    style_sheet,
    trial_html,
)

__all__ = [
    "AGAIN",
    "HEADING_TOOLTIPS",
    "PLACED_COLOUR",
    "Download",
    "Fit",
    "MeasuredBlock",
    "Proof",
    "downloads",
    "excess",
    "fit",
    "flow",
    "pack_sheets",
    "proof_html",
    "sheet_html",
    "style_sheet",
    "trial_html",
]
