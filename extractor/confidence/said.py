"""The words of reasons, and which of a fact's the reading gave: those of the weighing are made anew each time."""

from schemas.fact import Fact

CHECK_MARK = "核对"
"""How the reasons begin that come from a finding."""
WEIGHED_MARK = "综合"
"""How the reason begins that comes from the score."""
SECOND_READ = "逐句重读（不用模型）读出了另一个数"
ALONE = "只读了一遍，没有恒等式、第二遍读数或另一处可以印证"
HURT = "所在的一段没有答完"
VARIANT = "同一行另有一处，印着不同的数"
RIVAL = "同一处另有一种读法"
NOT_AS_PRINTED = "所印数字要去掉空白或换成半角才与读数相同，且没有恒等式可以印证"
_OWN = frozenset({SECOND_READ, ALONE, HURT, VARIANT, RIVAL, NOT_AS_PRINTED})


def by_reading(fact: Fact) -> list[str]:
    """Return the reasons that the reading gave."""
    return [
        one for one in fact.confidence.reasons if one not in _OWN and not one.startswith((CHECK_MARK, WEIGHED_MARK))
    ]
