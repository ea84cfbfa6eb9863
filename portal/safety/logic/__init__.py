"""Pure rules, by subject: `alerts` (levels, clocks, opening hours), `words` (reading what people write)."""

from portal.safety.logic.alerts import PATIENCE, RISK_OF, at_least, due, level, level_of_words, open_until
from portal.safety.logic.words import Reading, Rules, compile_rules, fold, read

__all__ = [
    "PATIENCE",
    "RISK_OF",
    "Reading",
    "Rules",
    "at_least",
    "compile_rules",
    "due",
    "fold",
    "level",
    "level_of_words",
    "open_until",
    "read",
]
