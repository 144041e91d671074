"""What a militia remembers, and how a week changes it; its own alone, for no other agent to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from model import minding
from model.actors import Militia
from model.parameters import Parameters
from model.targets import MEANS, Target
from model.views import Kept, Mind, Part, Scene, Week


@dataclass
class Memory:
    """A militia's state of mind; lists run over targets, `load` over means."""

    mind: Mind
    know_how: list[float]
    activity: list[float]
    load: list[float]

    @classmethod
    def at_first(cls, p: Parameters, posture: float, targets: Sequence[Target]) -> Memory:
        """A calm mind that has done nothing yet."""
        know_how = [target.know_how for target in targets]
        return cls(minding.at_first(p, posture), know_how, [0.0] * len(targets), [0.0] * len(MEANS))

    def miss_cover(self, p: Parameters, kept: Kept, covered: float) -> None:
        """Feel the need for cover, from the attribution under which the week was planned."""
        self.mind = self.mind._replace(need=minding.need(p, kept, self.mind, covered))

    def find_cover(self) -> None:
        """A new brand stills the need for cover."""
        self.mind = self.mind._replace(need=0.0)

    def learn(self, p: Parameters, kept: Kept, scene: Scene, who: Militia, over: Week, part: Part) -> None:
        """Change the state of mind by a week that is over, and by one's own part in it."""
        self.mind = minding.remember(p, kept, scene, who, self.mind, over, part)

    def learn_craft(
        self, p: Parameters, kept: Kept, targets: Sequence[Target], done: Sequence[int], others: Sequence[int]
    ) -> None:
        """Activity, load on the means, and know-how from own attacks on each target and others'."""
        used = dict.fromkeys(MEANS, 0.0)
        for index, target in enumerate(targets):
            self.activity[index] = minding.activity(kept, self.activity[index], done[index])
            self.know_how[index] = minding.skill(p, self.mind, target, self.know_how[index], done[index], others[index])
            used[target.means] += target.cost * done[index]
        for index, means in enumerate(MEANS):
            self.load[index] = minding.load(kept, self.load[index], used[means])
