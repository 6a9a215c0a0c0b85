"""What an edition holds at a glance: how many elements, how much money, where its indicators stand."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from editions.reading import Node
from indicators.evaluation import Verdict, evaluate


@dataclass(frozen=True)
class Overview:
    """`kinds` counts elements, `cents` is all their money, `verdicts` counts indicators by evaluation."""

    kinds: Counter[str] = field(default_factory=Counter)
    cents: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)

    @property
    def indicators(self) -> list[tuple[Verdict, int]]:
        """Every verdict that an indicator has, the best first."""
        return [(verdict, self.verdicts[verdict]) for verdict in Verdict if self.verdicts[verdict]]

    @property
    def indicator_count(self) -> int:
        return sum(self.verdicts.values())


def overview_of(nodes: Iterable[Node]) -> Overview:
    """Of these elements alone, not of what stands under them."""
    kinds: Counter[str] = Counter()
    verdicts: Counter[str] = Counter()
    cents = 0
    for node in nodes:
        kinds[node.kind] += 1
        cents += sum(one.cents for one in node.funding)
        verdicts.update(evaluate(indicator).verdict for indicator in node.indicators)
    return Overview(kinds, cents, verdicts)
